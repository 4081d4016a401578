"""nnterp on nnsight: its own Patchscopes, and the same written with its traces to compute less."""

from __future__ import annotations

import numpy as np
import torch
from nnterp import StandardizedTransformer
from nnterp.interventions import TargetPrompt, patchscope_generate, patchscope_lens

from peers.material import Material
from peers.serving import Way, serve


def _open(work: Material) -> dict[str, dict[str, Way]]:
    torch.set_num_threads(1)
    model = StandardizedTransformer(work.model)
    for text, ids in ((work.target_text, work.target_ids), (work.source_text, work.source_ids)):
        if (found := model.tokenizer(text).input_ids) != ids:
            raise ValueError(f"nnterp reads {text!r} as the tokens {found}, and {ids} were meant.")
    sources = torch.from_numpy(work.sources)
    vectors = sources[1:]
    n_layers, n_positions = vectors.shape[:2]
    target, lens_ids = torch.tensor([work.target_ids]), torch.tensor([work.lens_ids])
    place = TargetPrompt(work.target_text, work.slot - len(work.target_ids))

    @torch.no_grad()
    def grid(whole: bool) -> dict[str, np.ndarray]:
        probs = patchscope_lens(model, target_patch_prompts=place, latents=vectors)
        return _read(probs.transpose(0, 1).log(), whole)

    @torch.no_grad()
    def grid_in_traces(whole: bool) -> dict[str, np.ndarray]:
        found = []
        for k in range(n_layers):
            with model.trace(target.expand(n_positions, -1), logits_to_keep=1):
                model.layers_output[k][:, work.slot] = vectors[k]
                logits = model.logits.save()
            found.append(_read(logits[:, -1].log_softmax(-1), whole))
        return {name: np.stack([one[name] for one in found]) for name in found[0]}

    @torch.no_grad()
    def generate(whole: bool) -> dict[str, np.ndarray]:
        del whole
        said = patchscope_generate(model, [work.source_text], place, max_length=work.new_tokens)
        return {"tokens": np.stack([said[k][0, -work.new_tokens :].numpy() for k in range(n_layers)])}

    @torch.no_grad()
    def generate_one_batch(whole: bool) -> dict[str, np.ndarray]:
        del whole
        with model.generate(
            target.expand(n_layers, -1), max_new_tokens=work.new_tokens, do_sample=False
        ) as tracer:
            for k in range(n_layers):
                model.layers_output[k][k, work.slot] = vectors[k, -1]
            said = tracer.result.save()
        return {"tokens": said[:, -work.new_tokens :].numpy()}

    @torch.no_grad()
    def lens(whole: bool) -> dict[str, np.ndarray]:
        del whole
        with model.trace(lens_ids, logits_to_keep=1):
            tops = [].save()
            top = model.project_on_vocab(model.layers_input[0])[0].log_softmax(-1).topk(work.top_k)
            tops.append(top)
            for k in range(n_layers):
                top = model.project_on_vocab(model.layers_output[k])[0].log_softmax(-1).topk(work.top_k)
                tops.append(top)
        return {
            "tokens": torch.stack([top.indices for top in tops]).numpy(),
            "logprobs": torch.stack([top.values for top in tops]).numpy(),
        }

    return {
        "grid": {"patchscope_lens": grid, "trace": grid_in_traces},
        "generate": {"patchscope_generate": generate, "one_batch": generate_one_batch},
        "lens": {"by_layer": lens},
    }


def _read(logprobs: torch.Tensor, whole: bool) -> dict[str, np.ndarray]:
    top = logprobs.max(-1)
    found = {"tokens": top.indices.numpy(), "logprobs": top.values.numpy()}
    return {**found, "distributions": logprobs.numpy()} if whole else found


if __name__ == "__main__":
    serve(("nnterp", "nnsight", "transformers", "torch"), _open)

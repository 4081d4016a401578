"""TransformerLens 4: one hooked forward pass a layer, all positions as its batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from transformer_lens.model_bridge import TransformerBridge
from transformer_lens.tools.analysis import logit_lens

from peers.material import Material
from peers.serving import Way, serve

Hook = tuple[str, Any]


def _open(work: Material) -> dict[str, dict[str, Way]]:
    torch.set_num_threads(1)
    bridge = TransformerBridge.boot_transformers(work.model, device="cpu").eval()
    sources, target = torch.from_numpy(work.sources), torch.tensor([work.target_ids])
    lens_ids = torch.tensor([work.lens_ids])
    layers = range(1, work.n_layers + 1)

    def patched(**settings: Any) -> Way:
        @torch.no_grad()
        def grid(whole: bool) -> dict[str, np.ndarray]:
            found = []
            for k in layers:

                def write(x: torch.Tensor, hook: object, vectors: torch.Tensor = sources[k]) -> torch.Tensor:
                    x[:, work.slot] = vectors
                    return x

                rows = target.expand(sources.shape[1], -1)
                hooks = [(f"blocks.{k - 1}.hook_resid_post", write)]
                logits = bridge.run_with_hooks(rows, fwd_hooks=hooks, **settings)[:, -1]
                found.append(_read(logits.log_softmax(-1), whole))
            return {name: np.stack([one[name] for one in found]) for name in found[0]}

        return grid

    def rows_of_layers() -> Iterator[Hook]:
        """Yield hooks that write the last position's vector of layer k into row k - 1 of the prompt."""
        for k in layers:

            def write(x: torch.Tensor, hook: object, k: int = k) -> torch.Tensor:
                if x.shape[1] > 1:
                    x[k - 1, work.slot] = sources[k, -1]
                return x

            yield f"blocks.{k - 1}.hook_resid_post", write

    @torch.no_grad()
    def generate(whole: bool) -> dict[str, np.ndarray]:
        del whole
        with bridge.hooks(fwd_hooks=list(rows_of_layers())):
            said = bridge.generate(
                target.expand(len(layers), -1),
                max_new_tokens=work.new_tokens,
                do_sample=False,
                stop_at_eos=False,
                return_type="tokens",
                verbose=False,
            )
        return {"tokens": said[:, -work.new_tokens :].numpy()}

    @torch.no_grad()
    def lens_tool(whole: bool) -> dict[str, np.ndarray]:
        del whole
        result = logit_lens(bridge, lens_ids, positions=None, top_k=work.top_k, return_type="log_probs")
        return {"tokens": result.readout.top_ids[:, 0].numpy(), "logprobs": result.values[:, 0].numpy()}

    @torch.no_grad()
    def lens_by_layer(whole: bool) -> dict[str, np.ndarray]:
        del whole
        names = [f"blocks.{k}.hook_resid_pre" for k in range(work.n_layers)]
        names.append(f"blocks.{work.n_layers - 1}.hook_resid_post")
        _, cache = bridge.run_with_cache(lens_ids, names_filter=names, logits_to_keep=1)
        tops = [
            bridge.unembed(bridge.ln_final(cache[name]))[0].log_softmax(-1).topk(work.top_k) for name in names
        ]
        return {
            "tokens": torch.stack([top.indices for top in tops]).numpy(),
            "logprobs": torch.stack([top.values for top in tops]).numpy(),
        }

    return {
        "grid": {"hooks": patched(), "hooks_last": patched(logits_to_keep=1)},
        "generate": {"generate": generate},
        "lens": {"logit_lens": lens_tool, "by_layer": lens_by_layer},
    }


def _read(logprobs: torch.Tensor, whole: bool) -> dict[str, np.ndarray]:
    top = logprobs.max(-1)
    found = {"tokens": top.indices.numpy(), "logprobs": top.values.numpy()}
    return {**found, "distributions": logprobs.numpy()} if whole else found


if __name__ == "__main__":
    serve(("transformer-lens", "transformers", "torch"), _open)

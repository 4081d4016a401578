"""latentlens, as a notebook would call it."""

from __future__ import annotations

import pathlib

import numpy as np
import torch

from latentlens import Patchscope, Session
from latentlens.readers.target_prompts import TextPrompt
from peers.material import Material
from peers.serving import Way, serve


def _open(work: Material) -> dict[str, dict[str, Way]]:
    torch.set_num_threads(1)
    session = Session(pathlib.Path(work.model))
    trace = session.run(work.source_ids)
    if (apart := np.abs(trace.resid.numpy() - work.sources).max()) > 1e-4:
        raise ValueError(f"The source vectors differ from those of the model itself by {apart:.2g}.")
    layers = range(1, work.n_layers + 1)

    def grid(whole: bool) -> dict[str, np.ndarray]:
        reader = Patchscope(TextPrompt(work.target_text, work.slot), max_new_tokens=1)
        sweep = session.sweep(trace, reader, layers=layers, controls=False)
        answers = [[sweep[k, p] for p in range(len(trace))] for k in layers]
        found = {
            "tokens": np.array([[a.token_ids[0] for a in row] for row in answers]),
            "logprobs": np.array([[a.token_logprobs[0] for a in row] for row in answers]),
        }
        if whole:
            found["distributions"] = sweep.logits().log_softmax(-1).numpy()
        return found

    def generate(whole: bool) -> dict[str, np.ndarray]:
        del whole
        reader = Patchscope(TextPrompt(work.target_text, work.slot), max_new_tokens=work.new_tokens)
        sweep = session.sweep(trace, reader, layers=layers, positions=[-1], controls=False)
        return {"tokens": np.array([sweep[k, -1].token_ids for k in layers])}

    def lens(whole: bool) -> dict[str, np.ndarray]:
        del whole
        session.store.clear()  # else the second time would find the first one's activations
        cells = session.lens(session.run(work.lens_ids), top_k=work.top_k)
        return {"tokens": cells.token_ids, "logprobs": np.log(cells.probs)}

    return {"grid": {"sweep": grid}, "generate": {"sweep": generate}, "lens": {"lens": lens}}


if __name__ == "__main__":
    serve(("latentlens", "transformer-lens", "transformers", "torch"), _open)

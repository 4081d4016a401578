"""What a model must satisfy to be served, checked when it is opened rather than believed."""

from __future__ import annotations

import torch

from latentlens._errors import UnsupportedModel
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel, Residual


def check_served(model: LanguageModel) -> None:
    """Run three tokens in the three ways the engine uses and compare the logits.

    The same tokens run at once, from a cache, and as rows that join at the middle and at the last layer
    with the model's own residual stream; all must give the same logits.

    Raises:
        UnsupportedModel: naming the architecture and what differs.
    """
    architecture = type(model.hf_model).__name__
    ids = [i % model.vocab_size for i in (5, 7, 11)]
    layers = range(model.n_layers + 1)
    try:
        resid = model.capture(ids, list(layers))
        expected = model.forward([ids])
        observed = {"from the cache": model.forward([ids[1:]], cache=_prefix(model, ids[:1]))}
        for layer in {model.n_layers // 2, model.n_layers}:
            own = resid[layer, 1:]

            def join(residual: Residual, own: torch.Tensor = own) -> Residual:
                return torch.cat([residual, own[None].to(residual)])

            rows = model.forward([ids[1:]], cache=_prefix(model, ids[:1]), edits={layer: join})
            if rows.shape[0] != 2:
                raise UnsupportedModel(
                    f"{model.name}: {architecture} drops rows that join the batch at layer {layer}. "
                    "It cannot be served exactly; open another architecture."
                )
            observed[f"as a row that joins at layer {layer}"] = rows[1:]
    except UnsupportedModel:
        raise
    except Exception as error:  # any failure here means that the engine would fail too
        raise UnsupportedModel(
            f"{model.name}: {architecture} does not run the way latentlens needs "
            f"({type(error).__name__}: {error}). Open a decoder-only model with a key/value cache."
        ) from error
    # Half precision rounds differently for another batch; a real defect is far larger than this.
    tolerance = 1e-3 if model.dtype == torch.float32 else 5e-2
    scale = max(1.0, float(expected.abs().max()))
    for how, logits in observed.items():
        difference = float((logits - expected).abs().max())
        if not difference <= tolerance * scale:
            raise UnsupportedModel(
                f"{model.name}: {architecture} gives other logits {how} than in one plain run "
                f"(they differ by {difference:.3g}). It cannot be served exactly; open another architecture."
            )


def _prefix(model: LanguageModel, ids: list[int]) -> RowCache:
    cache = RowCache()
    model.forward([ids], cache=cache)
    cache.share_prefix()
    return cache

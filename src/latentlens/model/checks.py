"""What a model must satisfy to be served, checked when it is opened rather than believed."""

from __future__ import annotations

import torch
from torch import Tensor

from latentlens._errors import UnsupportedModel
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Residual

_PROBE = (5, 7, 11)


def check_served(model: LanguageModel) -> None:
    """Run three tokens in the ways the engine uses and compare the logits.

    The same tokens run at once, from a cache, and as rows that join at the middle and at the last layer
    with the model's own residual stream; all must give the same logits, and no token may change what an
    earlier one holds.

    Args:
        model: the model.

    Raises:
        UnsupportedModel: naming the architecture and what differs.
    """
    architecture = type(model.hf_model).__name__
    ids = [i % model.vocab_size for i in _PROBE]
    layers = range(model.n_layers + 1)
    try:
        resid = model.capture(ids, list(layers))
        alone = model.capture(ids[:1], list(layers))
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
    tolerance = 1e-3 if model.dtype in (torch.float32, torch.float64) else 5e-2
    # In the residual stream, since in the logits of a model with small weights it could be overlooked.
    if not all(_close(a[0], r[0], tolerance) for a, r in zip(alone, resid, strict=True)):
        raise UnsupportedModel(
            f"{model.name}: in {architecture} a token changes what the tokens before it hold. Only causal "
            "language models can be served; open a decoder-only model."
        )
    for how, logits in observed.items():
        if not _close(logits, expected, tolerance):
            raise UnsupportedModel(
                f"{model.name}: {architecture} gives other logits {how} than in one plain run "
                f"(they differ by {_difference(logits, expected):.3g}). It cannot be served exactly; open "
                "another architecture."
            )


def _difference(one: Tensor, other: Tensor) -> float:
    return float((one - other).abs().max())


def _close(one: Tensor, other: Tensor, tolerance: float) -> bool:
    """Whether two tensors agree in units of the larger entries; never where there is a NaN."""
    return _difference(one, other) <= tolerance * max(float(other.abs().max()), 1e-6)


def _prefix(model: LanguageModel, ids: list[int]) -> RowCache:
    cache = RowCache()
    model.forward([ids], cache=cache)
    cache.share_prefix()
    return cache

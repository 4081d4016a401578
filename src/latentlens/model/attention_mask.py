"""Whether attention can be cut in a model, and a placeholder be hidden: tried when it is first asked."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import torch
from torch import Tensor

from latentlens.errors import UnsupportedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import BlockedAttention, Edit, Residual, Runner

_PROBE = (5, 7, 11, 13, 17, 19, 23, 29)
_OTHER = 37
_KEY = 3
_MOST = 8

_found: weakref.WeakKeyDictionary[Runner, dict[str, str]] = weakref.WeakKeyDictionary()


def check_hiding(model: LanguageModel) -> None:
    """Refuse a model in which a token that is hidden from later ones still has an effect on them.

    Tried once for each state of the model: in every block that attends, another state at the hidden position
    may not change what later positions hold after it; and attention in its plain form, which takes masks,
    must be the attention that the model runs without them.

    Raises:
        UnsupportedModel: naming the block, and by how much.
    """
    _once(model, "attention", _cut_attention)


def check_remedy(model: LanguageModel, remedy: str) -> None:
    """Refuse a remedy against the placeholder in a model where the placeholder shows all the same.

    Args:
        model: the target model.
        remedy: "overwrite" or "mask".

    Raises:
        UnsupportedModel: saying how it shows.
    """
    if model.reads_tokens_again:
        raise UnsupportedModel(
            f"In {model.name} every block looks at the token ids again (per-layer embeddings), so the "
            f"placeholder shows whatever is written over it, and the remedy {remedy!r} would be none. Ask "
            "without it, and compare the answer with its null control."
        )
    if remedy == "mask":
        check_hiding(model)
        _once(model, "mask", _hidden_below)


def _once(model: LanguageModel, what: str, find: Callable[[LanguageModel], str]) -> None:
    """Raise what a trial found, which is made once for each twin of the model."""
    with model.pinned():
        known = _found.setdefault(model.runner, {})
        if what not in known:
            known[what] = find(model)
        if known[what]:
            raise UnsupportedModel(known[what])


def _cut_attention(model: LanguageModel) -> str:
    """Say in which block a hidden token is seen; nothing where in none."""
    ids, tolerance = _probe(model)
    attends = [block for block, module in enumerate(model.runner.parts.attention) if module is not None]
    if not attends:
        return f"{model.name} has no attention that could be cut. Ask with another reader."
    plain, eager = model.states([ids]), model.states([ids], blocked=_nothing(attends[0], 1, len(ids)))
    if not (off := _apart(eager, plain)) <= tolerance:
        return (
            f"{model.name} computes something else (by {off:.2g} of the largest entry) when its attention "
            "runs in the plain form that takes masks, so attention cannot be cut in it exactly. Load it with "
            "attn_implementation='eager'."
        )
    random = torch.Generator("cpu").manual_seed(0)
    noise = torch.randn(model.d_model, generator=random, dtype=torch.float32, device="cpu")
    seen: dict[int, float] = {}

    def compare(block: int, residual: Residual) -> Residual:
        """Measure what a block handed on, and let both rows go on with the same later tokens."""
        seen[block] = _apart(residual[1:, _KEY + 1 :], residual[:1, _KEY + 1 :])
        residual = residual.clone()
        residual[1, _KEY + 1 :] = residual[0, _KEY + 1 :]
        return residual

    def disturb(residual: Residual) -> Residual:
        residual = residual.clone()
        residual[1, _KEY] = noise.to(residual) * residual[0].float().std().to(residual)
        return residual

    edits: dict[int, Edit] = {k + 1: _of(compare, k) for k in range(model.n_layers)}
    edits[0] = disturb
    model.states([ids, ids], edits=edits, blocked={block: _later(2, len(ids)) for block in attends})
    wrong = [block for block in attends if not seen[block] <= tolerance]
    if not wrong:
        return ""
    return (
        f"In block {wrong[0]} of {model.name} later tokens still depend on a token that is hidden from them "
        f"(by {seen[wrong[0]]:.2g} of the largest entry), so attention cannot be cut there. Ask with another "
        "reader."
    )


def _hidden_below(model: LanguageModel) -> str:
    """Say at which target layer a masked placeholder shows; nothing where at none."""
    ids, tolerance = _probe(model)
    other = [*ids[:_KEY], _OTHER % model.vocab_size, *ids[_KEY + 1 :]]
    step = max(1, (model.n_layers - 1) // _MOST)
    for target in range(1, model.n_layers, step):

        def same(residual: Residual) -> Residual:
            residual = residual.clone()
            residual[1, _KEY] = residual[0, _KEY]
            return residual

        blocked = {block: _later(2, len(ids)) for block in range(target)}
        states = model.states([ids, other], edits={target: same}, blocked=blocked)
        if not (off := _apart(states[1:, _KEY + 1 :], states[:1, _KEY + 1 :])) <= tolerance:
            return (
                f"In {model.name} blocks above target layer {target} read keys and values of blocks below, "
                f"where the placeholder stands (it changes the answer by {off:.2g} of the largest entry), so "
                "the remedy 'mask' would be none. Use remedy='overwrite'."
            )
    return ""


def _probe(model: LanguageModel) -> tuple[list[int], float]:
    return [i % model.vocab_size for i in _PROBE], model.rounding


def _nothing(block: int, rows: int, n: int) -> dict[int, BlockedAttention]:
    """Return what hides nothing, and yet has attention run in the form in which something could be."""
    return {block: torch.zeros(rows, n, n, dtype=torch.bool, device="cpu")}


def _later(rows: int, n: int) -> BlockedAttention:
    """Return what hides the probe's key from all tokens after it."""
    cuts = torch.zeros(rows, n, n, dtype=torch.bool, device="cpu")
    cuts[:, _KEY + 1 :, _KEY] = True
    return cuts


def _of(compare: Callable[[int, Residual], Residual], block: int) -> Edit:
    return lambda residual: compare(block, residual)


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest difference in units of the largest entry; NaN where either is."""
    difference = (one.float() - other.float()).abs().max()
    return float(difference / other.float().abs().max().clamp_min(1e-6))

"""Tries, at the first use, whether blocked attention and placeholder remedies are exact in a model."""

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

_problems: weakref.WeakKeyDictionary[Runner, dict[str, str]] = weakref.WeakKeyDictionary()
"""For each twin, the error message of each trial; empty if it passed."""


def check_hiding(model: LanguageModel) -> None:
    """Raise an error if a token that is masked from later ones still has an effect on them.

    Tried once for each state of the model: in every block with attention, a change at a masked position must
    not change later positions after that block; and eager attention, which takes masks, must equal the
    model's own attention.

    Args:
        model: model to try.

    Raises:
        UnsupportedModel: naming the block, and the size of the effect.
    """
    _once(model, "attention", _cut_attention)


def check_remedy(model: LanguageModel, remedy: str) -> None:
    """Raise an error if a remedy does not remove the placeholder's influence in this model.

    Args:
        model: the target model.
        remedy: "overwrite" or "mask".

    Raises:
        UnsupportedModel: if the placeholder still has an effect; the message says which.
    """
    if model.reads_tokens_again:
        raise UnsupportedModel(
            f"In {model.name} every block looks at the token ids again (per-layer embeddings), so the "
            f"placeholder has an effect even if it is written over, and the remedy {remedy!r} cannot remove "
            "it. Ask without it, and compare the answer with its null control."
        )
    if remedy == "mask":
        check_hiding(model)
        _once(model, "mask", _hidden_below)


def _once(model: LanguageModel, what: str, find: Callable[[LanguageModel], str]) -> None:
    """Raise the error that a trial found, which runs once for each twin of the model."""
    with model.pinned():
        known = _problems.setdefault(model.runner, {})
        if what not in known:
            known[what] = find(model)
        if known[what]:
            raise UnsupportedModel(known[what])


def _cut_attention(model: LanguageModel) -> str:
    """Return an error message if a masked token has an effect in some block; else an empty text."""
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
        """Measure the effect of a block, then make the later tokens of both rows equal again."""
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
    """Return an error message if a masked placeholder has an effect at some layer; else an empty text."""
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
                "the remedy 'mask' cannot remove it. Use remedy='overwrite'."
            )
    return ""


def _probe(model: LanguageModel) -> tuple[list[int], float]:
    """Return the probe's token ids and the tolerance for comparisons."""
    return [i % model.vocab_size for i in _PROBE], model.rounding


def _nothing(block: int, rows: int, n: int) -> dict[int, BlockedAttention]:
    """Return a mask that blocks nothing, so that attention runs in its eager implementation."""
    return {block: torch.zeros(rows, n, n, dtype=torch.bool, device="cpu")}


def _later(rows: int, n: int) -> BlockedAttention:
    """Return a mask that blocks the probe's key for all later tokens."""
    cuts = torch.zeros(rows, n, n, dtype=torch.bool, device="cpu")
    cuts[:, _KEY + 1 :, _KEY] = True
    return cuts


def _of(compare: Callable[[int, Residual], Residual], block: int) -> Edit:
    """Return an edit that calls `compare` with the number of a block."""
    return lambda residual: compare(block, residual)


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest difference relative to the largest entry; NaN if a tensor contains NaN."""
    difference = (one.float() - other.float()).abs().max()
    return float(difference / other.float().abs().max().clamp_min(1e-6))

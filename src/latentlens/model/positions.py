"""Tries, at the first use, whether left padding and custom position ids are exact in a model."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor

from latentlens.errors import UnsupportedModel
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Runner

_LONG = (5, 7, 11, 13, 17, 19, 23, 29)
_SHORT = (31, 37, 41, 43, 47)
_NEXT = (53, 59)
_STEP = 3  # difference of the trial's position ids from one token to the next
_NOTHING = 1e-6  # smallest effect of position ids, relative to the largest entry; unused ones change no bit
T = TypeVar("T")

_pads: weakref.WeakKeyDictionary[Runner, bool] = weakref.WeakKeyDictionary()
_takes: weakref.WeakKeyDictionary[Runner, str] = weakref.WeakKeyDictionary()


def pads_exactly(model: LanguageModel) -> bool:
    """Return whether padding prompts on the left changes neither their activations nor those that follow.

    Tried once for each state of the model, with two prompts of different length in one batch, and one more
    token from their KV cache. It fails if attention or rotary embeddings depend on a token's column other
    than by its distance to others.

    Args:
        model: model to try.
    """
    return _tried(model, _pads, _pads_exactly)


def check_position_ids(model: LanguageModel) -> None:
    """Raise an error if a model does not support custom position ids.

    Args:
        model: model to try; it is tried once for each of its states.

    Raises:
        UnsupportedModel: if its forward pass takes no `position_ids`, they have no effect, or its rotary
            frequencies depend on the length of the sequence.
    """
    if problem := _tried(model, _takes, _positions_problem):
        raise UnsupportedModel(f"{model.name}: {problem} Leave position_ids out.")


def _tried(
    model: LanguageModel, known: weakref.WeakKeyDictionary[Runner, T], find: Callable[[LanguageModel], T]
) -> T:
    """Return the outcome of a trial, which runs once for each twin of the model."""
    with model.pinned():
        if model.runner not in known:
            known[model.runner] = find(model)
        return known[model.runner]


def _pads_exactly(model: LanguageModel) -> bool:
    """Run two padded prompts and their next tokens, and compare with running each alone."""
    runner, config = model.runner, model.hf_model.config.get_text_config()
    if runner.rotary.switches or getattr(config, "attention_chunk_size", None):
        return False
    vocabulary, device = model.vocab_size, model.device
    long, short, after = ([i % vocabulary for i in ids] for ids in (_LONG, _SHORT, _NEXT))
    padding = len(long) - len(short)
    mask = torch.ones(2, len(long) + 1, dtype=torch.long, device=device)
    mask[1, :padding] = 0
    positions = (mask.cumsum(-1) - 1).clamp_min(0)
    n = len(long)
    try:
        cache = RowCache()
        prompts = model.states(
            [long, [short[0]] * padding + short],
            cache=cache,
            position_ids=positions[:, :n],
            attention_mask=mask[:, :n],
        )[:, -1]
        following = model.states(
            [after[:1], after[1:]], cache=cache, position_ids=positions[:, n:], attention_mask=mask
        )[:, -1]
    except Exception:  # noqa: BLE001 - a model that fails with padding is not padded
        return False
    for row, (prompt, token) in enumerate(zip((long, short), after, strict=True)):
        alone = model.states([[*prompt, token]])[0]
        for observed, expected in ((prompts[row], alone[-2]), (following[row], alone[-1])):
            if not _apart(observed, expected) <= min(model.rounding, 1e-3):
                return False
    return True


def _positions_problem(model: LanguageModel) -> str:
    """Return why custom position ids are not supported, as part of an error message; empty if they are."""
    kind = type(model.hf_model).__name__
    if not model.runner.takes_positions:
        return f"the forward pass of {kind} takes no position_ids."
    if model.runner.rotary.switches:
        return (
            "its rotary frequencies depend on the length of the sequence, which custom position ids do not "
            "tell."
        )
    ids = [i % model.vocab_size for i in _LONG]
    mask = torch.ones(1, len(ids), dtype=torch.long, device=model.device)
    spread = torch.arange(len(ids), device=model.device)[None] * _STEP
    with_custom_ids = model.states([ids], position_ids=spread, attention_mask=mask)
    if _apart(with_custom_ids, model.states([ids])) <= _NOTHING:
        return f"{kind} takes position_ids, and they change nothing in it."
    return ""


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest difference relative to the largest entry; NaN if a tensor contains NaN."""
    difference = (one.float() - other.float()).abs().max()
    return float(difference / other.float().abs().max().clamp_min(1e-6))

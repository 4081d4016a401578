"""Whether a model can be padded, and take position ids of one's own: tried when it is first asked."""

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
_STEP = 3  # by how much the position ids of the trial grow from one token to the next
_NOTHING = 1e-6  # of the largest entry; position ids that are not looked at change not one bit
T = TypeVar("T")

_pads: weakref.WeakKeyDictionary[Runner, bool] = weakref.WeakKeyDictionary()
_takes: weakref.WeakKeyDictionary[Runner, str] = weakref.WeakKeyDictionary()


def pads_exactly(model: LanguageModel) -> bool:
    """Return whether a prompt padded on the left, and what follows it, is what it is alone.

    Tried once for each state of the model: two prompts of different length in one batch, and a token more
    from the keys and values that they left. Models whose attention or rotary positions go by the number of
    columns in some other way than by their distance are not padded.
    """
    return _tried(model, _pads, _pads_exactly)


def check_position_ids(model: LanguageModel) -> None:
    """Refuse position ids of one's own in a model that takes none.

    Raises:
        UnsupportedModel: if its forward pass has no `position_ids`, they change nothing, or its rotary
            frequencies depend on the length of the sequence.
    """
    if problem := _tried(model, _takes, _positions_problem):
        raise UnsupportedModel(f"{model.name}: {problem} Leave position_ids out.")


def _tried(
    model: LanguageModel, known: weakref.WeakKeyDictionary[Runner, T], find: Callable[[LanguageModel], T]
) -> T:
    """Return what a trial found, which is made once for each twin of the model."""
    with model.pinned():
        if model.runner not in known:
            known[model.runner] = find(model)
        return known[model.runner]


def _pads_exactly(model: LanguageModel) -> bool:
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
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it is not padded
        return False
    for row, (prompt, token) in enumerate(zip((long, short), after, strict=True)):
        alone = model.states([[*prompt, token]])[0]
        for observed, expected in ((prompts[row], alone[-2]), (following[row], alone[-1])):
            if not _apart(observed, expected) <= min(model.rounding, 1e-3):
                return False
    return True


def _positions_problem(model: LanguageModel) -> str:
    """Say why position ids of one's own cannot be given; nothing where they can."""
    kind = type(model.hf_model).__name__
    if not model.runner.takes_positions:
        return f"the forward pass of {kind} takes no position_ids."
    if model.runner.rotary.switches:
        return (
            "its rotary frequencies depend on the length of the sequence, which position ids of one's own do "
            "not tell."
        )
    ids = [i % model.vocab_size for i in _LONG]
    mask = torch.ones(1, len(ids), dtype=torch.long, device=model.device)
    spread = torch.arange(len(ids), device=model.device)[None] * _STEP
    own = model.states([ids], position_ids=spread, attention_mask=mask)
    if _apart(own, model.states([ids])) <= _NOTHING:
        return f"{kind} takes position_ids, and they change nothing in it."
    return ""


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest difference in units of the largest entry; NaN where either is."""
    difference = (one.float() - other.float()).abs().max()
    return float(difference / other.float().abs().max().clamp_min(1e-6))

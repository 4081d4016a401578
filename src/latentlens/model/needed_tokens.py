"""Runs the MLP of a pass's last block only for the tokens whose states are read after it."""

from __future__ import annotations

import functools
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import torch
from jaxtyping import Int
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.model.hooks import hooked
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Edit, Residual, Runner
from latentlens.model.scope import Scope

_MOST = 0.75
"""Largest share of the tokens for which leaving out the others pays: it takes two copies."""
_TRIAL = ((5, 7, 11, 13, 17), (31, 37, 41, 43, 47))
_TRIAL_NEEDED = (1, 4, 5, 8)

_by_token: weakref.WeakKeyDictionary[Runner, dict[int, bool]] = weakref.WeakKeyDictionary()
_now = threading.local()


def only_needed(model: LanguageModel, block: int, needed: Sequence[int], tokens: int) -> Scope:
    """Return a context in which the MLP of a block runs only for some tokens of a pass.

    After that block the states of the other tokens are wrong, so nothing may read them, later blocks
    included. Everything runs as usual where most tokens are needed, where the MLP does not run each token by
    itself (tried once for each state of the model), or where the user's own code runs in the pass. Hold the
    model's lock in it.

    Args:
        model: the model.
        block: index of the block, from 0: the last one that runs, or the last of all.
        needed: the tokens, as ascending indices into the batch's rows laid end to end, padding included.
        tokens: number of tokens of the batch, padding included.
    """
    if len(needed) > _MOST * tokens or model.runs_user_code or not _runs_by_token(model, block):
        return Scope([], [])
    mlp = model.runner.parts.mlp[block]
    assert mlp is not None
    return _Needed(mlp, torch.tensor(needed)).scope()


def needed_again() -> Callable[[], Scope]:
    """Return a function that makes a context with the tokens of now, for a block that runs again later."""
    needed: _Needed | None = getattr(_now, "needed", None)
    return functools.partial(Scope, [], []) if needed is None else needed.scope


class _Needed:
    """The tokens for which an MLP runs.

    Args:
        mlp: the MLP's module in a twin.
        indices: the tokens, as ascending indices into the batch's rows laid end to end.
    """

    def __init__(self, mlp: nn.Module, indices: Int[Tensor, " needed"]) -> None:
        self._mlp, self._indices = mlp, indices
        self._shape: tuple[int, ...] = ()

    def scope(self) -> Scope:
        """Return a context in which it runs for these alone, and its output is zero for the others."""
        set_to = functools.partial(setattr, _now, "needed")
        hooks = hooked(before=[(self._mlp, self._gather)], after=[(self._mlp, self._scatter)])
        return Scope(
            [hooks.__enter__, functools.partial(set_to, self)],
            [functools.partial(set_to, None), hooks.__exit__],  # none stands within another
        )

    def _gather(self, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if getattr(_now, "needed", None) is not self:
            return None  # another thread's pass: a backward pass does not hold the model's lock
        inputs = args[0] if args else None
        if not isinstance(inputs, Tensor) or inputs.ndim != 3:
            raise UnsupportedModel("This MLP does not take the states [row, position, d_model] first.")
        self._shape = tuple(inputs.shape)
        self._indices = self._indices.to(inputs.device)
        some = inputs.reshape(-1, inputs.shape[-1]).index_select(0, self._indices)
        return (some[None], *args[1:]), kwargs

    def _scatter(self, _: nn.Module, __: tuple[Any, ...], output: Any) -> Any:
        if getattr(_now, "needed", None) is not self:
            return None
        if not isinstance(output, Tensor) or output.shape[:-1] != (1, len(self._indices)):
            raise UnsupportedModel("This MLP does not return one state for each that it takes.")
        rows, positions = self._shape[:2]
        empty = output.new_zeros(rows * positions, output.shape[-1])
        return empty.index_copy(0, self._indices, output[0]).view(rows, positions, -1)


def _runs_by_token(model: LanguageModel, block: int) -> bool:
    """Return whether the MLP of a block gives each token the same whichever others run; tried once."""
    with model.pinned():
        runner = model.runner
        known = _by_token.setdefault(runner, {})
        if block not in known:
            known[block] = runner.parts.mlp[block] is not None and _tried(model, block)
        return known[block]


@torch.no_grad()
def _tried(model: LanguageModel, block: int) -> bool:
    mlp = model.runner.parts.mlp[block]
    assert mlp is not None
    tokens = [[token % model.vocab_size for token in row] for row in _TRIAL]
    kept: list[Residual] = []

    def keep(residual: Residual) -> Residual:
        kept.append(residual.reshape(-1, residual.shape[-1])[[*_TRIAL_NEEDED]].float())
        return residual

    edits: dict[int, Edit] = {block + 1: keep}
    with model.lock:
        try:
            model.all_logits(tokens, edits=edits, last=None)
            with _Needed(mlp, torch.tensor(_TRIAL_NEEDED)).scope():
                model.all_logits(tokens, edits=edits, last=None)
        except Exception:  # noqa: BLE001 - an MLP that cannot run for some tokens runs for all
            return False
    expected, found = kept
    off = float((found - expected).abs().max() / expected.abs().max().clamp_min(1e-6))
    return off <= min(model.rounding, 1e-3)

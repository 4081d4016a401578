"""A forward pass that can be stopped between two blocks: of many tokens, a whole pass takes seconds."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel
    from latentlens.model.runner import Edit, Residual

FEW = 8
"""Tokens up to which a pass is soon done, and is not looked into."""


def stoppable(model: LanguageModel, tokens: int, checkpoint: Callable[[], None]) -> dict[int, Edit]:
    """Return edits for a forward pass that change nothing, and call a function before every block.

    Args:
        model: the model.
        tokens: number of tokens of the pass, over all rows; of a pass of 8 or fewer there are no edits.
        checkpoint: called before every block; it may raise an error to stop.
    """
    if tokens <= FEW:
        return {}
    return {layer: functools.partial(_checked, checkpoint) for layer in range(model.n_layers)}


def _checked(checkpoint: Callable[[], None], residual: Residual) -> Residual:
    checkpoint()
    return residual

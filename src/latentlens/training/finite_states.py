"""Refuse to fit on NaN or infinity, and say which text caused it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import dtype_name, remedy
from latentlens.errors import InputError, NotFinite
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Row

_MOST = 60
"""Number of characters of a text that an error quotes."""


def check_states(
    kept: dict[int, Float[Tensor, "token d_model"]],
    rows: Sequence[Row],
    counted: Sequence[tuple[int, int]],
    model: LanguageModel,
) -> None:
    """Raise unless all states are finite.

    Args:
        kept: layer -> states at the counted positions, row by row.
        rows: token ids of the texts.
        counted: which positions count.
        model: model that computed the states.

    Raises:
        NotFinite: names the lowest affected layer, and the first position there.
    """
    if not kept or bool(torch.stack([state.isfinite().all() for state in kept.values()]).all()):
        return
    layer = min(layer for layer, state in kept.items() if not bool(state.isfinite().all()))
    state = kept[layer]
    first = int((~state.isfinite().all(dim=-1)).nonzero()[0])
    row, position = counted[first]
    raise NotFinite(
        f"Layer {layer}, position {position} {model.tokenizer.visible(rows[row][position])!r} of the text "
        f"{quoted(model, rows[row])} holds no state: {int((~state[first].isfinite()).sum())} of "
        f"{state.shape[-1]} numbers are NaN or infinite in {dtype_name(model.dtype)}, so nothing can be "
        f"fitted on it. {remedy(model.dtype)} Or leave this text out."
    )


def check_logprobs(logprobs: Float[Tensor, "*token vocab"], model: LanguageModel, whose: str) -> None:
    """Raise unless all rows are probability distributions.

    Args:
        logprobs: output of a log-softmax, in which one NaN or +inf makes the whole row NaN.
        model: model that computed the logits.
        whose: subject of the error message, such as "The model's own logits".

    Raises:
        NotFinite: if a row is not a distribution.
    """
    bad = int(logprobs[..., 0].isnan().sum())
    if bad:
        n = logprobs[..., 0].numel()
        raise NotFinite(
            f"{whose} hold NaN or infinity in {dtype_name(model.dtype)} at {bad} of {n} tokens, so nothing "
            f"can be fitted to them or measured by them. {remedy(model.dtype)}"
        )


def check_jacobians(derivatives: dict[int, Tensor], row: Row, model: LanguageModel) -> None:
    """Raise unless all derivatives are finite.

    Args:
        derivatives: layer -> derivatives of the last layer with respect to it.
        row: token ids of the text at which they were taken.
        model: model that ran the text.

    Raises:
        NotFinite: names the first affected layer.
    """
    for layer, matrix in derivatives.items():
        if not bool(matrix.isfinite().all()):
            raise NotFinite(
                f"The derivatives of the last layer by layer {layer} hold NaN or infinity in "
                f"{dtype_name(model.dtype)} for the text {quoted(model, row)}, so nothing can be fitted on "
                f"it. {remedy(model.dtype)} Or leave this text out."
            )


def diverged(layer: int, loss: float, step: int, learning_rate: float, model: LanguageModel) -> InputError:
    """Return the error for a training run whose loss is NaN or infinite.

    Args:
        layer: layer whose loss it is.
        loss: NaN or infinity.
        step: index of the step, from 0.
        learning_rate: learning rate of the first step.
        model: model that was trained through.
    """
    problem = f"The loss of layer {layer} is {loss} at step {step}"
    if model.dtype not in (torch.float32, torch.float64):
        return NotFinite(
            f"{problem}: training diverged with learning_rate {learning_rate:g}, or the model gives NaN or "
            f"infinity in {dtype_name(model.dtype)}. Open it with dtype='float32', or give a smaller one."
        )
    return InputError(
        f"{problem}: training diverged with learning_rate {learning_rate:g}. Give a smaller one."
    )


def quoted(model: LanguageModel, row: Row) -> str:
    """Return the beginning of a text in quotes."""
    text = model.tokenizer.decode(list(row))
    return repr(text if len(text) <= _MOST else f"{text[: _MOST - 1]}…")

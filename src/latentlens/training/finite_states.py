"""Refuse to fit on NaN and infinity, and say which text gave them."""

from __future__ import annotations

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from latentlens._errors import InputError, NotFinite
from latentlens.engine.not_finite import named, remedy
from latentlens.model.language_model import LanguageModel
from latentlens.training.corpus import Row

_MOST = 60
"""So many letters of a text are quoted."""


def check_states(
    kept: dict[int, Float[Tensor, "token d_model"]],
    rows: list[Row],
    counted: Bool[Tensor, "row position"],
    model: LanguageModel,
) -> None:
    """Raise unless all states are finite.

    Args:
        kept: layer -> the states at the positions that count, row by row.
        rows: the texts.
        counted: which positions count.
        model: that ran them.

    Raises:
        NotFinite: naming the lowest layer, and the first position there.
    """
    if not kept or bool(torch.stack([state.isfinite().all() for state in kept.values()]).all()):
        return
    layer = min(layer for layer, state in kept.items() if not bool(state.isfinite().all()))
    state = kept[layer]
    first = int((~state.isfinite().all(dim=-1)).nonzero()[0])
    row, position = counted.nonzero()[first].tolist()
    raise NotFinite(
        f"Layer {layer}, position {position} {model.tokenizer.visible(rows[row][position])!r} of the text "
        f"{quoted(model, rows[row])} holds no state: {int((~state[first].isfinite()).sum())} of "
        f"{state.shape[-1]} numbers are NaN or infinite in {named(model.dtype)}, so nothing can be fitted on "
        f"it. {remedy(model.dtype)} Or leave this text out."
    )


def check_logprobs(logprobs: Float[Tensor, "*token vocab"], model: LanguageModel, whose: str) -> None:
    """Raise unless all rows are distributions.

    Args:
        logprobs: from a log-softmax, in which one NaN or +inf makes the whole row NaN.
        model: whose logits they are.
        whose: the subject of the error's sentence, such as "The model's own logits".

    Raises:
        NotFinite: if one row is none.
    """
    bad = int(logprobs[..., 0].isnan().sum())
    if bad:
        n = logprobs[..., 0].numel()
        raise NotFinite(
            f"{whose} hold NaN or infinity in {named(model.dtype)} at {bad} of {n} tokens, so nothing can be "
            f"fitted to them or measured by them. {remedy(model.dtype)}"
        )


def check_jacobians(found: dict[int, Tensor], row: Row, model: LanguageModel) -> None:
    """Raise unless all derivatives are finite.

    Args:
        found: layer -> the derivatives of the last layer by it.
        row: the text at which they were taken.
        model: that ran it.

    Raises:
        NotFinite: naming the first layer whose derivatives are not.
    """
    for layer, matrix in found.items():
        if not bool(matrix.isfinite().all()):
            raise NotFinite(
                f"The derivatives of the last layer by layer {layer} hold NaN or infinity in "
                f"{named(model.dtype)} for the text {quoted(model, row)}, so nothing can be fitted on it. "
                f"{remedy(model.dtype)} Or leave this text out."
            )


def diverged(layer: int, loss: float, step: int, learning_rate: float, model: LanguageModel) -> InputError:
    """Return the error of a training whose loss is no number any more.

    Args:
        layer: whose loss it is.
        loss: NaN or infinity.
        step: from 0.
        learning_rate: the first step's.
        model: through which was trained.
    """
    said = f"The loss of layer {layer} is {loss} at step {step}"
    if model.dtype not in (torch.float32, torch.float64):
        return NotFinite(
            f"{said}: training diverged with learning_rate {learning_rate:g}, or the model gives NaN or "
            f"infinity in {named(model.dtype)}. Open it with dtype='float32', or give a smaller one."
        )
    return InputError(f"{said}: training diverged with learning_rate {learning_rate:g}. Give a smaller one.")


def quoted(model: LanguageModel, row: Row) -> str:
    """Return the beginning of a text in quotes."""
    text = model.tokenizer.decode(list(row))
    return repr(text if len(text) <= _MOST else f"{text[: _MOST - 1]}…")

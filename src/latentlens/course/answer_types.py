"""What kinds of answers students give: blanks, numbers, vectors, texts."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


def is_blank(answer: Any) -> bool:
    """Return whether nothing was filled in: the dots are still there.

    Args:
        answer: what stands in the notebook.
    """
    return answer is ... or (isinstance(answer, list | tuple) and any(part is ... for part in answer))


def vector_hint(answer: Any, expected: Tensor) -> str | None:
    """Return what is wrong with a vector before its numbers are looked at, or None.

    Args:
        answer: what a student gave.
        expected: the right vector.
    """
    if not isinstance(answer, Tensor):
        return f"That is of type {type(answer).__name__}; give a vector, such as trace[0, 'of']."
    if answer.shape != expected.shape:
        return f"Its shape is {tuple(answer.shape)}; one vector has the shape {tuple(expected.shape)}."
    return None


def same(answer: Tensor, expected: Tensor) -> bool:
    """Return whether two tensors of one shape hold the same numbers but for rounding.

    Args:
        answer: one tensor.
        expected: the other.
    """
    return torch.allclose(answer.float(), expected.float(), atol=1e-3, rtol=1e-3)

"""What to do where a model gives NaN or infinity."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.engine.query import Result
from latentlens.errors import NotFinite

_WIDE = (torch.bfloat16, torch.float32, torch.float64)


def remedy(dtype: torch.dtype) -> str:
    """Return what to do about a model that gives NaN or infinity, as a sentence or two.

    Args:
        dtype: the dtype of the model's weights.

    Examples:
        >>> remedy(torch.float16)
        "Numbers beyond 65504 overflow there: open the model with dtype='bfloat16' or 'float32'."
    """
    if dtype in _WIDE:
        return "Look for them in the model's weights, and in what hooks into it."
    return "Numbers beyond 65504 overflow there: open the model with dtype='bfloat16' or 'float32'."


def dtype_name(dtype: torch.dtype) -> str:
    """Return a dtype's name, such as "float16"."""
    return str(dtype).removeprefix("torch.")


def all_finite(results: Sequence[Result], dtype: torch.dtype) -> Sequence[Result]:
    """Return results as they are.

    Args:
        results: what `run` returned.
        dtype: the dtype of the model that gave them, for the error.

    Raises:
        NotFinite: if one of them is not finite, so that no figure can be made of them.
    """
    bad = sum(not result.finite for result in results)
    if bad:
        raise NotFinite(
            f"{bad} of {len(results)} results are NaN or infinite in {dtype_name(dtype)}: what was written, "
            f"or the model's logits after it. {remedy(dtype)}"
        )
    return results

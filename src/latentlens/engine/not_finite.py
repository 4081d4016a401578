"""Raises NotFinite for results with NaN or infinity, with advice for the model's dtype."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.engine.query import Result
from latentlens.errors import NotFinite

_WIDE = (torch.bfloat16, torch.float32, torch.float64)


def remedy(dtype: torch.dtype) -> str:
    """Return advice for an error message about NaN or infinity in a model's results.

    Args:
        dtype: dtype of the model's weights.

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
    """Return results unchanged, after checking that all are finite.

    Args:
        results: what `run` returned.
        dtype: dtype of the model that ran them, for the error message.

    Raises:
        NotFinite: if one of them contains NaN or infinity.
    """
    bad = sum(not result.finite for result in results)
    if bad:
        raise NotFinite(
            f"{bad} of {len(results)} results are NaN or infinite in {dtype_name(dtype)}: what was written, "
            f"or the model's logits after it. {remedy(dtype)}"
        )
    return results

"""Keys and tensors to keep, drawn by hypothesis."""

from __future__ import annotations

import torch
from hypothesis import settings

from latentlens.activations.key import TraceKey

FLOATS = (torch.float32, torch.float16, torch.bfloat16, torch.float64)

LIMITED = settings(max_examples=60, deadline=None)


def key(number: int = 0, dtype: str = "float32") -> TraceKey:
    """Return one of many keys."""
    return TraceKey("f00d", (0, number), (0, 1), dtype)


def tensor(number: int = 0, *, floats: int = 16, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Return activations [2, floats // 2, 1] that tell their number."""
    values = torch.randn(floats, generator=torch.Generator().manual_seed(number))
    return values.reshape(2, -1, 1).to(dtype)


def same_bits(one: torch.Tensor, other: torch.Tensor | None) -> bool:
    """Return whether two tensors agree in type, shape and every bit, NaNs among them."""
    if other is None or one.dtype != other.dtype or one.shape != other.shape:
        return False
    return torch.equal(one.reshape(-1).view(torch.uint8), other.reshape(-1).view(torch.uint8))

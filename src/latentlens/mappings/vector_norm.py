"""Scales vectors whose norm would overflow or underflow in float32, for mappings that divide by a norm."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

_MAX_EXPONENT = 100
"""2 to this power and its inverse are finite in float32, with room for a sum of a million squares."""


def within_float32(vectors: Float[Tensor, "*row d_model"]) -> Float[Tensor, "*row d_model"]:
    """Return vectors with the same directions, scaled so that their norms can be computed in float32.

    The square of a number above 1.8e19 or below 1e-23 overflows or underflows in float32, so that the norm
    would be infinite or 0. Each vector is divided by the power of two next to its largest entry, which is
    exact.

    Args:
        vectors: vectors in float32. Zeros, NaN and infinity stay as they are.

    Examples:
        >>> within_float32(torch.tensor([3e30, 4e30])).norm().isfinite().item()
        True
    """
    with torch.no_grad():
        largest = vectors.abs().amax(dim=-1, keepdim=True)
        # torch has no frexp on Apple's GPUs
        _, exponent = torch.frexp(largest.cpu() if largest.device.type == "mps" else largest)
        scale = torch.ldexp(
            torch.ones(exponent.shape, device=exponent.device), -exponent.clamp(-_MAX_EXPONENT, _MAX_EXPONENT)
        )
    return vectors * scale.to(vectors)

"""Directions of vectors whose length may be beyond what float32 can hold."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

_MOST = 100
"""2 to this power, and its inverse, are numbers in float32, with room for the sum of a million squares."""


def to_hand(vectors: Float[Tensor, "*row d_model"]) -> Float[Tensor, "*row d_model"]:
    """Return vectors with the same directions and lengths that can be computed with.

    The square of a number above 1.8e19, or below 1e-23, is none in float32: such a vector's norm would be
    infinite or 0, and dividing by it would give zeros, or NaN. Each vector is divided by the power of two
    next to its largest number, which changes no digit of it.

    Args:
        vectors: in float32. Zeros stay zeros; NaN and infinity stay what they are.

    Examples:
        >>> to_hand(torch.tensor([3e30, 4e30])).norm().isfinite().item()
        True
    """
    with torch.no_grad():
        largest = vectors.abs().amax(dim=-1, keepdim=True)
        # Apple's GPUs take no number apart
        _, exponent = torch.frexp(largest.cpu() if largest.device.type == "mps" else largest)
        scale = torch.ldexp(
            torch.ones(exponent.shape, device=exponent.device), -exponent.clamp(-_MOST, _MOST)
        )
    return vectors * scale.to(vectors)

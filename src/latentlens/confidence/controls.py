"""What a control hands to the reader in place of the vector."""

from __future__ import annotations

import hashlib

import torch
from jaxtyping import Float
from torch import Tensor


def random_vector(
    vector: Float[Tensor, " d_model"], *, seed: int, layer: int, position: int
) -> Float[Tensor, " d_model"]:
    """Return a random direction at a vector's norm, the same for the same seed and cell.

    Drawn on the CPU for the cell alone, so that it depends neither on the device nor on which other cells
    are asked beside it.

    Args:
        vector: the vector to match in norm, device and dtype.
        seed: the user's.
        layer: of the cell.
        position: of the cell.

    Examples:
        >>> v = torch.tensor([3.0, 4.0])
        >>> round(random_vector(v, seed=0, layer=1, position=2).norm().item(), 5)
        5.0
    """
    digest = hashlib.blake2b(f"{seed}/{layer}/{position}".encode(), digest_size=7).digest()
    generator = torch.Generator().manual_seed(int.from_bytes(digest, "big"))
    direction = torch.randn(vector.shape, generator=generator)
    matched: Tensor = direction / direction.norm() * vector.float().norm().cpu()
    return matched.to(vector)

"""LowRankAffine: a scaled vector plus a matrix of low rank times it, plus a bias."""

from __future__ import annotations

import dataclasses

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import MappingError
from latentlens.mappings.hashed_tensors import HashedByTensors, check_width, validate_tensor
from latentlens.mappings.mapping import Slots, Vectors


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class LowRankAffine(HashedByTensors):
    """f(h) = scale * h + up @ (down.T @ h) + bias.

    Args:
        scale: factor of the vector; 0 keeps the matrix of low rank alone.
        down: matrix [d_model, rank], whose columns a vector is multiplied with.
        up: matrix [d_model, rank], whose columns the products are the weights of.
        bias: vector [d_model] that is added.

    Raises:
        MappingError: if a shape is wrong, the shapes do not match, or a number is NaN or infinite.

    Examples:
        >>> swap = LowRankAffine(2.0, down=[[1.0], [0.0]], up=[[0.0], [1.0]], bias=[0.0, 1.0])
        >>> swap(torch.tensor([[[1.0, 3.0]]]), torch.zeros(1, 1, 2)).tolist()
        [[[2.0, 8.0]]]

    Source:
        Self-interpretation adapters, arXiv 2602.10352.
    """

    scale: float | Float[Tensor, ""]
    down: Float[Tensor, "d_model rank"]
    up: Float[Tensor, "d_model rank"]
    bias: Float[Tensor, " d_model"]

    def __post_init__(self) -> None:
        matrix = ("d_model", "rank")
        object.__setattr__(self, "scale", validate_tensor(self.scale, "The scale of LowRankAffine", ()))
        object.__setattr__(self, "down", validate_tensor(self.down, "down of LowRankAffine", matrix))
        object.__setattr__(self, "up", validate_tensor(self.up, "up of LowRankAffine", matrix))
        object.__setattr__(
            self, "bias", validate_tensor(self.bias, "The bias of LowRankAffine", ("d_model",))
        )
        if self.down.shape != self.up.shape or len(self.bias) != len(self.up):
            raise MappingError(
                "down and up of LowRankAffine are [d_model, rank] both, and its bias is [d_model]; got "
                f"{tuple(self.down.shape)}, {tuple(self.up.shape)} and {tuple(self.bias.shape)}. Give them "
                "for one width and one rank."
            )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The scale, the two matrices and the bias, by name."""
        return {"scale": torch.as_tensor(self.scale), "down": self.down, "up": self.up, "bias": self.bias}

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors scaled, plus what the matrix of low rank makes of them, plus the bias."""
        del slots
        check_width(self, len(self.bias), vectors.shape[-1])
        vectors = vectors.float()
        low: Tensor = vectors @ self.down.to(vectors) @ self.up.to(vectors).T
        return torch.as_tensor(self.scale).to(vectors) * vectors + low + self.bias.to(vectors)

    def d_target(self, d_source: int) -> int:
        """Return `d_source`, which must be the width of the bias."""
        check_width(self, len(self.bias), d_source)
        return d_source

    def __repr__(self) -> str:
        width, rank = self.up.shape
        return (
            f"<LowRankAffine {float(self.scale):.4g} * h + rank {rank} + bias, width {width}, "
            f"{self.digest[:8]}>"
        )

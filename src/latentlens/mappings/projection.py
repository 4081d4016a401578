"""Projection: keeps only the component of a vector in a subspace, or removes that component."""

from __future__ import annotations

import dataclasses
import functools

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import MappingError
from latentlens.mappings.hashed_tensors import HashedByTensors, check_width, validate_tensor
from latentlens.mappings.mapping import Slots, Vectors


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Projection(HashedByTensors):
    """f(h) = the orthogonal projection of h onto the span of some directions, or h minus this projection.

    Args:
        basis: directions [direction, d_model] that span the subspace; they may have any norm and be linearly
            dependent. No gradient flows to them.
        remove: whether to remove the projection from the vector (directional ablation). Default False: keep
            only the projection.

    Raises:
        MappingError: if the shape is wrong, a number is NaN or infinite, or all directions are zero.

    Examples:
        >>> vectors, slots = torch.tensor([[[3.0, 4.0]]]), torch.zeros(1, 1, 2)
        >>> Projection([[2.0, 0.0]])(vectors, slots).tolist()
        [[[3.0, 0.0]]]
        >>> Projection([[2.0, 0.0]], remove=True)(vectors, slots).tolist()
        [[[0.0, 4.0]]]
    """

    basis: Float[Tensor, "direction d_model"]
    remove: bool = False

    def __post_init__(self) -> None:
        basis = validate_tensor(self.basis, "The basis of Projection", ("direction", "d_model"))
        # copied, because the span is computed only once
        object.__setattr__(self, "basis", basis.detach().float().clone())
        if not bool(self.basis.any()):
            raise MappingError(
                f"All {len(self.basis)} directions of Projection are zero, so they span nothing. Give at "
                "least one that is not, or use Zero() or Identity()."
            )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The given directions, by name."""
        return {"basis": self.basis}

    @property
    def settings(self) -> str:
        """The setting `remove`, which counts for equality too."""
        return f"remove={self.remove}"

    @functools.cached_property
    def span(self) -> Float[Tensor, "rank d_model"]:
        """Orthonormal basis of the span; fewer directions than given if those are linearly dependent."""
        # Directions are normalised first, so that a short one is not mistaken for a rounding error.
        basis = self.basis.double().cpu()
        lengths = basis.norm(dim=1, keepdim=True)
        _, values, directions = torch.linalg.svd(basis / lengths.clamp_min(1e-300), full_matrices=False)
        # Singular values up to this size can come from rounding of the float32 directions alone.
        least = torch.finfo(torch.float32).eps * max(basis.shape) * values[0]
        span: Tensor = directions[values > least].float().to(self.basis.device)
        return span

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors' projections, or the vectors minus their projections."""
        del slots
        check_width(self, self.basis.shape[1], vectors.shape[-1])
        vectors = vectors.float()
        span = self.span.to(vectors)
        projection: Tensor = vectors @ span.T @ span
        return vectors - projection if self.remove else projection

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        check_width(self, self.basis.shape[1], d_source)
        return d_source

    def __repr__(self) -> str:
        preposition = "without" if self.remove else "onto"
        n, width = self.basis.shape
        return f"<Projection {preposition} {n} directions, width {width}, {self.digest[:8]}>"

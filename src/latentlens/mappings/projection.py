"""Projection: keep the part of a vector that lies along given directions, or take it out."""

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
    """f(h) = the part of h in the span of some directions, or what is left without it.

    Args:
        basis: Float[Tensor, "direction d_model"]; of any length, in any number, dependent or not. The span
            is what counts, and it is not trained: no gradient flows to it.
        remove: if True, return the vector without this part. Default False: return this part.

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
        # a copy, since the span is found once
        object.__setattr__(self, "basis", basis.detach().float().clone())
        if not bool(self.basis.any()):
            raise MappingError(
                f"All {len(self.basis)} directions of Projection are zero, so they span nothing. Give at "
                "least one that is not, or use Zero() or Identity()."
            )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The directions as they were given."""
        return {"basis": self.basis}

    @property
    def settings(self) -> str:
        """Whether the part is taken out."""
        return f"remove={self.remove}"

    @functools.cached_property
    def span(self) -> Float[Tensor, "rank d_model"]:
        """Orthonormal directions with the same span; fewer than were given where those depend on another."""
        # unit length first, so that a short direction is not taken for rounding of a long one
        basis = self.basis.double().cpu()
        lengths = basis.norm(dim=1, keepdim=True)
        _, values, directions = torch.linalg.svd(basis / lengths.clamp_min(1e-300), full_matrices=False)
        # the directions come in float32, so this is how far rounding alone can lift a dependent one
        least = torch.finfo(torch.float32).eps * max(basis.shape) * values[0]
        span: Tensor = directions[values > least].float().to(self.basis.device)
        return span

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors' part in the span, or the vectors without it."""
        del slots
        check_width(self, self.basis.shape[1], vectors.shape[-1])
        vectors = vectors.float()
        span = self.span.to(vectors)
        part: Tensor = vectors @ span.T @ span
        return vectors - part if self.remove else part

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        check_width(self, self.basis.shape[1], d_source)
        return d_source

    def __repr__(self) -> str:
        how = "without" if self.remove else "onto"
        n, width = self.basis.shape
        return f"<Projection {how} {n} directions, width {width}, {self.digest[:8]}>"

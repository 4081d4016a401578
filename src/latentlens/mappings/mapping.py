"""Mappings f, applied to a source vector before it is written into the target: Identity, Zero, Rescale."""

from __future__ import annotations

import dataclasses
from typing import Literal, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError, MappingError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.vector_norm import within_float32

Vectors = Float[Tensor, "row slot d_source"]
Slots = Float[Tensor, "row slot d_target"]


@runtime_checkable
class Mapping(Protocol):
    """Function f of a Patchscope, which maps a source vector to a vector for the target's residual stream.

    A mapping is hashable, and equal to another with the same effect. Its repr is the expression that makes it
    again; for one with tensors it shows their widths and a digest of their numbers instead. Mappings compute
    in float32, and gradients flow through them.

    Source:
        Patchscopes, arXiv 2401.06102, section 3.1.
    """

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the mapped vectors, [row, slot, d_target].

        Args:
            vectors: source vectors, [row, slot, d_source].
            slots: the target's residual stream at the slots before it is written, [row, slot, d_target].
        """
        ...

    def d_target(self, d_source: int) -> int:
        """Return the width of the mapped vectors, for source vectors of width `d_source`."""
        ...


@dataclasses.dataclass(frozen=True)
class Identity:
    """f(h) = h: the vector is written as it is.

    Examples:
        >>> Identity()(torch.ones(1, 1, 2), torch.zeros(1, 1, 2)).tolist()
        [[[1.0, 1.0]]]
    """

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors as they are."""
        del slots
        return vectors

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        return d_source


@dataclasses.dataclass(frozen=True)
class Zero:
    """f(h) = 0: the slot is set to zero (zero ablation).

    Examples:
        >>> Zero()(torch.ones(1, 1, 2), torch.ones(1, 1, 2)).tolist()
        [[[0.0, 0.0]]]

    Source:
        arXiv 2401.06102, table 4.
    """

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return zeros."""
        del slots
        return torch.zeros_like(vectors)

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        return d_source


@dataclasses.dataclass(frozen=True)
class Rescale:
    """f(h) = h scaled to a given norm: that of the slot, or a constant.

    Norms of the residual stream differ between layers by factors of ten and more. Rescaling shows whether a
    direction cannot be read at all, or only its length is wrong for the target layer.

    Args:
        norm: "slot" (default) for the norm of the target's residual stream at the slot, or a positive number.

    Raises:
        MappingError: if `norm` is neither.

    Examples:
        >>> Rescale(2.0)(torch.tensor([[[3.0, 4.0]]]), torch.zeros(1, 1, 2)).norm().item()
        2.0
    """

    norm: Literal["slot"] | float = "slot"

    def __post_init__(self) -> None:
        if isinstance(self.norm, str) and self.norm == "slot":
            return
        try:
            norm = number("norm", self.norm)
        except InputError:
            norm = 0.0
        if norm <= 0:
            raise MappingError(f"Rescale takes 'slot' or a positive norm; got {shown(self.norm)}.")
        object.__setattr__(self, "norm", norm)

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors, scaled to the norm; a zero vector stays zero."""
        scaled = within_float32(vectors)
        length = scaled.norm(dim=-1, keepdim=True)
        norm = slots.norm(dim=-1, keepdim=True) if self.norm == "slot" else torch.full_like(length, self.norm)
        return torch.where(length > 0, scaled * (norm / length.clamp_min(1e-30)), vectors)

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        return d_source

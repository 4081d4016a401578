"""Mappings f: what happens to a source vector before it is written into the target."""

from __future__ import annotations

import dataclasses
from typing import Literal, Protocol, runtime_checkable

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError, MappingError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.vector_norm import to_hand

Vectors = Float[Tensor, "row slot d_source"]
Slots = Float[Tensor, "row slot d_target"]


@runtime_checkable
class Mapping(Protocol):
    """f(h) of a Patchscope (arXiv 2401.06102, section 3.1); hashable, and equal to one that does the same.

    Its repr rebuilds it; one that holds tensors shows their widths and a digest of their content instead.
    What it computes, it computes in float32, and gradients flow through it.
    """

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Map the vectors; `slots` is what the target's residual stream holds where they will be written."""
        ...

    def d_target(self, d_source: int) -> int:
        """Return the width of what comes out for vectors of width `d_source`."""
        ...


@dataclasses.dataclass(frozen=True)
class Identity:
    """f(h) = h.

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
    """f(h) = 0: the slot is ablated.

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
    """f(h) = h scaled to a norm: the slot's own, or a constant.

    Vectors of different layers differ in norm by factors of ten and more; rescaling tells a direction
    that cannot be read from one that is merely too long.

    Args:
        norm: ``"slot"`` for the norm of what stood in the slot, or a positive constant.

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
        """Return the vectors at the wanted norm; a zero vector stays zero."""
        at_hand = to_hand(vectors)
        length = at_hand.norm(dim=-1, keepdim=True)
        norm = slots.norm(dim=-1, keepdim=True) if self.norm == "slot" else torch.full_like(length, self.norm)
        return torch.where(length > 0, at_hand * (norm / length.clamp_min(1e-30)), vectors)

    def d_target(self, d_source: int) -> int:
        """Return `d_source`."""
        return d_source

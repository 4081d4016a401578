"""Injections: how a vector is combined with the residual stream at a slot (replace, add, interpolate)."""

from __future__ import annotations

import dataclasses
from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.vector_norm import within_float32

Slots = Float[Tensor, "row slot d_model"]


@runtime_checkable
class Injection(Protocol):
    """Function that combines the residual stream h at a slot with a mapped vector v.

    An injection is hashable, and its repr is the expression that makes it again.
    """

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the new residual stream at the slots.

        Args:
            slots: residual stream at the slots, [row, slot, d_model], in float32.
            vectors: mapped vectors, of the same shape.
        """
        ...


@dataclasses.dataclass(frozen=True)
class Replace:
    """h' = v: the vector replaces the residual stream (Patchscopes, SelfIE, LatentQA).

    Examples:
        >>> import torch
        >>> Replace()(torch.zeros(1, 1, 2), torch.ones(1, 1, 2)).tolist()
        [[[1.0, 1.0]]]
    """

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the vectors."""
        del slots
        return vectors


@dataclasses.dataclass(frozen=True)
class Add:
    """h' = h + scale * v: the vector is added (activation steering).

    Args:
        scale: factor of the vector. Default 1; 0 changes nothing.

    Examples:
        >>> import torch
        >>> Add(2.0)(torch.ones(1, 1, 2), torch.ones(1, 1, 2)).tolist()
        [[[3.0, 3.0]]]
    """

    scale: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", number("Add: scale", self.scale))

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots plus the scaled vectors."""
        return slots + self.scale * vectors


@dataclasses.dataclass(frozen=True)
class AddNormMatched:
    """h' = h + scale * ||h|| * v / ||v||: the vector's direction is added at the slot's norm.

    Args:
        scale: norm of what is added, relative to the slot's norm. Default 1; 0 changes nothing, and neither
            does a zero vector, which has no direction.

    Examples:
        >>> import torch
        >>> AddNormMatched()(torch.tensor([[[3.0, 0.0]]]), torch.tensor([[[0.0, 9.0]]])).tolist()
        [[[3.0, 3.0]]]

    Source:
        Activation Oracles, arXiv 2512.15674, section 3.
    """

    scale: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", number("AddNormMatched: scale", self.scale))

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots plus the vectors, scaled to the slots' norm."""
        vectors = within_float32(vectors)
        length = vectors.norm(dim=-1, keepdim=True).clamp_min(1e-30)
        norms: Tensor = slots.norm(dim=-1, keepdim=True)
        added: Tensor = self.scale * norms * (vectors / length)
        return slots + added


@dataclasses.dataclass(frozen=True)
class Interpolate:
    """h' = (1 - strength) * h + strength * v: between the slot's residual stream and the vector.

    Args:
        strength: weight of the vector, 0 to 1; 0 leaves the slot as it is, 1 replaces it. Default 0.5.

    Raises:
        InputError: if the strength is not between 0 and 1.

    Examples:
        >>> import torch
        >>> Interpolate(0.25)(torch.zeros(1, 1, 2), torch.ones(1, 1, 2)).tolist()
        [[[0.25, 0.25]]]

    Source:
        The overlay strength of SelfIE, arXiv 2403.10949.
    """

    strength: float = 0.5

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "strength", number("strength", self.strength, least=0, most=1))
        except InputError as error:
            raise InputError(
                f"Interpolate takes a strength between 0 (the slot as it is) and 1 (the vector alone); got "
                f"{shown(self.strength)}. To go beyond the vector, use Add."
            ) from error

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots moved towards the vectors."""
        return (1 - self.strength) * slots + self.strength * vectors


_BY_NAME: dict[str, Injection] = {
    "replace": Replace(),
    "add": Add(),
    "add_norm_matched": AddNormMatched(),
    "interpolate": Interpolate(),
}


def as_injection(injection: str | Injection) -> Injection:
    """Return an injection, given as an object or by its name.

    Args:
        injection: an injection, or "replace", "add", "add_norm_matched" or "interpolate".

    Raises:
        InputError: if it is neither an injection nor one of these names.
    """
    if isinstance(injection, Injection) and not isinstance(injection, type):
        return injection
    if not isinstance(injection, str) or injection not in _BY_NAME:
        raise InputError(
            f"{shown(injection)} is not an injection. Use one of {', '.join(map(repr, _BY_NAME))}, or for "
            "example Add(scale=2.0)."
        )
    return _BY_NAME[injection]

"""Injections: how a slot takes the mapped vector."""

from __future__ import annotations

import dataclasses
from typing import Protocol, runtime_checkable

from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.vector_norm import to_hand

Slots = Float[Tensor, "row slot d_model"]


@runtime_checkable
class Injection(Protocol):
    """What becomes of a slot; hashable, with a repr that rebuilds it."""

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots' new contents."""
        ...


@dataclasses.dataclass(frozen=True)
class Replace:
    """h' = v (Patchscopes, SelfIE, LatentQA)."""

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the vectors."""
        del slots
        return vectors


@dataclasses.dataclass(frozen=True)
class Add:
    """h' = h + scale * v (steering).

    Args:
        scale: how much of the vector is added; 0 changes nothing.
    """

    scale: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", number("Add: scale", self.scale))

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots plus the scaled vectors."""
        return slots + self.scale * vectors


@dataclasses.dataclass(frozen=True)
class AddNormMatched:
    """h' = h + scale * ||h|| * v / ||v|| (Activation Oracles, arXiv 2512.15674, section 3).

    Args:
        scale: the length of what is added, in units of the slot's norm; 0 changes nothing. A vector of zeros
            has no direction, and changes nothing either.
    """

    scale: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", number("AddNormMatched: scale", self.scale))

    def __call__(self, slots: Slots, vectors: Slots) -> Slots:
        """Return the slots plus the vectors at the slots' norm."""
        vectors = to_hand(vectors)
        length = vectors.norm(dim=-1, keepdim=True).clamp_min(1e-30)
        norms: Tensor = slots.norm(dim=-1, keepdim=True)
        added: Tensor = self.scale * norms * (vectors / length)
        return slots + added


@dataclasses.dataclass(frozen=True)
class Interpolate:
    """h' = (1 - strength) * h + strength * v (SelfIE, arXiv 2403.10949: its overlay strength).

    Args:
        strength: 0 leaves the slot as it is, 1 replaces it.

    Raises:
        InputError: if the strength is not between 0 and 1.

    Examples:
        >>> import torch
        >>> Interpolate(0.25)(torch.zeros(1, 1, 2), torch.ones(1, 1, 2)).tolist()
        [[[0.25, 0.25]]]
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
        """Return the slots, moved that far towards the vectors."""
        return (1 - self.strength) * slots + self.strength * vectors


_BY_NAME: dict[str, Injection] = {
    "replace": Replace(),
    "add": Add(),
    "add_norm_matched": AddNormMatched(),
    "interpolate": Interpolate(),
}


def as_injection(injection: str | Injection) -> Injection:
    """Return an injection given as itself or by name.

    Raises:
        InputError: if it is neither an injection nor the name of one.
    """
    if isinstance(injection, Injection) and not isinstance(injection, type):
        return injection
    if not isinstance(injection, str) or injection not in _BY_NAME:
        raise InputError(
            f"{shown(injection)} is not an injection. Use one of {', '.join(map(repr, _BY_NAME))}, or for "
            "example Add(scale=2.0)."
        )
    return _BY_NAME[injection]

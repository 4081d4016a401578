"""Controls: the same query with something else in place of the vector."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import InputError, SelectionError
from latentlens.inputs.numbers import boolean, integer
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text

ControlKind = Literal["null", "random", "shuffled", "prompt", "text"]


MOST_RANDOM = 1000
"""So many random vectors are drawn for a cell at most."""


@dataclasses.dataclass(frozen=True)
class Controls:
    """Which controls are run beside an answer.

    Args:
        null: nothing is written.
        random: how many random vectors of the same norm, 1,000 at most; several show how far chance reaches.
        shuffled: the state of another position of the same prompt, drawn for each cell.
        prompt: another prompt, whose state at the same layer and position (or the last one there is) is
            written; None for no such control.
        text: the source text up to the position stands in the target prompt instead of the placeholder, and
            nothing is written: what reading the text would give.

    Raises:
        InputError: if an argument is of another kind, the number of random vectors is negative or above
            1,000, or the other prompt is empty.

    Examples:
        >>> Controls(random=5, shuffled=True).kinds
        ('null', 'random', 'random', 'random', 'random', 'random', 'shuffled')
    """

    null: bool = True
    random: int = 1
    shuffled: bool = False
    prompt: str | None = None
    text: bool = False

    def __post_init__(self) -> None:
        for name in ("null", "shuffled", "text"):
            object.__setattr__(self, name, boolean(f"Controls: {name}", getattr(self, name)))
        object.__setattr__(self, "random", integer("Controls: random", self.random))
        if self.random < 0:
            raise InputError(f"{shown(self.random)} random vectors were asked for; give 0 or more.")
        if self.random > MOST_RANDOM:
            raise InputError(
                f"{shown(self.random)} random vectors were asked for; at most {MOST_RANDOM:,} are drawn "
                "for a cell, for "
                "each of them is a run of the target prompt with keys and values of its own. 100 show how "
                "far "
                "chance reaches to a hundredth."
            )
        if self.prompt is not None:
            if not isinstance(self.prompt, str):
                raise InputError(f"The control's other prompt is a text; got {shown(self.prompt)}.")
            plain = plain_text(self.prompt, "The control's other prompt")
            object.__setattr__(self, "prompt", plain)
        if self.prompt == "":
            raise InputError("The control's other prompt is empty. Give a text, or None to leave it out.")

    @property
    def kinds(self) -> tuple[ControlKind, ...]:
        """Every control that is run, in order."""
        found: list[ControlKind] = ["null"] * self.null
        found += ["random"] * self.random
        found += ["shuffled"] * self.shuffled
        found += ["prompt"] * (self.prompt is not None)
        found += ["text"] * self.text
        return tuple(found)


NO_CONTROLS = Controls(null=False, random=0)


def as_controls(controls: bool | Controls) -> Controls:
    """Return controls given as themselves, or True for the usual ones and False for none.

    Raises:
        InputError: if it is neither.
    """
    if isinstance(controls, Controls):
        return controls
    if not isinstance(controls, bool):
        raise InputError(
            f"controls is {shown(controls)}. Give True, False, or for example Controls(random=5, "
            "shuffled=True)."
        )
    return Controls() if controls else NO_CONTROLS


def random_vector(
    vector: Float[Tensor, " d_model"], *, seed: int, layer: int, position: int, draw: int = 0
) -> Float[Tensor, " d_model"]:
    """Return a random direction at a vector's norm, the same for the same seed, cell and draw.

    Drawn on the CPU for the cell alone, so that it depends neither on the device nor on which other cells
    are asked beside it.

    Args:
        vector: the vector to match in norm, device and dtype.
        seed: the user's.
        layer: of the cell.
        position: of the cell.
        draw: which of several.

    Examples:
        >>> v = torch.tensor([3.0, 4.0])
        >>> round(random_vector(v, seed=0, layer=1, position=2).norm().item(), 5)
        5.0
    """
    named = f"{seed}/{layer}/{position}" + (f"/{draw}" if draw else "")
    generator = torch.Generator("cpu").manual_seed(_number(named))
    direction = torch.randn(vector.shape, generator=generator, dtype=torch.float32, device="cpu")
    matched: Tensor = direction / direction.norm() * vector.float().norm().cpu()
    return matched.to(vector)


def another_position(candidates: Sequence[int], *, seed: int, position: int) -> int:
    """Draw another position of the same prompt, the same for the same seed and position.

    Args:
        candidates: the positions that may be drawn.
        seed: the user's.
        position: which is not drawn.

    Raises:
        SelectionError: if there is no other one.

    Examples:
        >>> another_position([1, 2], seed=0, position=2)
        1
    """
    others = [p for p in candidates if p != position]
    if not others:
        raise SelectionError(
            f"The prompt has no other position than {position} to shuffle with. Leave out shuffled=True, or "
            "run a longer prompt."
        )
    return others[_number(f"shuffled/{seed}/{position}") % len(others)]


def _number(named: str) -> int:
    return int.from_bytes(hashlib.blake2b(named.encode(), digest_size=7).digest(), "big")

"""Controls of an answer: the same query with nothing, a random vector or another state in the slot."""

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
"""Most random controls of one answer."""


@dataclasses.dataclass(frozen=True)
class Controls:
    """The controls to run beside each answer.

    Args:
        null: whether to run the target prompt with nothing written; True by default.
        random: number of random vectors of the activation's norm to write, 0 to 1,000; 1 by default. Several
            show the spread of chance answers.
        shuffled: whether to write the activation of another position of the same prompt, drawn at random for
            each site; False by default.
        prompt: another prompt, whose activation is written: at the same layer, and at the same position or
            its last one if it is shorter. None (default) for no such control.
        text: whether to put the source text up to the position in the placeholder's place and write nothing,
            which shows what reading the text gives; False by default.
        noise: number of random vectors that answer the question for themselves, 0 to 1,000; 0 by default.
            They are no controls of this answer: `Answer.noise` counts those whose answers exceed their own
            controls as far. 39 are the fewest that tell an answer from noise.
        other_tokens: most states of other tokens of the same prompt that answer for themselves too, 0 to
            1,000; 0 by default. There are none for a vector, for several sites at once, and for readers that
            write into the source prompt.

    Raises:
        InputError: if an argument has the wrong type, a number is negative or above 1,000, the other prompt
            is empty, or noise is asked for without a null or random control.

    Examples:
        >>> Controls(random=5, shuffled=True).kinds
        ('null', 'random', 'random', 'random', 'random', 'random', 'shuffled')
    """

    null: bool = True
    random: int = 1
    shuffled: bool = False
    prompt: str | None = None
    text: bool = False
    noise: int = 0
    other_tokens: int = 0

    def __post_init__(self) -> None:
        for name in ("null", "shuffled", "text"):
            object.__setattr__(self, name, boolean(f"Controls: {name}", getattr(self, name)))
        for name, what in (
            ("random", "random vectors"),
            ("noise", "random vectors that answer for themselves"),
            ("other_tokens", "other tokens that answer for themselves"),
        ):
            object.__setattr__(self, name, integer(f"Controls: {name}", getattr(self, name)))
            if getattr(self, name) < 0:
                raise InputError(f"{shown(getattr(self, name))} {what} were asked for; give 0 or more.")
            if getattr(self, name) > MOST_RANDOM:
                raise InputError(
                    f"{shown(getattr(self, name))} {what} were asked for; at most {MOST_RANDOM:,} are drawn "
                    "for a cell, for each of them is a run of the target prompt with keys and values of its "
                    "own. 100 show how far chance reaches to a hundredth."
                )
        if (self.noise or self.other_tokens) and not (self.null or self.random):
            raise InputError(
                "Noise that answers for itself is compared with the null and random controls, and both are "
                "left out. Use Controls(null=True, noise=39), or leave out noise and other_tokens."
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
        """The kinds of all controls in the order in which they run; "random" once for each vector."""
        kinds: list[ControlKind] = ["null"] * self.null
        kinds += ["random"] * self.random
        kinds += ["shuffled"] * self.shuffled
        kinds += ["prompt"] * (self.prompt is not None)
        kinds += ["text"] * self.text
        return tuple(kinds)


NO_CONTROLS = Controls(null=False, random=0)


def as_controls(controls: bool | Controls) -> Controls:
    """Return a `Controls` as it is, the default controls for True, and no controls for False.

    Raises:
        InputError: if the value is neither.
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
    """Return a vector of random direction and given norm, determined by the seed, site and draw.

    It is drawn on the CPU and for the site alone, so it depends neither on the device nor on the other sites
    of a sweep.

    Args:
        vector: the activation, `Float[Tensor, "d_model"]`, whose norm, device and dtype the result has.
        seed: the question's seed.
        layer: the site's layer.
        position: the site's position.
        draw: number of the draw, from 0, where a site has several random controls; 0 by default.

    Examples:
        >>> v = torch.tensor([3.0, 4.0])
        >>> round(random_vector(v, seed=0, layer=1, position=2).norm().item(), 5)
        5.0
    """
    label = f"{seed}/{layer}/{position}" + (f"/{draw}" if draw else "")
    generator = torch.Generator("cpu").manual_seed(hashed(label))
    direction = torch.randn(vector.shape, generator=generator, dtype=torch.float32, device="cpu")
    matched: Tensor = direction / direction.norm() * vector.float().norm().cpu()
    return matched.to(vector)


def another_position(candidates: Sequence[int], *, seed: int, position: int) -> int:
    """Return a random other position of the prompt, determined by the seed and position.

    Args:
        candidates: the positions to draw from.
        seed: the question's seed.
        position: the position of the site itself, which is never drawn.

    Raises:
        SelectionError: if there is no other position.

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
    return others[hashed(f"shuffled/{seed}/{position}") % len(others)]


def other_positions(candidates: Sequence[int], count: int, *, seed: int, position: int) -> list[int]:
    """Return other positions of the prompt, drawn without replacement; all of them if there are no more.

    Args:
        candidates: the positions to draw from.
        count: most positions.
        seed: the question's seed.
        position: the position of the site itself, which is never drawn.

    Examples:
        >>> sorted(other_positions([1, 2, 3], 5, seed=0, position=2))
        [1, 3]
    """
    others = [p for p in candidates if p != position]
    return sorted(others, key=lambda other: hashed(f"other/{seed}/{position}/{other}"))[:count]


def hashed(label: str) -> int:
    """Return the seed that a label stands for, below 2**56."""
    return int.from_bytes(hashlib.blake2b(label.encode(), digest_size=7).digest(), "big")

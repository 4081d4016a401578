"""A scaled vector as the source of a question."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

import torch

from latentlens.activations.selection import Site
from latentlens.activations.vectors import Vectors
from latentlens.ask.source import Call, Condition, Place, StateCache, times
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import number as checked_number
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, random_vector


class VectorSource:
    """The activation scale * vector, at the vector's layer.

    The random control is scale * a random vector of the vector's norm. Its direction depends on the vector's
    content only: it is the same at every scale, and whatever other vectors are asked about.

    Args:
        vectors: the vectors.
        name: name of the one that is read.
        scale: factor of the vector, 1 by default; see `checked_scales` for the allowed range.
    """

    def __init__(self, vectors: Vectors, name: str, scale: float = 1.0) -> None:
        self.vectors, self.name, self.scale = vectors, name, scale
        self.number = vectors.names.index(name)

    @property
    def backend(self) -> Backend:
        """The model whose residual stream the vector belongs to."""
        return self.vectors.backend

    @property
    def models(self) -> Sequence[tuple[Backend, str | None]]:
        """The model whose residual stream the vector belongs to, as it is."""
        return ((self.backend, None),)

    @property
    def key(self) -> Hashable:
        """The model, the layer, the vector's name and content hash, and the scale."""
        content = self.vectors.contents[self.number]
        return (id(self.backend), self.vectors.layer, self.name, content, self.scale)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The vector's layer, and position 0, since it stands at none."""
        return (Site(self.vectors.layer, 0),)

    @property
    def token_ids(self) -> Sequence[int]:
        """A sequence that raises when it is read, since a vector comes from no prompt."""
        return NoPrompt()

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse a reader that needs a position or higher layers, or a control that needs a prompt.

        Raises:
            InputError: if one of them cannot be used; the message says what to do instead.
        """
        for _, message in refusals(reader, target, controls):
            raise InputError(message)

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the vector, or a random one of its norm, times the scale."""
        vector, layer = self.vectors.row(self.number), self.vectors.layer
        if condition.kind == "random":
            drawn_for = int(self.vectors.contents[self.number][:12], 16)
            vector = random_vector(
                vector, seed=cache.seed, layer=layer, position=drawn_for, draw=condition.draw
            )
        return [State(self.scale * vector, layer)]

    def other_tokens(self, count: int, seed: int) -> Sequence[VectorSource]:
        """Return none: a vector comes from no prompt."""
        del count, seed
        return []

    def text_ids(self) -> Sequence[int]:
        """Return a sequence that raises when it is read; `check` refuses the text control."""
        return NoPrompt()

    @property
    def place(self) -> Place:
        """The vector's layer and name, with its scale unless it is 1."""
        return Place(self.vectors.layer, None, self.name + times(self.scale))

    @property
    def facts(self) -> dict[str, Any]:
        """The vector's name, content hash, norm and scale, for provenance."""
        return {
            "dtype": "float32",
            "token_ids": [],
            "vector": self.name,
            "content": self.vectors.contents[self.number],
            "norm": self.vectors.norms[self.number],
            "scale": self.scale,
        }

    def call(self, owner: Callable[[Backend], str]) -> Call:
        """Return the code that makes the vector and asks about it."""
        settings = f", scale={self.scale!r}" if self.scale != 1 else ""
        return Call(self.vectors.code(self.name, owner(self.backend)), "session.ask(vectors", settings)


class NoPrompt(Sequence[int]):
    """Stands for the token ids of a vector, which has none: raises an InputError when it is read."""

    def __init__(self) -> None:
        self.read = False
        """Whether it was read."""

    def __len__(self) -> int:
        raise self._refused()

    def __getitem__(self, index: Any) -> Any:
        raise self._refused()

    def _refused(self) -> InputError:
        self.read = True
        return InputError(
            "This reader writes into the source prompt itself, and a vector comes from none. Use a reader "
            "with a target prompt of its own, such as Patchscope('The capital of x is'), or a lens."
        )


def refusals(reader: Reader, target: Target, controls: Controls) -> Iterator[tuple[str, str]]:
    """Yield the reasons why a question cannot be asked about a vector.

    Args:
        reader: the reader.
        target: its target prompt.
        controls: the controls to run.

    Returns:
        For each reason, its setting ("position", "window" or a kind of control) and a message.
    """
    if target.slots is None:
        yield (
            "position",
            "The slot of this reader is the position that was read, and a vector has none. Name the slot, "
            "for example Patchscope('The capital of x is'), or TextPrompt(text, 3).",
        )
    if reader.window > 1:
        yield (
            "window",
            f"window={reader.window} writes the states of several layers, and a vector belongs to one. "
            "Use window=1.",
        )
    if wanted := [kind for kind in controls.kinds if kind in ("shuffled", "prompt", "text")]:
        yield (
            wanted[0],
            f"A vector comes from no prompt, so it has no {' or '.join(map(repr, wanted))} control. Use "
            "the null and the random ones, such as controls=Controls(random=5).",
        )


def checked_scales(scales: Any, vectors: Vectors | None = None) -> tuple[float, ...]:
    """Return scales as numbers, without duplicates, in the order given.

    Args:
        scales: a list of numbers, which may be 0 or negative; None for [1].
        vectors: vectors to be scaled, whose scaled norms have to be finite; None (default) for activations.

    Raises:
        InputError: if the list is empty, or a scale is not a number or too large for the vectors.
    """
    if scales is None:
        return (1.0,)
    try:
        listed = list(scales)
    except TypeError as error:
        raise InputError(
            f"Scales are a list of numbers, such as [0.5, 1, 2]; got {shown(scales)}."
        ) from error
    factors = tuple(dict.fromkeys(checked_scale(scale, vectors) for scale in listed))
    if not factors:
        raise InputError("There is no scale. Give one at least, such as scales=[0.5, 1, 2, 4].")
    return factors


def checked_scale(scale: Any, vectors: Vectors | None = None) -> float:
    """Return one scale as a number; see `checked_scales`."""
    number = float(checked_number("A scale", scale))
    norms = torch.tensor([1.0] if vectors is None else vectors.norms, dtype=torch.float32, device="cpu")
    if not bool((number * norms).isfinite().all()):
        raise InputError(
            f"Scale {shown(scale)} takes the vectors beyond what float32 can hold (the longest has norm "
            f"{float(norms.max()):.3g}). Give a smaller one."
        )
    return number

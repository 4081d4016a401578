"""A vector of the user's as the source of a question, at a scale."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import torch

from latentlens.activations.vectors import Vectors
from latentlens.ask.source import Call, Condition, Place, StateCache, times
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.numbers import number as checked_number
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, random_vector


class VectorSource:
    """scale * vector, read as a state of the vector's layer.

    The random control is scale * a random vector of the vector's norm, drawn for the vector's numbers: the
    same direction at every scale, alone or among others.

    Args:
        vectors: the vectors.
        name: which of them is read.
        scale: factor of the vector; `checked_scales` says which are possible.
    """

    def __init__(self, vectors: Vectors, name: str, scale: float = 1.0) -> None:
        self.vectors, self.name, self.scale = vectors, name, scale
        self.number = vectors.names.index(name)

    @property
    def backend(self) -> Backend:
        """The model in whose residual stream the vector lives."""
        return self.vectors.backend

    @property
    def key(self) -> Hashable:
        """The model, the layer, the vector by name and content, and the scale."""
        content = self.vectors.contents[self.number]
        return (id(self.backend), self.vectors.layer, self.name, content, self.scale)

    @property
    def n_sites(self) -> int:
        """One."""
        return 1

    @property
    def token_ids(self) -> Sequence[int]:
        """None: whoever reads them is told that a vector comes from no prompt."""
        return NoPrompt()

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse a reader that needs a position or the layers above, or a control that needs a prompt.

        Raises:
            InputError: saying what to do instead.
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

    def text_ids(self) -> Sequence[int]:
        """Return nothing: the text control was refused."""
        return NoPrompt()

    @property
    def place(self) -> Place:
        """The vector's layer and name, with its scale unless that is 1."""
        return Place(self.vectors.layer, None, self.name + times(self.scale))

    @property
    def facts(self) -> dict[str, Any]:
        """The vector's name, content and norm, and its scale."""
        return {
            "dtype": "float32",
            "token_ids": [],
            "vector": self.name,
            "content": self.vectors.contents[self.number],
            "norm": self.vectors.norms[self.number],
            "scale": self.scale,
        }

    def call(self, owner: str) -> Call:
        """Return the lines that make the vector, and the call."""
        settings = f", scale={self.scale!r}" if self.scale != 1 else ""
        return Call(self.vectors.code(self.name, owner), "session.ask(vectors", settings)


class NoPrompt(Sequence[int]):
    """The prompt that a vector does not have: whoever reads it is told so."""

    def __init__(self) -> None:
        self.read = False
        """Whether somebody wanted to read it."""

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
    """Return what of a question makes no sense for a vector.

    Args:
        reader: what reads it.
        target: the reader's target prompt.
        controls: the controls that are run.

    Returns:
        What each is about, "position", "window" or a kind of control, and what to do instead.
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
    """Return scales as numbers, each once, in the order given.

    Args:
        scales: a list of numbers; None for 1 alone.
        vectors: vectors that are scaled, for whose norms a scale may be too large; None for states.

    Raises:
        InputError: if there is none, or one is no number that the vectors can take.
    """
    if scales is None:
        return (1.0,)
    try:
        listed = list(scales)
    except TypeError as error:
        raise InputError(
            f"Scales are a list of numbers, such as [0.5, 1, 2]; got {shown(scales)}."
        ) from error
    found = tuple(dict.fromkeys(checked_scale(scale, vectors) for scale in listed))
    if not found:
        raise InputError("There is no scale. Give one at least, such as scales=[0.5, 1, 2, 4].")
    return found


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

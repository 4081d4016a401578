"""Vectors of one's own as the source of a question, at one scale or at several."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch

from latentlens._checked import number as checked_number
from latentlens._errors import InputError
from latentlens._shown import shown
from latentlens.activations.vectors import Vectors
from latentlens.ask.source import Call, Cell, Condition, Place
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import Controls, random_vector

if TYPE_CHECKING:
    from latentlens.session import Session


class VectorSource:
    """Every vector at every scale: a cell is the vectors' layer and the place among these, vector by vector.

    What is read is scale * vector. The random control of a cell is scale * a random vector of the vector's
    norm, drawn for the vector's numbers: the same direction at every scale, alone or among others.

    Args:
        vectors: which.
        scales: of each.

    Raises:
        InputError: if a scale is not a number that the vectors can take.
    """

    def __init__(self, vectors: Vectors, scales: Sequence[float] = (1.0,)) -> None:
        self.vectors = vectors
        self.scales = tuple(dict.fromkeys(_scale(scale, vectors) for scale in _listed(scales)))
        """Each once, in the order given."""
        if not self.scales:
            raise InputError("There is no scale. Give one at least, such as scales=[0.5, 1, 2, 4].")
        self._fingerprint = vectors.session.model.fingerprint()

    @property
    def session(self) -> Session:
        """The vectors' own."""
        return self.vectors.session

    @property
    def key(self) -> Hashable:
        """The session, the layer, and every vector by name and content, with the scales."""
        vectors = self.vectors
        return (vectors.session, vectors.layer, vectors.names, vectors.contents, self.scales)

    @property
    def token_ids(self) -> Sequence[int]:
        """None; a reader that asks for them is refused."""
        return NoPrompt()

    @property
    def cells(self) -> list[Cell]:
        """Every vector at every scale, vector by vector."""
        return [(self.vectors.layer, place) for place in range(len(self.vectors) * len(self.scales))]

    def split(self, cell: Cell) -> tuple[int, float]:
        """Return the number of a cell's vector, and its scale."""
        vector, scale = divmod(cell[1], len(self.scales))
        return vector, self.scales[scale]

    def states(self, reader: Reader, target: Target, controls: Controls, seed: int) -> _VectorStates:
        """Return the vectors as states, and random ones.

        Raises:
            InputError: if the reader needs a position or the layers above, or a control a prompt.
        """
        for _, message in refusals(reader, target, controls):
            raise InputError(message)
        return _VectorStates(self, seed)

    def place(self, cell: Cell) -> Place:
        """Return the vector's number and name, with its scale unless that is 1."""
        vector, scale = self.split(cell)
        return Place(vector, self.vectors.names[vector] + (f" × {scale:g}" if scale != 1 else ""))

    def facts(self, cell: Cell) -> dict[str, Any]:
        """Return the vector's name, content and norm, and its scale."""
        vector, scale = self.split(cell)
        return {
            "source_fingerprint": self._fingerprint,
            "dtype": "float32",
            "token_ids": [],
            "vector": self.vectors.names[vector],
            "content": self.vectors.contents[vector],
            "norm": self.vectors.norms[vector],
            "scale": scale,
        }

    def call(self, cell: Cell, owner: str) -> Call:
        """Return the lines that make the vector, and the call."""
        vector, scale = self.split(cell)
        made = self.vectors.code(self.vectors.names[vector], owner)
        return Call(made, "session.ask_vector(vectors", f", scale={scale!r}" if scale != 1 else "")


class _VectorStates:
    """The states of a question about vectors."""

    def __init__(self, source: VectorSource, seed: int) -> None:
        self._source, self._seed, self._tensor = source, seed, source.vectors.tensor

    def at(self, cell: Cell, arm: Condition) -> State:
        """Return the vector, or a random one of its norm, at the cell's scale."""
        number, scale = self._source.split(cell)
        vector, layer = self._tensor[number], self._source.vectors.layer
        if arm.kind == "random":
            drawn_for = int(self._source.vectors.contents[number][:12], 16)
            vector = random_vector(vector, seed=self._seed, layer=layer, position=drawn_for, draw=arm.draw)
        return State(scale * vector, layer)

    def text_ids(self, cell: Cell) -> Sequence[int]:
        """Return nothing: the text control was refused."""
        del cell
        return NoPrompt()


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
        target: what `reader.target` gave.
        controls: which are run.

    Returns:
        What each is about, "position", "window" or a kind of control, and what to do instead.
    """
    if target.slots is None:
        yield (
            "position",
            "The slot of this reader is the position that was read, and a vector has none. Name the slot, "
            "for example Patchscope('The capital of x is', 'x') or position=3.",
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


def _listed(scales: Any) -> list[Any]:
    try:
        return list(scales)
    except TypeError as error:
        raise InputError(
            f"Scales are a list of numbers, such as [0.5, 1, 2]; got {shown(scales)}."
        ) from error


def _scale(scale: Any, vectors: Vectors) -> float:
    number = float(checked_number("A scale", scale))
    if not bool((number * torch.tensor(vectors.norms, dtype=torch.float32, device="cpu")).isfinite().all()):
        raise InputError(
            f"Scale {shown(scale)} takes the vectors beyond what float32 can hold (the longest has norm "
            f"{max(vectors.norms):.3g}). Give a smaller one."
        )
    return number

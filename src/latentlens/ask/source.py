"""What a question reads from: states for its cells, and what the controls put in their place."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import ControlKind, Controls

if TYPE_CHECKING:
    from latentlens.session import Session

Cell = tuple[int, int]
"""A layer, and a place at it: the position of a token, or the number of a vector."""


@dataclasses.dataclass(frozen=True)
class Condition:
    """What stands in the vector's place.

    Args:
        kind: of the control; None for the vector itself.
        draw: which of several of the kind.
    """

    kind: ControlKind | None = None
    draw: int = 0


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a cell's state comes from, for people and for flags.

    Args:
        position: of the token, or the number of the vector.
        name: the token in visible form, or the vector's name.
        text: the source text up to and with the token; empty where there is none.
    """

    position: int
    name: str
    text: str = ""


@dataclasses.dataclass(frozen=True)
class Call:
    """The code that asks one cell.

    Args:
        made: the line that makes the source.
        asked: the call up to the reader, such as "session.ask(trace, 3, 1".
        settings: what of the cell stands after the reader.
    """

    made: str
    asked: str
    settings: str = ""


class States(Protocol):
    """The states of one question; held only while it is asked."""

    def at(self, cell: Cell, arm: Condition) -> State:
        """Return a cell's own state, or what a control other than "null" and "text" puts in its place."""
        ...

    def text_ids(self, cell: Cell) -> Sequence[int]:
        """Return the tokens of the source up to and with the cell's own."""
        ...


class Source(Protocol):
    """What a question reads from."""

    @property
    def session(self) -> Session:
        """Of the model whose states are read."""
        ...

    @property
    def key(self) -> Hashable:
        """Equal for sources whose cells hold the same states."""
        ...

    @property
    def token_ids(self) -> Sequence[int]:
        """The prompt's tokens, for readers that write into the source prompt itself."""
        ...

    def states(self, reader: Reader, target: Target, controls: Controls, seed: int) -> States:
        """Return the states that a reader reads, and those of the controls.

        Args:
            reader: what reads them.
            target: what `reader.target` gave.
            controls: which are run.
            seed: of what the controls draw.

        Raises:
            InputError: if the reader or a control makes no sense for this source.
        """
        ...

    def place(self, cell: Cell) -> Place:
        """Return where a cell's state comes from."""
        ...

    def facts(self, cell: Cell) -> dict[str, Any]:
        """Return what of the source could change a cell's answer, as plain data."""
        ...

    def call(self, cell: Cell, owner: str) -> Call:
        """Return the code that asks a cell.

        Args:
            cell: which.
            owner: the name under which the code holds the source's session.
        """
        ...

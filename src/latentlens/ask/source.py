"""What an item reads from: its states, and what each control puts in their place."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Sequence
from typing import Any, Protocol

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.run_prompts import run_prompt
from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.engine.backend import Backend
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import ControlKind, Controls

Coords = tuple[Any, ...]
"""Where an item stands in its sweep: one value for each axis."""


@dataclasses.dataclass(frozen=True)
class Condition:
    """What stands in the slot: the activation itself, or one draw of a control.

    Args:
        kind: kind of the control; None for the activation itself.
        draw: number of the draw, where a control is drawn several times.
    """

    kind: ControlKind | None = None
    draw: int = 0


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a source's states come from, for people and for flags.

    Args:
        layer: the layer read; of several sites the last one's.
        position: the token position read, of several sites the last one's; None for a vector.
        name: the token in visible form, or the vector's name with its scale.
        text: the source text up to and with the token; empty where there is none.
        sites: every layer and position read; empty for a vector.
    """

    layer: int
    position: int | None
    name: str
    text: str = ""
    sites: tuple[Site, ...] = ()

    def __str__(self) -> str:
        where = (
            f"vector {self.name!r}" if self.position is None else f"position {self.position} {self.name!r}"
        )
        return f"layer {self.layer}, {where}"


@dataclasses.dataclass(frozen=True)
class Call:
    """The code that asks about one source.

    Args:
        made: the line that makes the trace or the vectors.
        asked: the call up to the reader, such as "session.ask(trace, 3, 1".
        settings: keyword arguments of the source that stand after the reader.
    """

    made: str
    asked: str
    settings: str = ""


class StateCache:
    """Residual streams that a question reads, each looked up once and held while it is asked.

    Args:
        controls: the controls that are run.
        seed: the seed of what they draw.
        window: at how many layers, from the one asked for, the reader uses the state of a position.
    """

    def __init__(self, controls: Controls, seed: int, window: int) -> None:
        self.seed, self.window = seed, window
        self._prompt = controls.prompt
        self._resid: dict[int, tuple[Trace, Float[Tensor, "layer position d_model"]]] = {}
        self._other: dict[int, Trace] = {}

    def resid(self, trace: Trace) -> Float[Tensor, "layer position d_model"]:
        """Return a trace's residual stream."""
        if id(trace) not in self._resid:
            self._resid[id(trace)] = (trace, trace.resid)  # the trace too, so that its id stays its own
        return self._resid[id(trace)][1]

    def other_prompt(self, trace: Trace) -> Trace:
        """Return the trace of the control's other prompt, run by the model that ran this one."""
        if id(trace.backend) not in self._other:
            assert self._prompt is not None
            self._other[id(trace.backend)] = run_prompt(self._prompt, trace.backend, trace.store).trace
        return self._other[id(trace.backend)]


class Source(Protocol):
    """What one item reads from: a selection of a trace, or one vector of the user's at a scale."""

    @property
    def backend(self) -> Backend:
        """The model whose states are read."""

    @property
    def key(self) -> Hashable:
        """Equal for sources that hold the same states."""

    @property
    def n_sites(self) -> int:
        """How many states are read for one answer."""

    @property
    def scale(self) -> float | None:
        """Factor of the states; None where they are read as they are."""

    @property
    def token_ids(self) -> Sequence[int]:
        """The source prompt's tokens, for readers that write into the source prompt itself."""

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse a reader or a control that makes no sense for this source.

        Raises:
            InputError: saying what to do instead.
        """

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the states of the sites, or what a control other than "null" and "text" puts there."""

    def text_ids(self) -> Sequence[int]:
        """Return the tokens of the source text up to and with the last site's own."""

    @property
    def place(self) -> Place:
        """Where the states come from."""

    @property
    def facts(self) -> dict[str, Any]:
        """What of the source could change the answer, as plain data."""

    def call(self, owner: str) -> Call:
        """Return the code that asks about this source.

        Args:
            owner: the name under which the code holds the source's session.
        """


def times(scale: float | None) -> str:
    """Return a scale as it stands behind a name: " × 2", or nothing for 1 and None."""
    return "" if scale in (None, 1) else f" × {scale:g}"


@dataclasses.dataclass(frozen=True, eq=False)
class Item:
    """One answer that is wanted: what is read, by which reader, and where the answer belongs.

    Args:
        source: what is read.
        reader: what reads it.
        coords: where the answer stands in its sweep; () for a single question.
    """

    source: Source
    reader: Reader
    coords: Coords = ()


def groups(items: Sequence[Item]) -> list[tuple[Reader, list[Item]]]:
    """Return items by what can run together: by reader, and by source prompt where the reader writes there.

    Args:
        items: in the order in which they are asked.
    """
    found: dict[tuple[Reader, object], list[Item]] = {}
    for item in items:
        prompt = tuple(item.source.token_ids) if item.reader.in_source else None
        found.setdefault((item.reader, prompt), []).append(item)
    return [(reader, group) for (reader, _), group in found.items()]

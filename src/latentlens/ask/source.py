"""Sources of a question: the interface to the activations that are read, and to their controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.run_prompts import run_as
from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.engine.backend import Backend
from latentlens.readers.reader import Reader, State, Target
from latentlens.scoring.controls import ControlKind, Controls

Coords = tuple[Any, ...]
"""Coordinates of an item in its sweep: one value for each axis."""


@dataclasses.dataclass(frozen=True)
class Condition:
    """The content of the slot in one run: the activation itself, or one draw of a control.

    Args:
        kind: kind of the control; None (default) for the activation itself.
        draw: number of the draw, from 0, for random controls; 0 by default.
    """

    kind: ControlKind | None = None
    draw: int = 0


@dataclasses.dataclass(frozen=True)
class Place:
    """Layer, position and name of a source, for answers, messages and flags.

    Args:
        layer: the layer that is read: the last site's, or the vector's.
        position: the position that is read, the last site's; None for a vector.
        name: the token in visible form, or the vector's name, with its scale unless it is 1.
        text: the source text up to and including the token; empty (default) for a vector.
        sites: every (layer, position) that is read; empty (default) for a vector.
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
    """Parts of the Python code that asks about one source.

    Args:
        made: the line that makes the trace or the vectors.
        ask_code: the call up to the reader, such as "session.ask(trace, 3, 1".
        settings: the source's keyword arguments, which follow the reader, such as ", scale=2.0".
    """

    made: str
    ask_code: str
    settings: str = ""


class StateCache:
    """Residual streams that a question reads, each looked up once and held until it is answered.

    Args:
        controls: the controls that are run; they may need the residual stream of another prompt.
        seed: random seed of the controls.
        window: number of consecutive layers that the reader uses, from the selected layer up.
    """

    def __init__(self, controls: Controls, seed: int, window: int) -> None:
        self.seed, self.window = seed, window
        self._prompt = controls.prompt
        self._resid: dict[int, tuple[Trace, Float[Tensor, "layer position d_model"]]] = {}
        self._other: dict[Hashable, Trace] = {}

    def resid(self, trace: Trace) -> Float[Tensor, "layer position d_model"]:
        """Return a trace's residual stream."""
        if id(trace) not in self._resid:
            self._resid[id(trace)] = (trace, trace.resid)  # holding the trace keeps its id from being reused
        return self._resid[id(trace)][1]

    def other_prompt(self, trace: Trace) -> Trace:
        """Return the trace of the prompt control's prompt, run as the given trace was run."""
        models = tuple((id(model), adapter) for model, adapter in trace.models)
        if models not in self._other:
            assert self._prompt is not None
            self._other[models] = run_as(trace, self._prompt)
        return self._other[models]


class HasStates(Protocol):
    """What can stand in the slot, and bring random controls of its own."""

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the activations, or those that a control writes in their place.

        Args:
            condition: the activation itself, or a control other than "null" and "text".
            cache: residual streams of the traces.
        """


class Source(HasStates, Protocol):
    """The activations that one answer is about: a selection of a trace, or a scaled vector."""

    @property
    def backend(self) -> Backend:
        """The model whose activations are read."""

    @property
    def models(self) -> Sequence[tuple[Backend, str | None]]:
        """The models that are read, two of a difference, each with its adapter, None for those then on."""

    @property
    def key(self) -> Hashable:
        """Key that is equal for sources with the same activations."""

    @property
    def sites(self) -> tuple[Site, ...]:
        """Layer and position of each activation that is read for one answer; a vector has position 0."""

    @property
    def scale(self) -> float | None:
        """Factor of the activations; None if they are not scaled."""

    @property
    def token_ids(self) -> Sequence[int]:
        """The source prompt's token ids, for readers that write into the source prompt itself."""

    def check(self, reader: Reader, target: Target, controls: Controls) -> None:
        """Refuse a reader or a control that cannot be used with this source.

        Args:
            reader: the reader that will be asked.
            target: its target prompt.
            controls: the controls that will be run.

        Raises:
            InputError: if one of them cannot be used; the message says what to do instead.
        """

    def other_tokens(self, count: int, seed: int) -> Sequence[Source]:
        """Return other tokens' states at the same layer, each as a source; none if there are none to read.

        Args:
            count: most of them.
            seed: random seed of the draw, which is without replacement.
        """

    def text_ids(self) -> Sequence[int]:
        """Return the token ids of the source text up to and including the last site's token."""

    @property
    def place(self) -> Place:
        """Layer, position and name of the source."""

    @property
    def facts(self) -> dict[str, Any]:
        """The source's part of an answer's provenance, as plain data."""

    def call(self, owner: Callable[[Backend], str]) -> Call:
        """Return the code that asks about this source.

        Args:
            owner: function that returns the variable that holds a model's session in the code, such as
                "session".
        """


def times(scale: float | None) -> str:
    """Return a scale as a suffix of a name, such as " × 2"; empty for 1 and None."""
    return "" if scale in (None, 1) else f" × {scale:g}"


@dataclasses.dataclass(frozen=True, eq=False)
class Item:
    """One answer to be found: its source, its reader and its coordinates in the sweep.

    Args:
        source: the activations to read.
        reader: the reader to ask.
        coords: coordinates in the sweep; () (default) for a single question.
    """

    source: Source
    reader: Reader
    coords: Coords = ()


def groups(items: Sequence[Item]) -> list[tuple[Reader, list[Item]]]:
    """Return items in groups that can run together: of one reader and one target prompt.

    Args:
        items: the items, in the order in which they are asked.
    """
    grouped: dict[tuple[Reader, Hashable, object], list[Item]] = {}
    for item in items:
        prompt = tuple(item.source.token_ids) if item.reader.in_source else None
        key = item.reader.target_key(item.source.sites)
        grouped.setdefault((item.reader, key, prompt), []).append(item)
    return [(reader, group) for (reader, _, _), group in grouped.items()]

"""What `Session.ask` was given, as one source and a reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.activations.selection import Selection
from latentlens.activations.trace import Trace
from latentlens.activations.vectors import Vectors
from latentlens.ask.selection_source import source_of
from latentlens.ask.source import Source
from latentlens.ask.vectors_source import VectorSource, checked_scale
from latentlens.errors import InputError


def source_and_reader(
    source: Any, asked: Sequence[Any], how: dict[str, Any], scale: Any
) -> tuple[Source, Any]:
    """Return what is read, and the reader as it was given.

    Args:
        source: a trace, a selection or one vector.
        asked: of a trace its layer and position; then the reader. What lacks is taken by name.
        how: keyword arguments, out of which layer, position and reader are taken.
        scale: factor of what is read.

    Raises:
        InputError: if the source is none of these, or there are several vectors.
        SelectionError: if the layer or position does not exist.
        TypeError: if arguments are missing or too many.
    """
    if isinstance(source, Trace):
        layer, position, reader = _named(asked, how, ("layer", "position", "reader"), "ask(trace, ...)")
        selection = source.select(source.layer(layer), source.position(position))
        return source_of(selection, _scale(scale)), reader
    if isinstance(source, Selection):
        (reader,) = _named(asked, how, ("reader",), "ask(selection, reader)")
        return source_of(source, _scale(scale)), reader
    if isinstance(source, Vectors):
        (reader,) = _named(asked, how, ("reader",), "ask(vectors['name'], reader)")
        if len(source) != 1:
            raise InputError(
                f"There are {len(source)} vectors, and one is asked. Name it: vectors[{source.names[0]!r}]; "
                "or ask all with session.sweep(vectors, reader)."
            )
        return VectorSource(source, source.names[0], checked_scale(scale, source)), reader
    raise InputError(
        "What is asked about is a trace (session.run(prompt)), a selection (trace.select(...)) or a "
        f"vector (session.vectors(...)); got {type(source).__name__}."
    )


def _scale(scale: Any) -> float | None:
    """Return the factor of states; None for 1, which leaves them as they are."""
    return None if (number := checked_scale(scale)) == 1 else number


def _named(asked: Sequence[Any], how: dict[str, Any], names: Sequence[str], call: str) -> list[Any]:
    given = dict(zip(names, asked, strict=False))
    for name in names[len(asked) :]:
        if name in how:
            given[name] = how.pop(name)
    if len(asked) > len(names) or len(given) < len(names):
        raise TypeError(f"session.{call} takes {', '.join(names)}; got {len(asked)} of them by position.")
    return [given[name] for name in names]

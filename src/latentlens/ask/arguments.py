"""Sort the arguments of `Session.ask` into a source and a reader."""

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
    source: Any, args: Sequence[Any], kwargs: dict[str, Any], scale: Any
) -> tuple[Source, Any]:
    """Return the source that is read, and the reader as the user gave it.

    Args:
        source: a trace, a selection or one vector.
        args: further positional arguments: layer and position for a trace, then the reader.
        kwargs: keyword arguments, from which layer, position and reader are removed if given by name.
        scale: factor of the activation or vector.

    Raises:
        InputError: if the source is none of these, or there are several vectors.
        SelectionError: if the layer or position does not exist.
        TypeError: if arguments are missing or too many.
    """
    if isinstance(source, Trace):
        layer, position, reader = _bind(args, kwargs, ("layer", "position", "reader"), "ask(trace, ...)")
        selection = source.select(source.layer(layer), source.position(position))
        return source_of(selection, _scale(scale)), reader
    if isinstance(source, Selection):
        (reader,) = _bind(args, kwargs, ("reader",), "ask(selection, reader)")
        return source_of(source, _scale(scale)), reader
    if isinstance(source, Vectors):
        (reader,) = _bind(args, kwargs, ("reader",), "ask(vectors['name'], reader)")
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
    """Return the factor of activations; None for 1, which leaves them unscaled."""
    return None if (number := checked_scale(scale)) == 1 else number


def _bind(args: Sequence[Any], kwargs: dict[str, Any], names: Sequence[str], call: str) -> list[Any]:
    """Return the values of named parameters, given by position or by keyword."""
    bound = dict(zip(names, args, strict=False))
    for name in names[len(args) :]:
        if name in kwargs:
            bound[name] = kwargs.pop(name)
    if len(args) > len(names) or len(bound) < len(names):
        raise TypeError(f"session.{call} takes {', '.join(names)}; got {len(args)} of them by position.")
    return [bound[name] for name in names]

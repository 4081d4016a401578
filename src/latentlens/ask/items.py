"""What a sweep asks about: the product of its axes, as items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from latentlens.activations.selection import Selection, Site, grid_axes
from latentlens.activations.trace import Trace, real_layer
from latentlens.activations.vectors import Vectors
from latentlens.ask.calibrated import Calibrated, at_target_layer
from latentlens.ask.question import Question
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.ask.vectors_source import VectorSource, checked_scales
from latentlens.errors import InputError, SelectionError
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader

Layers = Sequence[int] | int | slice | None
Positions = Sequence[int | str] | int | str | slice | None


def sweep_of(
    question: Question,
    source: Trace | Sequence[Trace] | Selection | Vectors,
    *,
    layers: Layers = None,
    positions: Positions = None,
    target_layers: Layers = None,
    scales: Sequence[float] | None = None,
) -> Sweep:
    """Return a sweep without answers: its axes, and an item for each combination.

    Args:
        question: what is asked.
        source: a trace; several; a selection, whose sites are asked about one by one; or vectors.
        layers: the source layers; None for all that the reader can be asked about.
        positions: the token positions of each trace, as numbers or token texts; None for all.
        target_layers: the layers at which each state is written, slice(None) for all; None for the
            reader's own.
        scales: factors of the states or vectors; None for 1, without an axis for it.

    Raises:
        SelectionError: if a layer or position does not exist, or none is left.
        InputError: if the source is none of these, or a scale is no number that can be used.
    """
    readers = _readers(question, target_layers)
    if isinstance(source, Vectors):
        if layers is not None or positions is not None:
            raise InputError("Vectors have one layer and no position. Leave out layers= and positions=.")
        return _of_vectors(question, source, readers, scales)
    if isinstance(source, Selection):
        if layers is not None or positions is not None:
            raise InputError("A selection has its layers and positions. Leave out layers= and positions=.")
        assert isinstance(source.trace, Trace)
        return _of_traces(question, [source.trace], [list(source.sites)], readers, scales)
    traces = [source] if isinstance(source, Trace) else _traces(source)
    sites = []
    for trace in traces:
        wanted = list(question.reader.layers(trace.n_layers)) if layers is None else layers
        rows, columns = grid_axes(trace, wanted, positions)
        sites.append([Site(layer, position) for layer in rows for position in columns])
    return _of_traces(question, traces, sites, readers, scales, several=not isinstance(source, Trace))


def _of_traces(
    question: Question,
    traces: Sequence[Trace],
    sites: Sequence[Sequence[Site]],
    readers: dict[int | None, Reader],
    scales: Sequence[float] | None,
    *,
    several: bool = False,
) -> Sweep:
    factors = checked_scales(scales)
    every = [site for each in sites for site in each]
    axes: dict[str, tuple[Any, ...]] = {"prompt": tuple(range(len(traces)))} if several else {}
    axes["layer"] = tuple(dict.fromkeys(site.layer for site in every))
    axes["position"] = tuple(dict.fromkeys(site.position for site in every))
    if None not in readers:
        axes["target_layer"] = tuple(readers)
    if scales is not None:
        axes["scale"] = factors
    items = [
        Item(
            SelectionSource(trace, [site], None if scales is None else factor),
            reader,
            (
                *((number,) if several else ()),
                *site,
                *(() if to is None else (to,)),
                *(() if scales is None else (factor,)),
            ),
        )
        # One target layer after the other, for rows that are written at the same layer run together.
        for to, reader in readers.items()
        for number, (trace, own) in enumerate(zip(traces, sites, strict=True))
        for site in own
        for factor in factors
    ]
    return Sweep(question, axes, items, traces=traces)


def _of_vectors(
    question: Question, vectors: Vectors, readers: dict[int | None, Reader], scales: Sequence[float] | None
) -> Sweep:
    factors = checked_scales(scales, vectors)
    axes: dict[str, tuple[Any, ...]] = {"vector": vectors.names, "scale": factors}
    if None not in readers:
        axes["target_layer"] = tuple(readers)
    items = [
        Item(VectorSource(vectors, name, factor), reader, (name, factor, *(() if to is None else (to,))))
        for to, reader in readers.items()
        for name in vectors.names
        for factor in factors
    ]
    return Sweep(question, axes, items, vectors=vectors)


def _readers(question: Question, target_layers: Layers) -> dict[int | None, Reader]:
    """Return the reader for each target layer; for None alone where it uses its own."""
    if target_layers is None:
        return {None: question.reader}
    top = question.backend.n_layers
    if isinstance(target_layers, slice):
        target_layers = range(top + 1)[target_layers]
    given = as_list(target_layers, "target layers", "target_layers=[1, 2]")
    found = list(dict.fromkeys(real_layer(layer, top) for layer in given))
    if not found:
        raise SelectionError("The grid is empty: give at least one target layer, or leave them out.")
    reader: Reader | Calibrated = question.reader
    if question.calibrator is not None:
        reader = Calibrated(question.reader, question.calibrator)
    return {layer: at_target_layer(reader, layer) for layer in found}


def _traces(source: Any) -> list[Trace]:
    traces = list(source) if isinstance(source, (list, tuple)) else [source]
    if wrong := [each for each in traces if not isinstance(each, Trace)]:
        raise InputError(
            f"A trace is what session.run(prompt) returns; got {shown(type(wrong[0]).__name__)}. A sweep is "
            "over a trace, a list of traces, a selection (trace.select(...)) or vectors "
            "(session.vectors(...))."
        )
    if not traces:
        raise InputError("There is no trace. Give what session.run(prompt) returns, or a list of such.")
    return traces

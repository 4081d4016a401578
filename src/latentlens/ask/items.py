"""Make a sweep's items: every combination of layers, positions, target layers and scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.activations.joined_layers import JoinedLayers, listed_layers
from latentlens.activations.selection import Selection, Site, grid_axes
from latentlens.activations.trace import Trace, real_layer
from latentlens.activations.trace_difference import layers_to_read
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

Layers = Sequence[int | Sequence[int]] | int | slice | None
TargetLayers = Sequence[int] | int | slice | None
Positions = Sequence[int | str] | int | str | slice | None


def sweep_of(
    question: Question,
    source: Trace | Sequence[Trace] | Selection | Vectors,
    *,
    layers: Layers = None,
    positions: Positions = None,
    target_layers: TargetLayers = None,
    scales: Sequence[float] | None = None,
) -> Sweep:
    """Return a sweep without answers: its axes, and an item for each combination.

    Args:
        question: the question.
        source: a trace, a list of traces, a selection (one item per site) or vectors.
        layers: source layer or layers; a tuple in a list names layers that are read together. None
            (default) for all that the reader can read, together as it was trained to read them.
        positions: position or positions in each trace, as numbers or token texts; None (default) for all.
            Over several traces a negative number stays on the axis: -1 is the last token of each.
        target_layers: layer or layers at which each activation is written; slice(None) for all; None
            (default) for the reader's own.
        scales: factors of the activations or vectors; None (default) for 1 and, for traces, no axis.

    Raises:
        SelectionError: if a layer or position does not exist, none is left, or the reader does not read the
            layers together or alone.
        InputError: if the source is none of these, or a scale cannot be used.
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
        return _of_traces(
            question,
            [source.trace],
            [{(site.layer, site.position): (site,) for site in source.sites}],
            readers,
            scales,
        )
    several = not isinstance(source, Trace)
    traces = [source] if isinstance(source, Trace) else _traces(source)
    read = [_layers_read(question.reader, trace, layers) for trace in traces]
    joined = any(len(each) > 1 for rows in read for each in rows)
    sites = []
    for trace, rows in zip(traces, read, strict=True):
        columns = grid_axes(trace, 0, positions)[1]
        named = _from_the_end(trace, positions) if several else dict(zip(columns, columns, strict=True))
        sites.append(
            {
                (row if joined else row[0], name): tuple(Site(layer, position) for layer in row)
                for row in rows
                for name, position in named.items()
            }
        )
    return _of_traces(question, traces, sites, readers, scales, several=several)


def _layers_read(reader: Reader, trace: Trace, layers: Layers) -> list[JoinedLayers]:
    """Return the combinations of layers that are swept, each once; most are of one layer."""
    known = [JoinedLayers(each) for each in reader.combinations(trace.n_layers)]
    if layers is None:
        rows = [each for each in known if layers_to_read(trace, each)]
        if not rows:
            raise SelectionError("The grid is empty: there is no layer that this reader can read.")
        return rows
    listed = list(layers) if isinstance(layers, (tuple, list)) else []
    if any(isinstance(each, (tuple, list)) for each in listed):
        named = [each if isinstance(each, (tuple, list)) else [each] for each in listed]
        rows = list(dict.fromkeys(JoinedLayers(map(trace.layer, each)) for each in named))
    else:
        rows = [JoinedLayers([layer]) for layer in grid_axes(trace, layers, 0)[0]]
    if not all(rows):
        raise SelectionError("A combination of layers is empty. Name at least one, as in layers=[(4, 6)].")
    never_alone = bool(known) and all(len(each) > 1 for each in known)
    for row in rows:
        if (len(row) == 1 and never_alone) or not reader.takes(len(row)):
            raise SelectionError(
                f"{reader!r} does not read {'layer' if len(row) == 1 else 'layers'} {row} for one answer. It "
                f"reads these, those joined by 'and' together: {listed_layers(known)}. Leave layers= out to "
                f"sweep over all of them, or name some: layers={known[-1:]!r}."
            )
    return rows


def _from_the_end(trace: Trace, positions: Positions) -> dict[int, int]:
    """Return the positions of one of several traces by their names on the axis: negative ones stay so."""
    if positions is None or isinstance(positions, slice):
        return {position: position for position in grid_axes(trace, None, positions)[1]}
    by_coordinate: dict[int, int] = {}
    for user_position in as_list(positions, "positions", "positions=[-1, 'France']"):
        position = trace.position(user_position)
        by_coordinate[
            position if isinstance(user_position, str) or user_position >= 0 else int(user_position)
        ] = position
    return by_coordinate


def _of_traces(
    question: Question,
    traces: Sequence[Trace],
    sites: Sequence[Mapping[tuple[Any, int], tuple[Site, ...]]],
    readers: dict[int | None, Reader],
    scales: Sequence[float] | None,
    *,
    several: bool = False,
) -> Sweep:
    factors = checked_scales(scales)
    every = [coords for each in sites for coords in each]
    axes: dict[str, tuple[Any, ...]] = {"prompt": tuple(range(len(traces)))} if several else {}
    axes["layer"] = tuple(dict.fromkeys(layer for layer, _ in every))
    axes["position"] = tuple(dict.fromkeys(position for _, position in every))
    if None not in readers:
        axes["target_layer"] = tuple(readers)
    if scales is not None:
        axes["scale"] = factors
    items = [
        Item(
            SelectionSource(trace, read, None if scales is None else factor),
            reader,
            (
                *((number,) if several else ()),
                *coords,
                *(() if to is None else (to,)),
                *(() if scales is None else (factor,)),
            ),
        )
        # Target layer by target layer, since rows that are written at the same layer run together.
        for to, reader in readers.items()
        for number, (trace, sites_of_trace) in enumerate(zip(traces, sites, strict=True))
        for coords, read in sites_of_trace.items()
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


def _readers(question: Question, target_layers: TargetLayers) -> dict[int | None, Reader]:
    """Return the reader for each target layer; under the key None if none were given."""
    if target_layers is None:
        return {None: question.reader}
    top = question.backend.n_layers
    if isinstance(target_layers, slice):
        target_layers = range(top + 1)[target_layers]
    requested = as_list(target_layers, "target layers", "target_layers=[1, 2]")
    layers = list(dict.fromkeys(real_layer(layer, top) for layer in requested))
    if not layers:
        raise SelectionError("The grid is empty: give at least one target layer, or leave them out.")
    reader: Reader | Calibrated = question.reader
    if question.calibrator is not None and not question.calibrator_is_own:
        reader = Calibrated(question.reader, question.calibrator)
    return {layer: at_target_layer(reader, layer) for layer in layers}


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

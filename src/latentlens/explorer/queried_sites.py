"""The layers and positions that a query from the browser names, checked against the trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.ask.calibrated import without_calibrator
from latentlens.errors import InputError, SelectionError
from latentlens.explorer.protocol import Json, parse_numbers
from latentlens.explorer.selection_traits import selected_layers, selected_spans
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.explorer.menu import AskRequest


def sites_read(args: Json, trace: Trace, request: AskRequest) -> tuple[list[int], list[int]]:
    """Return the layers and the positions that are read: all that are selected that the reader takes.

    Where it does not take so many activations, it reads the last position or the last layer alone.

    Args:
        args: the query.
        trace: the trace that is read.
        request: what is asked.

    Raises:
        SelectionError: if there is no such layer or position.
        InputError: if the spans do not end in the selected position.
    """
    layers = layers_read(args, trace)
    positions = [] if args.get("position") is None else _selected_positions(args, trace)
    reader = without_calibrator(request.reader)
    for rows, columns in ((layers, positions), (layers, positions[-1:]), (layers[-1:], positions)):
        if reader.takes(len(rows) * len(columns)):
            return rows, columns
    return layers[-1:], positions[-1:]


def layers_read(args: Json, trace: Trace) -> list[int]:
    """Return the layers that are selected; none if no cell is.

    Args:
        args: the query.
        trace: the trace that is read.

    Raises:
        SelectionError: if there is no such layer.
    """
    if args.get("layer") is None:
        return []
    layer = trace.layer(*parse_numbers(args, "layer"))
    return selected_layers(args, trace) or [layer]


def positions_swept(args: Json, trace: Trace) -> list[int]:
    """Return the positions from a query's start to its stop; without a start, all of them.

    Args:
        args: the query.
        trace: the trace that is read.

    Raises:
        SelectionError: if the trace has no such positions.
    """
    count = len(trace)
    if args.get("start") is None:
        return list(range(count))
    start, stop = parse_numbers(args, "start", "stop")
    if not 0 <= start < stop <= count:
        raise SelectionError(
            f"Positions are 0 <= start < stop <= {count}; got {shown(start)} and {shown(stop)}."
        )
    return list(range(start, stop))


def _selected_positions(args: Json, trace: Trace) -> list[int]:
    position = trace.position(*parse_numbers(args, "position"))
    if spans := selected_spans(args, len(trace)):
        return [each for span in spans for each in range(*span)]
    if args.get("start") is None:
        return [position]
    positions = positions_swept(args, trace)
    if positions[-1] != position:
        raise InputError(f"A span ends in the position that is selected; got {shown(args)}.")
    return positions

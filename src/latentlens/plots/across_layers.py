"""Lines over layers: any number that an experiment measures at each layer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from latentlens._checked import pair, text, whole
from latentlens._errors import InputError
from latentlens._given import listed
from latentlens._shown import shown
from latentlens.plots import control_bands as drawn_controls
from latentlens.plots.axes import layer_axis
from latentlens.plots.bands import fill_between
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.look import SERIES, SYMBOLS, add_key, faded, lay_out
from latentlens.plots.words import plain, short

Line = list[float | None]

_CONTROL_DASHES = ["dash", "dot", "dashdot", "longdash"]

_LINE_DASHES = ["solid", "dash", "dot", "dashdot"]
"""For more lines than there are colours."""


def across_layers(
    layers: Sequence[int],
    lines: Mapping[str, Any],
    *,
    intervals: Mapping[str, tuple[Any, Any]] | None = None,
    controls: Mapping[str, Any] | None = None,
    low_mass: Mapping[str, Any] | None = None,
    measured: str = "confidence",
    title: str = "",
) -> go.Figure:
    """Draw one line a series over layers, with their intervals, over the band of the controls.

    Where everything lies between 0 and 1, what no control stays below is filled: what stands above the band
    was read from the vector. On other scales the controls are lines alone.

    Args:
        layers: rising.
        lines: by name, one number a layer; None, NaN or infinity breaks the line. A DataFrame with one
            column a series and one row a layer will do.
        intervals: by the name of a line, the lower and the upper ends, one a layer.
        controls: by name, one number a layer.
        low_mass: by the name of a line, where the options' mass is low; the point is hollow there.
        measured: what the numbers are, with their unit.
        title: of the figure.

    Returns:
        A figure whose x axis is the layer.

    Raises:
        InputError: if there is no layer, a series has not one number a layer, or an interval no line.

    Examples:
        >>> figure = across_layers(
        ...     [0, 1, 2], {"Paris": [0.1, 0.5, 0.9]}, intervals={"Paris": ([0, 0.3, 0.8], [0.2, 0.7, 1])}
        ... )
        >>> [trace.name for trace in figure.data if trace.showlegend is not False]
        ['Paris']
    """
    at = _rising(layers)
    measured, title = text("measured", measured), text("title", title)
    held = {name: _line(name, values, at) for name, values in _named("lines", lines)}
    beside = {name: _line(name, values, at) for name, values in _named("controls", controls)}
    ends = {
        name: (_line(name, low, at), _line(name, high, at))
        for name, both in _named("intervals", intervals)
        for low, high in [pair(f"intervals[{name!r}] = (low, high)", both)]
    }
    hollow = {name: _line(name, values, at) for name, values in _named("low_mass", low_mass)}
    if strays := [name for name in (*ends, *hollow) if name not in held]:
        raise InputError(f"{strays[0]!r} is none of the lines {list(held)}. Name it as its line is named.")
    drawn = [value for line in (*held.values(), *beside.values()) for value in line if value is not None]
    shares = all(0 <= value <= 1 for value in drawn)
    figure = PrivateFigure()
    if beside and shares:
        drawn_controls.add_band(
            figure, at, [_highest(values) for values in zip(*beside.values(), strict=True)]
        )
    for i, (name, values) in enumerate(beside.items()):
        dash = _CONTROL_DASHES[i % len(_CONTROL_DASHES)]
        drawn_controls.add_line(figure, at, values, plain(name), dash)
    for i, (name, values) in enumerate(held.items()):
        _add(figure, at, name, values, ends.get(name), hollow.get(name), i)
    if any(any(marks) for marks in hollow.values()):
        add_key(figure, "hollow: low option mass")
    between = {"range": [-0.02, 1.04], "tickformat": ".1f"} if shares else {}
    lay_out(
        figure,
        title=short(title),
        xaxis=layer_axis(at),
        yaxis={"title": plain(measured), **between},
    )
    return figure


def _add(
    figure: go.Figure,
    layers: Sequence[int],
    name: str,
    values: Line,
    ends: tuple[Line, Line] | None,
    hollow: Line | None,
    i: int,
) -> None:
    color, symbol = SERIES[i % len(SERIES)], SYMBOLS[i % len(SYMBOLS)]
    said = [""] * len(layers)
    if ends is not None:
        fill_between(
            figure, layers, *ends, color=faded(color, 0.2), name=f"{plain(name)}, interval", group=name
        )
        said = [
            "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
            for low, high in zip(*ends, strict=True)
        ]
    marks = hollow or [0.0] * len(layers)
    figure.add_scatter(
        x=layers,
        y=values,
        mode="lines+markers",
        connectgaps=False,
        name=plain(name),
        legendgroup=name,
        line={"color": color, "width": 2, "dash": _LINE_DASHES[i // len(SERIES) % len(_LINE_DASHES)]},
        marker={
            "size": 7 if len(layers) <= 40 else 4,
            "symbol": [f"{symbol}-open" if mark else symbol for mark in marks],
            "line": {"width": 1.5, "color": color},
        },
        customdata=said,
        hovertemplate=f"layer %{{x}}<br><b>{plain(name)}</b> %{{y:.3g}}%{{customdata}}<extra></extra>",
    )


def _rising(layers: Sequence[int]) -> list[int]:
    at = [whole("a layer", layer) for layer in listed(layers, "layers", "layers=[1, 2]")]
    if not at or any(one >= other for one, other in itertools.pairwise(at)):
        raise InputError(f"The layers are {at}; give at least one, each once, from low to high.")
    return at


def _named(what: str, given: Any) -> list[tuple[str, Any]]:
    """Return what was given by name, a table by its columns."""
    if given is None:
        return []
    if not hasattr(given, "items") or isinstance(given, type) or not hasattr(given, "keys"):
        raise InputError(f"{what} are lines by name, such as {{'Paris': [0.1, 0.9]}}; got {shown(given)}.")
    try:
        return [(str(name), values) for name, values in given.items()]
    except Exception as error:  # of an object's own
        raise InputError(f"{what} are lines by name; got {shown(given)}.") from error


def _line(name: str, values: Any, layers: Sequence[int]) -> Line:
    try:
        found = [None if value is None else float(value) for value in values]
    except Exception as error:  # of an object's own conversion, too
        raise InputError(f"{name!r} is one number a layer; got {shown(values)}.") from error
    line = [None if value is None or not math.isfinite(value) else value for value in found]
    if len(line) != len(layers):
        raise InputError(f"{name!r} has {len(line)} numbers for {len(layers)} layers. Give one a layer.")
    return line


def _highest(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)

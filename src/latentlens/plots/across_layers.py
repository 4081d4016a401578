"""Line plots over layers, for any number that an experiment measures at each layer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.inputs.numbers import integer
from latentlens.inputs.sequences import as_list, pair
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text
from latentlens.plots import control_bands as drawn_controls
from latentlens.plots.axes import layer_axis
from latentlens.plots.bands import fill_between
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import escape, shorten
from latentlens.plots.style import SERIES, SYMBOLS, add_legend_entry, apply_style, translucent

Line = list[float | None]

_CONTROL_DASHES = ["dash", "dot", "dashdot", "longdash"]

_LINE_DASHES = ["solid", "dash", "dot", "dashdot"]
"""Dashes for lines beyond the number of colours."""


def across_layers(
    layers: Sequence[int],
    lines: Mapping[str, Any],
    *,
    intervals: Mapping[str, tuple[Any, Any]] | None = None,
    controls: Mapping[str, Any] | None = None,
    low_mass: Mapping[str, Any] | None = None,
    quantity: str = "confidence",
    title: str = "",
) -> go.Figure:
    """Plot one line per series over layers, with intervals, above the band of the controls.

    If all values lie between 0 and 1, the band up to the highest control is filled: a line above it was read
    from the vector. On other scales the controls are lines only.

    Args:
        layers: layers, in rising order.
        lines: name -> one number per layer; None, NaN or infinity breaks the line. May be a DataFrame with
            one column per series and one row per layer.
        intervals: name of a line -> (lower ends, upper ends), one number per layer each; default none.
        controls: name of a control -> one number per layer; default none.
        low_mass: name of a line -> one truth value per layer: True draws a hollow point, because the option
                mass is low there; default none.
        quantity: name of the plotted quantity, with its unit: the title of the y axis. Default "confidence".
        title: title of the figure; default none.

    Returns:
        A Plotly figure whose x axis is the layer.

    Raises:
        InputError: if there are no layers, a series has a wrong length, or an interval has no line.

    Examples:
        >>> figure = across_layers(
        ...     [0, 1, 2], {"Paris": [0.1, 0.5, 0.9]}, intervals={"Paris": ([0, 0.3, 0.8], [0.2, 0.7, 1])}
        ... )
        >>> [trace.name for trace in figure.data if trace.showlegend is not False]
        ['Paris']
    """
    at = _rising(layers)
    quantity, title = text("quantity", quantity), text("title", title)
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
        drawn_controls.add_line(figure, at, values, escape(name), dash)
    for i, (name, values) in enumerate(held.items()):
        _add(figure, at, name, values, ends.get(name), hollow.get(name), i)
    if any(any(marks) for marks in hollow.values()):
        add_legend_entry(figure, "hollow: low option mass")
    between = {"range": [-0.02, 1.04], "tickformat": ".1f"} if shares else {}
    apply_style(
        figure,
        title=shorten(title),
        xaxis=layer_axis(at),
        yaxis={"title": escape(quantity), **between},
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
    hover = [""] * len(layers)
    if ends is not None:
        fill_between(
            figure, layers, *ends, color=translucent(color, 0.2), name=f"{escape(name)}, interval", group=name
        )
        hover = [
            "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
            for low, high in zip(*ends, strict=True)
        ]
    marks = hollow or [0.0] * len(layers)
    figure.add_scatter(
        x=layers,
        y=values,
        mode="lines+markers",
        connectgaps=False,
        name=escape(name),
        legendgroup=name,
        line={"color": color, "width": 2, "dash": _LINE_DASHES[i // len(SERIES) % len(_LINE_DASHES)]},
        marker={
            "size": 7 if len(layers) <= 40 else 4,
            "symbol": [f"{symbol}-open" if mark else symbol for mark in marks],
            "line": {"width": 1.5, "color": color},
        },
        customdata=hover,
        hovertemplate=f"layer %{{x}}<br><b>{escape(name)}</b> %{{y:.3g}}%{{customdata}}<extra></extra>",
    )


def _rising(layers: Sequence[int]) -> list[int]:
    at = [integer("a layer", layer) for layer in as_list(layers, "layers", "layers=[1, 2]")]
    if not at or any(one >= other for one, other in itertools.pairwise(at)):
        raise InputError(f"The layers are {at}; give at least one, each once, from low to high.")
    return at


def _named(what: str, lines: Any) -> list[tuple[str, Any]]:
    """Return (name, series) pairs of a mapping or of a table's columns."""
    if lines is None:
        return []
    if not hasattr(lines, "items") or isinstance(lines, type) or not hasattr(lines, "keys"):
        raise InputError(f"{what} are lines by name, such as {{'Paris': [0.1, 0.9]}}; got {shown(lines)}.")
    try:
        return [(str(name), values) for name, values in lines.items()]
    except Exception as error:  # raised by the user's own object
        raise InputError(f"{what} are lines by name; got {shown(lines)}.") from error


def _line(name: str, values: Any, layers: Sequence[int]) -> Line:
    try:
        numbers = [None if value is None else float(value) for value in values]
    except Exception as error:  # raised by the user's own object, when converted
        raise InputError(f"{name!r} is one number a layer; got {shown(values)}.") from error
    line = [None if value is None or not math.isfinite(value) else value for value in numbers]
    if len(line) != len(layers):
        raise InputError(f"{name!r} has {len(line)} numbers for {len(layers)} layers. Give one a layer.")
    return line


def _highest(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)

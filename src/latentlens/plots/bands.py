"""Filled areas between two lines: intervals, and the range of the controls."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import plotly.graph_objects as go


def fill_between(
    figure: go.Figure,
    places: Sequence[float],
    low: Sequence[float | None],
    high: Sequence[float | None],
    *,
    color: str,
    name: str,
    group: str | None = None,
) -> None:
    """Fill the area between two lines, one polygon per stretch without a gap.

    Args:
        figure: figure to add the polygons to, as one trace.
        places: x coordinates, in order.
        low: lower line; None at a gap.
        high: upper line; None at the same places.
        color: fill colour; should be translucent, so that what lies behind shows through.
        name: name of the trace.
        group: legend group, so that the area is hidden together with its line; None (default) for none.

    Examples:
        >>> figure = go.Figure()
        >>> fill_between(figure, [0, 1], [0, 0], [0.5, 0.7], color="rgba(0,0,0,0.2)", name="controls")
        >>> figure.data[0].y
        (0.5, 0.7, 0, 0, None)
    """
    x: list[float | None] = []
    y: list[float | None] = []
    lines = zip(places, low, high, strict=True)
    for there, stretch in itertools.groupby(lines, key=lambda point: None not in point):
        if there:
            at, lower, upper = zip(*stretch, strict=True)
            x += [*at, *reversed(at), None]
            y += [*upper, *reversed(lower), None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=color,
        line={"width": 0, "color": color},
        hoverinfo="skip",
        name=name,
        legendgroup=group,
        showlegend=False,
    )

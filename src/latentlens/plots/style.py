"""The style that all figures share: readable on a white page and on a black one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

NOT_FINITE = "not finite: no answer"
"""A state, or the next-token distribution after it, is NaN or infinite."""

INK = "#7a7a7a"
"""As far from a white page as from a black one."""

BAND = "rgba(128,128,128,0.18)"

GRID = "rgba(128,128,128,0.25)"

ZERO = "rgba(128,128,128,0.5)"

SERIES = ["#2f7fd0", "#d5583a", "#24916a", "#b055b8", "#b9770e", "#7a68d8"]
"""Colours of lines without an order; neighbours are as different as possible."""

SYMBOLS = ["circle", "diamond", "square", "triangle-up", "cross", "star"]
"""Symbols of the same lines, for readers who cannot tell those colours apart."""

TICK_SIZE = 11

TITLE_SIZE = 14

LAYOUT: dict[str, Any] = {
    "modebar": {
        "bgcolor": "rgba(0,0,0,0)",
        "color": INK,
        "activecolor": SERIES[0],
        # the upload button is removed here too, since the layout stays with the figure
        "remove": ["sendDataToCloud", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
    },
    "hovermode": "closest",
    "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": INK, "font": {"color": "#222222"}, "align": "left"},
    "margin": {"l": 60, "r": 20, "t": 50, "b": 60},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"color": INK},
}
"""What all figures have of Plotly's layout: the page behind them shows through, of whatever theme it is."""

_MOST_ENTRIES = 5
"""A legend of this many entries takes at most two lines on a narrow page."""

_ENTRY = 12
"""Pixels by which the figure grows with every further entry."""


def translucent(color: str, opacity: float) -> str:
    """Return a translucent version of a colour.

    Args:
        color: the colour, as "#rrggbb".
        opacity: opacity from 0 to 1.

    Examples:
        >>> translucent("#2f7fd0", 0.2)
        'rgba(47,127,208,0.2)'
    """
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def apply_style(
    figure: go.Figure, *, title: str, xaxis: dict[str, Any], yaxis: dict[str, Any], height: int = 400
) -> None:
    """Give a figure the shared style.

    Args:
        figure: figure with its traces.
        title: title, escaped, above the legend; `<br>` breaks it.
        xaxis: Plotly's layout of the x axis.
        yaxis: Plotly's layout of the y axis.
        height: height in pixels; the width is the page's.
    """
    named = [trace for trace in figure.data if trace.showlegend is not False and trace.name]
    for trace in named:
        # entries of different groups are set one after the other; those of one group would be in columns of
        # equal width, which on a narrow page means one column
        trace.legendgroup = trace.legendgroup or trace.name
    heading = {"text": title, "font": {"size": TITLE_SIZE}}
    # a separate title would overlap the legend when a narrow page breaks it into several lines
    places = {"legend": _legend(heading)} if named else {"title": {**heading, "x": 0, "xref": "paper"}}
    figure.update_layout(
        template="plotly_white",
        **places,
        showlegend=bool(named),
        xaxis={"showgrid": False, "zeroline": False, **_axis(xaxis)},
        yaxis={"gridcolor": GRID, "zerolinecolor": ZERO, **_axis(yaxis)},
        height=height + _ENTRY * max(0, len(named) - _MOST_ENTRIES),
        **LAYOUT,
    )


def heading(figure: go.Figure) -> str:
    """Return a figure's title, wherever it is stored.

    Args:
        figure: figure with the shared style.

    Examples:
        >>> figure = go.Figure()
        >>> apply_style(figure, title="Empty", xaxis={}, yaxis={})
        >>> heading(figure)
        'Empty'
    """
    return str(figure.layout.title.text or figure.layout.legend.title.text)


def add_not_finite(figure: go.Figure, places: Sequence[float], hover: Sequence[str]) -> None:
    """Mark answers that are not finite with crosses on the x axis, if there are any.

    Args:
        figure: figure to add the crosses to; its y axis begins at 0.
        places: x coordinates; may repeat.
        hover: hover text of each cross.
    """
    if places:
        figure.add_scatter(
            x=list(places),
            y=[0.0] * len(places),
            mode="markers",
            name=NOT_FINITE,
            marker={"symbol": "x-thin", "size": 9, "color": INK, "line": {"width": 2, "color": INK}},
            customdata=list(hover),
            hovertemplate="%{customdata}<extra></extra>",
        )


def add_legend_entry(
    figure: go.Figure, name: str, symbol: str = "circle-open", *, size: int = 8, opacity: float = 1.0
) -> None:
    """Explain a marker in the legend.

    Args:
        figure: figure to add the entry to.
        name: meaning of the marker.
        symbol: Plotly's marker symbol; default "circle-open".
        size: size of the marker in pixels; default 8.
        opacity: opacity of the marker; default 1.
    """
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=name,
        hoverinfo="skip",
        marker={
            "symbol": symbol,
            "size": size,
            "opacity": opacity,
            "color": INK,
            "line": {"width": 2, "color": INK},
        },
    )


def evenly_spaced(values: Sequence[int], most: int) -> list[int]:
    """Return at most `most` of the values, evenly spaced, including the first.

    Args:
        values: values, in order.
        most: maximum number of values.

    Examples:
        >>> evenly_spaced(range(10), 4)
        [0, 3, 6, 9]
    """
    return list(values[:: -(-len(values) // most) or 1])


def _axis(axis_options: dict[str, Any]) -> dict[str, Any]:
    title = {"text": axis_options.pop("title", None), "font": {"size": 12}, "standoff": 10}
    return {"title": title, "tickfont": {"size": TICK_SIZE}, **axis_options}


def _legend(heading: dict[str, Any]) -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "tracegroupgap": 0,
        "title": {**heading, "side": "top"},
    }

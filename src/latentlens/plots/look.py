"""The look that all figures share: it stands out from a white page and from a black one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

NOT_FINITE = "not finite: no answer"
"""NaN or infinity stands in the place of a state, or of the next-token distribution after it."""

INK = "#7a7a7a"
"""As far from a white page as from a black one."""

BAND = "rgba(128,128,128,0.18)"

GRID = "rgba(128,128,128,0.25)"

LAYERS = ["#2f7fd0", "#7a68d8", "#b055b8", "#d3487f", "#d5583a", "#b9770e"]
"""From low layers to high; each stands out from a white page and from a black one."""

SERIES = ["#2f7fd0", "#d5583a", "#24916a", "#b055b8", "#b9770e", "#7a68d8"]
"""Of lines that have no order, neighbours as far apart as can be."""

SYMBOLS = ["circle", "diamond", "square", "triangle-up", "cross", "star"]
"""Of the same lines, for readers who see those colours alike."""

TICK_SIZE = 11

_MOST_ENTRIES = 5
"""The legend of so many is at most two lines on a narrow page."""

_ENTRY = 12
"""By how many pixels the figure grows with every further one."""


def ordered_colors(count: int) -> list[str]:
    """Return colours for lines that have an order, as layers have.

    Args:
        count: how many.

    Examples:
        >>> ordered_colors(2)
        ['rgb(47, 127, 208)', 'rgb(185, 119, 14)']
    """
    return [str(color) for color in sample_colorscale(LAYERS, [i / max(1, count - 1) for i in range(count)])]


def faded(color: str, opacity: float) -> str:
    """Return a colour that the page shows through.

    Args:
        color: as "#rrggbb".
        opacity: in 0..1.

    Examples:
        >>> faded("#2f7fd0", 0.2)
        'rgba(47,127,208,0.2)'
    """
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def lay_out(
    figure: go.Figure, *, title: str, xaxis: dict[str, Any], yaxis: dict[str, Any], height: int = 400
) -> None:
    """Give a figure the shared look.

    Args:
        figure: with its traces.
        title: plain, above the legend.
        xaxis: as plotly has it.
        yaxis: as plotly has it.
        height: in pixels; the width is the page's.
    """
    named = [trace for trace in figure.data if trace.showlegend is not False and trace.name]
    for trace in named:
        # entries of different groups are set one after the other; those of one would stand in even columns,
        # which on a narrow page are one column
        trace.legendgroup = trace.legendgroup or trace.name
    heading = {"text": title, "font": {"size": 14}}
    # a title of its own would be written over the legend where a narrow page breaks that into several lines
    places = {"legend": _legend(heading)} if named else {"title": {**heading, "x": 0, "xref": "paper"}}
    figure.update_layout(
        template="plotly_white",
        **places,
        showlegend=bool(named),
        xaxis={"showgrid": False, "zeroline": False, **_axis(xaxis)},
        yaxis={"gridcolor": GRID, "zerolinecolor": "rgba(128,128,128,0.5)", **_axis(yaxis)},
        modebar={
            "bgcolor": "rgba(0,0,0,0)",
            "color": INK,
            "activecolor": LAYERS[0],
            # the upload is named here too, since the layout stays with the figure wherever it is shown
            "remove": ["sendDataToCloud", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
        },
        hovermode="closest",
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": INK, "font": {"color": "#222222"}, "align": "left"},
        height=height + _ENTRY * max(0, len(named) - _MOST_ENTRIES),
        margin={"l": 60, "r": 20, "t": 50, "b": 60},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": INK},
    )


def heading(figure: go.Figure) -> str:
    """Return a figure's title, wherever it stands.

    Args:
        figure: one that was laid out.

    Examples:
        >>> figure = go.Figure()
        >>> lay_out(figure, title="Empty", xaxis={}, yaxis={})
        >>> heading(figure)
        'Empty'
    """
    return str(figure.layout.title.text or figure.layout.legend.title.text)


def add_not_finite(figure: go.Figure, places: Sequence[float], said: Sequence[str]) -> None:
    """Cross, on the x axis, the places of answers that are not finite, if there are any.

    Args:
        figure: to which the crosses are added; its y axis begins at 0.
        places: on the x axis; several answers may stand at one.
        said: what is shown when one points at each.
    """
    if places:
        figure.add_scatter(
            x=list(places),
            y=[0.0] * len(places),
            mode="markers",
            name=NOT_FINITE,
            marker={"symbol": "x-thin", "size": 9, "color": INK, "line": {"width": 2, "color": INK}},
            customdata=list(said),
            hovertemplate="%{customdata}<extra></extra>",
        )


def add_key(figure: go.Figure, name: str, symbol: str = "circle-open") -> None:
    """Say in the legend what a mark means.

    Args:
        figure: to which it is added.
        name: what it means.
        symbol: of the mark.
    """
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=name,
        hoverinfo="skip",
        marker={"symbol": symbol, "size": 8, "color": INK, "line": {"width": 2, "color": INK}},
    )


def spread(values: Sequence[int], most: int) -> list[int]:
    """Return at most so many of the values, evenly spread, the first among them.

    Args:
        values: in their order.
        most: how many are wanted at most.

    Examples:
        >>> spread(range(10), 4)
        [0, 3, 6, 9]
    """
    return list(values[:: -(-len(values) // most) or 1])


def _axis(given: dict[str, Any]) -> dict[str, Any]:
    title = {"text": given.pop("title", None), "font": {"size": 12}, "standoff": 10}
    return {"title": title, "tickfont": {"size": TICK_SIZE}, **given}


def _legend(heading: dict[str, Any]) -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "tracegroupgap": 0,
        "title": {**heading, "side": "top"},
    }

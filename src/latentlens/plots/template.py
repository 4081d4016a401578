"""The shared style as a Plotly template, for figures that other libraries draw."""

from __future__ import annotations

import plotly.graph_objects as go
import plotly.io as pio

from latentlens.plots.style import GRID, INK, LAYOUT, SERIES, TICK_SIZE, TITLE_SIZE, ZERO

TEMPLATE: go.layout.Template = go.layout.Template(pio.templates["plotly_white"])
"""The style of latentlens's figures as a Plotly template.

Plotly's own template is a white sheet on a dark page. With this one the page shows through, and texts and
lines can be read on a white page and on a black one, so that a figure is right in each theme of a notebook,
also after the theme was changed: `px.defaults.template = TEMPLATE`.
"""

_AXIS = {
    "gridcolor": GRID,
    "zerolinecolor": ZERO,
    "linecolor": ZERO,
    "title": {"font": {"size": 12}, "standoff": 10},
    "tickfont": {"size": TICK_SIZE},
}

TEMPLATE.layout.update(
    **{**LAYOUT, "margin": {**LAYOUT["margin"], "t": 70}},  # two lines of title
    colorway=SERIES,
    legend={"title": {"font": {"size": 12}}},
    title={"x": 0, "xref": "paper", "font": {"size": TITLE_SIZE}},
    xaxis=_AXIS,
    yaxis=_AXIS,
)
_ERROR = {"color": INK}
TEMPLATE.data.bar = [{"error_x": _ERROR, "error_y": _ERROR, "marker": {"line": {"width": 0}}}]
TEMPLATE.data.histogram = [{"marker": {"line": {"width": 0}}}]

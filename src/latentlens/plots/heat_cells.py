"""Cells of a heat map: their edges and colours, and the hatching of those with low option mass."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

from latentlens.plots.labels import escape
from latentlens.plots.style import INK, NOT_FINITE, add_legend_entry

_RISING = [
    [0.0, "rgba(128,128,128,0.12)"],
    [0.35, "rgba(47,127,208,0.55)"],
    [0.7, "rgba(160,70,190,0.9)"],
    [1.0, "rgb(225,100,45)"],
]
"""Faint at zero on any page; stronger and warmer upward."""

_ABOUT_0 = [
    [0.0, "rgb(47,127,208)"],
    [0.5, "rgba(128,128,128,0.12)"],
    [1.0, "rgb(213,88,58)"],
]

_APART_UP_TO = 60
"""Cells have gaps between them up to this many rows or columns; beyond, a gap would be as wide as a cell."""

_PALE = 0.4


@dataclasses.dataclass(frozen=True, eq=False)
class HeatCells:
    """Numbers by row and column, and their hover texts.

    Args:
        values: the numbers; NaN where there is none.
        low_mass: True where the option mass is low.
        not_finite: True where an answer is NaN or infinite; `values` is NaN there.
        hover: hover text of each cell.
        x: (left, right) edge of each column.
        y: (lower, upper) edge of each row.
    """

    values: Float[np.ndarray, "row column"]
    low_mass: Bool[np.ndarray, "row column"]
    not_finite: Bool[np.ndarray, "row column"]
    hover: list[list[str]]
    x: list[tuple[float, float]]
    y: list[tuple[float, float]]


def edges(centres: Sequence[float]) -> list[tuple[float, float]]:
    """Return the edges of cells: halfway to their neighbours.

    Args:
        centres: centres of the cells, in rising order; at least one.

    Examples:
        >>> edges([0, 2, 3])
        [(-1.0, 1.0), (1.0, 2.5), (2.5, 3.5)]
    """
    between = [(one + other) / 2 for one, other in itertools.pairwise(centres)]
    first = between[0] - centres[0] if between else 0.5
    last = centres[-1] - between[-1] if between else 0.5
    ends = [centres[0] - first, *between, centres[-1] + last]
    return list(itertools.pairwise(ends))


def add_cells(figure: go.Figure, cells: HeatCells, quantity: str, *, excluded: Sequence[int] = ()) -> None:
    """Draw the cells; those with low option mass are paler, on the same colour scale.

    Args:
        figure: figure to add them to.
        cells: cells to draw.
        quantity: name of the quantity, for the colour bar.
        excluded: indices of columns that do not affect the colour scale; default none.
    """
    if cells.low_mass.any():
        _add(figure, cells, ~cells.low_mass, 1.0)
        _add(figure, cells, cells.low_mass, _PALE)
        _add_hatching(figure, cells)
    else:
        _add(figure, cells, ~cells.low_mass, 1.0)
    _add_not_finite(figure, cells)
    low, high = _limits(np.delete(cells.values, list(excluded), axis=1))
    figure.update_layout(
        coloraxis={
            "cmin": low,
            "cmax": high,
            "colorscale": _ABOUT_0 if low < 0 else _RISING,
            "colorbar": {
                "title": {"text": escape(quantity), "side": "right"},
                "thickness": 12,
                "outlinewidth": 0,
                "ticklen": 3,
            },
        }
    )


def _add(figure: go.Figure, cells: HeatCells, which: Bool[np.ndarray, "row column"], opacity: float) -> None:
    shown = np.where(which, cells.values, np.nan)
    hover = np.array(cells.hover, dtype=object)
    ends = [cells.x[0][0]]
    breaks = []
    for i, (left, right) in enumerate(cells.x):
        if left > ends[-1]:
            # an empty column, without which Plotly would widen the neighbours of the gap to fill it
            breaks.append(i)
            ends.append(left)
        ends.append(right)
    figure.add_heatmap(
        z=np.insert(shown, breaks, np.nan, axis=1),
        x=ends,
        y=[cells.y[0][0], *(top for _, top in cells.y)],
        text=np.insert(hover, breaks, "", axis=1),
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
        coloraxis="coloraxis",
        opacity=opacity,
        xgap=int(max(shown.shape) <= _APART_UP_TO),
        ygap=int(max(shown.shape) <= _APART_UP_TO),
    )


def _add_hatching(figure: go.Figure, cells: HeatCells) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, column in np.argwhere(cells.low_mass & ~np.isnan(cells.values)).tolist():
        x += [*cells.x[column], None]
        y += [*cells.y[row], None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": INK, "width": 1 if max(cells.values.shape) <= _APART_UP_TO else 0.5},
        hoverinfo="skip",
        showlegend=False,
        name="hatching",
    )
    add_legend_entry(figure, "hatched: low option mass", "line-ne-open")


def _add_not_finite(figure: go.Figure, cells: HeatCells) -> None:
    at = np.argwhere(cells.not_finite).tolist()
    if not at:
        return
    figure.add_scatter(
        x=[sum(cells.x[column]) / 2 for _, column in at],
        y=[sum(cells.y[row]) / 2 for row, _ in at],
        mode="markers",
        marker={"symbol": "x-thin", "size": 8, "color": INK, "line": {"width": 1.5, "color": INK}},
        text=[cells.hover[row][column] for row, column in at],
        hovertemplate="%{text}<extra></extra>",
        name=NOT_FINITE,
    )


def _limits(values: Float[np.ndarray, "row column"]) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    if low < 0:
        return -max(-low, high), max(-low, high)
    return (0.0, 1.0) if high <= 1 else (low, high)

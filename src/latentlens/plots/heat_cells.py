"""Cells of a heat map: where they lie, their colours, and the hatching of those that mean little."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

from latentlens.plots.look import INK, NOT_FINITE, add_key
from latentlens.plots.words import plain

_RISING = [
    [0.0, "rgba(128,128,128,0.12)"],
    [0.35, "rgba(47,127,208,0.55)"],
    [0.7, "rgba(160,70,190,0.9)"],
    [1.0, "rgb(225,100,45)"],
]
"""Faint where nothing is, whatever the page; stronger and warmer upward."""

_ABOUT_0 = [
    [0.0, "rgb(47,127,208)"],
    [0.5, "rgba(128,128,128,0.12)"],
    [1.0, "rgb(213,88,58)"],
]

_APART_UP_TO = 60
"""Cells stand apart up to so many rows or columns; beyond, a gap would be as wide as a cell."""

_PALE = 0.4


@dataclasses.dataclass(frozen=True, eq=False)
class Cells:
    """Numbers by row and column, and what is said of each.

    Args:
        values: NaN where there is none.
        low_mass: where the numbers mean little.
        not_finite: where there is NaN or infinity in the place of an answer; `values` is NaN there.
        hover: what is shown when one points at a cell.
        x: the edges of each column.
        y: the edges of each row.
    """

    values: Float[np.ndarray, "row column"]
    low_mass: Bool[np.ndarray, "row column"]
    not_finite: Bool[np.ndarray, "row column"]
    hover: list[list[str]]
    x: list[tuple[float, float]]
    y: list[tuple[float, float]]


def edges(centres: Sequence[float]) -> list[tuple[float, float]]:
    """Return how far cells reach: halfway to their neighbours.

    Args:
        centres: rising, at least one.

    Examples:
        >>> edges([0, 2, 3])
        [(-1.0, 1.0), (1.0, 2.5), (2.5, 3.5)]
    """
    between = [(one + other) / 2 for one, other in itertools.pairwise(centres)]
    first = between[0] - centres[0] if between else 0.5
    last = centres[-1] - between[-1] if between else 0.5
    ends = [centres[0] - first, *between, centres[-1] + last]
    return list(itertools.pairwise(ends))


def add_cells(figure: go.Figure, cells: Cells, measured: str, *, apart: Sequence[int] = ()) -> None:
    """Draw the cells: those of low mass paler than the others, on the same colours.

    Args:
        figure: to which they are added.
        cells: what is drawn.
        measured: what the numbers are.
        apart: columns that do not set the colours.
    """
    if cells.low_mass.any():
        _add(figure, cells, ~cells.low_mass, 1.0)
        _add(figure, cells, cells.low_mass, _PALE)
        _add_hatching(figure, cells)
    else:
        _add(figure, cells, ~cells.low_mass, 1.0)
    _add_not_finite(figure, cells)
    low, high = _limits(np.delete(cells.values, list(apart), axis=1))
    figure.update_layout(
        coloraxis={
            "cmin": low,
            "cmax": high,
            "colorscale": _ABOUT_0 if low < 0 else _RISING,
            "colorbar": {
                "title": {"text": plain(measured), "side": "right"},
                "thickness": 12,
                "outlinewidth": 0,
                "ticklen": 3,
            },
        }
    )


def _add(figure: go.Figure, cells: Cells, which: Bool[np.ndarray, "row column"], opacity: float) -> None:
    shown = np.where(which, cells.values, np.nan)
    hover = np.array(cells.hover, dtype=object)
    ends = [cells.x[0][0]]
    breaks = []
    for i, (left, right) in enumerate(cells.x):
        if left > ends[-1]:
            # an empty column, without which plotly would widen the neighbours of the gap to fill it
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


def _add_hatching(figure: go.Figure, cells: Cells) -> None:
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
    add_key(figure, "hatched: low option mass", "line-ne-open")


def _add_not_finite(figure: go.Figure, cells: Cells) -> None:
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

"""Cells of a heat map: their edges and colours, and the hatching of those with low option mass."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Bool, Float

from latentlens.plots.labels import escape
from latentlens.plots.style import INK, NOT_FINITE, add_legend_entry
from latentlens.scoring.verdict_counts import NOT_TOLD, READ

_RISING = [[0.0, "rgba(47,127,208,0.06)"], [0.5, "rgba(47,127,208,0.5)"], [1.0, "rgb(47,127,208)"]]
"""More is bluer, as in the Explorer; faint at zero on any page."""

_ABOUT_0 = [[0.0, "rgb(213,88,58)"], [0.5, "rgba(128,128,128,0.08)"], [1.0, "rgb(47,127,208)"]]
"""Blue above zero, orange below; blue and orange differ for colour-blind eyes, too."""

_APART_UP_TO = 60
"""Cells have gaps between them up to this many rows or columns; beyond, a gap would be as wide as a cell."""

_PALE = 0.4

MANY = 4000
"""With more cells than this, what is said of each is brief, so that a notebook's file stays small."""


@dataclasses.dataclass(frozen=True, eq=False)
class HeatCells:
    """Numbers by row and column, and their hover texts.

    Args:
        values: the numbers; NaN where there is none.
        low_mass: True where the option mass is low.
        not_finite: True where an answer is NaN or infinite; `values` is NaN there.
        hover: hover text of each cell.
        hovertemplate: what a hint says; `%{text}` is the cell's hover text.
        x: (left, right) edge of each column.
        y: (lower, upper) edge of each row.
        verdicts: each answer's verdict against noise; "" where none was run.
    """

    values: Float[np.ndarray, "row column"]
    low_mass: Bool[np.ndarray, "row column"]
    not_finite: Bool[np.ndarray, "row column"]
    hover: list[list[str]]
    hovertemplate: str
    x: list[tuple[float, float]]
    y: list[tuple[float, float]]
    verdicts: np.ndarray

    @property
    def not_told(self) -> Bool[np.ndarray, "row column"]:
        """True where noise comes as far as the answer."""
        return np.asarray(self.verdicts == NOT_TOLD)

    @property
    def read(self) -> Bool[np.ndarray, "row column"]:
        """True where the answer is told from noise."""
        return np.asarray(self.verdicts == READ)


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
    """Draw the cells on one colour scale.

    Those with low option mass, and those that are not told from noise, are paler; those that are told from it
    have a frame.

    Args:
        figure: figure to add them to.
        cells: cells to draw.
        quantity: name of the quantity, for the colour bar.
        excluded: indices of columns that do not affect the colour scale; default none.
    """
    pale = cells.low_mass | cells.not_told
    _add(figure, cells, ~pale, 1.0)
    if pale.any():
        _add(figure, cells, pale, _PALE)
    if cells.low_mass.any():
        _add_hatching(figure, cells)
    if cells.read.any():
        _add_frames(figure, cells)
    if cells.not_told.any():
        add_legend_entry(figure, "pale: not told from noise", "square", opacity=_PALE)
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
    shown = shown.astype(np.float32) if shown.size > MANY else shown
    hover = np.where(which, np.array(cells.hover, dtype=object), "")
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
        hovertemplate=f"{cells.hovertemplate}<extra></extra>",
        hoverongaps=False,
        coloraxis="coloraxis",
        opacity=opacity,
        xgap=int(max(shown.shape) <= _APART_UP_TO),
        ygap=int(max(shown.shape) <= _APART_UP_TO),
    )


def _add_hatching(figure: go.Figure, cells: HeatCells) -> None:
    x: list[float] = []
    y: list[float] = []
    for row, column in np.argwhere(cells.low_mass & ~np.isnan(cells.values)).tolist():
        x += [*cells.x[column], math.nan]
        y += [*cells.y[row], math.nan]
    figure.add_scatter(
        x=np.array(x, dtype=np.float32),
        y=np.array(y, dtype=np.float32),
        mode="lines",
        line={"color": INK, "width": 1 if max(cells.values.shape) <= _APART_UP_TO else 0.5},
        hoverinfo="skip",
        showlegend=False,
        name="hatching",
    )
    add_legend_entry(figure, "hatched: low option mass", "line-ne-open")


def _add_frames(figure: go.Figure, cells: HeatCells) -> None:
    """Draw a line around cells that are told from noise, and around neighbours of which each is."""
    read = cells.read & ~np.isnan(cells.values)
    inside = np.pad(read, 1)
    x: list[float] = []
    y: list[float] = []
    for row, column in np.argwhere(read).tolist():
        (left, right), (low, high) = cells.x[column], cells.y[row]
        sides = {
            (-1, 0): (left, low, right, low),
            (1, 0): (left, high, right, high),
            (0, -1): (left, low, left, high),
            (0, 1): (right, low, right, high),
        }
        for (down, across), (x0, y0, x1, y1) in sides.items():
            if not inside[row + 1 + down, column + 1 + across]:
                x += [x0, x1, math.nan]
                y += [y0, y1, math.nan]
    thin = max(cells.values.shape) > _APART_UP_TO
    # dark on light, so that it is visible on a cell of any colour and on any page
    for color, width in (("#ffffff", 2.5 if thin else 3.5), ("#222222", 1.0 if thin else 1.5)):
        figure.add_scatter(
            x=np.array(x, dtype=np.float32),
            y=np.array(y, dtype=np.float32),
            mode="lines",
            line={"color": color, "width": width},
            hoverinfo="skip",
            showlegend=False,
            name="frames",
        )
    add_legend_entry(figure, "framed: told from noise", "square-open")


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

"""Heat maps: layer by position, and source layer by target layer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from latentlens._checked import text, whole
from latentlens._errors import InputError
from latentlens._given import listed
from latentlens._given import texts as given_texts
from latentlens._shown import shown
from latentlens.plots.axes import layer_axis, token_axis
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.heat_cells import Cells, add_cells, edges
from latentlens.plots.look import INK, NOT_FINITE, add_key, lay_out
from latentlens.plots.words import plain, short, tick


def layer_by_position(
    values: Any,
    layers: Sequence[int],
    positions: Sequence[int],
    tokens: Sequence[str],
    *,
    low_mass: Any = None,
    not_finite: Any = None,
    texts: Any = None,
    bos: int | None = None,
    measured: str = "confidence",
    title: str = "",
) -> go.Figure:
    """Draw one number a cell, layers upward and positions to the right.

    Colours run from 0 to 1 where all numbers are shares, symmetrically about 0 where some are negative, else
    from the lowest to the highest. Cells without a number are left out.

    Args:
        values: [layer, position]; NaN where there is none.
        layers: of the rows, rising.
        positions: of the columns, rising.
        tokens: at these positions, in visible form.
        low_mass: [layer, position], True where the options' mass is low; such cells are pale and hatched.
        not_finite: [layer, position], True where NaN or infinity stands in the place of a state or an answer;
            such cells are crossed and have no colour. So are those whose value is infinite.
        texts: [layer, position], what is said there, shown when one points at it.
        bos: the position of the beginning-of-sequence token: drawn apart, and without a say in the colours,
            since many models hold extreme numbers there.
        measured: what the numbers are, with their unit.
        title: of the figure.

    Returns:
        A figure whose x axis is keyed by position, so that repeated tokens stay apart.

    Raises:
        InputError: if the shapes do not fit, or there is no such position.

    Examples:
        >>> figure = layer_by_position([[0.1, 0.2], [0.3, 0.9]], [0, 1], [0, 1], ["a", "a"])
        >>> figure.layout.xaxis.ticktext, figure.data[0].z[1].tolist()
        (('a', 'a'), [0.3, 0.9])
    """
    layers, positions = _numbers("layers", layers), _numbers("positions", positions)
    tokens = given_texts(tokens, "tokens", "['The', '·fox']")
    bos = None if bos is None else whole("bos", bos)
    measured, title = text("measured", measured), text("title", title)
    if len(tokens) != len(positions):
        raise InputError(f"There are {len(tokens)} tokens for {len(positions)} positions. Give one for each.")
    if bos is not None and bos not in positions:
        raise InputError(f"bos is {bos}, which is not among the positions that are drawn. Leave it out.")
    heads = [f"position {p} {plain(token)}" for p, token in zip(positions, tokens, strict=True)]
    first = 0 if bos is None else list(positions).index(bos) + 1
    # a gap that can still be seen where columns are narrow
    gap = max(0.6, len(positions) / 60)
    places: list[float] = [p - gap if i < first else p for i, p in enumerate(positions)]
    figure = PrivateFigure()
    cells = _cells(values, (layers, positions), (low_mass, not_finite, texts), ("layer", heads))
    cells.x[:] = [end for part in (places[:first], places[first:]) if part for end in edges(part)]
    add_cells(figure, cells, measured, apart=[first - 1] if first else [])
    if first:
        add_key(figure, f"{tick(tokens[first - 1])} apart, not in the range of colours", "square-open")
    lay_out(
        figure,
        title=short(title),
        xaxis=token_axis(positions, tokens, places=places),
        yaxis=_rows(layers, "layer"),
        height=_height(len(layers)),
    )
    return figure


def source_by_target_layer(
    values: Any,
    source_layers: Sequence[int],
    target_layers: Sequence[int],
    *,
    low_mass: Any = None,
    not_finite: Any = None,
    texts: Any = None,
    measured: str = "share correct",
    title: str = "",
) -> go.Figure:
    """Draw one number for each pair of the layer that was read and the layer that was written.

    The dotted line is where both are the same. The highest cell is marked with how many it is the best of:
    picked after the fact, it is no measurement of its own.

    Args:
        values: [source layer, target layer]; NaN where there is none.
        source_layers: of the rows, rising.
        target_layers: of the columns, rising.
        low_mass: [source layer, target layer], True where the options' mass is low; such cells are pale and
            hatched, and none of them is marked as the highest.
        not_finite: [source layer, target layer], True where NaN or infinity stands in the place of a state or
            an answer; such cells are crossed and have no colour. So are those whose value is infinite.
        texts: [source layer, target layer], what is said there, shown when one points at it.
        measured: what the numbers are, with their unit.
        title: of the figure.

    Returns:
        A figure with the source layer upward and the target layer to the right.

    Raises:
        InputError: if the shapes do not fit.

    Examples:
        >>> figure = source_by_target_layer([[0.1, 0.2], [0.3, 0.9]], [0, 1], [0, 1])
        >>> figure.data[-1].name
        'highest: 0.9, the best of 4 cells'

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), figures 7 and 12.
    """
    source_layers = _numbers("source_layers", source_layers)
    target_layers = _numbers("target_layers", target_layers)
    measured, title = text("measured", measured), text("title", title)
    heads = [f"target layer {layer}" for layer in target_layers]
    figure = PrivateFigure()
    marks = (low_mass, not_finite, texts)
    cells = _cells(values, (source_layers, target_layers), marks, ("source layer", heads))
    add_cells(figure, cells, measured)
    same = sorted({*source_layers} & {*target_layers})
    figure.add_scatter(
        x=same,
        y=same,
        mode="lines",
        line={"color": INK, "width": 1.5, "dash": "dot"},
        name="same layer",
        hoverinfo="skip",
    )
    counted = np.where(cells.low_mass, np.nan, cells.values)
    if not np.isnan(counted).all():
        row, column = divmod(int(np.nanargmax(counted)), counted.shape[1])
        number = int((~np.isnan(counted)).sum())
        name = f"highest: {counted[row, column]:.3g}, the best of {number} cells"
        _add_mark(figure, target_layers[column], source_layers[row], name)
    lay_out(
        figure,
        title=short(title),
        xaxis=layer_axis(target_layers, "target layer"),
        yaxis=_rows(source_layers, "source layer"),
        height=_height(len(source_layers)),
    )
    return figure


def _add_mark(figure: go.Figure, x: int, y: int, name: str) -> None:
    # between a dark ring and a white one, it is seen on a cell of any colour
    figure.add_scatter(
        x=[x, x],
        y=[y, y],
        mode="markers",
        marker={"symbol": "circle-open", "size": [16, 10], "color": ["#222222", "#ffffff"]},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": "circle-open", "size": 13, "color": INK, "line": {"width": 2.5}},
        name=name,
        hoverinfo="skip",
    )


def _cells(
    values: Any,
    numbers: tuple[Sequence[int], Sequence[int]],
    marks: tuple[Any, Any, Any],
    names: tuple[str, Sequence[str]],
) -> Cells:
    """Check and describe the cells, by rows and columns, marks and texts, and how both are named."""
    rows, columns = numbers
    shape = (len(rows), len(columns))
    low_mass, not_finite, texts = marks
    found = _array("values", values, np.float64)
    low = np.zeros(shape, dtype=bool) if low_mass is None else _array("low_mass", low_mass, bool)
    bad = np.zeros(shape, dtype=bool) if not_finite is None else _array("not_finite", not_finite, bool)
    said = np.full(shape, "") if texts is None else _array("texts", texts, object)
    for name, given in (("values", found), ("low_mass", low), ("not_finite", bad), ("texts", said)):
        if given.shape != shape or not all(shape):
            raise InputError(
                f"{name} has the shape {given.shape} for {shape[0]} rows and {shape[1]} columns. Give one "
                "row a layer, and one column a position or target layer."
            )
    for keys in numbers:
        if any(one >= other for one, other in itertools.pairwise(keys)):
            raise InputError(f"{list(keys)} does not rise. Give each layer and position once, in order.")
    bad = bad | np.isinf(found)
    found = np.where(bad, np.nan, found)
    what, heads = names
    hover = [
        [
            f"{what} {rows[i]}, {head}<br>{NOT_FINITE}"
            if bad[i, j]
            else _hover(f"{what} {rows[i]}, {head}", str(said[i, j]), found[i, j], low=bool(low[i, j]))
            for j, head in enumerate(heads)
        ]
        for i in range(len(rows))
    ]
    return Cells(found, low, bad, hover, edges(columns), edges(rows))


def _numbers(name: str, given: Any) -> list[int]:
    return [whole(name, each) for each in listed(given, name, "[1, 2]")]


def _array(name: str, given: Any, dtype: Any) -> np.ndarray:
    try:
        return np.asarray(given, dtype=dtype)
    except Exception as error:  # of an object's own conversion, too
        raise InputError(f"{name} is a table with one row a layer; got {shown(given)}.") from error


def _hover(where: str, text: str, value: float, *, low: bool) -> str:
    said = f"<b>{plain(text.strip())}</b> " if text else ""
    return f"{where}<br>{said}{value:.3g}{'<br>low option mass' if low else ''}"


def _rows(layers: Sequence[int], title: str) -> dict[str, Any]:
    return {**layer_axis(layers, title), "showgrid": False, "zeroline": False}


def _height(rows: int) -> int:
    # a row is as high as its number, as far as the figure stays on a screen
    return 170 + min(480, max(180, 18 * rows))

"""Heat maps: layer by position, and source layer by target layer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.inputs.numbers import MOST, integer
from latentlens.inputs.sequences import as_list
from latentlens.inputs.sequences import as_texts as given_texts
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text
from latentlens.plots.axes import layer_axis, token_axis
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.heat_cells import MANY, HeatCells, add_cells, edges
from latentlens.plots.labels import SMALL, cut, escape, shorten, tick_label
from latentlens.plots.style import INK, NOT_FINITE, add_legend_entry, apply_style
from latentlens.scoring.verdict_counts import verdict_sentence


def layer_by_position(
    values: Any,
    layers: Sequence[int],
    positions: Sequence[int],
    tokens: Sequence[str],
    *,
    layer_names: Sequence[str] | None = None,
    low_mass: Any = None,
    not_finite: Any = None,
    texts: Any = None,
    verdicts: Any = None,
    bos: int | None = None,
    quantity: str = "confidence",
    title: str = "",
) -> go.Figure:
    """Draw one number per cell, with layers upward and positions to the right.

    More is bluer. Colours run from 0 to 1 if all numbers are shares; symmetrically about 0 if some are
    negative, which are orange; else from the lowest to the highest. Cells without a number are left out.

    Args:
        values: array [layer, position]; NaN where there is no number.
        layers: layers of the rows, in rising order.
        positions: positions of the columns, in rising order.
        tokens: one printable token per column.
        layer_names: what the rows are called, such as "4 and 6" for layers that are read together. None
            (default) for the numbers of their layers.
        low_mass: booleans [layer, position], True where the option mass is low: drawn pale and hatched.
        not_finite: booleans [layer, position], True where a state or an answer is NaN or infinite; such cells
            are crossed and have no colour, as are cells whose value is infinite.
        texts: strings [layer, position] shown on hover, such as the answers.
        verdicts: strings [layer, position], each answer's verdict against noise, as in
            `answer.noise.verdict`: "read" is framed, and "not told from noise" pale; "" where no noise was
            run. None (default) for numbers that are not compared with noise.
        bos: position of the beginning-of-sequence token: drawn apart, and ignored by the colour scale, since
            many models hold extreme numbers there. None (default) if there is none.
        quantity: name of the plotted quantity, with its unit. Default "confidence".
        title: title of the figure; default none.

    Returns:
        A Plotly figure whose x axis is keyed by position, so that repeated tokens stay apart.

    Raises:
        InputError: if the shapes do not match, or there is no such position.

    Examples:
        >>> figure = layer_by_position([[0.1, 0.2], [0.3, 0.9]], [0, 1], [0, 1], ["a", "a"])
        >>> figure.layout.xaxis.ticktext, figure.data[0].z[1].tolist()
        (('a', 'a'), [0.3, 0.9])
    """
    layers, positions = _numbers("layers", layers), _numbers("positions", positions)
    tokens = given_texts(tokens, "tokens", "['The', '·fox']")
    bos = None if bos is None else integer("bos", bos)
    quantity, title = text("quantity", quantity), text("title", title)
    if len(tokens) != len(positions):
        raise InputError(f"There are {len(tokens)} tokens for {len(positions)} positions. Give one for each.")
    if bos is not None and bos not in positions:
        raise InputError(f"bos is {bos}, which is not among the positions that are drawn. Leave it out.")
    label = tick_label if len(layers) * len(positions) > MANY else escape
    heads = [f"position {p} {label(token)}" for p, token in zip(positions, tokens, strict=True)]
    first = 0 if bos is None else list(positions).index(bos) + 1
    # a gap that is still visible when columns are narrow
    gap = max(0.6, len(positions) / 60)
    places: list[float] = [p - gap if i < first else p for i, p in enumerate(positions)]
    figure = PrivateFigure()
    rows = _row_names("layer_names", layer_names, layers)
    cells = _cells(
        values, (layers, positions), (low_mass, not_finite, texts, verdicts), ("layer", heads), rows
    )
    cells.x[:] = [end for part in (places[:first], places[first:]) if part for end in edges(part)]
    add_cells(figure, cells, quantity, excluded=[first - 1] if first else [])
    if first:
        add_legend_entry(
            figure, f"{tick_label(tokens[first - 1])} apart, not in the range of colours", "square-open"
        )
    apply_style(
        figure,
        title=_heading(title, cells, judged=verdicts is not None),
        xaxis=_around(token_axis(positions, tokens, places=places), cells.x, margin=0.1),
        yaxis={**_rows(layers, "layer"), **({} if layer_names is None else _named(layers, rows))},
        height=_height(len(layers)),
    )
    return figure


def source_by_target_layer(
    values: Any,
    source_layers: Sequence[int],
    target_layers: Sequence[int],
    *,
    source_names: Sequence[str] | None = None,
    low_mass: Any = None,
    not_finite: Any = None,
    texts: Any = None,
    verdicts: Any = None,
    quantity: str = "share correct",
    title: str = "",
) -> go.Figure:
    """Draw one number per pair of source layer (read) and target layer (written).

    The dotted line is where both are equal. The highest cell is marked with the number of cells that it is
    the best of: chosen after the fact, it is not a measurement of its own. Where noise was run, only a cell
    that is told from it is marked.

    Args:
        values: array [source layer, target layer]; NaN where there is no number.
        source_layers: source layers of the rows, in rising order.
        target_layers: target layers of the columns, in rising order.
        source_names: what the rows are called, such as "4 and 6" for layers that are read together; then no
            line is drawn where both are equal. None (default) for the numbers of their layers.
        low_mass: booleans [source layer, target layer], True where the option mass is low; such cells are
            pale and hatched, and never marked as the highest.
        not_finite: booleans [source layer, target layer], True where a state or an answer is NaN or
            infinite; such cells are crossed and have no colour, as are cells whose value is infinite.
        texts: strings [source layer, target layer] shown on hover, such as the answers.
        verdicts: strings [source layer, target layer], each answer's verdict against noise, as in
            `answer.noise.verdict`: "read" is framed, and "not told from noise" pale; "" where no noise was
            run. None (default) for numbers that are not compared with noise.
        quantity: name of the plotted quantity, with its unit. Default "share correct".
        title: title of the figure; default none.

    Returns:
        A Plotly figure with source layers upward and target layers to the right.

    Raises:
        InputError: if the shapes do not match.

    Examples:
        >>> figure = source_by_target_layer([[0.1, 0.2], [0.3, 0.9]], [0, 1], [0, 1])
        >>> figure.data[-1].name
        'highest: 0.9, the best of 4 cells'

    Source:
        Ghandeharioun et al. 2024 (arXiv 2401.06102), figures 7 and 12.
    """
    source_layers = _numbers("source_layers", source_layers)
    target_layers = _numbers("target_layers", target_layers)
    quantity, title = text("quantity", quantity), text("title", title)
    heads = [f"target layer {layer}" for layer in target_layers]
    figure = PrivateFigure()
    marks = (low_mass, not_finite, texts, verdicts)
    rows = _row_names("source_names", source_names, source_layers)
    cells = _cells(values, (source_layers, target_layers), marks, ("source layer", heads), rows)
    add_cells(figure, cells, quantity)
    same = sorted({*source_layers} & {*target_layers})
    if source_names is None:
        figure.add_scatter(
            x=same,
            y=same,
            mode="lines",
            line={"color": INK, "width": 1.5, "dash": "dot"},
            name="same layer",
            hoverinfo="skip",
        )
    counted = np.where(cells.low_mass, np.nan, cells.values)
    markable = np.where(cells.read, counted, np.nan) if (cells.verdicts != "").any() else counted
    if not np.isnan(markable).all():
        row, column = divmod(int(np.nanargmax(markable)), counted.shape[1])
        number = int((~np.isnan(counted)).sum())
        name = f"highest: {counted[row, column]:.3g}, the best of {number} cells"
        _add_mark(figure, target_layers[column], source_layers[row], name)
    apply_style(
        figure,
        title=_heading(title, cells, judged=verdicts is not None),
        xaxis=_around(layer_axis(target_layers, "target layer"), cells.x),
        yaxis={
            **_rows(source_layers, "source layer"),
            **({} if source_names is None else _named(source_layers, rows)),
        },
        height=_height(len(source_layers)),
    )
    return figure


def _add_mark(figure: go.Figure, x: int, y: int, name: str) -> None:
    # between a dark ring and a white one, so it is visible on a cell of any colour
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
    marks: tuple[Any, Any, Any, Any],
    names: tuple[str, Sequence[str]],
    row_names: Sequence[str],
) -> HeatCells:
    """Check and describe the cells, given rows and columns, marks, and names of both axes and of the rows."""
    rows, columns = numbers
    shape = (len(rows), len(columns))
    low_mass, not_finite, texts, verdicts = marks
    numbers_drawn = _array("values", values, np.float64)
    low = np.zeros(shape, dtype=bool) if low_mass is None else _array("low_mass", low_mass, bool)
    bad = np.zeros(shape, dtype=bool) if not_finite is None else _array("not_finite", not_finite, bool)
    cell_text = np.full(shape, "") if texts is None else _array("texts", texts, object)
    verdict = np.full(shape, "") if verdicts is None else _array("verdicts", verdicts, str)
    for name, table in (
        ("values", numbers_drawn),
        ("low_mass", low),
        ("not_finite", bad),
        ("texts", cell_text),
        ("verdicts", verdict),
    ):
        if table.shape != shape or not all(shape):
            raise InputError(
                f"{name} has the shape {table.shape} for {shape[0]} rows and {shape[1]} columns. Give one "
                "row a layer, and one column a position or target layer."
            )
    for keys in numbers:
        if any(one >= other for one, other in itertools.pairwise(keys)):
            raise InputError(f"{list(keys)} does not rise. Give each layer and position once, in order.")
    bad = bad | np.isinf(numbers_drawn)
    numbers_drawn = np.where(bad, np.nan, numbers_drawn)
    what, heads = names
    if len(row_names) != len(rows):
        raise InputError(f"There are {len(row_names)} names for {len(rows)} rows. Give one for each.")
    brief = numbers_drawn.size > MANY

    def said(i: int, j: int) -> str:
        if brief:
            return f"{heads[j]}: {escape(cut(str(cell_text[i, j]).strip(), 16))}"
        where = f"{what} {escape(row_names[i])}, {heads[j]}"
        if bad[i, j]:
            return f"{where}<br>{NOT_FINITE}"
        notes = ("low option mass" if low[i, j] else "", str(verdict[i, j]))
        return _hover(where, str(cell_text[i, j]), numbers_drawn[i, j], *notes)

    hover = [[said(i, j) for j in range(len(heads))] for i in range(len(rows))]
    template = f"{what} %{{y}}, %{{text}} %{{z:.3g}}" if brief else "%{text}"
    return HeatCells(numbers_drawn, low, bad, hover, template, edges(columns), edges(rows), verdict)


def _heading(title: str, cells: HeatCells, *, judged: bool) -> str:
    """Return the title, with a second line of what the verdicts come to, if there can be any."""
    verdicts = cells.verdicts[~np.isnan(cells.values)].tolist()
    sentence = verdict_sentence(verdicts) if judged else ""
    return "<br>".join(part for part in (shorten(title), SMALL.format(sentence) if sentence else "") if part)


def _row_names(name: str, given: Sequence[str] | None, rows: Sequence[int]) -> Sequence[str]:
    return list(map(str, rows)) if given is None else given_texts(given, name, "['2', '4 and 6']")


def _numbers(name: str, values: Any) -> list[int]:
    return [integer(name, each, least=-MOST, most=MOST) for each in as_list(values, name, "[1, 2]")]


def _array(name: str, values: Any, dtype: Any) -> np.ndarray:
    try:
        return np.asarray(values, dtype=dtype)
    except Exception as error:  # raised by the user's own object, when converted
        raise InputError(f"{name} is a table with one row a layer; got {shown(values)}.") from error


def _hover(where: str, text: str, value: float, *notes: str) -> str:
    cell_text = f"<b>{escape(text.strip())}</b> " if text else ""
    return "<br>".join([where, f"{cell_text}{value:.3g}", *(escape(note) for note in notes if note)])


def _rows(layers: Sequence[int], title: str) -> dict[str, Any]:
    axis = _around(layer_axis(layers, title), edges(layers), margin=0.06)
    return {**axis, "showgrid": False, "zeroline": False}


def _named(rows: Sequence[int], names: Sequence[str]) -> dict[str, Any]:
    """Return the ticks of rows that have names, all of them."""
    return {"tickvals": list(rows), "ticktext": [tick_label(name) for name in names]}


def _around(
    axis: dict[str, Any], cells: Sequence[tuple[float, float]], *, margin: float = 0.0
) -> dict[str, Any]:
    """Return an axis that shows the whole of all cells, wide ones too, as where layers are left out."""
    return {**axis, "range": [cells[0][0] - margin, cells[-1][1] + margin]}


def _height(rows: int) -> int:
    # a row is as high as its number, as long as the figure fits on a screen
    return 170 + min(480, max(180, 18 * rows))

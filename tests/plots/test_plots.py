"""Laws of the figures: positions stay apart, text stays text, controls are there, nothing is uploaded."""

from __future__ import annotations

import base64
import copy
import dataclasses
import html
import json
import math
import pathlib
import random
import re
import shutil
import subprocess
from typing import Any
from xml.etree import ElementTree

import nbformat
import numpy as np
import pandas as pd
import plotly.io as pio
import pytest
from nbconvert import HTMLExporter
from plotly.colors import sample_colorscale

from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.display.printable import printable
from latentlens.errors import InputError, LatentLensError
from latentlens.evaluation.calibration import Calibration
from latentlens.plots import (
    across_layers,
    confidence_across_positions,
    layer_by_position,
    reliability_diagram,
    save,
    source_by_target_layer,
)
from latentlens.plots.figure import CONFIG, PrivateFigure
from latentlens.plots.labels import escape
from latentlens.plots.pixel_axis import PixelAxis
from latentlens.plots.still_svg import still_svg
from latentlens.plots.style import LAYERS, SERIES, heading
from latentlens.readers.patchscope import Patchscope
from latentlens.scoring.flags import Flag
from latentlens.session import Session
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The capital of x is", max_new_tokens=2)
OPTIONS = ["Paris", "Lima"]
EVIL = ["<b>x</b>", "a & b", "$x$", "<br>", "&lt;", "<script>alert(1)</script>"]


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Return a trace in which tokens repeat."""
    session = Session((tiny_model("llama"), tiny_tokenizer()))
    return session.run("a a a of of The The capital")


@pytest.fixture(scope="module")
def asked(trace: Trace) -> Sweep:
    """Return a forced choice over every cell, in which no two numbers are equal."""
    sweep = Session(trace.backend).sweep(trace, READER, options=OPTIONS)
    draw = random.Random(0).random
    for cell, answer in sweep.answers.items():
        controls = tuple(
            dataclasses.replace(
                control, confidence=draw(), support=draw(), options=_spread(control.options, draw())
            )
            for control in answer.controls
        )
        sweep.answers[cell] = dataclasses.replace(
            answer, confidence=draw(), controls=controls, options=_spread(answer.options, draw())
        )
    return sweep


def _spread(options: Any, first: float) -> Any:
    one, other = options
    return (
        dataclasses.replace(one, probability=first),
        dataclasses.replace(other, probability=1 - first),
    )


def part(sweep: Sweep, layers: list[int], *, without: tuple[tuple[int, int], ...] = ()) -> Sweep:
    """Return some layers of a sweep, as if it had been stopped before certain cells."""
    answers = {
        cell: answer for cell, answer in sweep.answers.items() if cell[0] in layers and cell not in without
    }
    return made(sweep, layers, sweep.positions, answers)


def made(
    sweep: Sweep, layers: list[int], positions: list[int], answers: dict[Any, Answer], trace: Any = None
) -> Sweep:
    """Return a sweep of the same question over other layers and positions, with these answers."""
    trace = sweep.trace if trace is None else trace
    axes = {"layer": tuple(layers), "position": tuple(positions)}
    items = [
        Item(SelectionSource(trace, [Site(layer, p)]), sweep.reader, (layer, p))
        for layer in layers
        for p in positions
    ]
    found = Sweep(sweep.question, axes, items, traces=[trace])
    found.answers.update(answers)
    return found


def renamed(sweep: Sweep, tokens: list[str]) -> Sweep:
    """Return a sweep over a trace whose tokens are drawn as given."""
    trace = copy.copy(sweep.trace)
    trace.tokens = [tokens[i % len(tokens)] for i in range(len(trace))]
    answers = {
        cell: dataclasses.replace(answer, name=trace.tokens[cell[1]], text=trace.tokens[cell[1]])
        for cell, answer in sweep.answers.items()
    }
    return made(sweep, sweep.layers, sweep.positions, answers, trace)


def drawn(figure: Any, name: str) -> Any:
    """Return a figure's trace by its name."""
    (found,) = (trace for trace in figure.data if trace.name == name)
    return found


# --- what is drawn --------------------------------------------------------------------------------------


def test_repeated_tokens_stay_apart(asked: Sweep) -> None:
    """Each position has its own place on the axis, under its own token."""
    figure = part(asked, [2]).plot()

    n = len(asked.trace)
    assert len(set(asked.trace.tokens)) < n
    assert tuple(range(n)) == drawn(figure, "layer 2").x
    assert tuple(range(n)) == figure.layout.xaxis.tickvals
    assert [t.replace("<", "&lt;").replace(">", "&gt;") for t in asked.trace.tokens] == list(
        figure.layout.xaxis.ticktext
    )


def test_lines_are_the_confidences(asked: Sweep) -> None:
    """Every point is its cell's confidence, one line a layer, in the order of the layers."""
    figure = asked.plot()

    lines = [trace for trace in figure.data if trace.meta is not None]
    assert asked.layers == [line.meta for line in lines]
    assert [f"layer {k}" for k in asked.layers] == [line.name for line in lines]
    for layer, line in zip(asked.layers, lines, strict=True):
        assert [asked[layer, p].confidence for p in asked.positions] == list(line.y)
    assert 5 == len({line.line.color for line in lines})


@pytest.mark.parametrize("option", [None, "Lima"])
def test_controls_are_drawn_with_their_values(asked: Sweep, option: str | None) -> None:
    """One layer shows both controls, as how probable each makes what the line draws, and the band of them."""
    figure = part(asked, [2]).plot(option=option)
    cells = [asked[2, p] for p in asked.positions]
    values = {}
    for kind in ("null", "random"):
        controls = [cell.control(kind) for cell in cells]
        assert all(controls)
        values[kind] = [c.support if option is None else c.option(option).probability for c in controls if c]
        assert values[kind] == list(drawn(figure, f"{kind} control").y)

    n = len(cells)
    band = drawn(figure, "controls")
    assert [*map(max, *values.values()), *[0] * n, None] == list(band.y)
    assert [*range(n), *reversed(range(n)), None] == list(band.x)
    assert "toself" == band.fill
    expected = [cell.confidence if option is None else cell.option(option).probability for cell in cells]
    assert expected == list(drawn(figure, "layer 2").y)


def test_what_stands_above_the_band_is_the_excess(asked: Sweep) -> None:
    """A point's height over the band is its answer's excess."""
    figure = part(asked, [2]).plot()
    line, band = drawn(figure, "layer 2").y, drawn(figure, "controls").y[: len(asked.trace)]

    for p, (point, top) in enumerate(zip(line, band, strict=True)):
        assert pytest.approx(asked[2, p].excess) == point - top


def test_several_layers_share_the_highest_control(asked: Sweep) -> None:
    """With several layers the band is the highest that any control of any of them gets."""
    figure = part(asked, [1, 3]).plot()

    expected = [max(c.support for k in (1, 3) for c in asked[k, p].controls) for p in asked.positions]
    assert expected == list(drawn(figure, "highest control").y)
    assert expected == list(drawn(figure, "controls").y[: len(expected)])


def test_without_controls_none_is_drawn(trace: Trace) -> None:
    """A sweep without controls has no band, and says so by its absence alone."""
    sweep = Session(trace.backend).sweep(trace, READER, layers=[1, 2], controls=False)

    assert ["layer 1", "layer 2"] == [t.name for t in sweep.plot().data]
    assert ["layer 1"] == [t.name for t in part(sweep, [1]).plot().data]


def test_hollow_where_the_option_mass_is_low(asked: Sweep) -> None:
    """A point is hollow exactly where its answer carries the flag, and a key says what hollow means."""
    some = part(asked, [2])
    for (layer, p), answer in some.answers.items():
        flagged = (Flag("option mass", "Low."),) if p % 2 else (Flag("generic", "Same."),)
        some.answers[layer, p] = dataclasses.replace(answer, flags=flagged)

    figure = some.plot()

    assert ["circle-open" if p % 2 else "circle" for p in some.positions] == list(
        drawn(figure, "layer 2").marker.symbol
    )
    assert "circle-open" == drawn(figure, "hollow: low option mass").marker.symbol
    clean = {cell: dataclasses.replace(answer, flags=()) for cell, answer in some.answers.items()}
    full = made(some, [2], some.positions, clean).plot()
    assert {"circle"} == set(drawn(full, "layer 2").marker.symbol)
    assert not any((trace.name or "").startswith("hollow") for trace in full.data)


def test_a_stopped_sweep_has_gaps_and_says_so(asked: Sweep) -> None:
    """Cells without an answer break the line and the band; the title says how far the sweep came."""
    some = part(asked, [2], without=((2, 3), (2, 4), (2, 6)))

    figure = some.plot()

    missing = {3, 4, 6}
    for name in ("layer 2", "null control", "random control"):
        trace = drawn(figure, name)
        assert tuple(some.positions) == trace.x
        assert missing == {p for p, y in zip(trace.x, trace.y, strict=True) if y is None}
        assert trace.connectgaps is False
    band = drawn(figure, "controls")
    assert missing.isdisjoint(x for x in band.x if x is not None)
    assert [None] * 3 == [x for x in band.x if x is None]
    n = len(some.positions)
    assert f"stopped after {n - 3} of {n} cells" in heading(figure)
    assert "stopped" not in heading(part(asked, [2]).plot())


def test_an_empty_sweep_can_be_drawn(asked: Sweep) -> None:
    """Stopped before its first answer, a sweep is an empty frame and not an error."""
    figure = made(asked, [1, 2], asked.positions, {}).plot()

    assert () == figure.data
    assert "stopped after 0" in heading(figure)


def test_positions_are_drawn_in_their_order(trace: Trace) -> None:
    """Positions given in any order are drawn from left to right, under their own tokens."""
    sweep = Session(trace.backend).sweep(trace, READER, layers=[2], positions=[7, 1, 4])

    figure = sweep.plot()

    assert (1, 4, 7) == drawn(figure, "layer 2").x == figure.layout.xaxis.tickvals
    assert [trace.tokens[p] for p in (1, 4, 7)] == list(figure.layout.xaxis.ticktext)
    assert [sweep[2, p].confidence for p in (1, 4, 7)] == list(drawn(figure, "layer 2").y)


def test_many_layers_get_a_colour_bar(asked: Sweep) -> None:
    """Beyond what a list can name, the layers are read off a colour bar from the lowest to the highest."""
    answers = {
        (k, p): dataclasses.replace(asked[k % 5, p], layer=k) for k in range(33) for p in asked.positions
    }

    figure = made(asked, list(range(33)), asked.positions, answers).plot()

    bars = [trace for trace in figure.data if trace.marker.showscale]
    assert [(0, 32)] == [(bar.marker.cmin, bar.marker.cmax) for bar in bars]
    assert not any(trace.showlegend for trace in figure.data if trace.meta is not None)


def test_many_positions_keep_their_ticks_apart(asked: Sweep) -> None:
    """On a long prompt every n-th token is written, each still under its own position."""
    n = 400
    trace = copy.copy(asked.trace)
    trace.tokens = [f"t{p}" for p in range(n)]
    answers = {(2, p): dataclasses.replace(asked[2, 0], position=p) for p in range(n)}

    axis = made(asked, [2], list(range(n)), answers, trace).plot().layout.xaxis

    assert len(axis.tickvals) <= 40
    assert [f"t{p}" for p in axis.tickvals] == list(axis.ticktext)


def test_unknown_option(asked: Sweep) -> None:
    """An option that was not asked cannot be drawn."""
    with pytest.raises(InputError, match="'Rome' was not among"):
        asked.plot(option="Rome")


def test_axis_says_what_is_measured(asked: Sweep, trace: Trace) -> None:
    """The axis names the kind of confidence, or the option."""
    assert "confidence: probability among the options" == asked.plot().layout.yaxis.title.text
    assert "P(Lima)" == asked.plot(option="Lima").layout.yaxis.title.text
    free = Session(trace.backend).sweep(trace, READER, layers=[1], positions=[1])
    assert "confidence: mean token probability" == free.plot().layout.yaxis.title.text


# --- controls of every kind -----------------------------------------------------------------------------


def test_several_controls_of_a_kind_are_one_line(asked: Sweep) -> None:
    """Of several random controls the highest is drawn, under a name that says so; the band is over all."""
    sweep = part(asked, [2])
    for cell, answer in sweep.answers.items():
        null, one = answer.controls
        more = [dataclasses.replace(one, support=share * one.support) for share in (0.5, 1.1)]
        shuffled = dataclasses.replace(one, kind="shuffled", support=0.2)
        sweep.answers[cell] = dataclasses.replace(answer, controls=(null, one, *more, shuffled))

    figure = sweep.plot()
    controls = [sweep[2, p].controls for p in sweep.positions]
    expected = [max(c.support for c in held if c.kind == "random") for held in controls]
    assert expected == list(drawn(figure, "highest of 3 random controls").y)
    assert {0.2} == set(drawn(figure, "shuffled control").y)
    band = drawn(figure, "controls").y[: len(controls)]
    assert [max(c.support for c in held) for held in controls] == list(band)
    assert 3 == drawn(figure, "highest of 3 random controls").customdata[0].count("random control:")


# --- heat maps ------------------------------------------------------------------------------------------

GRID = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])


def cells_of(figure: Any) -> list[Any]:
    """Return the heat maps of a figure: the plain cells, then those of low mass."""
    return [trace for trace in figure.data if trace.type == "heatmap"]


def test_every_cell_of_a_heat_map_has_its_place() -> None:
    """Layers go upward, positions to the right under their tokens; repeated tokens stay apart."""
    figure = layer_by_position(
        GRID, [0, 1], [4, 5, 6], ["a", "a", "b"], texts=[["x", "y", ""], ["", "", "<z>"]]
    )
    (cells,) = cells_of(figure)

    assert GRID.tolist() == cells.z.tolist()
    assert [3.5, 4.5, 5.5, 6.5] == list(cells.x)
    assert [-0.5, 0.5, 1.5] == list(cells.y)
    assert ((4, 5, 6), ("a", "a", "b")) == (figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext)
    assert ("0", "1") == figure.layout.yaxis.ticktext
    assert "layer 0, position 5 a<br><b>y</b> 0.2" == cells.text[0][1]
    assert "layer 1, position 6 b<br><b>&lt;z&gt;</b> 0.6" == cells.text[1][2]


def test_cells_reach_halfway_to_their_neighbours() -> None:
    """Layers and positions that were left out leave no holes, and stay where they are on the axes."""
    figure = layer_by_position(GRID, [0, 10], [1, 2, 9], ["a", "b", "c"])
    (cells,) = cells_of(figure)

    assert [0.5, 1.5, 5.5, 12.5] == list(cells.x)
    assert [-5, 5, 15] == list(cells.y)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[0.2, 0.4]], (0, 1)),
        ([[0.2, 7.0]], (0.2, 7)),
        ([[-0.2, 0.1]], (-0.2, 0.2)),
        ([[-0.2, 3.0]], (-3, 3)),
        ([[0.2, float("nan")]], (0, 1)),
        ([[float("nan"), float("nan")]], (0, 1)),
    ],
)
def test_the_range_of_colours(values: list, expected: tuple) -> None:
    """Shares run from 0 to 1, other numbers from the lowest to the highest, signed ones evenly about 0."""
    axis = layer_by_position(values, [0], [0, 1], ["a", "b"]).layout.coloraxis

    assert expected == (axis.cmin, axis.cmax)
    assert ("rgb(47,127,208)" == axis.colorscale[0][1]) == (expected[0] < 0)


def test_the_beginning_of_the_sequence_stands_apart() -> None:
    """Its column is drawn beyond a gap, sets no colour, and the legend says so; no cell is lost."""
    values = np.array([[900.0, 2.0, 3.0], [800.0, 5.0, 6.0]])
    figure = layer_by_position(values, [0, 1], [0, 1, 2], ["<bos>", "a", "a"], bos=0)
    (cells,) = cells_of(figure)

    assert (2, 6) == (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax)
    assert [[900, 2, 3], [800, 5, 6]] == np.delete(cells.z, 1, axis=1).tolist()
    assert np.isnan(cells.z[:, 1]).all()
    left, right, after, *_ = cells.x
    assert left < right < after == 0.5
    assert left < figure.layout.xaxis.tickvals[0] < right
    assert figure.layout.xaxis.range[0] <= left
    assert "&lt;bos&gt; apart, not in the range of colours" in [trace.name for trace in figure.data]
    whole = layer_by_position(values, [0, 1], [0, 1, 2], ["<bos>", "a", "a"])
    assert (2, 900) == (whole.layout.coloraxis.cmin, whole.layout.coloraxis.cmax)


def test_low_mass_is_pale_and_hatched() -> None:
    """Cells of low option mass are paler, with a stroke from corner to corner, and the legend says why."""
    low = [[True, False, False], [False, False, True]]
    figure = layer_by_position(GRID, [0, 1], [0, 1, 2], ["a", "b", "c"], low_mass=low)
    plain, pale = cells_of(figure)

    assert GRID[~np.array(low)].tolist() == plain.z[~np.isnan(plain.z)].tolist()
    assert [0.1, 0.6] == pale.z[~np.isnan(pale.z)].tolist()
    assert (1, True) == (plain.opacity, 1 > pale.opacity)
    strokes = drawn(figure, "hatching")
    assert (-0.5, 0.5, None, 1.5, 2.5, None) == strokes.x
    assert (-0.5, 0.5, None, 0.5, 1.5, None) == strokes.y
    assert drawn(figure, "hatched: low option mass")
    assert "low option mass" in pale.text[0][0]
    assert "low option mass" not in plain.text[0][1]


def test_the_highest_pair_of_layers_is_the_best_of_many() -> None:
    """The highest cell is marked with how many it was picked from; low mass and gaps do not count."""
    values = [[0.1, 0.9, float("nan")], [0.3, 0.5, 0.2]]
    low = [[False, True, False], [False, False, False]]
    figure = source_by_target_layer(values, [2, 4], [0, 2, 4], low_mass=low)

    mark = drawn(figure, "highest: 0.5, the best of 4 cells")
    assert ((2,), (4,)) == (mark.x, mark.y)
    assert ((2, 4), (2, 4)) == (drawn(figure, "same layer").x, drawn(figure, "same layer").y)
    assert "target layer" == figure.layout.xaxis.title.text
    assert "source layer" == figure.layout.yaxis.title.text
    assert "source layer 4, target layer 2<br>0.5" == cells_of(figure)[0].text[1][1]
    nothing = source_by_target_layer([[float("nan")]], [0], [0])
    assert not any((trace.name or "").startswith("highest") for trace in nothing.data)


def test_large_heat_maps_keep_their_ticks_apart() -> None:
    """81 layers and 200 positions fit on a screen, each tick under its own token."""
    tokens = [f"·token{p}" for p in range(200)]
    figure = layer_by_position(
        np.random.default_rng(0).random((81, 200)), range(81), range(200), tokens, bos=0
    )

    axis = figure.layout.xaxis
    assert 40 >= len(axis.tickvals)
    assert [f"·token{round(p)}" for p in axis.tickvals[1:]] == list(axis.ticktext[1:])
    assert 20 >= len(figure.layout.yaxis.tickvals)
    assert 700 >= figure.layout.height
    assert {0} == {trace.xgap for trace in cells_of(figure)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"values": GRID.T}, r"values has the shape \(3, 2\)"),
        ({"low_mass": [[True]]}, r"low_mass has the shape \(1, 1\)"),
        ({"texts": [["a"]]}, r"texts has the shape \(1, 1\)"),
        ({"tokens": ["a"]}, "1 tokens for 3 positions"),
        ({"layers": [1, 0]}, r"\[1, 0\] does not rise"),
        ({"positions": [0, 0, 1]}, r"\[0, 0, 1\] does not rise"),
        ({"bos": 7}, "bos is 7"),
        ({"values": [], "layers": []}, "shape"),
    ],
)
def test_heat_maps_refuse_what_does_not_fit(change: dict, said: str) -> None:
    """Shapes that do not fit, and layers or positions out of order, are refused with what to do."""
    given = {"values": GRID, "layers": [0, 1], "positions": [0, 1, 2], "tokens": ["a", "b", "c"], **change}

    with pytest.raises(InputError, match=said):
        layer_by_position(**given)


# --- lines over layers ----------------------------------------------------------------------------------


def test_lines_over_layers_are_the_numbers() -> None:
    """Each series is a line over the layers as given, broken where there is no number."""
    figure = across_layers([0, 3, 4], {"a": [0.1, float("nan"), 0.3], "b <x>": [None, 0.5, 0.6]}, title="T")

    assert ((0, 3, 4), (0.1, None, 0.3)) == (drawn(figure, "a").x, drawn(figure, "a").y)
    assert (None, 0.5, 0.6) == drawn(figure, "b &lt;x&gt;").y
    assert drawn(figure, "a").connectgaps is False
    assert drawn(figure, "a").line.color != drawn(figure, "b &lt;x&gt;").line.color
    assert drawn(figure, "a").marker.symbol != drawn(figure, "b &lt;x&gt;").marker.symbol
    assert "T" == heading(figure)


def test_a_table_is_lines_over_layers() -> None:
    """A DataFrame with one column a series and one row a layer is drawn as it is."""
    frame = pd.DataFrame({"a": [0.1, 0.2], "b": [0.3, 0.4]}, index=[5, 6])
    figure = across_layers(frame.index, frame)

    assert [("a", (0.1, 0.2)), ("b", (0.3, 0.4))] == [(line.name, line.y) for line in figure.data]
    assert (5, 6) == figure.data[0].x


def test_intervals_over_layers_are_filled() -> None:
    """An interval is a patch from its lower to its upper ends, hidden and shown with its line."""
    figure = across_layers([0, 1], {"a": [0.2, 0.4]}, intervals={"a": ([0.1, 0.3], [0.3, 0.6])})
    patch = drawn(figure, "a, interval")

    assert ((0, 1, 1, 0, None), (0.3, 0.6, 0.3, 0.1, None)) == (patch.x, patch.y)
    assert drawn(figure, "a").legendgroup == patch.legendgroup
    assert " (0.10 to 0.30)" == drawn(figure, "a").customdata[0]


def test_controls_over_layers_are_a_band_of_shares_only() -> None:
    """Shares stand above a band of what any control gets; on other scales the controls are lines alone."""
    controls = {"null control": [0.1, 0.4], "random control": [0.3, float("nan")]}
    figure = across_layers([0, 1], {"a": [0.2, 0.9]}, controls=controls)

    assert (0.3, 0.4, 0, 0, None) == drawn(figure, "controls").y
    assert (0.1, 0.4) == drawn(figure, "null control").y
    nats = across_layers([0, 1], {"a": [2.0, 0.9]}, controls=controls, quantity="surprisal (nats)")
    assert "controls" not in [trace.name for trace in nats.data]
    assert (0.1, 0.4) == drawn(nats, "null control").y
    assert nats.layout.yaxis.range is None
    assert "surprisal (nats)" == nats.layout.yaxis.title.text


def test_points_over_layers_are_hollow_at_low_mass() -> None:
    """A point is hollow exactly where the mass is low, and a key says what hollow means."""
    figure = across_layers([0, 1], {"a": [0.2, 0.9]}, low_mass={"a": [True, False]})

    assert ("circle-open", "circle") == drawn(figure, "a").marker.symbol
    assert drawn(figure, "hollow: low option mass")


@pytest.mark.parametrize(
    ("layers", "more", "said"),
    [
        ([], {}, "at least one"),
        ([1, 0], {}, "from low to high"),
        ([0], {}, "2 numbers for 1 layers"),
        ([0, 1], {"controls": {"null": [0.1]}}, "'null' has 1 numbers"),
        ([0, 1], {"intervals": {"b": ([0, 0], [1, 1])}}, "'b' is none of the lines"),
    ],
)
def test_lines_over_layers_refuse_what_does_not_fit(layers: list, more: dict, said: str) -> None:
    """Series of another length, and intervals without a line, are refused with what to do."""
    with pytest.raises(InputError, match=said):
        across_layers(layers, {"a": [0.1, 0.2]}, **more)


# --- reliability ----------------------------------------------------------------------------------------


def test_a_reliability_diagram_is_its_bins() -> None:
    """Points are the bins' accuracies at their mean confidences, with intervals and counts."""
    found = Calibration.of([0.95, 0.91, 0.93, 0.32, 0.15], [1, 1, 0, 0, 0])
    figure = reliability_diagram(found, title="T")
    points = drawn(figure, f"answers: ECE {found.ece.value:.2f} ({found.ece.low:.2f}–{found.ece.high:.2f})")
    counts = drawn(figure, "answers, answers")

    assert tuple(b.confidence for b in found.bins) == points.x
    assert tuple(b.accuracy for b in found.bins) == points.y
    tops = np.add(points.y, points.error_y.array)
    bottoms = np.subtract(points.y, points.error_y.arrayminus)
    assert [b.interval for b in found.bins] == [
        pytest.approx(ends) for ends in zip(bottoms, tops, strict=True)
    ]
    assert (1, 1, 3) == counts.y
    assert [0.15, 0.35, 0.95] == pytest.approx(counts.x)
    assert ((0, 1), (0, 1)) == (figure.data[0].x, figure.data[0].y)
    assert "T" == heading(figure)


def test_before_and_after_stand_side_by_side() -> None:
    """Several calibrations have a line, columns and a legend entry each, hidden and shown together."""
    one, other = Calibration.of([0.95, 0.91], [1, 0]), Calibration.of([0.55, 0.51], [1, 0])
    figure = reliability_diagram({"before": one, "after": other})

    columns = [trace for trace in figure.data if trace.type == "bar"]
    assert ["before, answers", "after, answers"] == [trace.name for trace in columns]
    assert ["before", "after"] == [trace.legendgroup for trace in columns]
    assert columns[0].x[0] + columns[0].width[0] / 2 == pytest.approx(0.95)
    assert columns[1].x[0] - columns[1].width[0] / 2 == pytest.approx(0.55)
    with pytest.raises(InputError, match="no calibration"):
        reliability_diagram({})


# --- files ----------------------------------------------------------------------------------------------


def test_saved_pages_need_no_network(tmp_path: pathlib.Path) -> None:
    """An HTML file holds plotly itself, loads nothing, and offers no upload."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})
    path = save(figure, tmp_path / "figure.HTML")

    html = path.read_text(encoding="utf-8")
    assert 1_000_000 < len(html)
    assert not re.search(r"<script[^>]+src=", html)
    assert '"showSendToCloud": false' in html


def test_saved_data_is_the_figure(tmp_path: pathlib.Path) -> None:
    """A JSON file gives the figure again."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})

    assert figure.to_dict() == pio.read_json(save(figure, tmp_path / "figure.json")).to_dict()


@pytest.mark.parametrize(
    ("ending", "writer"), [("html", "write_html"), ("json", "write_json"), ("svg", "write_image")]
)
def test_an_interrupted_save_leaves_the_old_file(
    ending: str, writer: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure is written whole or not at all, in every format."""
    path = tmp_path / f"figure.{ending}"
    path.write_text("old")

    def interrupted(self: Any, target: pathlib.Path, **more: Any) -> None:
        target.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(PrivateFigure, writer, interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(PrivateFigure(), path)
    assert [path] == list(tmp_path.iterdir())
    assert "old" == path.read_text()


def test_a_still_image_needs_kaleido_and_a_browser(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without kaleido, or without a browser for it, the error names what to install."""
    figure = across_layers([0, 1], {"a": [0.1, 0.2]})
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LatentLensError, match=r"pip install .latentlens\[images\]"):
        save(figure, tmp_path / "figure.png")

    def no_browser(self: Any, path: Any) -> None:
        raise RuntimeError("no browser")

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(PrivateFigure, "write_image", no_browser)
    with pytest.raises(LatentLensError, match=r"no browser.*plotly_get_chrome"):
        save(figure, tmp_path / "figure.svg")


@pytest.mark.parametrize("name", ["figure", "figure.gif"])
def test_other_formats_are_refused(name: str, tmp_path: pathlib.Path) -> None:
    """A name without a format, or with an unknown one, is refused with those that there are."""
    with pytest.raises(InputError, match=r"Use .html, .json, .png"):
        save(PrivateFigure(), tmp_path / name)


def test_the_title_does_not_lie_on_the_legend(asked: Sweep) -> None:
    """Where there is a legend it holds the title, so that no page is too narrow for both."""
    named, bare = asked.plot(), layer_by_position(GRID, [0, 1], [0, 1, 2], ["a", "b", "c"], title="T")

    assert "The capital of x is" == named.layout.legend.title.text
    assert named.layout.title.text is None
    assert ("T", False) == (bare.layout.title.text, bare.layout.showlegend)


# --- text stays text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", EVIL)
def test_tokens_are_not_markup(asked: Sweep, token: str) -> None:
    """No character that plotly could read as markup or TeX is left in a tick, a title or a hover."""
    reader = dataclasses.replace(READER, prompt=f"{token} x")
    sweep = renamed(part(asked, [2]), [token])
    sweep.question = dataclasses.replace(sweep.question, reader=reader)

    figure = sweep.plot()

    plain = [heading(figure), *figure.layout.xaxis.ticktext]
    hover = [re.sub(r"</?b>|<br>", "", text) for text in drawn(figure, "layer 2").customdata]
    for text in [*plain, *hover]:
        assert not re.search(r"[<>$]|&(?!(amp|lt|gt|#36);)", text)


def test_long_tokens_and_prompts_are_shortened(asked: Sweep) -> None:
    """A very long token or prompt does not push the figure off the page; the hover has it whole."""
    long = "neighbourhood" * 4
    sweep = renamed(part(asked, [2]), [long])
    sweep.question = dataclasses.replace(sweep.question, reader=Patchscope(f"{long * 4} x\nThe"))

    figure = sweep.plot()

    assert all(len(text) <= 14 and text.endswith("…") for text in figure.layout.xaxis.ticktext)
    assert len(heading(figure)) < 90
    assert "⏎" in heading(figure)
    assert long in drawn(figure, "layer 2").customdata[0]


# --- nothing is uploaded --------------------------------------------------------------------------------


def configs(html: str) -> list[dict[str, Any]]:
    """Return the configurations with which a page draws its figures."""
    return [json.loads(found) for found in re.findall(r"(\{[^{}]*\"responsive\"[^{}]*\})", html)]


@pytest.mark.parametrize("given", [None, {"showSendToCloud": True}, {"scrollZoom": True}])
def test_html_offers_no_upload(asked: Sweep, tmp_path: pathlib.Path, given: dict | None) -> None:
    """HTML has the upload off, whatever else is asked of it, in memory and in a file."""
    figure = asked.plot()
    figure.write_html(tmp_path / "a.html", config=given, include_plotlyjs=False)

    for page in (
        figure.to_html(config=given, include_plotlyjs=False),
        (tmp_path / "a.html").read_text(encoding="utf-8"),
    ):
        (config,) = configs(page)
        assert config["showSendToCloud"] is False
        assert bool((given or {}).get("scrollZoom")) == ("scrollZoom" in config)
        assert "plotlyServerURL" not in page


@pytest.mark.parametrize("renderer", ["plotly_mimetype", "notebook_connected", "colab", "vscode"])
@pytest.mark.parametrize("way", ["bundle", "show", "display", "repr"])
def test_notebooks_offer_no_upload(
    asked: Sweep, renderer: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a notebook shows the figure, the upload is off."""
    figure = asked.plot()
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: bundles.append(data))
    monkeypatch.setattr(
        "plotly.io._renderers.ipython_display.display", lambda data, **_: bundles.append(data)
    )
    monkeypatch.setattr(pio.renderers, "render_on_display", True)
    before = pio.renderers.default
    try:
        pio.renderers.default = renderer
        if way == "bundle":
            bundles.append(figure._repr_mimebundle_())
        elif way == "show":
            figure.show()
        elif way == "display":
            figure._ipython_display_()
        else:
            bundles.append({"text/html": figure._repr_html_()})
    finally:
        pio.renderers.default = before

    (bundle,) = bundles
    still = bundle.pop("image/svg+xml", "<svg")
    assert still.startswith("<svg")
    assert "http" not in still.replace("http://www.w3.org/2000/svg", "")
    for kind, data in bundle.items():
        found = [data["config"]] if kind.endswith("json") else configs(data)
        assert [False] == [config["showSendToCloud"] for config in found]


def test_the_upload_button_is_named_in_the_layout(asked: Sweep) -> None:
    """Shown by plotly's own functions, past this package, the figure still has no upload button."""
    figure = asked.plot()

    assert isinstance(figure, PrivateFigure)
    assert "sendDataToCloud" in figure.layout.modebar.remove
    assert CONFIG["showSendToCloud"] is False


# --- readable on any page -------------------------------------------------------------------------------


def luminance(color: str) -> float:
    """Return a colour's relative luminance as WCAG defines it."""
    if color.startswith("#"):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    else:
        parts = [float(x) / 255 for x in re.findall(r"[\d.]+", color)[:3]]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_stand_out_on_light_and_dark_pages(asked: Sweep) -> None:
    """Every line and every letter has a contrast of 3 or more to a white page and to a dark one."""
    figure = asked.plot()
    lines = [trace.line.color for trace in figure.data if trace.meta is not None]

    heat = layer_by_position(GRID, [0, 1], [0, 1, 2], ["a", "b", "c"]).layout.coloraxis.colorscale
    signed = layer_by_position(-GRID, [0, 1], [0, 1, 2], ["a", "b", "c"]).layout.coloraxis.colorscale
    for color in [
        *lines,
        *LAYERS,
        *SERIES,
        *[heat[-1][1], signed[0][1], signed[-1][1]],
        figure.layout.font.color,
        drawn(figure, "highest control").line.color,
    ]:
        for page in ("#ffffff", "#111111"):
            low, high = sorted((luminance(color), luminance(page)))
            assert (high + 0.05) / (low + 0.05) >= 3
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
def test_a_browser_draws_the_tokens_as_text(asked: Sweep, tmp_path: pathlib.Path) -> None:
    """In a real browser every tick reads as the token does, and no request leaves the page."""
    sweep = renamed(part(asked, [2]), EVIL[:5])
    page = tmp_path / "figure.html"
    confidence_across_positions(sweep).write_html(page, include_plotlyjs=True)
    dom = subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            *("--virtual-time-budget=4000", "--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout

    ticks = re.findall(r'<g class="xtick">.*?<text[^>]*>(.*?)</text>', dom, flags=re.DOTALL)
    shown = [re.sub(r"&lt;", "<", re.sub(r"&gt;", ">", tick)).replace("&amp;", "&") for tick in ticks]
    assert sweep.trace.tokens == shown
    assert "Send data" not in dom
    assert "modebar-btn" in dom


SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """Return what an image says, which also has to be well-formed."""
    return [str(each.text or "") for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_still_image_shows_what_the_figure_shows(asked: Sweep) -> None:
    """Every named line, every tick and the titles are there, and each point stands where its axes say."""
    figure = asked.plot()
    svg = still_svg(figure)
    assert svg is not None
    said = texts(svg)

    assert [html.unescape(text) for text in figure.layout.xaxis.ticktext] == [
        text for text in said if text in map(html.unescape, figure.layout.xaxis.ticktext)
    ]
    named = [trace.name for trace in figure.data if trace.showlegend is not False and trace.name]
    assert {*named, heading(figure), "position"} <= set(said)
    axis = figure.layout.xaxis
    x = PixelAxis.of(axis, [], 62, 740)
    (line,) = [trace for trace in figure.data if trace.meta == asked.layers[-1]]
    wanted = [f"{x.at(at):.1f}" for at, y in zip(line.x, line.y, strict=True) if y is not None]
    color = line.line.color
    found = [
        each.get("cx")
        for each in ElementTree.fromstring(svg).iter(f"{SVG}circle")
        if each.get("stroke") == color
    ]
    assert wanted == found[-len(wanted) :]


def test_a_still_image_of_a_grid_shows_every_cell() -> None:
    """As many rectangles as cells with a value, in the colours of the scale; none for the one without."""
    values = [[0.0, 1.0], [0.5, math.nan]]
    figure = source_by_target_layer(
        values, [1, 2], [1, 2], quantity="excess", title="x", texts=[["a", "b"]] * 2
    )
    rects = [r.get("fill") for r in ElementTree.fromstring(still_svg(figure)).iter(f"{SVG}rect")]

    bar, colors = 24, [list(stop) for stop in figure.layout.coloraxis.colorscale]
    assert 3 + bar == len(rects)
    assert sample_colorscale(colors, [0.0])[0] == rects[0]
    assert sample_colorscale(colors, [1.0])[0] == rects[1]


@pytest.mark.parametrize("text", ["</text><script>x</script>", "\x1b[31m", "a\x00b", "\ud800", "a & b"])
def test_a_still_image_says_text_and_does_nothing_else(text: str) -> None:
    """Names from the model are no markup, and what XML cannot hold does not break the image."""
    figure = PrivateFigure()
    figure.add_scatter(x=[0, 1], y=[0, 1], name=escape(text), mode="lines", showlegend=True)
    figure.update_layout(
        showlegend=True, title=escape(text), xaxis={"tickvals": [0], "ticktext": [escape(text)]}
    )
    svg = still_svg(figure)

    assert svg is not None
    assert 3 == texts(svg).count(printable(text))
    svg.encode()


def test_a_figure_that_cannot_be_drawn_whole_is_not_drawn() -> None:
    """A still image with a part missing would be silently wrong."""
    figure = PrivateFigure()
    figure.add_scatter(x=[0, 1], y=[0, 1])
    assert still_svg(figure) is not None
    figure.add_hline(y=0.5)
    assert still_svg(figure) is None
    figure = PrivateFigure()
    figure.add_violin(y=[1, 2, 3])
    assert still_svg(figure) is None
    assert "image/svg+xml" not in figure._repr_mimebundle_()


def test_a_figure_survives_the_export_to_html(asked: Sweep) -> None:
    """An exported page shows the figure with no script and no network."""
    before = pio.renderers.default
    try:
        pio.renderers.default = "plotly_mimetype"
        bundle = asked.plot()._repr_mimebundle_()
    finally:
        pio.renderers.default = before
    assert "application/vnd.plotly.v1+json" in bundle
    output = nbformat.v4.new_output("display_data", data=bundle)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("sweep.plot()", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(book)

    assert base64.b64encode(bundle["image/svg+xml"].encode()).decode() in page

"""Heat maps over two axes, lines over layers, and reliability diagrams."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from drawn_sweeps import GRID, drawn
from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.plots import (
    across_layers,
    layer_by_position,
    reliability_diagram,
    source_by_target_layer,
)
from latentlens.plots.style import heading

# --- heat maps ------------------------------------------------------------------------------------------


def cells_of(figure: Any) -> list[Any]:
    """Return the heat maps of a figure: the plain cells, then those of low mass."""
    return [trace for trace in figure.data if trace.type == "heatmap"]


def test_the_axes_show_every_cell_whole() -> None:
    """Cells between layers that were left out are wide, and neither cut nor drawn beyond the axes."""
    figures = (
        layer_by_position(np.eye(3), [0, 10, 30], [2, 9, 20], ["a", "b", "c"]),
        source_by_target_layer(np.eye(3), [0, 10, 30], [2, 9, 20]),
    )
    for figure in figures:
        (cells,) = cells_of(figure)
        for axis, ends in ((figure.layout.xaxis, cells.x), (figure.layout.yaxis, cells.y)):
            assert axis.range[0] <= min(ends) < max(ends) <= axis.range[1]
            assert max(ends) + 0.5 > axis.range[1]


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
    assert ("rgb(213,88,58)" == axis.colorscale[0][1]) == (expected[0] < 0)


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
    nan = math.nan
    assert np.array_equal([-0.5, 0.5, nan, 1.5, 2.5, nan], strokes.x, equal_nan=True)
    assert np.array_equal([-0.5, 0.5, nan, 0.5, 1.5, nan], strokes.y, equal_nan=True)
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

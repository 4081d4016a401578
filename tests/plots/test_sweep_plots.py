"""Figures of sweeps: what is drawn, with every control."""

from __future__ import annotations

import copy
import dataclasses
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from drawn_sweeps import READER, drawn, made, part
from latentlens.activations.trace import Trace
from latentlens.ask.sweep import Sweep
from latentlens.errors import InputError
from latentlens.plots.axes import token_axis
from latentlens.plots.still_svg import still_svg
from latentlens.plots.style import heading
from latentlens.scoring.against_noise import AgainstNoise, NoiseSample
from latentlens.scoring.flags import Flag
from latentlens.session import Session

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


def test_a_line_is_the_confidences(asked: Sweep) -> None:
    """Every point is its cell's confidence."""
    figure = part(asked, [2]).plot()

    assert [asked[2, p].confidence for p in asked.positions] == list(drawn(figure, "layer 2").y)


@pytest.mark.parametrize("option", [None, "Lima"])
def test_layers_and_positions_are_a_map(asked: Sweep, option: str | None) -> None:
    """Where both are swept, a cell is its answer's excess or its option's probability, layers upward."""
    figure = asked.plot(option=option)

    parts = [trace.z for trace in figure.data if trace.type == "heatmap"]
    shown = np.nanmax(np.array(parts, dtype=float), axis=0)
    for i, layer in enumerate(asked.layers):
        for j, position in enumerate(asked.positions):
            answer = asked[layer, position]
            value = answer.excess if option is None else answer.option(option).probability
            assert value == shown[i][j]
    assert (0, 4) == (min(figure.layout.yaxis.tickvals), max(figure.layout.yaxis.tickvals))
    assert ("excess" if option is None else "p(Lima)") == _quantity(figure)


def test_blue_is_over_the_controls(asked: Sweep) -> None:
    """As in the Explorer, blue is what is over its controls; what is below is orange."""
    low, middle, high = asked.plot().layout.coloraxis.colorscale

    assert ("rgb(213,88,58)", "rgb(47,127,208)") == (low[1], high[1])
    assert middle[1].startswith("rgba(128,128,128")
    assert "rgb(47,127,208)" == asked.plot(option="Lima").layout.coloraxis.colorscale[-1][1]


def test_what_is_told_from_noise_stands_out(asked: Sweep) -> None:
    """A frame goes around answers that are read, others are pale; a sentence counts those of chance."""
    some = copy.copy(asked)
    for (layer, p), answer in asked.answers.items():
        reached = 0 if (layer, p) in ((1, 2), (1, 3)) else 9
        sample = NoiseSample("random", (0.1,) * 39, reached)
        some.answers[layer, p] = dataclasses.replace(answer, noise=AgainstNoise(0.5, (sample,)), flags=())

    figure = some.plot()

    full, pale = (trace for trace in figure.data if trace.type == "heatmap")
    assert [(1, 2), (1, 3)] == [tuple(at) for at in np.argwhere(~np.isnan(full.z)).tolist()]
    assert (None, True) == (full.opacity if full.opacity != 1 else None, pale.opacity < 1)
    _, frames = (trace for trace in figure.data if trace.name == "frames")
    assert (1.5, 3.5) == (np.nanmin(frames.x), np.nanmax(frames.x))
    # around both together, without a line between them
    assert 6 == np.isnan(frames.x).sum()
    n = len(some.cells)
    assert f"2 of {n} answers are told from noise; chance alone would give about 1." in heading(figure)
    assert {"framed: told from noise", "pale: not told from noise"} <= {t.name for t in figure.data}
    line = drawn(part(some, [1]).plot(), "layer 1").marker
    assert {9} == {line.size[p] for p in (2, 3)}
    assert {5} == {line.size[p] for p in some.positions if p not in (2, 3)}
    assert "No noise was run" in heading(asked.plot())


def _quantity(figure: Any) -> str:
    return str(figure.layout.coloraxis.colorbar.title.text)


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


@pytest.mark.parametrize("option", [None, "Lima"])
def test_one_position_is_drawn_across_its_layers(asked: Sweep, option: str | None) -> None:
    """Layers along the axis, each control's value under them, and a gap where a layer was not answered."""
    wanted, answers = asked.layers, {(k, 7): asked[k, 7] for k in asked.layers if k != 2}
    figure = made(asked, wanted, [7], answers).plot(option=option)

    def value(scored: object) -> float:
        return scored.confidence if option is None else scored.option(option).probability

    (line,) = (trace for trace in figure.data if trace.mode == "lines+markers")
    assert asked.trace.tokens[7] in line.name
    assert tuple(wanted) == line.x == figure.layout.xaxis.tickvals
    assert [None if k == 2 else value(asked[k, 7]) for k in wanted] == list(line.y)
    for kind in ("null", "random"):
        controls = [asked[k, 7].control(kind) for k in wanted]
        values = [c and (c.support if option is None else c.option(option).probability) for c in controls]
        drawn_values = drawn(figure, f"{kind} control").y
        for layer, expected, found in zip(wanted, values, drawn_values, strict=True):
            assert layer == 2 or expected == found


def test_what_stands_above_the_band_is_the_excess(asked: Sweep) -> None:
    """A point's height over the band is its answer's excess."""
    figure = part(asked, [2]).plot()
    line, band = drawn(figure, "layer 2").y, drawn(figure, "controls").y[: len(asked.trace)]

    for p, (point, top) in enumerate(zip(line, band, strict=True)):
        assert pytest.approx(asked[2, p].excess) == point - top


def test_without_controls_none_is_drawn(trace: Trace) -> None:
    """A sweep without controls has no band, and says so by its absence alone."""
    sweep = Session(trace.backend).sweep(trace, READER, layers=[1, 2], controls=False)

    assert "confidence" == _quantity(sweep.plot())
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
    for layers in ([1], [1, 2]):
        figure = made(asked, layers, asked.positions, {}).plot()

        assert all(
            np.isnan(np.array(t.z if t.type == "heatmap" else t.y, dtype=float)).all() for t in figure.data
        )
        assert "stopped after 0" in heading(figure)


def test_positions_are_drawn_in_their_order(trace: Trace) -> None:
    """Positions given in any order are drawn from left to right, under their own tokens."""
    sweep = Session(trace.backend).sweep(trace, READER, layers=[2], positions=[7, 1, 4])

    figure = sweep.plot()

    assert (1, 4, 7) == drawn(figure, "layer 2").x == figure.layout.xaxis.tickvals
    assert [trace.tokens[p] for p in (1, 4, 7)] == list(figure.layout.xaxis.ticktext)
    assert [sweep[2, p].confidence for p in (1, 4, 7)] == list(drawn(figure, "layer 2").y)


def test_many_positions_keep_their_ticks_apart(asked: Sweep) -> None:
    """On a long prompt every n-th token is written, each still under its own position."""
    n = 400
    trace = copy.copy(asked.trace)
    trace.tokens = [f"t{p}" for p in range(n)]
    answers = {(2, p): dataclasses.replace(asked[2, 0], position=p) for p in range(n)}

    axis = made(asked, [2], list(range(n)), answers, trace).plot().layout.xaxis

    assert len(axis.tickvals) <= 40
    assert [f"t{p}" for p in axis.tickvals] == list(axis.ticktext)


def test_the_grey_area_is_in_the_legend(asked: Sweep) -> None:
    """An entry says how far the grey reaches, and a click on it hides the area, not a line."""
    figure = part(asked, [2]).plot()
    entry = drawn(figure, "grey: up to the highest control")
    area, *others = [trace for trace in figure.data if trace.fill == "toself"]

    assert [] == others
    assert entry.legendgroup == area.legendgroup
    assert entry.showlegend is not False
    assert 2 == sum(trace.legendgroup == area.legendgroup for trace in figure.data)


def test_tokens_are_turned_only_where_they_would_overlap() -> None:
    """Upright first, in the page by Plotly and in a still image by the labels' lengths."""
    for count, word, angle in [(14, "of", 0), (14, "·international", -45), (40, "·capital", -90)]:
        figure = go.Figure(go.Scatter(x=list(range(count)), y=[0.5] * count))
        figure.update_layout(xaxis=token_axis(range(count), [word] * count))

        assert figure.layout.xaxis.tickangle is None
        assert (0, -45, -90) == figure.layout.xaxis.autotickangles
        image = still_svg(figure) or ""
        assert ([str(angle)] * count if angle else []) == re.findall(r'"end"[^>]*rotate\((-\d+) ', image)


def test_unknown_option(asked: Sweep) -> None:
    """An option that was not asked cannot be drawn."""
    with pytest.raises(InputError, match="'Rome' was not among"):
        asked.plot(option="Rome")


def test_axis_says_what_is_measured(asked: Sweep, trace: Trace) -> None:
    """The axis names the kind of confidence, or the option."""
    one = part(asked, [2])
    assert "confidence: probability among the options" == one.plot().layout.yaxis.title.text
    assert "P(Lima)" == one.plot(option="Lima").layout.yaxis.title.text
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

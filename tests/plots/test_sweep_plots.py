"""Figures of sweeps: what is drawn, with every control."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from drawn_sweeps import READER, drawn, made, part
from latentlens.activations.trace import Trace
from latentlens.ask.sweep import Sweep
from latentlens.errors import InputError
from latentlens.plots.style import heading
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

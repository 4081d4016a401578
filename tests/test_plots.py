"""Laws of the figures: positions stay apart, text stays text, controls are there, nothing is uploaded."""

from __future__ import annotations

import copy
import dataclasses
import json
import pathlib
import random
import re
import shutil
import subprocess
from typing import Any

import plotly.io as pio
import pytest

from latentlens._errors import InputError
from latentlens._figure import CONFIG, PrivateFigure
from latentlens._sweep import Sweep
from latentlens.confidence.flags import Flag
from latentlens.plots import _LAYERS, confidence_across_positions
from latentlens.readers.patchscope import Patchscope
from latentlens.session import Session
from latentlens.trace import Trace
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
    sweep = trace.session.sweep(trace, READER, options=OPTIONS)
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
    return Sweep(sweep.question, layers, sweep.positions, answers)


def renamed(sweep: Sweep, tokens: list[str]) -> Sweep:
    """Return a sweep over a trace whose tokens are drawn as given."""
    trace = copy.copy(sweep.trace)
    trace.tokens = [tokens[i % len(tokens)] for i in range(len(trace))]
    answers = {
        cell: dataclasses.replace(answer, token=trace.tokens[cell[1]], text=trace.tokens[cell[1]])
        for cell, answer in sweep.answers.items()
    }
    question = dataclasses.replace(sweep.question, trace=trace)
    return Sweep(question, sweep.layers, sweep.positions, answers)


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

    lines = [trace for trace in figure.data if trace.legendgroup == "layers"]
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
    assert [0, *map(max, *values.values()), 0, None] == list(band.y)
    assert [0, *range(n), n - 1, None] == list(band.x)
    assert "toself" == band.fill
    expected = [cell.confidence if option is None else cell.option(option).probability for cell in cells]
    assert expected == list(drawn(figure, "layer 2").y)


def test_what_stands_above_the_band_is_the_excess(asked: Sweep) -> None:
    """A point's height over the band is its answer's excess."""
    figure = part(asked, [2]).plot()
    line, band = drawn(figure, "layer 2").y, drawn(figure, "controls").y[1:-2]

    for p, (point, top) in enumerate(zip(line, band, strict=True)):
        assert pytest.approx(asked[2, p].excess) == point - top


def test_several_layers_share_the_highest_control(asked: Sweep) -> None:
    """With several layers the band is the highest that any control of any of them gets."""
    figure = part(asked, [1, 3]).plot()

    expected = [max(c.support for k in (1, 3) for c in asked[k, p].controls) for p in asked.positions]
    assert expected == list(drawn(figure, "highest control").y)
    assert expected == list(drawn(figure, "controls").y[1:-2])


def test_without_controls_none_is_drawn(trace: Trace) -> None:
    """A sweep without controls has no band, and says so by its absence alone."""
    sweep = trace.session.sweep(trace, READER, layers=[1, 2], controls=False)

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
    full = Sweep(some.question, [2], some.positions, clean).plot()
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
    assert f"stopped after {n - 3} of {n} cells" in figure.layout.title.text
    assert "stopped" not in part(asked, [2]).plot().layout.title.text


def test_an_empty_sweep_can_be_drawn(asked: Sweep) -> None:
    """Stopped before its first answer, a sweep is an empty frame and not an error."""
    figure = Sweep(asked.question, [1, 2], asked.positions, {}).plot()

    assert () == figure.data
    assert "stopped after 0" in figure.layout.title.text


def test_positions_are_drawn_in_their_order(trace: Trace) -> None:
    """Positions given in any order are drawn from left to right, under their own tokens."""
    sweep = trace.session.sweep(trace, READER, layers=[2], positions=[7, 1, 4])

    figure = sweep.plot()

    assert (1, 4, 7) == drawn(figure, "layer 2").x == figure.layout.xaxis.tickvals
    assert [trace.tokens[p] for p in (1, 4, 7)] == list(figure.layout.xaxis.ticktext)
    assert [sweep[2, p].confidence for p in (1, 4, 7)] == list(drawn(figure, "layer 2").y)


def test_many_layers_get_a_colour_bar(asked: Sweep) -> None:
    """Beyond what a list can name, the layers are read off a colour bar from the lowest to the highest."""
    answers = {
        (k, p): dataclasses.replace(asked[k % 5, p], layer=k) for k in range(33) for p in asked.positions
    }

    figure = Sweep(asked.question, list(range(33)), asked.positions, answers).plot()

    bars = [trace for trace in figure.data if trace.marker.showscale]
    assert [(0, 32)] == [(bar.marker.cmin, bar.marker.cmax) for bar in bars]
    assert not any(trace.showlegend for trace in figure.data if trace.legendgroup == "layers")


def test_many_positions_keep_their_ticks_apart(asked: Sweep) -> None:
    """On a long prompt every n-th token is written, each still under its own position."""
    n = 400
    trace = copy.copy(asked.trace)
    trace.tokens = [f"t{p}" for p in range(n)]
    answers = {(2, p): dataclasses.replace(asked[2, 0], position=p) for p in range(n)}
    question = dataclasses.replace(asked.question, trace=trace)

    axis = Sweep(question, [2], list(range(n)), answers).plot().layout.xaxis

    assert len(axis.tickvals) <= 64
    assert [f"t{p}" for p in axis.tickvals] == list(axis.ticktext)


def test_unknown_option(asked: Sweep) -> None:
    """An option that was not asked cannot be drawn."""
    with pytest.raises(InputError, match="'Rome' was not among"):
        asked.plot(option="Rome")


def test_axis_says_what_is_measured(asked: Sweep, trace: Trace) -> None:
    """The axis names the kind of confidence, or the option."""
    assert "confidence: probability among the options" == asked.plot().layout.yaxis.title.text
    assert "P(Lima)" == asked.plot(option="Lima").layout.yaxis.title.text
    free = trace.session.sweep(trace, READER, layers=[1], positions=[1])
    assert "confidence: mean token probability" == free.plot().layout.yaxis.title.text


# --- text stays text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", EVIL)
def test_tokens_are_not_markup(asked: Sweep, token: str) -> None:
    """No character that plotly could read as markup or TeX is left in a tick, a title or a hover."""
    reader = dataclasses.replace(READER, prompt=f"{token} x")
    sweep = renamed(part(asked, [2]), [token])
    sweep.question = dataclasses.replace(sweep.question, reader=reader)

    figure = sweep.plot()

    plain = [figure.layout.title.text, *figure.layout.xaxis.ticktext]
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
    assert len(figure.layout.title.text) < 90
    assert "⏎" in figure.layout.title.text
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

    for html in (
        figure.to_html(config=given, include_plotlyjs=False),
        (tmp_path / "a.html").read_text(encoding="utf-8"),
    ):
        (config,) = configs(html)
        assert config["showSendToCloud"] is False
        assert bool((given or {}).get("scrollZoom")) == ("scrollZoom" in config)
        assert "plotlyServerURL" not in html


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
    lines = [trace.line.color for trace in figure.data if trace.legendgroup == "layers"]

    for color in [*lines, *_LAYERS, figure.layout.font.color, drawn(figure, "highest control").line.color]:
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

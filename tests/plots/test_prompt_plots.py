"""Figures of sweeps over several prompts: means, their intervals, and those of the controls."""

from __future__ import annotations

import dataclasses
import math
import random
from typing import Any

import numpy as np
import pytest
from scipy import stats

from drawn_sweeps import READER, drawn
from latentlens.ask.answer import Answer
from latentlens.ask.sweep import Sweep
from latentlens.errors import InputError, SelectionError
from latentlens.plots.still_svg import still_svg
from latentlens.plots.style import heading
from latentlens.scoring.controls import Controls
from latentlens.scoring.flags import Flag
from latentlens.session import Session
from tiny import tiny_model, tiny_tokenizer

PROMPTS = ["The capital of France is", "a of The capital", "of of capital a a", "The The France"]
OPTIONS = ["Paris", "Lima"]


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a tiny model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


def asked(session: Session, prompts: list[str] = PROMPTS, **how: Any) -> Sweep:
    """Return a forced choice over prompts, in which no two numbers are equal."""
    how = {"positions": -1, "options": OPTIONS, **how}
    sweep = session.sweep(session.run(prompts), READER, **how)
    draw = random.Random(0).random
    for cell, answer in sweep.answers.items():
        controls = tuple(
            dataclasses.replace(control, support=draw(), options=_spread(control.options, draw()))
            for control in answer.controls
        )
        sweep.answers[cell] = dataclasses.replace(
            answer,
            confidence=draw(),
            controls=controls,
            options=_spread(answer.options, draw()),
            flags=(),
        )
    return sweep


def _spread(options: Any, first: float) -> Any:
    return tuple(
        dataclasses.replace(option, probability=share)
        for option, share in zip(options, (first, 1 - first), strict=True)
    )


def not_finite(answer: Answer) -> Answer:
    """Return an answer as it is where a state is not finite."""
    return dataclasses.replace(
        answer, confidence=math.nan, text="", controls=(), flags=(Flag("not finite", "NaN."),)
    )


def by_hand(values: list[list[float]]) -> tuple[Any, Any, Any]:
    """Return mean, lower and upper ends by SciPy, clipped to probabilities, from [place][prompt]."""
    ends = [stats.ttest_1samp(each, 0).confidence_interval(0.95) for each in values]
    low, high = ([end[i] for end in ends] for i in (0, 1))
    return np.mean(values, axis=1), np.clip(low, 0, 1), np.clip(high, 0, 1)


def assert_drawn(figure: Any, name: str, values: list[list[float]]) -> None:
    """Assert that a figure has the means of these numbers as a line, and their intervals as an area."""
    mean, low, high = by_hand(values)
    assert mean == pytest.approx(drawn(figure, name).y)
    area = drawn(figure, f"{name}, 95 % interval")
    assert [*high, *reversed(low)] == pytest.approx(area.y[:-1])
    assert area.y[-1] is None
    assert area.legendgroup == drawn(figure, name).legendgroup


# --- lines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [None, "Lima"])
def test_the_mean_over_prompts_at_each_layer(session: Session, option: str | None) -> None:
    """The line is the mean over prompts, the area its t interval; the controls are drawn the same way."""
    sweep = asked(session)
    figure = sweep.plot(option=option)

    rows = [[sweep[prompt, layer] for prompt in range(4)] for layer in sweep.layers]
    value = lambda it: it.confidence if option is None else it.option(option).probability  # noqa: E731
    assert_drawn(figure, "mean over prompts", [[value(answer) for answer in row] for row in rows])
    assert tuple(sweep.layers) == drawn(figure, "mean over prompts").x
    for i, kind in enumerate(("null", "random")):
        control = lambda it: it.support if option is None else it.option(option).probability  # noqa: E731
        values = [[control(answer.controls[i]) for answer in row] for row in rows]
        assert_drawn(figure, f"{kind} control", values)
    assert "Mean of n = 4 prompts, 95 % t interval: The capital of x is" == heading(figure)
    assert ("P(Lima)" if option else "confidence: probability among the options") == (
        figure.layout.yaxis.title.text
    )


def test_the_hover_has_the_interval_and_the_excess(session: Session) -> None:
    """It says mean, interval and number of prompts, and the mean of each prompt's own excess."""
    sweep = asked(session)
    answers = [sweep[prompt, 2] for prompt in range(4)]
    said = drawn(sweep.plot(), "mean over prompts").customdata[2]

    (mean,), (low,), (high,) = by_hand([[answer.confidence for answer in answers]])
    assert (
        f"layer 2<br><b>mean over prompts</b> {mean:.2f} (95 % interval {low:.2f} to {high:.2f}, n = 4)"
        in said
    )
    excess = [answer.excess for answer in answers]
    ends = stats.ttest_1samp(excess, 0).confidence_interval(0.95)
    told = f"excess over it {np.mean(excess):.2f} (95 % interval {max(-1, ends[0]):.2f} to"
    assert told.replace("-", "−") in said


def test_single_prompts_are_thin_lines_up_to_20(session: Session) -> None:
    """Each of a few prompts has its own line behind the mean, and of many there is only the mean."""
    sweep = asked(session)
    lines = [line for line in sweep.plot().data if line.name == "single prompts"]

    for prompt, line in enumerate(lines):
        assert [sweep[prompt, layer].confidence for layer in sweep.layers] == list(line.y)
        assert line.customdata[0].startswith(
            f"prompt {prompt}<br>layer 0, position {len(sweep.traces[prompt]) - 1} "
        )
    assert [True, False, False, False] == [line.showlegend for line in lines]
    assert max(line.line.width for line in lines) < 2
    many = asked(session, PROMPTS * 6, layers=[1, 2]).plot()
    assert not [line for line in many.data if line.name == "single prompts"]
    assert "n = 24 prompts" in heading(many)


def test_positions_from_the_end(session: Session) -> None:
    """Over positions that all prompts have, the mean is drawn across them, under their numbers."""
    sweep = asked(session, layers=2, positions=[-1, -3, -2])
    figure = sweep.plot()

    values = [[sweep[prompt, p].confidence for prompt in range(4)] for p in (-3, -2, -1)]
    assert_drawn(figure, "mean over prompts", values)
    assert (("-3", "-2", "-1"), "position") == (figure.layout.xaxis.ticktext, figure.layout.xaxis.title.text)


def test_a_token_stands_under_the_axis_where_all_prompts_have_it(session: Session) -> None:
    """Positions are labelled by their number, with the token if it is the same in every prompt."""
    figure = asked(session, ["a a of", "a of of"], layers=2, positions=[1, 2, 3]).plot()

    assert ("1 a", "2", "3 of") == tuple(text.replace("·", "") for text in figure.layout.xaxis.ticktext)


def test_one_token_of_each_prompt_wherever_it_stands(session: Session) -> None:
    """A token's text is one position for each prompt, and so the layers are the axis."""
    sweep = asked(session, ["a France a", "France of a"], positions="France")
    assert 2 == len(sweep.positions)
    figure = sweep.plot()

    at = [sweep.traces[prompt].position("France") for prompt in range(2)]
    values = [[sweep[prompt, layer, p].confidence for prompt, p in enumerate(at)] for layer in sweep.layers]
    assert_drawn(figure, "mean over prompts", values)


def test_scales(session: Session) -> None:
    """Over scales at one site of each prompt, the mean is drawn across scales."""
    sweep = asked(session, layers=2, scales=[2, 0.5, 1])
    figure = sweep.plot()

    values = [[sweep[prompt, scale].confidence for prompt in range(4)] for scale in (0.5, 1, 2)]
    assert_drawn(figure, "mean over prompts", values)
    assert ((0.5, 1, 2), "scale") == (drawn(figure, "mean over prompts").x, figure.layout.xaxis.title.text)


def test_a_single_place_has_bars_for_intervals(session: Session) -> None:
    """An area of no width cannot be seen, so the interval is a bar there."""
    sweep = asked(session, layers=2)
    figure = sweep.plot()

    (mean,), (low,), (high,) = by_hand([[sweep[prompt, 2].confidence for prompt in range(4)]])
    line = drawn(figure, "mean over prompts")
    assert (high - mean, mean - low) == pytest.approx((*line.error_y.array, *line.error_y.arrayminus))
    assert "markers" == drawn(figure, "null control").mode


# --- what is left out -----------------------------------------------------------------------------------


def test_answers_that_are_not_finite_are_left_out_and_counted(session: Session) -> None:
    """The mean is over the others; a cross and the hover say how many are missing, and which."""
    sweep = asked(session)
    sweep.answers[1, 2, -1] = not_finite(sweep[1, 2])
    figure = sweep.plot()

    left = [sweep[prompt, 2].confidence for prompt in (0, 2, 3)]
    (mean,), (low,), (high,) = by_hand([left])
    line = drawn(figure, "mean over prompts")
    assert mean == pytest.approx(line.y[2])
    assert f"{mean:.2f} (95 % interval {low:.2f} to {high:.2f}, n = 3)" in line.customdata[2]
    assert "left out: 1 of 4 prompts (1), not finite: no answer" in line.customdata[2]
    assert "left out" not in line.customdata[1]
    assert (2,) == drawn(figure, "not finite: no answer").x
    assert heading(figure).startswith("Mean of n = 3 to 4 prompts")
    supports = [sweep[prompt, 2].controls[0].support for prompt in (0, 2, 3)]
    assert np.mean(supports) == pytest.approx(drawn(figure, "null control").y[2])


def test_a_place_with_one_prompt_has_no_interval(session: Session) -> None:
    """One number has no spread: there is a gap in the area, and the hover says so."""
    sweep = asked(session)
    for prompt in (1, 2, 3):
        sweep.answers[prompt, 0, -1] = not_finite(sweep[prompt, 0])
    figure = sweep.plot()

    assert sweep[0, 0].confidence == drawn(figure, "mean over prompts").y[0]
    assert 0 not in drawn(figure, "mean over prompts, 95 % interval").x
    assert "(1 prompt: no interval)" in drawn(figure, "mean over prompts").customdata[0]


def test_a_stopped_sweep_says_how_many_prompts_there_are(session: Session) -> None:
    """Prompts without an answer are not in the mean; the title and the hover say so."""
    sweep = asked(session)
    for layer in sweep.layers:
        del sweep.answers[3, layer, -1]
    figure = sweep.plot()

    n = len(sweep.items)
    assert heading(figure).startswith("Mean of n = 3 prompts")
    assert heading(figure).endswith(f"(stopped after {n - 5} of {n} cells)")
    line = drawn(figure, "mean over prompts")
    assert "not answered yet: 1 of 4 prompts" in line.customdata[0]
    assert np.mean([sweep[prompt, 0].confidence for prompt in range(3)]) == pytest.approx(line.y[0])
    sweep.answers.clear()
    assert "Mean of n = 0 prompts" in heading(sweep.plot())


def test_controls_of_a_kind_are_each_prompts_highest(session: Session) -> None:
    """Of several random controls each prompt's highest is averaged; without controls none is drawn."""
    sweep = asked(session, controls=Controls(null=False, random=2))
    figure = sweep.plot()

    rows = [[sweep[prompt, layer].controls for prompt in range(4)] for layer in sweep.layers]
    highest = [[max(c.support for c in controls) for controls in row] for row in rows]
    assert_drawn(figure, "highest of 2 random controls", highest)
    bare = asked(session, controls=False).plot()
    assert {"mean over prompts", "mean over prompts, 95 % interval", "single prompts"} == {
        line.name for line in bare.data
    }


def test_hollow_where_half_of_the_prompts_have_low_mass(session: Session) -> None:
    """A mean is hollow if half of its answers or more have low option mass."""
    sweep = asked(session)
    low = (Flag("option mass", "Low."),)
    for prompt, layer in ((0, 1), (0, 2), (1, 2)):
        sweep.answers[prompt, layer, -1] = dataclasses.replace(sweep[prompt, layer], flags=low)
    figure = sweep.plot()

    symbols = drawn(figure, "mean over prompts").marker.symbol
    assert [2] == [i for i, symbol in enumerate(symbols) if symbol == "circle-open"]
    assert drawn(figure, "hollow: low option mass in half of the prompts or more")
    assert "low option mass: 1 of 4 prompts" in drawn(figure, "mean over prompts").customdata[1]


# --- heat maps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "axis"), [({"positions": [-2, -1]}, "position"), ({"target_layers": [1, 2]}, "target layer")]
)
def test_two_axes_are_a_heat_map_of_means(session: Session, how: dict, axis: str) -> None:
    """A cell is the mean of each prompt's excess, or of an option; one that nobody answers is crossed."""
    sweep = asked(session, layers=[1, 3], **how)
    columns = (-2, -1) if axis == "position" else (1, 2)
    answers = [[[sweep[prompt, row, at] for prompt in range(4)] for at in columns] for row in (1, 3)]
    figure = sweep.plot()
    (cells,) = (trace for trace in figure.data if trace.type == "heatmap")

    assert np.mean([[[it.excess for it in c] for c in r] for r in answers], axis=2) == pytest.approx(cells.z)
    assert cells.text[1][0].startswith(f"layer 3, {axis} {columns[0]}<br><b>mean over prompts</b>")
    assert "95 % interval" in cells.text[1][0]
    assert heading(figure) == "Mean of n = 4 prompts: The capital of x is"
    assert "excess, mean over prompts" == figure.layout.coloraxis.colorbar.title.text
    option = next(trace for trace in sweep.plot(option="Lima").data if trace.type == "heatmap")
    shares = [[[it.option("Lima").probability for it in c] for c in r] for r in answers]
    assert np.mean(shares, axis=2) == pytest.approx(option.z)

    for cell in list(sweep.answers):
        if cell[1] == 3:
            sweep.answers[cell] = not_finite(sweep.answers[cell])
    figure = sweep.plot()
    (cells,) = (trace for trace in figure.data if trace.type == "heatmap")
    assert [[False, False], [True, True]] == np.isnan(cells.z).tolist()
    assert (3, 3) == drawn(figure, "not finite: no answer").y
    sweep.answers.clear()
    with pytest.raises(InputError, match="no answers to draw"):
        sweep.plot()


# --- errors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (
            {"positions": None},
            r"Prompts 0 and 1 were not asked at the same positions.*positions=\[-3, -2, -1\]",
        ),
        (
            {"layers": 2, "positions": None},
            r"not asked at the same positions.*session.sweep\(sweep.traces\[0\]",
        ),
        (
            {"positions": [-2, -1], "scales": [1, 2]},
            "layer × position × scale.*Give scale one value.*heat map",
        ),
        ({"layers": 2, "positions": [-2, -1], "scales": [1, 2]}, "position × scale, which no figure shows"),
        ({"layers": 2, "positions": [-2, 0]}, "counted from both ends"),
    ],
)
def test_what_has_no_mean_is_refused(session: Session, how: dict, said: str) -> None:
    """Prompts that were not asked at the same places, and too many axes, name the figures that there are."""
    with pytest.raises(SelectionError, match=said):
        asked(session, **how).plot()


def test_one_prompt_is_drawn_as_before(session: Session) -> None:
    """A list of one trace has no mean: it is the figure of that prompt."""
    sweep = asked(session, PROMPTS[:1], layers=[1, 2], positions=[-2, -1])

    assert "heatmap" in {trace.type for trace in sweep.plot().data}
    assert "mean" not in heading(sweep.plot())


def test_a_still_image_shows_the_means(session: Session) -> None:
    """The still image has the line, the intervals and the crosses."""
    sweep = asked(session)
    sweep.answers[1, 2, -1] = not_finite(sweep[1, 2])
    svg = still_svg(sweep.plot())

    assert svg is not None
    assert "mean over prompts" in svg
    assert 3 == svg.count('stroke="none"/>')
    assert 2 == svg.count("M-1,-1L1,1M-1,1L1,-1")

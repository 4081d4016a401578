"""One line of answers, with what its points say about options and noise; shared by figures of sweeps."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from latentlens.plots.answer_points import has_low_option_mass, plotted_value, stands_out
from latentlens.plots.hover import answer_hover
from latentlens.plots.style import SERIES, add_legend_entry, add_not_finite
from latentlens.plots.sweep_like import DrawnAnswer

_MOST_APART = 80
"""With more points than this, they are small, since large ones would cover each other."""

_PALE = 0.5
"""Opacity of a point that is not told from noise."""


def add_answer_curve(
    figure: go.Figure,
    answers: Sequence[DrawnAnswer | None],
    places: Sequence[float],
    name: str,
    option: str | None,
) -> None:
    """Draw answers as one line; entries of the legend say what hollow and small points mean.

    A hollow point means low option mass, a small and pale one that noise comes as far. The line is broken
    where there is no answer. A cross on the axis marks an answer that is not finite.

    Args:
        figure: figure to add it to.
        answers: answers of the line, one per place; None where there is none.
        places: x coordinates, in order.
        name: name of the line, escaped.
        option: option whose probability is plotted; None for each answer's confidence.
    """
    crowded = len(places) > _MOST_APART
    full, small = (5, 2) if crowded else (9, 5)
    out = [stands_out(answer) or option is not None for answer in answers]
    figure.add_scatter(
        x=list(places),
        y=[answer and plotted_value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=name,
        line={"color": SERIES[0], "width": 1 if crowded else 2},
        marker={
            "size": [full if each else small for each in out],
            "opacity": [1.0 if each else _PALE for each in out],
            "symbol": [
                "circle-open" if answer and has_low_option_mass(answer) else "circle" for answer in answers
            ],
            "line": {"width": 2, "color": SERIES[0]},
        },
        customdata=[answer and answer_hover(answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )
    drawn = zip(places, answers, strict=True)
    bad = [(place, answer_hover(it)) for place, it in drawn if it and not it.finite]
    add_not_finite(figure, [place for place, _ in bad], [hover_text for _, hover_text in bad])
    if any(has_low_option_mass(answer) for answer in answers if answer):
        add_legend_entry(figure, "hollow: low option mass")
    if not all(out):
        add_legend_entry(figure, "small: not told from noise", "circle", size=small, opacity=_PALE)

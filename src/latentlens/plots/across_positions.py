"""Confidence over the positions of a prompt at one layer, above the band of its controls."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.plots.answer_curve import add_answer_curve
from latentlens.plots.axes import token_axis
from latentlens.plots.control_bands import add_control_lines
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import layers_label
from latentlens.plots.style import apply_style
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import quantity_title, sweep_title, with_verdicts


def confidence_across_positions(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence at one layer across positions, with the band of the controls.

    The controls are drawn as the probability that they give the same answer. The highest point is a
    best-of-N number: N is the number of positions.

    Args:
        sweep: a sweep of one trace over positions at one layer, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A Plotly figure whose x axis is keyed by position, so that repeated tokens stay apart.
    """
    figure = PrivateFigure()
    by_position = {position: answer for (position,), answer in sweep.along("position").items()}
    positions = sorted(sweep.axes["position"])
    answers = [by_position.get(position) for position in positions]
    add_control_lines(figure, answers, positions, option)
    add_answer_curve(figure, answers, positions, layers_label(sweep.axes["layer"][0]), option)
    apply_style(
        figure,
        title=with_verdicts(sweep_title(sweep), answers, option),
        xaxis=token_axis(positions, [sweep.traces[0].tokens[p] for p in positions]),
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure

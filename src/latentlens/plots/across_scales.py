"""Confidence across the scales of vectors, over the band of their controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from latentlens.plots import control_bands as controls
from latentlens.plots import hover
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.look import NOT_FINITE, SERIES, SYMBOLS, add_key, add_not_finite, lay_out
from latentlens.plots.sweep_helpers import doubtful, measured, title, value
from latentlens.plots.words import plain, tick

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer
    from latentlens.ask.scale_sweep import ScaleSweep

_DASHES = ["solid", "dash", "dot", "dashdot"]
"""For more vectors than there are colours."""


def confidence_across_scales(sweep: ScaleSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across scales, one line a vector, with the band of the controls.

    Of one vector each kind of control is a line of its own, of several only the highest is drawn. The
    controls are drawn as how probable they make the same answer, at the same scale. The highest point of a
    line is the best of as many answers as it has points.

    A point is hollow where the options' mass is low. A line is broken where a cell was not answered.
    Where an answer is not finite a cross stands on the axis.

    Args:
        sweep: any, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A figure whose x axis is the scale.
    """
    figure = PrivateFigure()
    scales, names = sorted(sweep.scales), sweep.vectors.names
    by_scale = {cell: sweep.scales[i % len(sweep.scales)] for i, cell in enumerate(sweep.cells)}
    lines: list[dict[float, Answer]] = [{} for _ in names]
    for cell, answer in sweep.answers.items():
        lines[answer.position][by_scale[cell]] = answer
    if len(names) == 1:
        controls.add_each(figure, [lines[0].get(scale) for scale in scales], scales, option)
    else:
        held = [[c for line in lines if scale in line for c in line[scale].controls] for scale in scales]
        controls.add_highest(figure, scales, held, option)
    for number, line in enumerate(lines):
        _add_vector(figure, sweep, [line.get(scale) for scale in scales], scales, number, option)
    bad = [(by_scale[cell], _said(sweep, it)) for cell, it in sweep.answers.items() if not it.finite]
    add_not_finite(figure, [scale for scale, _ in bad], [said for _, said in bad])
    if any(doubtful(answer) for answer in sweep.answers.values()):
        add_key(figure, "hollow: low option mass")
    lay_out(
        figure,
        title=title(sweep),
        xaxis={"title": _scale_title(sweep), "zeroline": True, "zerolinecolor": "rgba(128,128,128,0.5)"},
        yaxis={"title": measured(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


def _add_vector(
    figure: go.Figure,
    sweep: ScaleSweep,
    answers: Sequence[Answer | None],
    scales: Sequence[float],
    number: int,
    option: str | None,
) -> None:
    color, symbol = SERIES[number % len(SERIES)], SYMBOLS[number % len(SYMBOLS)]
    figure.add_scatter(
        x=scales,
        y=[answer and value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=tick(sweep.vectors.names[number]),
        meta=number,
        line={"color": color, "width": 2, "dash": _DASHES[number // len(SERIES) % len(_DASHES)]},
        marker={
            "size": 8,
            "symbol": [f"{symbol}-open" if answer and doubtful(answer) else symbol for answer in answers],
            "line": {"width": 2, "color": color},
        },
        customdata=[answer and _said(sweep, answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _said(sweep: ScaleSweep, answer: Answer) -> str:
    if not answer.finite:
        vector = f"{plain(answer.provenance['vector'])}, scale {answer.provenance['scale']:g}"
        return f"{vector}<br><b>{NOT_FINITE}</b>"
    said = "".join(f"<br>{hover.of_control(control)}" for control in answer.controls)
    mass = "" if answer.option_mass is None else f"<br>option mass {answer.option_mass:.2f}"
    return (
        f"{plain(answer.provenance['vector'])}, scale {answer.provenance['scale']:g}: "
        f"{sweep.relative_norm(answer):.3g} of the slot's norm<br>"
        f"<b>{plain(answer.text.strip())}</b> {answer.confidence:.2f}{mass}{said}"
    )


def _scale_title(sweep: ScaleSweep) -> str:
    """Say what scale 1 is, where there is one vector and so one such number."""
    given = [(answer, answer.provenance["scale"]) for answer in sweep.answers.values()]
    measured_at = next(((answer, scale) for answer, scale in given if scale), None)
    if len(sweep.vectors) != 1 or measured_at is None:
        return "scale"
    answer, scale = measured_at
    return f"scale (1 is {sweep.relative_norm(answer) / abs(scale):.2g} of the slot's own norm)"

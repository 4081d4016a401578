"""Confidence over the scales of vectors, above the band of their controls."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from latentlens.display.minus import with_minus
from latentlens.plots import control_bands as controls
from latentlens.plots import hover
from latentlens.plots.answer_points import has_low_option_mass, plotted_value
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import escape, tick_label
from latentlens.plots.style import NOT_FINITE, SERIES, SYMBOLS, add_legend_entry, add_not_finite, apply_style
from latentlens.plots.sweep_like import DrawnAnswer, DrawnSweep
from latentlens.plots.sweep_titles import quantity_title, sweep_title

_DASHES = ["solid", "dash", "dot", "dashdot"]
"""Dashes for vectors beyond the number of colours."""


def confidence_across_scales(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across scales, one line a vector, with the band of the controls.

    For a single vector each kind of control is its own line, for several only the highest is drawn. The
    controls are drawn as the probability that they give the same answer, at the same scale. The highest point
    of a line is a best-of-N number: N is the number of its points.

    A hollow point means low option mass. A line is broken where a cell was not answered. A cross on the axis
    marks an answer that is not finite.

    Args:
        sweep: a sweep of vectors, or of one site, over scales, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A Plotly figure whose x axis is the scale.
    """
    figure = PrivateFigure()
    scales, names, by_cell = sorted(sweep.axes["scale"]), _names(sweep), _by_name(sweep)
    lines: list[dict[float, DrawnAnswer]] = [{} for _ in names]
    for (name, scale), answer in by_cell.items():
        lines[names.index(name)][scale] = answer
    if len(names) == 1:
        controls.add_control_lines(figure, [lines[0].get(scale) for scale in scales], scales, option)
    else:
        held = [[c for line in lines if scale in line for c in line[scale].controls] for scale in scales]
        controls.add_highest_control(figure, scales, held, option)
    for number, line in enumerate(lines):
        _add_vector(figure, names[number], [line.get(scale) for scale in scales], scales, number, option)
    bad = [(scale, _hover_text(it)) for (_, scale), it in by_cell.items() if not it.finite]
    add_not_finite(figure, [scale for scale, _ in bad], [hover_text for _, hover_text in bad])
    if any(has_low_option_mass(answer) for answer in by_cell.values()):
        add_legend_entry(figure, "hollow: low option mass")
    apply_style(
        figure,
        title=sweep_title(sweep),
        xaxis={"title": _scale_title(sweep), "zeroline": True, "zerolinecolor": "rgba(128,128,128,0.5)"},
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


def _add_vector(
    figure: go.Figure,
    name: str,
    answers: Sequence[DrawnAnswer | None],
    scales: Sequence[float],
    number: int,
    option: str | None,
) -> None:
    color, symbol = SERIES[number % len(SERIES)], SYMBOLS[number % len(SYMBOLS)]
    figure.add_scatter(
        x=scales,
        y=[answer and plotted_value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=tick_label(name),
        meta=number,
        line={"color": color, "width": 2, "dash": _DASHES[number // len(SERIES) % len(_DASHES)]},
        marker={
            "size": 8,
            "symbol": [
                f"{symbol}-open" if answer and has_low_option_mass(answer) else symbol for answer in answers
            ],
            "line": {"width": 2, "color": color},
        },
        customdata=[answer and _hover_text(answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover_text(answer: DrawnAnswer) -> str:
    vector = f"{escape(_name(answer))}, scale {with_minus(f'{_scale(answer):g}')}"
    if not answer.finite:
        return f"{vector}<br><b>{NOT_FINITE}</b>"
    control_texts = "".join(f"<br>{hover.control_hover(control)}" for control in answer.controls)
    mass = "" if answer.option_mass is None else f"<br>option mass {answer.option_mass:.2f}"
    return (
        f"{vector}: {_relative_norm(answer):.3g} of the slot's norm<br>"
        f"<b>{escape(answer.text.strip())}</b> {answer.confidence:.2f}{mass}{control_texts}"
        f"{hover.noise_hover(answer)}"
    )


def _scale_title(sweep: DrawnSweep) -> str:
    """Say what scale 1 is, where there is one vector and so one such number."""
    answer = next((answer for answer in sweep.answers.values() if _scale(answer)), None)
    if len(_names(sweep)) != 1 or answer is None:
        return "scale"
    return f"scale (1 is {_relative_norm(answer) / abs(_scale(answer)):.2g} of the slot's own norm)"


def _by_name(sweep: DrawnSweep) -> dict[tuple[str, float], DrawnAnswer]:
    """Return the answers by vector, or by site of a trace, and scale."""
    if "vector" in sweep.axes:
        return dict(sweep.along("vector", "scale"))
    names = [name for name in ("layer", "position") if len(sweep.axes[name]) > 1] or ["position"]
    by_cell = sweep.along(*names, "scale")
    return {(_name(answer), cell[-1]): answer for cell, answer in by_cell.items()}


def _names(sweep: DrawnSweep) -> list[str]:
    if "vector" in sweep.axes:
        return list(sweep.axes["vector"])
    return list(dict.fromkeys(_name(answer) for answer in sweep.answers.values()))


def _name(answer: DrawnAnswer) -> str:
    """Return the vector's name, or the site as text."""
    if answer.position is None:
        return str(answer.provenance["vector"])
    return f"{hover.named_layers(answer)}, {answer.name.split(' × ')[0]} ({answer.position})"


def _scale(answer: DrawnAnswer) -> float:
    return float(answer.provenance.get("scale", 1.0))


def _relative_norm(answer: DrawnAnswer) -> float:
    """Return the norm of what was scaled, before the mapping, in units of what stood in its slot."""
    return float(answer.provenance["relative_norm"])

"""Means over prompts, with their intervals, beside those of the controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from latentlens.plots import control_bands
from latentlens.plots.answer_points import plotted_value
from latentlens.plots.axes import layer_axis, token_axis
from latentlens.plots.bands import fill_between
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.hover import answer_hover
from latentlens.plots.prompt_axes import (
    along_prompts,
    axes_of_means,
    place_of,
    position_labels,
    values_along,
)
from latentlens.plots.prompt_means import AcrossPrompts, PromptMean
from latentlens.plots.prompts_heat_map import heat_map_of_means
from latentlens.plots.style import (
    INK,
    SERIES,
    SYMBOLS,
    add_legend_entry,
    add_not_finite,
    apply_style,
    translucent,
)
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import means_title, quantity_title

_MOST_SINGLE = 20
"""Up to this many prompts have a line of their own behind the mean."""


def mean_over_prompts(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the mean over a sweep's prompts, with a 95 % interval, beside the means of its controls.

    The interval is Student's t interval of the mean: it is about prompts like these, and wide if there are
    few. The controls are drawn the same way, as the probability that they give the same answer; of several of
    one kind, each prompt's highest. The hover has the mean excess over each prompt's own controls, whose
    interval is of the differences, so it may exclude 0 where the areas overlap. Up to 20 prompts are drawn as
    thin lines, too. Answers that are not finite are left out of the means and marked by a cross on the axis.

    With several layers and several positions or target layers it is a heat map of the means instead.

    Args:
        sweep: a sweep of several traces, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A Plotly figure whose x axis is the layer, the position or the scale; or a heat map.

    Raises:
        SelectionError: if the prompts were not asked at the same places, or more axes have several values
            than a figure can show.
        InputError: if there is no answer for a heat map.
    """
    axes = axes_of_means(sweep)
    if len(axes) == 2:
        return heat_map_of_means(sweep, axes, option=option)
    (axis,) = axes
    places, found = values_along(sweep, axis), along_prompts(sweep, axes, option)
    held = [found[place,] for place in places]
    figure = PrivateFigure()
    _add_controls(figure, places, held)
    if len(sweep.traces) <= _MOST_SINGLE:
        _add_single_prompts(figure, places, held, len(sweep.traces), option)
    _add_mean(figure, places, held, [place_of(axis, place) for place in places])
    bad = [(at, each) for at, each in zip(places, held, strict=True) if each.not_finite]
    add_not_finite(figure, [at for at, _ in bad], [each.hover(place_of(axis, at)) for at, each in bad])
    if any(each.low_mass for each in held):
        add_legend_entry(figure, "hollow: low option mass in half of the prompts or more")
    apply_style(
        figure,
        title=means_title(sweep, [len(each.finite) for each in held]),
        xaxis=_x_axis(sweep, axis, places),
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


def _x_axis(sweep: DrawnSweep, axis: str, places: Sequence[Any]) -> dict[str, Any]:
    if axis == "position":
        return token_axis(places, position_labels(sweep, places))
    if axis == "layer":
        return layer_axis(places)
    return {"title": "scale", "zeroline": True, "zerolinecolor": "rgba(128,128,128,0.5)"}


def _add_controls(figure: go.Figure, places: Sequence[float], held: Sequence[AcrossPrompts]) -> None:
    for number, (kind, dash) in enumerate(control_bands.DASHES.items(), start=1):
        means = [each.control(kind) for each in held]
        if not any(means):
            continue
        most = max(each.most_controls(kind) for each in held)
        name = f"{kind} control" if most == 1 else f"highest of {most} {kind} controls"
        _add_interval(figure, places, means, translucent(INK, 0.15), name)
        figure.add_scatter(
            x=places,
            y=[None if mean is None else mean.value for mean in means],
            mode=_mode(places),
            connectgaps=False,
            name=name,
            legendgroup=name,
            line={"color": INK, "width": 1.5, "dash": dash},
            marker={"size": 8, "symbol": SYMBOLS[number], "color": INK},
            error_y=_error_bars(means),
            customdata=["" if mean is None else f"{name}, mean over prompts {mean}" for mean in means],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_single_prompts(
    figure: go.Figure,
    places: Sequence[float],
    held: Sequence[AcrossPrompts],
    prompts: int,
    option: str | None,
) -> None:
    for prompt in range(prompts):
        answers = [each.answers.get(prompt) for each in held]
        figure.add_scatter(
            x=places,
            y=[answer and plotted_value(answer, option) for answer in answers],
            mode=_mode(places),
            connectgaps=False,
            name="single prompts",
            legendgroup="single prompts",
            showlegend=prompt == 0,
            meta=f"prompt {prompt}",
            line={"color": translucent(SERIES[0], 0.5), "width": 1},
            marker={"size": 5, "color": translucent(SERIES[0], 0.5)},
            customdata=[answer and f"prompt {prompt}<br>{answer_hover(answer)}" for answer in answers],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_mean(
    figure: go.Figure, places: Sequence[float], held: Sequence[AcrossPrompts], where: Sequence[str]
) -> None:
    means, name, color = [each.mean() for each in held], "mean over prompts", SERIES[0]
    if not any(means):
        return
    _add_interval(figure, places, means, translucent(color, 0.25), name)
    figure.add_scatter(
        x=places,
        y=[None if mean is None else mean.value for mean in means],
        mode="lines+markers",
        connectgaps=False,
        name=name,
        legendgroup=name,
        line={"color": color, "width": 2.5},
        marker={
            "size": 7 if len(places) <= 40 else 4,
            "symbol": ["circle-open" if each.low_mass else "circle" for each in held],
            "line": {"width": 2, "color": color},
        },
        error_y=_error_bars(means),
        customdata=[each.hover(at) for each, at in zip(held, where, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_interval(
    figure: go.Figure, places: Sequence[float], means: Sequence[PromptMean | None], color: str, name: str
) -> None:
    fill_between(
        figure,
        places,
        [None if mean is None else mean.low for mean in means],
        [None if mean is None else mean.high for mean in means],
        color=color,
        name=f"{name}, 95 % interval",
        group=name,
    )


def _mode(places: Sequence[float]) -> str:
    """Return how lines other than the mean's are drawn: as points where there is one place only."""
    return "lines" if len(places) > 1 else "markers"


def _error_bars(means: Sequence[PromptMean | None]) -> dict[str, Any] | None:
    """Return the interval as a bar where there is one place, at which an area has no width."""
    (mean,) = means if len(means) == 1 else (None,)
    if mean is None or mean.low is None or mean.high is None:
        return None
    return {"array": [mean.high - mean.value], "arrayminus": [mean.value - mean.low]}

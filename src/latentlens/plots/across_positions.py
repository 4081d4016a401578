"""Confidence over the positions of a prompt, above the band of its controls."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from latentlens.plots import control_bands as controls
from latentlens.plots import hover
from latentlens.plots.answer_points import has_low_option_mass, plotted_value
from latentlens.plots.axes import token_axis
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import layers_label
from latentlens.plots.style import LAYERS, add_legend_entry, add_not_finite, apply_style, ordered_colors
from latentlens.plots.sweep_like import DrawnAnswer, DrawnSweep
from latentlens.plots.sweep_titles import quantity_title, sweep_title

_MOST_APART = 80
"""With more positions than this, points are small, since large ones would cover each other."""

_MOST_NAMED = 12
"""With more layers than this, a colour bar replaces the legend entries."""


def confidence_across_positions(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across positions, one line a layer, with the band of the controls.

    The controls are drawn as the probability that they give the same answer: a line above their band was read
    from the vector.

    A hollow point means low option mass: the model was about to say something else. A line is broken where a
    cell was not answered. A cross on the axis marks an answer that is not finite.

    Args:
        sweep: a sweep of one trace over layers and positions, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A Plotly figure whose x axis is keyed by position, so that repeated tokens stay apart.
    """
    figure = PrivateFigure()
    by_cell = sweep.along("layer", "position")
    layers = sorted({layer for layer, _ in by_cell})
    positions = sorted(sweep.axes["position"])
    if len(layers) == 1:
        controls.add_control_lines(
            figure, [by_cell.get((layers[0], p)) for p in positions], positions, option
        )
    elif layers:
        controls.add_strongest_controls(figure, by_cell, positions, option)
    named = len(layers) <= _MOST_NAMED or any(isinstance(layer, tuple) for layer in layers)
    for layer, color in zip(layers, ordered_colors(len(layers)), strict=True):
        answers = [by_cell.get((layer, p)) for p in positions]
        _add_layer(figure, answers, positions, layer, color, option, named=named)
    if not named:
        _add_color_bar(figure, layers)
    bad = [(p, hover.answer_hover(it)) for (_, p), it in sorted(by_cell.items()) if not it.finite]
    add_not_finite(figure, [p for p, _ in bad], [hover_text for _, hover_text in bad])
    if any(has_low_option_mass(answer) for answer in by_cell.values()):
        add_legend_entry(figure, "hollow: low option mass")
    apply_style(
        figure,
        title=sweep_title(sweep),
        xaxis=token_axis(positions, [sweep.traces[0].tokens[p] for p in positions]),
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


def _add_layer(
    figure: go.Figure,
    answers: Sequence[DrawnAnswer | None],
    positions: Sequence[int],
    layer: int | tuple[int, ...],
    color: str,
    option: str | None,
    *,
    named: bool,
) -> None:
    figure.add_scatter(
        x=positions,
        y=[answer and plotted_value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=layers_label(layer),
        meta=layer,
        showlegend=named,
        line={"color": color, "width": 1 if len(positions) > _MOST_APART else 2},
        marker={
            "size": 3 if len(positions) > _MOST_APART else 8 if named else 5,
            "symbol": [
                "circle-open" if answer and has_low_option_mass(answer) else "circle" for answer in answers
            ],
            "line": {"width": 2, "color": color},
        },
        customdata=[answer and hover.answer_hover(answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_color_bar(figure: go.Figure, layers: Sequence[int]) -> None:
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        showlegend=False,
        hoverinfo="skip",
        marker={
            "color": [layers[0]],
            "cmin": layers[0],
            "cmax": layers[-1],
            "colorscale": LAYERS,
            "showscale": True,
            "colorbar": {"title": "layer", "thickness": 12, "outlinewidth": 0},
        },
    )

"""Confidence across the positions of a prompt, over the band of its controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from latentlens.plots import control_bands as controls
from latentlens.plots import hover
from latentlens.plots.axes import token_axis
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.look import LAYERS, add_key, add_not_finite, lay_out, ordered_colors
from latentlens.plots.sweep_helpers import doubtful, measured, title, value

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep

_MOST_NAMED = 12
"""Beyond this many layers a colour bar says more than a list."""


def confidence_across_positions(sweep: Sweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across positions, one line a layer, with the band of the controls.

    The controls are drawn as how probable they make the same answer: what stands above their band was read
    from the vector.

    A point is hollow where the options' mass is low: there the model was about to say something else.
    A line is broken where a cell was not answered. Where an answer is not finite a cross stands on the axis.

    Args:
        sweep: any sweep, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A figure whose x axis is keyed by position, so that repeated tokens stay apart.
    """
    figure = PrivateFigure()
    layers = sorted({layer for layer, _ in sweep.answers})
    positions = sorted(sweep.positions)
    if len(layers) == 1:
        controls.add_each(figure, [sweep.answers.get((layers[0], p)) for p in positions], positions, option)
    elif layers:
        controls.add_strongest(figure, sweep.answers, positions, option)
    for layer, color in zip(layers, ordered_colors(len(layers)), strict=True):
        answers = [sweep.answers.get((layer, p)) for p in positions]
        _add_layer(figure, answers, positions, layer, color, option, named=len(layers) <= _MOST_NAMED)
    if len(layers) > _MOST_NAMED:
        _add_color_bar(figure, layers)
    bad = [(p, hover.of_answer(it)) for (_, p), it in sorted(sweep.answers.items()) if not it.finite]
    add_not_finite(figure, [p for p, _ in bad], [said for _, said in bad])
    if any(doubtful(answer) for answer in sweep.answers.values()):
        add_key(figure, "hollow: low option mass")
    lay_out(
        figure,
        title=title(sweep),
        xaxis=token_axis(positions, [sweep.trace.tokens[p] for p in positions]),
        yaxis={"title": measured(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure


def _add_layer(
    figure: go.Figure,
    answers: Sequence[Answer | None],
    positions: Sequence[int],
    layer: int,
    color: str,
    option: str | None,
    *,
    named: bool,
) -> None:
    figure.add_scatter(
        x=positions,
        y=[answer and value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=f"layer {layer}",
        meta=layer,
        showlegend=named,
        line={"color": color, "width": 2},
        marker={
            "size": 8 if named else 5,
            "symbol": ["circle-open" if answer and doubtful(answer) else "circle" for answer in answers],
            "line": {"width": 2, "color": color},
        },
        customdata=[answer and hover.of_answer(answer) for answer in answers],
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

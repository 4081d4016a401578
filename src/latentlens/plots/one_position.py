"""Confidence over the layers of one position, above the band of its controls."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.plots.answer_curve import add_answer_curve
from latentlens.plots.axes import layer_axis, layer_places
from latentlens.plots.control_bands import add_control_lines
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import tick_label
from latentlens.plots.style import apply_style
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import quantity_title, sweep_title, with_verdicts


def confidence_at_one_position(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence at one position across layers, with the band of the controls.

    The controls are drawn as the probability that they give the same answer. The highest point is a
    best-of-N number: N is the number of layers.

    Args:
        sweep: a sweep of one trace over the layers of one position, complete or not.
        option: draw this option's probability instead of the confidence in each layer's own answer.

    Returns:
        A Plotly figure whose x axis is the layer.
    """
    figure = PrivateFigure()
    by_layer = {layer: answer for (layer,), answer in sweep.along("layer").items()}
    layers = sorted(sweep.axes["layer"])
    answers, places = [by_layer.get(layer) for layer in layers], layer_places(layers)
    add_control_lines(figure, answers, places, option)
    token = tick_label(sweep.traces[0].tokens[sweep.axes["position"][0]])
    add_answer_curve(figure, answers, places, token, option)
    apply_style(
        figure,
        title=with_verdicts(sweep_title(sweep), answers, option),
        xaxis=layer_axis(layers),
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure

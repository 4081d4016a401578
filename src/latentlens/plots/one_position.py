"""Confidence over the layers of one position, above the band of its controls."""

from __future__ import annotations

import plotly.graph_objects as go

from latentlens.plots import control_bands as controls
from latentlens.plots import hover
from latentlens.plots.answer_points import has_low_option_mass, plotted_value
from latentlens.plots.axes import layer_axis, layer_places
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import tick_label
from latentlens.plots.style import SERIES, add_legend_entry, add_not_finite, apply_style
from latentlens.plots.sweep_like import DrawnSweep
from latentlens.plots.sweep_titles import quantity_title, sweep_title


def confidence_at_one_position(sweep: DrawnSweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence at one position across layers, with the band of the controls.

    The controls are drawn as the probability that they give the same answer: a point above their band was
    read from the vector. The highest point is a best-of-N number: N is the number of layers.

    A hollow point means low option mass. The line is broken where a layer was not answered. A cross on the
    axis marks an answer that is not finite.

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
    controls.add_control_lines(figure, answers, places, option)
    figure.add_scatter(
        x=places,
        y=[answer and plotted_value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=tick_label(sweep.traces[0].tokens[sweep.axes["position"][0]]),
        line={"color": SERIES[0], "width": 2},
        marker={
            "size": 8,
            "symbol": [
                "circle-open" if answer and has_low_option_mass(answer) else "circle" for answer in answers
            ],
            "line": {"width": 2, "color": SERIES[0]},
        },
        customdata=[answer and hover.answer_hover(answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )
    drawn = zip(places, answers, strict=True)
    bad = [(place, hover.answer_hover(it)) for place, it in drawn if it and not it.finite]
    add_not_finite(figure, [place for place, _ in bad], [hover_text for _, hover_text in bad])
    if any(has_low_option_mass(answer) for answer in by_layer.values()):
        add_legend_entry(figure, "hollow: low option mass")
    apply_style(
        figure,
        title=sweep_title(sweep),
        xaxis=layer_axis(layers),
        yaxis={"title": quantity_title(sweep, option), "range": [-0.02, 1.04], "tickformat": ".1f"},
    )
    return figure

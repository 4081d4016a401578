"""The losses of a training over its steps, beside those of what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.inputs.texts import text
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import escape, shorten
from latentlens.plots.style import SERIES, apply_style

_WINDOWS = 40
"""Number of stretches of a training over which the losses are averaged at least."""


def training_losses(losses: Mapping[str, Sequence[float]], *, title: str = "") -> go.Figure:
    """Plot the losses of trainings over their steps, each the mean of the last fortieth of the steps.

    Args:
        losses: the loss of every step of one or more trainings, by name.
        title: title of the figure; default none.

    Returns:
        A Plotly figure with a line for each training.

    Raises:
        InputError: if there is no loss to draw.

    Examples:
        >>> figure = training_losses({"decoder": [3.0, 1.0, 0.5]})
        >>> list(figure.data[0].y)
        [3.0, 1.0, 0.5]
    """
    text("title", title)
    if not any(losses.values()):
        raise InputError("There is no loss to draw. Give what a training returned, report.runs.")
    figure = PrivateFigure()
    for i, (name, values) in enumerate(losses.items()):
        width = max(1, len(values) // _WINDOWS)
        figure.add_scatter(
            x=list(range(1, len(values) + 1)),
            y=[
                sum(part) / len(part)
                for k in range(len(values))
                if (part := values[max(0, k + 1 - width) : k + 1])
            ],
            mode="lines",
            line={"color": SERIES[i % len(SERIES)], "width": 2 if i == 0 else 1.5},
            name=escape(name),
            hovertemplate=f"{escape(name)}, step %{{x}}: %{{y:.3g}}<extra></extra>",
        )
    apply_style(
        figure,
        title=shorten(title),
        xaxis={"title": "step"},
        yaxis={"title": "loss (nats per token)", "rangemode": "tozero"},
        height=380,
    )
    return figure

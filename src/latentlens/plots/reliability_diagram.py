"""Reliability diagrams: how often answers of each confidence are correct."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text
from latentlens.plots.figure import PrivateFigure
from latentlens.plots.labels import escape, shorten
from latentlens.plots.style import GRID, INK, SERIES, SYMBOLS, TICK_SIZE, apply_style, translucent
from latentlens.plots.sweep_like import DrawnCalibration


def reliability_diagram(
    calibrations: DrawnCalibration | Mapping[str, DrawnCalibration], *, title: str = ""
) -> go.Figure:
    """Plot accuracy over confidence, with the number of answers in each bin below.

    On the diagonal, answers are correct as often as their confidence says; below it they are overconfident.
    Bars are the 95 % Wilson intervals of the accuracy.

    Args:
        calibrations: one calibration, or several by name, such as {"before": ..., "after": ...}.
        title: title of the figure; default none.

    Returns:
        A Plotly figure with both axes from 0 to 1, and the ECE of each calibration in the legend.

    Raises:
        InputError: if there are no calibrations.

    Examples:
        >>> from latentlens.evaluation.calibration import Calibration
        >>> figure = reliability_diagram(Calibration.of([0.9, 0.8, 0.3], [1, 1, 0]))
        >>> [round(accuracy, 2) for accuracy in figure.data[1].y]
        [0.0, 1.0, 1.0]
    """
    named = dict(calibrations) if isinstance(calibrations, Mapping) else {"answers": calibrations}
    for name, calibration in named.items():
        text("The name of a calibration", name)
        if not hasattr(calibration, "bins") or not hasattr(calibration, "ece"):
            raise InputError(f"{shown(calibration)} is no calibration. Give what Calibration.of made.")
    text("title", title)
    if not named:
        raise InputError("There is no calibration to draw. Give at least one, made by Calibration.of.")
    figure = PrivateFigure()
    figure.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        line={"color": INK, "width": 1.5, "dash": "dash"},
        name="perfect calibration",
        hoverinfo="skip",
    )
    for i, (name, calibration) in enumerate(named.items()):
        _add_accuracies(figure, name, calibration, i)
        _add_counts(figure, name, calibration, i, of=len(named))
    apply_style(
        figure,
        title=shorten(title),
        xaxis={"title": "confidence", "range": [-0.02, 1.02], "anchor": "y2", "tickformat": ".1f"},
        yaxis={"title": "share correct", "range": [-0.02, 1.02], "domain": [0.32, 1], "tickformat": ".1f"},
        height=480,
    )
    figure.update_layout(
        yaxis2={
            "title": {"text": "answers", "font": {"size": 12}, "standoff": 10},
            "anchor": "x",
            "domain": [0, 0.22],
            "gridcolor": GRID,
            "zerolinecolor": GRID,
            "tickfont": {"size": TICK_SIZE},
            "nticks": 4,
        },
        barmode="overlay",
    )
    return figure


def _add_accuracies(figure: go.Figure, name: str, calibration: DrawnCalibration, i: int) -> None:
    bins, ece, color = calibration.bins, calibration.ece, SERIES[i % len(SERIES)]
    figure.add_scatter(
        x=[b.confidence for b in bins],
        y=[b.accuracy for b in bins],
        error_y={
            "symmetric": False,
            "array": [b.interval[1] - b.accuracy for b in bins],
            "arrayminus": [b.accuracy - b.interval[0] for b in bins],
            "color": color,
            "thickness": 1.5,
            "width": 3,
        },
        mode="lines+markers",
        line={"color": color, "width": 2},
        marker={"size": 8, "symbol": SYMBOLS[i % len(SYMBOLS)]},
        name=f"{escape(name)}: ECE {ece.value:.2f} ({ece.low:.2f}–{ece.high:.2f})",
        legendgroup=name,
        customdata=[
            f"<b>{escape(name)}</b>, confidence {b.low:.2f} to {b.high:.2f}, {b.count} answers<br>"
            f"mean confidence {b.confidence:.2f}, share correct {b.accuracy:.2f} "
            f"({b.interval[0]:.2f} to {b.interval[1]:.2f})"
            for b in bins
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_counts(figure: go.Figure, name: str, calibration: DrawnCalibration, i: int, *, of: int) -> None:
    bins, color = calibration.bins, SERIES[i % len(SERIES)]
    widths = [0.9 * (b.high - b.low) / of for b in bins]
    figure.add_bar(
        x=[(b.low + b.high) / 2 + (i - (of - 1) / 2) * width for b, width in zip(bins, widths, strict=True)],
        y=[b.count for b in bins],
        width=widths,
        yaxis="y2",
        marker={"color": translucent(color, 0.6), "line": {"width": 1, "color": color}},
        name=f"{escape(name)}, answers",
        legendgroup=name,
        showlegend=False,
        customdata=[f"{b.count} answers, confidence {b.low:.2f} to {b.high:.2f}" for b in bins],
        hovertemplate="%{customdata}<extra></extra>",
    )

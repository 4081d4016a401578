"""Plotly figures of sweeps: drawn for reading, never for sending anywhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from latentlens._figure import CONFIG, PrivateFigure

if TYPE_CHECKING:
    from latentlens._answer import Answer, ControlKind
    from latentlens._sweep import Sweep

__all__ = ["CONFIG", "PrivateFigure", "confidence_across_positions"]

_INK = "#7a7a7a"
"""As far from a white page as from a black one."""

_LAYERS = ["#2f7fd0", "#7a68d8", "#b055b8", "#d3487f", "#d5583a", "#b9770e"]
"""From low layers to high; each stands out from a white page and from a black one."""

_MOST_NAMED = 12
"""Beyond this many layers a colour bar says more than a list."""

_MOST_TICKS = 64
"""Beyond this many positions not every token can be written under the axis."""

_KINDS: dict[ControlKind, str] = {"null": "dash", "random": "dot"}


def confidence_across_positions(sweep: Sweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across positions, one line a layer, with the band of the controls.

    The controls are drawn as how probable they make the same answer: what stands above their band was read
    from the vector.

    A point is hollow where the options' mass is low: there the model was about to say something else.
    A line is broken where a cell was not answered.

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
        _add_controls(figure, [sweep.answers.get((layers[0], p)) for p in positions], positions, option)
    elif layers:
        _add_strongest_control(figure, sweep, positions, option)
    for layer, color in zip(layers, _colors(len(layers)), strict=True):
        answers = [sweep.answers.get((layer, p)) for p in positions]
        size = 8 if len(layers) <= _MOST_NAMED else 5
        _add_layer(figure, answers, positions, f"layer {layer}", color, size, option)
    figure.update_traces(selector={"legendgroup": "layers"}, showlegend=len(layers) <= _MOST_NAMED)
    if len(layers) > _MOST_NAMED:
        _add_color_bar(figure, layers)
    if any(_doubtful(answer) for answer in sweep.answers.values()):
        _add_key(figure, "hollow: low option mass")
    _lay_out(figure, sweep, positions, several=len(layers) > 1, option=option)
    return figure


def _lay_out(
    figure: go.Figure, sweep: Sweep, positions: Sequence[int], *, several: bool, option: str | None
) -> None:
    kinds = {answer.confidence_kind for answer in sweep.answers.values()}
    measured = f"P({_plain(option)})" if option else ": ".join(["confidence", *sorted(kinds)])
    ticks = positions[:: math.ceil(len(positions) / _MOST_TICKS)]
    above = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    beside = {"orientation": "v", "x": 1.02, "y": 1, "yanchor": "top", "traceorder": "reversed"}
    figure.update_layout(
        template="plotly_white",
        title={"text": _title(sweep), "x": 0, "xref": "paper", "y": 0.97, "yanchor": "top"},
        title_font_size=14,
        xaxis={
            "title": {"text": "position", "font": {"size": 12}},
            "range": [positions[0] - 0.6, positions[-1] + 0.6],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [_tick(sweep.trace.tokens[p]) for p in ticks],
            "tickangle": 0 if len(ticks) <= 8 else -45 if len(ticks) <= 24 else -90,
            "tickfont": {"size": 11},
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "title": {"text": measured, "font": {"size": 12}},
            "range": [-0.02, 1.04],
            "tickformat": ".1f",
            "gridcolor": "rgba(128,128,128,0.25)",
            "zerolinecolor": "rgba(128,128,128,0.5)",
        },
        legend=beside if several else above,
        modebar={
            "bgcolor": "rgba(0,0,0,0)",
            "color": _INK,
            "activecolor": _LAYERS[0],
            # the upload is named here too, since the layout stays with the figure wherever it is shown
            "remove": ["sendDataToCloud", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
        },
        hovermode="closest",
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": _INK, "font": {"color": "#222222"}, "align": "left"},
        height=400,
        margin={"l": 60, "r": 20, "t": 50 if several else 76, "b": 60},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": _INK},
    )


def _add_layer(
    figure: go.Figure,
    answers: Sequence[Answer | None],
    positions: Sequence[int],
    name: str,
    color: str,
    size: int,
    option: str | None,
) -> None:
    figure.add_scatter(
        x=positions,
        y=[answer and _value(answer, option) for answer in answers],
        mode="lines+markers",
        connectgaps=False,
        name=name,
        legendgroup="layers",
        line={"color": color, "width": 2},
        marker={
            "size": size,
            "symbol": ["circle-open" if answer and _doubtful(answer) else "circle" for answer in answers],
            "line": {"width": 2, "color": color},
        },
        customdata=[answer and _hover(answer) for answer in answers],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _add_controls(
    figure: go.Figure, answers: Sequence[Answer | None], positions: Sequence[int], option: str | None
) -> None:
    """Draw the band below the controls, and each control as a line of its own."""
    held = [answer if answer and answer.controls else None for answer in answers]
    if not any(held):
        return
    highest = [None if answer is None else _strongest([answer], option) for answer in held]
    _add_band(figure, positions, highest)
    for kind, dash in _KINDS.items():
        figure.add_scatter(
            x=positions,
            y=[answer and _control_value(answer, kind, option) for answer in held],
            mode="lines",
            connectgaps=False,
            name=f"{kind} control",
            line={"color": _INK, "width": 1.5, "dash": dash},
            customdata=[answer and _control_hover(answer, kind) for answer in held],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_strongest_control(
    figure: go.Figure, sweep: Sweep, positions: Sequence[int], option: str | None
) -> None:
    """Draw, for several layers at once, only how high any control gets at each position."""
    held: dict[int, list[Answer]] = {}
    for answer in sweep.answers.values():
        if answer.controls:
            held.setdefault(answer.position, []).append(answer)
    if held:
        highest = [_strongest(held[p], option) if p in held else None for p in positions]
        _add_band(figure, positions, highest)
        figure.add_scatter(
            x=positions,
            y=highest,
            mode="lines",
            connectgaps=False,
            line={"color": _INK, "width": 1.5, "dash": "dash"},
            name="highest control",
            hovertemplate="highest control %{y:.2f}<extra></extra>",
        )


def _add_band(figure: go.Figure, positions: Sequence[int], highest: Sequence[float | None]) -> None:
    """Fill what does not stand above any control, one patch for each stretch without a gap."""
    x: list[int | None] = []
    y: list[float | None] = []
    pairs = zip(positions, highest, strict=True)
    for there, stretch in itertools.groupby(pairs, key=lambda pair: pair[1] is not None):
        if there:
            places, values = zip(*stretch, strict=True)
            x += [places[0], *places, places[-1], None]
            y += [0.0, *values, 0.0, None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor="rgba(128,128,128,0.18)",
        line={"width": 0, "color": _INK},
        hoverinfo="skip",
        name="controls",
        showlegend=False,
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
            "colorscale": _LAYERS,
            "showscale": True,
            "colorbar": {"title": "layer", "thickness": 12, "outlinewidth": 0, "y": 0.4, "len": 0.8},
        },
    )


def _add_key(figure: go.Figure, name: str) -> None:
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=name,
        hoverinfo="skip",
        marker={"symbol": "circle-open", "size": 8, "color": _INK, "line": {"width": 2}},
    )


def _value(answer: Answer, option: str | None) -> float:
    return answer.confidence if option is None else answer.option(option).probability


def _control_value(answer: Answer, kind: ControlKind, option: str | None) -> float | None:
    """Return how probable a control makes what the line draws: the cell's own answer, or the option."""
    control = answer.control(kind)
    if control is None:
        return None
    return control.support if option is None else control.option(option).probability


def _strongest(answers: Sequence[Answer], option: str | None) -> float:
    values = [_control_value(answer, c.kind, option) for answer in answers for c in answer.controls]
    return max(value for value in values if value is not None)


def _doubtful(answer: Answer) -> bool:
    return any(flag.kind == "option mass" for flag in answer.flags)


def _colors(count: int) -> list[str]:
    # layers are ordered, and so are their colours
    return [str(c) for c in sample_colorscale(_LAYERS, [i / max(1, count - 1) for i in range(count)])]


def _title(sweep: Sweep) -> str:
    shown = str(getattr(sweep.reader, "prompt", repr(sweep.reader)))
    shown = shown if len(shown) <= 70 else f"{shown[:32]} … {shown[-32:]}"
    cells = "" if sweep.complete else f" (stopped after {len(sweep)} of {len(sweep.cells)} cells)"
    return _plain(shown + cells)


def _tick(token: str) -> str:
    return _plain(token if len(token) <= 14 else f"{token[:13]}…")


def _hover(answer: Answer) -> str:
    controls = "".join(f"<br>{_control_hover(answer, control.kind)}" for control in answer.controls)
    mass = "" if answer.option_mass is None else f"<br>option mass {answer.option_mass:.2f}"
    return (
        f"layer {answer.layer}, position {answer.position} {_plain(answer.token)}<br>"
        f"<b>{_plain(answer.text.strip())}</b> {answer.confidence:.2f}{mass}{controls}"
    )


def _control_hover(answer: Answer, kind: ControlKind) -> str:
    control = answer.control(kind)
    if control is None:
        return f"{kind} control not run"
    said = _plain(control.text.strip())
    return f"{kind} control: {said} {control.confidence:.2f}, gives the answer {control.support:.2f}"


_ENTITIES: dict[str, Any] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\n": " ⏎ "}


def _plain(text: str) -> str:
    """Keep plotly from reading a token as markup or TeX; the browser draws the entities as characters."""
    return text.translate(str.maketrans(_ENTITIES))

"""Plotly figures of sweeps: drawn for reading, never for sending anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

if TYPE_CHECKING:
    from latentlens._answer import Answer, ControlKind
    from latentlens._sweep import Sweep

CONFIG = {"showSendToCloud": False, "displaylogo": False, "responsive": True}
"""For `figure.show(config=CONFIG)` and `write_html`; plotly's own button would upload the data."""


class PrivateFigure(go.Figure):  # type: ignore[misc]  # plotly is untyped
    """A figure that never offers to upload what it shows."""

    def show(self, *args: Any, **kwargs: Any) -> Any:
        """Show the figure; see plotly."""
        return super().show(*args, **_private(kwargs))

    def to_html(self, *args: Any, **kwargs: Any) -> Any:
        """Return the figure as HTML; see plotly."""
        return super().to_html(*args, **_private(kwargs))

    def write_html(self, *args: Any, **kwargs: Any) -> Any:
        """Write the figure as HTML; see plotly."""
        return super().write_html(*args, **_private(kwargs))

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(*args, **kwargs)
        if isinstance(bundle, dict) and "application/vnd.plotly.v1+json" in bundle:
            plotly = bundle["application/vnd.plotly.v1+json"]
            plotly["config"] = {**plotly.get("config", {}), **CONFIG}
        return bundle


def confidence_across_positions(sweep: Sweep, *, option: str | None = None) -> go.Figure:
    """Draw the confidence across positions, one line a layer, with the band of the controls.

    A point is hollow where the options' mass is low: there the model was about to say something else.

    Args:
        sweep: any sweep, complete or not.
        option: draw this option's probability instead of the confidence in each cell's own answer.

    Returns:
        A figure whose x axis is keyed by position, so that repeated tokens stay apart.
    """
    figure = PrivateFigure()
    layers = [k for k in sweep.layers if any(cell[0] == k for cell in sweep.answers)]
    for i, layer in enumerate(layers):
        answers = [sweep.answers[layer, p] for p in sweep.positions if (layer, p) in sweep.answers]
        color = _color(i, len(layers))
        if len(layers) == 1:
            _add_controls(figure, answers, option)
        figure.add_scatter(
            x=[answer.position for answer in answers],
            y=[_value(answer, option) for answer in answers],
            mode="lines+markers",
            name=f"layer {layer}",
            line={"color": color, "width": 2},
            marker={
                "size": 9,
                "symbol": ["circle-open" if _doubtful(answer) else "circle" for answer in answers],
                "line": {"width": 2, "color": color},
            },
            customdata=[_hover(answer) for answer in answers],
            hovertemplate="%{customdata}<extra></extra>",
        )
    if len(layers) > 1:
        _add_strongest_control(figure, sweep, option)
    asked = f"P({option})" if option else "confidence"
    figure.update_layout(
        template="plotly_white",
        title={"text": _title(sweep), "x": 0, "xref": "paper", "font": {"size": 14}},
        xaxis={
            "title": "position",
            "tickmode": "array",
            "tickvals": sweep.positions,
            "ticktext": [_tick(sweep.trace.tokens[p]) for p in sweep.positions],
            "tickangle": -45 if len(sweep.positions) > 8 else 0,
            "showgrid": False,
        },
        yaxis={"title": asked, "range": [-0.02, 1.04], "tickformat": ".1f"},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 1, "xanchor": "right"},
        hovermode="closest",
        height=380,
        margin={"l": 60, "r": 20, "t": 70, "b": 90},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": "#808080"},  # readable on a light and on a dark page
    )
    figure.update_yaxes(gridcolor="rgba(128,128,128,0.25)", zerolinecolor="rgba(128,128,128,0.4)")
    return figure


def _add_controls(figure: go.Figure, answers: list[Answer], option: str | None) -> None:
    """Draw the band between the controls, and each control as a line of its own."""
    kinds: list[ControlKind] = ["null", "random"]
    held = [answer for answer in answers if answer.controls]
    if not held:
        return
    positions = [answer.position for answer in held]
    values = {kind: [_control_value(answer, kind, option) for answer in held] for kind in kinds}
    low = [min(pair) for pair in zip(*values.values(), strict=True)]
    high = [max(pair) for pair in zip(*values.values(), strict=True)]
    figure.add_scatter(
        x=[*positions, *reversed(positions)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor="rgba(128,128,128,0.18)",
        line={"width": 0},
        hoverinfo="skip",
        name="controls",
    )
    for kind, dash in zip(kinds, ("dash", "dot"), strict=True):
        figure.add_scatter(
            x=positions,
            y=values[kind],
            mode="lines",
            name=f"{kind} control",
            line={"color": "#808080", "width": 1.5, "dash": dash},
            customdata=[_control_hover(answer, kind) for answer in held],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _add_strongest_control(figure: go.Figure, sweep: Sweep, option: str | None) -> None:
    """Draw, for several layers at once, only how high any control gets at each position."""
    by_position: dict[int, list[float]] = {}
    for answer in sweep.answers.values():
        for control in answer.controls:
            value = _control_value(answer, control.kind, option)
            by_position.setdefault(answer.position, []).append(value)
    if by_position:
        positions = sorted(by_position)
        figure.add_scatter(
            x=positions,
            y=[max(by_position[p]) for p in positions],
            mode="lines",
            fill="tozeroy",
            fillcolor="rgba(128,128,128,0.14)",
            line={"color": "#808080", "width": 1.5, "dash": "dash"},
            name="highest control",
            hovertemplate="highest control %{y:.2f}<extra></extra>",
        )


def _value(answer: Answer, option: str | None) -> float:
    return answer.confidence if option is None else answer.option(option).probability


def _control_value(answer: Answer, kind: ControlKind, option: str | None) -> float:
    control = answer.control(kind)
    if control is None:
        return 0.0
    return control.confidence if option is None else control.option(option).probability


def _doubtful(answer: Answer) -> bool:
    return any(flag.kind == "option mass" for flag in answer.flags)


def _color(index: int, count: int) -> str:
    if count == 1:
        return "#1f77b4"
    # layers are ordered, and so are their colours; the palest end would be lost on a white page
    return str(sample_colorscale("Viridis", [0.9 * index / (count - 1)])[0])


def _title(sweep: Sweep) -> str:
    prompt = getattr(sweep.reader, "prompt", repr(sweep.reader))
    shown = prompt.replace("\n", " ⏎ ")
    return _plain(shown if len(shown) <= 90 else f"{shown[:42]} … {shown[-42:]}")


def _tick(token: str) -> str:
    return _plain(token if len(token) <= 14 else f"{token[:13]}…")


def _hover(answer: Answer) -> str:
    controls = "".join(f"<br>{_control_hover(answer, control.kind)}" for control in answer.controls)
    return (
        f"layer {answer.layer}, position {answer.position} {_plain(answer.token)}<br>"
        f"<b>{_plain(answer.text.strip())}</b> {answer.confidence:.2f}{controls}"
    )


def _control_hover(answer: Answer, kind: ControlKind) -> str:
    control = answer.control(kind)
    if control is None:
        return f"{kind} control not run"
    said = _plain(control.text.strip())
    return f"{kind} control: {said} {control.confidence:.2f}, gives the answer {control.support:.2f}"


def _plain(text: str) -> str:
    """Keep plotly from reading a token as markup; the browser draws the entities as characters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _private(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {**kwargs, "config": {**CONFIG, **(kwargs.get("config") or {})}}

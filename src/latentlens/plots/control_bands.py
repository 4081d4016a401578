"""How controls are drawn: the band that an answer's confidence should stand above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from latentlens.plots import hover
from latentlens.plots.bands import fill_between
from latentlens.plots.look import BAND, INK

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer, Control
    from latentlens.scoring.controls import ControlKind

_DASHES: dict[ControlKind, str] = {
    "null": "dash",
    "random": "dot",
    "shuffled": "dashdot",
    "prompt": "longdash",
    "text": "longdashdot",
}


def add_each(
    figure: go.Figure, answers: Sequence[Answer | None], places: Sequence[float], option: str | None
) -> None:
    """Draw the band below the controls of one line, and each kind of control as a line of its own.

    Of several controls of one kind the line is the highest.

    Args:
        figure: to which they are added.
        answers: of the line, one a place.
        places: on the x axis, in their order.
        option: whose probability is drawn; None for each answer's own.
    """
    controls = [answer.controls if answer else () for answer in answers]
    if not any(controls):
        return
    add_band(figure, places, [_highest(held, option) for held in controls])
    for kind, dash in _DASHES.items():
        found = [[control for control in held if control.kind == kind] for held in controls]
        most = max(map(len, found))
        if most:
            figure.add_scatter(
                x=places,
                y=[_highest(held, option) for held in found],
                mode="lines",
                connectgaps=False,
                name=f"{kind} control" if most == 1 else f"highest of {most} {kind} controls",
                line={"color": INK, "width": 1.5, "dash": dash},
                customdata=["<br>".join(map(hover.of_control, held)) for held in found],
                hovertemplate="%{customdata}<extra></extra>",
            )


def add_strongest(
    figure: go.Figure,
    answers: Mapping[tuple[int, int], Answer],
    positions: Sequence[int],
    option: str | None,
) -> None:
    """Draw, for several layers at once, only how high any control gets at each position.

    Args:
        figure: to which it is added.
        answers: by (layer, position).
        positions: in their order.
        option: whose probability is drawn; None for each answer's own.
    """
    held: dict[int, list[Control]] = {p: [] for p in positions}
    for (_, position), answer in answers.items():
        held[position] += answer.controls
    add_highest(figure, positions, [held[p] for p in positions], option)


def add_highest(
    figure: go.Figure, places: Sequence[float], held: Sequence[Sequence[Control]], option: str | None
) -> None:
    """Draw only how high any control gets at each place, if there are controls.

    Args:
        figure: to which it is added.
        places: on the x axis, in their order.
        held: the controls at each.
        option: whose probability is drawn; None for each answer's own.
    """
    if any(held):
        highest = [_highest(controls, option) for controls in held]
        add_band(figure, places, highest)
        add_line(figure, places, highest, "highest control")


def add_band(figure: go.Figure, places: Sequence[float], highest: Sequence[float | None]) -> None:
    """Fill what does not stand above any control.

    Args:
        figure: to which it is added.
        places: on the x axis, in their order.
        highest: what any control gets there; None where there is none.
    """
    floor = [None if value is None else 0.0 for value in highest]
    fill_between(figure, places, floor, highest, color=BAND, name="controls")


def add_line(
    figure: go.Figure, places: Sequence[float], values: Sequence[float | None], name: str, dash: str = "dash"
) -> None:
    """Draw a control as a line.

    Args:
        figure: to which it is added.
        places: on the x axis, in their order.
        values: what the control gets there; None where there is none.
        name: of the control.
        dash: of the line, as plotly has it.
    """
    figure.add_scatter(
        x=places,
        y=values,
        mode="lines",
        connectgaps=False,
        line={"color": INK, "width": 1.5, "dash": dash},
        name=name,
        hovertemplate=f"{name} %{{y:.2f}}<extra></extra>",
    )


def _highest(controls: Sequence[Control], option: str | None) -> float | None:
    """Return how probable any of the controls makes what the line draws; None where there is none."""
    return max(
        (c.support if option is None else c.option(option).probability for c in controls), default=None
    )

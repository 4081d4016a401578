"""How controls are drawn: the band that an answer's confidence should lie above."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from latentlens.plots import hover
from latentlens.plots.bands import fill_between
from latentlens.plots.style import BAND, INK, add_legend_entry
from latentlens.plots.sweep_like import DrawnAnswer, DrawnControl

DASHES: dict[str, str] = {
    "null": "dash",
    "random": "dot",
    "shuffled": "dashdot",
    "prompt": "longdash",
    "text": "longdashdot",
}
"""Kind of control -> Plotly's dash style of its line."""

_GREY = "grey: up to the highest control"


def add_control_lines(
    figure: go.Figure, answers: Sequence[DrawnAnswer | None], places: Sequence[float], option: str | None
) -> None:
    """Draw the band below the controls of one line, and each kind of control as its own line.

    If there are several controls of one kind, the line is their maximum.

    Args:
        figure: figure to add them to.
        answers: answers of the line, one per place.
        places: x coordinates, in order.
        option: option whose probability is plotted; None for each answer's own text.
    """
    held = [answer.controls if answer else () for answer in answers]
    if not any(held):
        return
    add_band(figure, places, [highest_control(controls, option) for controls in held])
    for kind, dash in DASHES.items():
        by_site = [[control for control in controls if control.kind == kind] for controls in held]
        most_controls = max(map(len, by_site))
        if most_controls:
            figure.add_scatter(
                x=places,
                y=[highest_control(controls, option) for controls in by_site],
                mode="lines",
                connectgaps=False,
                name=f"{kind} control"
                if most_controls == 1
                else f"highest of {most_controls} {kind} controls",
                line={"color": INK, "width": 1.5, "dash": dash},
                customdata=["<br>".join(map(hover.control_hover, controls)) for controls in by_site],
                hovertemplate="%{customdata}<extra></extra>",
            )


def add_highest_control(
    figure: go.Figure, places: Sequence[float], held: Sequence[Sequence[DrawnControl]], option: str | None
) -> None:
    """Draw only the highest control at each place, if there are any.

    Args:
        figure: figure to add it to.
        places: x coordinates, in order.
        held: controls at each place.
        option: option whose probability is plotted; None for each answer's own text.
    """
    if any(held):
        highest = [highest_control(controls, option) for controls in held]
        add_band(figure, places, highest)
        add_line(figure, places, highest, "highest control")


def add_band(figure: go.Figure, places: Sequence[float], highest: Sequence[float | None]) -> None:
    """Fill the area up to the highest control; an entry of the legend says what it is.

    Args:
        figure: figure to add it to.
        places: x coordinates, in order.
        highest: maximum over the controls at each place; None where there are none.
    """
    floor = [None if value is None else 0.0 for value in highest]
    # the entry stands for the area, which a click on it hides
    fill_between(figure, places, floor, highest, color=BAND, name="controls", group=_GREY)
    add_legend_entry(figure, _GREY, "square", size=10, opacity=0.3)


def add_line(
    figure: go.Figure, places: Sequence[float], values: Sequence[float | None], name: str, dash: str = "dash"
) -> None:
    """Draw a control as a line.

    Args:
        figure: figure to add it to.
        places: x coordinates, in order.
        values: the control's value at each place; None where there is none.
        name: name of the control.
        dash: Plotly's dash style; default "dash".
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


def highest_control(controls: Sequence[DrawnControl], option: str | None) -> float | None:
    """Return the highest probability that any of the controls gives to what the line draws.

    Args:
        controls: controls of one answer, or of several at one place.
        option: option whose probability is plotted; None for each answer's own text.

    Returns:
        A probability in [0, 1]; None if there are no controls.
    """
    return max(
        (c.support if option is None else c.option(option).probability for c in controls), default=None
    )

"""Hover texts of answers and their controls."""

from __future__ import annotations

from latentlens.activations.joined_layers import JoinedLayers
from latentlens.plots.labels import escape, layers_label
from latentlens.plots.style import NOT_FINITE
from latentlens.plots.sweep_like import DrawnAnswer, DrawnControl


def answer_hover(answer: DrawnAnswer) -> str:
    """Describe an answer and its controls.

    Args:
        answer: the answer of a cell.
    """
    where = f"{named_layers(answer)}, position {answer.position} {escape(answer.name)}<br>"
    if not answer.finite:
        return f"{where}<b>{NOT_FINITE}</b>"
    controls = "".join(f"<br>{control_hover(control)}" for control in answer.controls)
    mass = "" if answer.option_mass is None else f"<br>option mass {answer.option_mass:.2f}"
    said = f"{where}<b>{escape(answer.text.strip()) or 'no answer'}</b> {answer.confidence:.2f}"
    return f"{said}{mass}{controls}{noise_hover(answer)}"


def named_layers(answer: DrawnAnswer) -> str:
    """Return the layer that an answer read, or all that it read together, in words.

    Args:
        answer: the answer of a cell.
    """
    return layers_label(JoinedLayers(site[0] for site in answer.sites) or answer.layer)


def noise_hover(answer: DrawnAnswer) -> str:
    """Describe how an answer stands against noise, on a line of its own; empty if none was run.

    Args:
        answer: the answer of a cell.
    """
    return "" if answer.noise is None else f"<br>{answer.noise}"


def control_hover(control: DrawnControl) -> str:
    """Describe a control.

    Args:
        control: one control of an answer.
    """
    text = escape(control.text.strip())
    return f"{control.kind} control: {text} {control.confidence:.2f}, support {control.support:.2f}"

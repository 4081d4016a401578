"""What is said of an answer and its controls when one points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlens.plots.look import NOT_FINITE
from latentlens.plots.words import plain

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer, Control


def of_answer(answer: Answer) -> str:
    """Describe an answer and its controls.

    Args:
        answer: of a cell.
    """
    where = f"layer {answer.layer}, position {answer.position} {plain(answer.token)}<br>"
    if not answer.finite:
        return f"{where}<b>{NOT_FINITE}</b>"
    controls = "".join(f"<br>{of_control(control)}" for control in answer.controls)
    mass = "" if answer.option_mass is None else f"<br>option mass {answer.option_mass:.2f}"
    return f"{where}<b>{plain(answer.text.strip())}</b> {answer.confidence:.2f}{mass}{controls}"


def of_control(control: Control) -> str:
    """Describe a control.

    Args:
        control: of an answer.
    """
    said = plain(control.text.strip())
    return f"{control.kind} control: {said} {control.confidence:.2f}, gives the answer {control.support:.2f}"

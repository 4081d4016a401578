"""The point that stands for an answer in a figure: its height, and whether it is hollow or stands out."""

from __future__ import annotations

from collections.abc import Iterable

from latentlens.plots.sweep_like import DrawnAnswer
from latentlens.scoring.verdict_counts import NOT_TOLD


def plotted_value(answer: DrawnAnswer, option: str | None) -> float:
    """Return the value plotted for an answer; NaN, which breaks a line, if it is not finite.

    Args:
        answer: the answer of a cell.
        option: option whose probability is plotted; None for the answer's confidence.
    """
    return answer.confidence if option is None else answer.option(option).probability


def plotted_excess(answer: DrawnAnswer | None, option: str | None, *, controlled: bool) -> float:
    """Return the value of a cell of a heat map: an option's probability, else the excess over the controls.

    Args:
        answer: the answer of a cell; None if there is none.
        option: option whose probability is plotted; None for the excess.
        controlled: whether controls were run; without them the confidence is plotted.

    Returns:
        The value; NaN if there is none, or if controls were run and none of them is finite.
    """
    if answer is None:
        return float("nan")
    if option is not None:
        return float(answer.option(option).probability)
    if answer.excess is not None:
        return answer.excess
    return float("nan") if controlled else answer.confidence


def has_low_option_mass(answer: DrawnAnswer) -> bool:
    """Return whether an answer is flagged for low option mass, and so drawn as a hollow point.

    Args:
        answer: the answer of a cell.
    """
    return any(flag.kind == "option mass" for flag in answer.flags)


def verdict_of(answer: DrawnAnswer | None) -> str:
    """Return an answer's verdict against noise; empty if none was run, and for a cell without an answer.

    Args:
        answer: the answer of a cell; None if there is none.
    """
    return "" if answer is None or answer.noise is None else str(answer.noise.verdict)


def stands_out(answer: DrawnAnswer | None) -> bool:
    """Return whether an answer's point is drawn in full: not where noise was run that comes as far.

    Args:
        answer: the answer of a cell; None if there is none.
    """
    return verdict_of(answer) != NOT_TOLD


def verdicts_of(answers: Iterable[DrawnAnswer | None]) -> list[str]:
    """Return the verdicts of all answers that are finite.

    Args:
        answers: answers of a figure; None for a cell without one.
    """
    return [verdict_of(answer) for answer in answers if answer is not None and answer.finite]

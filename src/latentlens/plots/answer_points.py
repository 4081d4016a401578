"""The point that stands for an answer in a figure: its height, and whether it is hollow."""

from __future__ import annotations

from latentlens.plots.sweep_like import DrawnAnswer


def plotted_value(answer: DrawnAnswer, option: str | None) -> float:
    """Return the value plotted for an answer; NaN, which breaks a line, if it is not finite.

    Args:
        answer: the answer of a cell.
        option: option whose probability is plotted; None for the answer's confidence.
    """
    return answer.confidence if option is None else answer.option(option).probability


def has_low_option_mass(answer: DrawnAnswer) -> bool:
    """Return whether an answer is flagged for low option mass, and so drawn as a hollow point.

    Args:
        answer: the answer of a cell.
    """
    return any(flag.kind == "option mass" for flag in answer.flags)

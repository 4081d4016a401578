"""Titles of a sweep's figures and of their y axes."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.plots.labels import escape, shorten
from latentlens.plots.sweep_like import DrawnSweep

_QUESTION = 40
"""Most characters of the question behind the words that a figure of means begins its title with."""


def quantity_title(sweep: DrawnSweep, option: str | None) -> str:
    """Return the title of the y axis: the plotted quantity.

    Args:
        sweep: the sweep that is plotted.
        option: option whose probability is plotted; None for the confidence.
    """
    kinds = {answer.confidence_kind for answer in sweep.answers.values()}
    return f"P({escape(option)})" if option else ": ".join(["confidence", *sorted(kinds)])


def sweep_title(sweep: DrawnSweep) -> str:
    """Return the title of the figure: the question, and how much of the sweep was run if it was stopped.

    Args:
        sweep: the sweep that is plotted.
    """
    return shorten(str(sweep.reader.title)) + _stopped(sweep)


def means_title(sweep: DrawnSweep, counts: Sequence[int]) -> str:
    """Return the title of lines of means over prompts: what the interval is, and how many prompts there are.

    Args:
        sweep: the sweep that is plotted.
        counts: the number of prompts in each mean.
    """
    question = shorten(str(sweep.reader.title), _QUESTION)
    return f"Mean of {_prompts(counts)}, 95 % t interval: {question}{_stopped(sweep)}"


def means_map_title(sweep: DrawnSweep, counts: Sequence[int]) -> str:
    """Return the title of a heat map of means over prompts as plain text, neither escaped nor shortened.

    Args:
        sweep: the sweep that is plotted.
        counts: the number of prompts in each mean.
    """
    return f"Mean of {_prompts(counts)}: {sweep.reader.title}{_stopped(sweep)}"


def _prompts(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return f"n = {high} prompts" if low == high else f"n = {low} to {high} prompts"


def _stopped(sweep: DrawnSweep) -> str:
    return "" if sweep.complete else f" (stopped after {len(sweep)} of {len(sweep.cells)} cells)"

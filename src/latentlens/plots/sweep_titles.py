"""Titles of a sweep's figures and of their y axes."""

from __future__ import annotations

from latentlens.plots.labels import escape, shorten
from latentlens.plots.sweep_like import DrawnSweep


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
    cells = "" if sweep.complete else f" (stopped after {len(sweep)} of {len(sweep.cells)} cells)"
    return shorten(str(sweep.reader.title)) + cells

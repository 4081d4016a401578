"""Shares of correct answers with their intervals, as figures."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.experiments.bars import Figure
from latentlens.scoring.intervals import wilson


def share_figure(name: str, verdicts: Sequence[bool], *, bar: float | None = None, note: str = "") -> Figure:
    """Make a figure of verdicts.

    Args:
        name: name of the figure.
        verdicts: one verdict per case.
        bar: share that should be reached, from 0 to 1; None for none.
        note: a caveat for the reader, printed beside the number.

    Returns:
        The figure in percent, with its 95 % interval.
    """
    correct, cases = sum(verdicts), len(verdicts)
    low, high = wilson(correct, cases)
    return Figure(
        name,
        100 * correct / cases,
        "%",
        None if bar is None else 100 * bar,
        interval=(100 * low, 100 * high),
        cases=cases,
        note=note,
    )

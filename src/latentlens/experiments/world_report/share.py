"""Shares of right answers with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.experiments.bars import Figure
from latentlens.scoring.intervals import wilson


def share(name: str, verdicts: Sequence[bool], *, bar: float | None = None, note: str = "") -> Figure:
    """Make a figure of verdicts.

    Args:
        name: the figure's name.
        verdicts: one a case.
        bar: the share that should be reached.
        note: what one must know to read it.

    Returns:
        The figure, in percent, with its interval.
    """
    right, cases = sum(verdicts), len(verdicts)
    low, high = wilson(right, cases)
    return Figure(
        name,
        100 * right / cases,
        "%",
        None if bar is None else 100 * bar,
        interval=(100 * low, 100 * high),
        cases=cases,
        note=note,
    )

"""Shares of right answers with their intervals, and the figures made of them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from latentlens._report import Figure


def wilson(right: int, cases: int, level: float = 0.95) -> tuple[float, float]:
    """Give the interval of a share.

    Args:
        right: how many cases are right.
        cases: how many there are, at least one.
        level: how often such intervals hold the true share.

    Returns:
        Its two ends, in 0..1.

    Examples:
        >>> [round(end, 3) for end in wilson(9, 10)]
        [0.596, 0.982]

    Source:
        Wilson 1927: the score interval, which stays within 0..1 and has a width even where all are right.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, extra = right / cases, z * z / cases
    middle = (share + extra / 2) / (1 + extra)
    half = z / (1 + extra) * (share * (1 - share) / cases + extra / (4 * cases)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


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

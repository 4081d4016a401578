"""Intervals: how far a measured number could be off for want of cases."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from jaxtyping import Int

LEVEL = 0.95
"""How often the intervals hold the true value."""

RESAMPLES = 1000


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A measured number with the ends of its 95 % interval.

    Args:
        value: what was measured.
        low: the lower end.
        high: the upper end.

    Examples:
        >>> print(Estimate(0.1234, 0.1, 0.15))
        0.123 (0.100–0.150)
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        # a difference may have an end below 0, and "-0.100–-0.050" cannot be read
        between = "–" if self.low >= 0 else " to "
        return f"{self.value:.3f} ({self.low:.3f}{between}{self.high:.3f})"


def wilson(right: int, cases: int, level: float = LEVEL) -> tuple[float, float]:
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


def bootstrap(
    statistic: Callable[[Int[np.ndarray, " case"]], float],
    value: float,
    cases: int,
    *,
    seed: int,
    limits: tuple[float, float] = (0.0, 1.0),
    mirrored: bool = False,
) -> Estimate:
    """Give the bootstrap interval of a number.

    Args:
        statistic: the number as a function of which cases are taken, NaN where they do not define it; such
            resamples are left out.
        value: the number over all cases.
        cases: how many there are, at least one.
        seed: of the resampling. The same seed takes the same cases.
        limits: the smallest and the largest value that the number can have.
        mirrored: mirror the resamples' quantiles at the value, for a number that resampling itself makes
            larger, as it does every calibration error.

    Returns:
        The value between its ends; between the limits where no resample defines it.

    Examples:
        >>> x = np.array([0.0, 1.0, 1.0, 1.0])
        >>> bootstrap(lambda taken: float(x[taken].mean()), 0.75, 4, seed=0)
        Estimate(value=0.75, low=0.25, high=1.0)

    Source:
        Efron and Tibshirani 1993, chapter 13 (percentile); Davison and Hinkley 1997, section 5.2 (mirrored,
        there called basic).
    """
    draw = np.random.default_rng(seed)
    found = np.array([statistic(draw.integers(cases, size=cases)) for _ in range(RESAMPLES)])
    found = found[~np.isnan(found)]
    if not len(found):
        return Estimate(value, *limits)
    tail = (1 - LEVEL) / 2
    low, high = (float(end) for end in np.quantile(found, [tail, 1 - tail]))
    if mirrored:
        low, high = 2 * value - high, 2 * value - low
    return Estimate(value, max(limits[0], min(low, value)), min(limits[1], max(high, value)))

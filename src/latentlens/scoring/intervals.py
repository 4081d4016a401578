"""Intervals: how far a measured number could be off for want of cases."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

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


def wilson(correct: int, cases: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the Wilson interval of a share.

    Args:
        correct: the number of cases that are correct, 0 to `cases`.
        cases: the number of cases, at least 1.
        level: the coverage: the share of such intervals that hold the true share. Default 0.95.

    Returns:
        The lower and the upper end, in [0, 1].

    Examples:
        >>> [round(end, 3) for end in wilson(9, 10)]
        [0.596, 0.982]

    Source:
        Wilson 1927: the score interval, which stays within [0, 1] and has a width even where all cases are
        correct. Computed by `scipy.stats`.
    """
    from scipy.stats import binomtest

    ends = binomtest(correct, cases).proportion_ci(level, method="wilson")
    return float(ends.low), float(ends.high)


def bootstrap(
    statistic: Callable[[Int[np.ndarray, " case"]], float],
    value: float,
    cases: int,
    *,
    seed: int,
    limits: tuple[float, float] = (0.0, 1.0),
    mirrored: bool = False,
) -> Estimate:
    """Return a number with its bootstrap interval.

    `scipy.stats.bootstrap` computes the same interval where every resample defines the number, and refuses
    the rest: a single case, and resamples without a value (an AUROC of one class).

    Args:
        statistic: computes the number from the indices of the resampled cases; NaN where they do not define
            it. Such resamples are left out.
        value: the number over all cases.
        cases: the number of cases, at least 1.
        seed: seeds the resampling; the same seed draws the same resamples.
        limits: the smallest and the largest value that the number can have; the ends are clipped to them.
        mirrored: if True, the basic interval instead of the percentile interval: quantiles are mirrored at
            the value. For a number that resampling itself increases, such as a calibration error.

    Returns:
        The value and the ends of its interval; the ends are `limits` where no resample defines the number.

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

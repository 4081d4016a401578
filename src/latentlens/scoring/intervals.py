"""Confidence intervals of measured numbers: Wilson's for a share, Student's for a mean, else bootstrap."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
from jaxtyping import Int

LEVEL = 0.95
"""Coverage of the intervals: the share of them that contain the true value."""

RESAMPLES = 1000
"""Number of bootstrap resamples."""


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A measured number with the ends of its 95 % interval.

    Args:
        value: the measured number.
        low: the interval's lower end.
        high: the interval's upper end.

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
        level: the coverage: the share of such intervals that contain the true share. Default 0.95.

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


def mean_interval(values: Sequence[float], *, limits: tuple[float, float] = (0.0, 1.0)) -> Estimate:
    """Return the mean of a few numbers with Student's t interval, which is as wide as few numbers make it.

    A bootstrap interval of a mean is too narrow for a handful of numbers: it contains the true mean of three
    in about three cases of four.

    Args:
        values: the numbers, at least one.
        limits: the smallest and the largest value that the mean can have; the ends are clipped to them.
            Default 0 and 1, for probabilities.

    Returns:
        The mean and the ends of its interval; the ends are `limits` for a single number, which has no spread.

    Examples:
        >>> print(mean_interval([0.4, 0.5, 0.6]))
        0.500 (0.252–0.748)

    Source:
        Student 1908. `scipy.stats.ttest_1samp` computes the same interval, more slowly.
    """
    from scipy.special import stdtrit

    x = np.asarray(values, dtype=np.float64)
    mean = float(x.mean())
    if len(x) == 1:
        return Estimate(mean, *limits)
    reach = float(stdtrit(len(x) - 1, (1 + LEVEL) / 2) * x.std(ddof=1) / np.sqrt(len(x)))
    return Estimate(mean, max(limits[0], mean - reach), min(limits[1], mean + reach))


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
    resampled = np.array([statistic(draw.integers(cases, size=cases)) for _ in range(RESAMPLES)])
    resampled = resampled[~np.isnan(resampled)]
    if not len(resampled):
        return Estimate(value, *limits)
    tail = (1 - LEVEL) / 2
    low, high = (float(end) for end in np.quantile(resampled, [tail, 1 - tail]))
    if mirrored:
        low, high = 2 * value - high, 2 * value - low
    return Estimate(value, max(limits[0], min(low, value)), min(limits[1], max(high, value)))

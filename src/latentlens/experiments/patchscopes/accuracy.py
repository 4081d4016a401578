"""Shares and means with their intervals, honest where there are no cases."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from latentlens.experiments.bars import Figure
from latentlens.scoring.intervals import bootstrap, wilson


@dataclasses.dataclass(frozen=True)
class Measured:
    """A number over cases, with the ends of its 95 % interval; None where there are no cases.

    Args:
        value: the number.
        low: the lower end.
        high: the upper end.
        cases: of how many cases.

    Examples:
        >>> print(share([True, False, True, True]))
        0.750 (0.301–0.954), n = 4
        >>> print(share([]))
        n = 0
    """

    value: float | None
    low: float | None
    high: float | None
    cases: int

    @property
    def row(self) -> dict[str, Any]:
        """As columns of a table."""
        return dataclasses.asdict(self)

    def figure(self, name: str, unit: str = "%", note: str = "") -> Figure:
        """As a figure of a report; shares in percent.

        Args:
            name: the figure's.
            unit: "%" for a share, else that of the number.
            note: what one must know to read it.
        """
        times = 100.0 if unit == "%" else 1.0
        if self.value is None or self.low is None or self.high is None:
            return Figure(name, math.nan, unit, cases=0, note=note)
        ends = (times * self.low, times * self.high)
        return Figure(name, times * self.value, unit, interval=ends, cases=self.cases, note=note)

    def __str__(self) -> str:
        if self.value is None:
            return "n = 0"
        between = "–" if self.low is not None and self.low >= 0 else " to "
        return f"{self.value:.3f} ({self.low:.3f}{between}{self.high:.3f}), n = {self.cases}"


NONE = Measured(None, None, None, 0)


def share(right: Sequence[bool] | Bool[np.ndarray, " case"]) -> Measured:
    """Measure a share of right cases, with Wilson's interval.

    Args:
        right: one verdict a case.
    """
    if not len(right):
        return NONE
    hits = int(np.sum(right))
    low, high = wilson(hits, len(right))
    # the score interval of all right or none right ends at 1 or 0 but for rounding
    value = hits / len(right)
    return Measured(value, min(low, value), max(high, value), len(right))


def mean(
    values: Sequence[float] | Float[np.ndarray, " case"],
    *,
    seed: int,
    limits: tuple[float, float] = (-math.inf, math.inf),
) -> Measured:
    """Measure a mean, with a bootstrap interval over the cases.

    Args:
        values: one number a case.
        seed: of the resampling.
        limits: the least and the greatest value that the mean can have.

    Examples:
        >>> mean([1.0, 1.0], seed=0)
        Measured(value=1.0, low=1.0, high=1.0, cases=2)
    """
    if not len(values):
        return NONE
    x = np.asarray(values, dtype=np.float64)
    found = bootstrap(lambda taken: float(x[taken].mean()), float(x.mean()), len(x), seed=seed, limits=limits)
    return Measured(found.value, found.low, found.high, len(x))


def above(measured: Measured, bar: float = 0.0) -> bool | None:
    """Say whether a number is surely above a bar, surely not, or neither.

    Args:
        measured: the number with its interval.
        bar: to compare with.

    Returns:
        True where the whole interval lies above, False where it lies below, else None.

    Examples:
        >>> above(Measured(0.2, 0.1, 0.3, 9)), above(Measured(0.2, -0.1, 0.3, 9)), above(NONE)
        (True, None, None)
    """
    if measured.low is None or measured.high is None:
        return None
    return True if measured.low > bar else False if measured.high < bar else None


def sign_test(gaps: Sequence[float] | Float[np.ndarray, " case"]) -> float:
    """Return how likely a difference between two methods is by chance: the exact two-sided sign test.

    On cases that are right or wrong it is McNemar's exact test.

    Args:
        gaps: one difference a case; those that are 0 say nothing.

    Examples:
        >>> round(sign_test([1, 1, 1, 1, 1, -1, 0]), 4)
        0.2188
    """
    from scipy.stats import binomtest

    more, less = int(np.sum(np.asarray(gaps) > 0)), int(np.sum(np.asarray(gaps) < 0))
    return float(binomtest(more, more + less).pvalue) if more + less else 1.0


def paired_t_test(gaps: Sequence[float] | Float[np.ndarray, " pair"]) -> float:
    """Return the two-sided p-value of a paired t-test.

    Args:
        gaps: one difference a pair, at least two.

    Examples:
        >>> round(paired_t_test([1.0, 2.0, 3.0]), 4)
        0.0742
    """
    from scipy.stats import ttest_1samp

    x = np.asarray(gaps, dtype=np.float64)
    if np.ptp(x) == 0:  # without spread the statistic is 0/0 or infinite
        return 1.0 if x[0] == 0 else 0.0
    return float(ttest_1samp(x, 0.0).pvalue)


def difference(one: Sequence[float], other: Sequence[float], *, seed: int) -> Measured:
    """Measure the difference of two means over different cases, with a bootstrap interval.

    Args:
        one: one number a case.
        other: one number a case of the other group.
        seed: of the resampling.

    Examples:
        >>> difference([1.0, 1.0], [0.5, 0.5], seed=0)
        Measured(value=0.5, low=0.5, high=0.5, cases=4)
    """
    if not len(one) or not len(other):
        return NONE
    x = np.asarray([*one, *other], dtype=np.float64)
    first = np.arange(len(x)) < len(one)

    def gap(taken: Int[np.ndarray, " case"]) -> float:
        ours, theirs = x[taken[first[taken]]], x[taken[~first[taken]]]
        return float(ours.mean() - theirs.mean()) if len(ours) and len(theirs) else math.nan

    value = gap(np.arange(len(x)))
    found = bootstrap(gap, value, len(x), seed=seed, limits=(-math.inf, math.inf))
    return Measured(found.value, found.low, found.high, len(x))

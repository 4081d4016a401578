"""Shares and means with 95 % intervals; with no cases the value is None, not 0."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int, Num

from latentlens.experiments.bars import Figure
from latentlens.scoring.intervals import bootstrap, wilson


@dataclasses.dataclass(frozen=True)
class CaseEstimate:
    """A number estimated over cases, with its 95 % interval; all None if there are no cases.

    Args:
        value: the estimate.
        low: lower end of the 95 % interval.
        high: upper end of the 95 % interval.
        cases: number of cases it was estimated on.

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
        """The fields as columns of a table."""
        return dataclasses.asdict(self)

    def figure(self, name: str, unit: str = "%", note: str = "") -> Figure:
        """Convert to a figure of a report; shares become percent.

        Args:
            name: name of the figure.
            unit: "%" (default) multiplies value and interval by 100; any other unit leaves them as they are.
            note: a caveat for the reader, printed beside the number.
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


NO_CASES = CaseEstimate(None, None, None, 0)


def share(correct: Sequence[bool] | Bool[np.ndarray, " case"]) -> CaseEstimate:
    """Estimate the share of correct cases, with Wilson's 95 % interval.

    Args:
        correct: one verdict per case; may be empty.
    """
    if not len(correct):
        return NO_CASES
    hits = int(np.sum(correct))
    low, high = wilson(hits, len(correct))
    # rounding can leave the Wilson interval of 0 or n hits just short of 0 or 1
    value = hits / len(correct)
    return CaseEstimate(value, min(low, value), max(high, value), len(correct))


def mean(
    values: Sequence[float] | Float[np.ndarray, " case"],
    *,
    seed: int,
    limits: tuple[float, float] = (-math.inf, math.inf),
) -> CaseEstimate:
    """Estimate a mean, with a 95 % bootstrap interval over the cases.

    Args:
        values: one number per case; may be empty.
        seed: seed of the bootstrap resampling.
        limits: smallest and largest value that the mean can take; the interval is clipped to them.

    Examples:
        >>> mean([1.0, 1.0], seed=0)
        CaseEstimate(value=1.0, low=1.0, high=1.0, cases=2)
    """
    if not len(values):
        return NO_CASES
    x = np.asarray(values, dtype=np.float64)
    found = bootstrap(lambda taken: float(x[taken].mean()), float(x.mean()), len(x), seed=seed, limits=limits)
    return CaseEstimate(found.value, found.low, found.high, len(x))


def exceeds(estimate: CaseEstimate, bar: float = 0.0) -> bool | None:
    """Decide whether a number is significantly above a bar, significantly below it, or neither.

    Args:
        estimate: the number with its interval.
        bar: value to compare with; default 0.

    Returns:
        True if the whole interval lies above the bar, False if it lies below, else None.

    Examples:
        >>> exceeds(CaseEstimate(0.2, 0.1, 0.3, 9)), exceeds(CaseEstimate(0.2, -0.1, 0.3, 9))
        (True, None)
        >>> print(exceeds(NO_CASES))
        None
    """
    if estimate.low is None or estimate.high is None:
        return None
    return True if estimate.low > bar else False if estimate.high < bar else None


def sign_test(gaps: Sequence[float] | Num[np.ndarray, " case"]) -> float:
    """Return the p-value of the exact two-sided sign test for the difference of two methods.

    On verdicts (correct or wrong) this is McNemar's exact test.

    Args:
        gaps: the difference of the two methods on each case; zeros are ignored.

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
        gaps: the difference within each pair; at least two.

    Examples:
        >>> round(paired_t_test([1.0, 2.0, 3.0]), 4)
        0.0742
    """
    from scipy.stats import ttest_1samp

    x = np.asarray(gaps, dtype=np.float64)
    if np.ptp(x) == 0:  # without any spread the t statistic is 0/0 or infinite
        return 1.0 if x[0] == 0 else 0.0
    return float(ttest_1samp(x, 0.0).pvalue)


def difference(one: Sequence[float], other: Sequence[float], *, seed: int) -> CaseEstimate:
    """Estimate the difference of the means of two independent groups, with a 95 % bootstrap interval.

    Args:
        one: one number per case of the first group.
        other: one number per case of the second group.
        seed: seed of the bootstrap resampling.

    Examples:
        >>> difference([1.0, 1.0], [0.5, 0.5], seed=0)
        CaseEstimate(value=0.5, low=0.5, high=0.5, cases=4)
    """
    if not len(one) or not len(other):
        return NO_CASES
    x = np.asarray([*one, *other], dtype=np.float64)
    first = np.arange(len(x)) < len(one)

    def gap(taken: Int[np.ndarray, " case"]) -> float:
        ours, theirs = x[taken[first[taken]]], x[taken[~first[taken]]]
        return float(ours.mean() - theirs.mean()) if len(ours) and len(theirs) else math.nan

    value = gap(np.arange(len(x)))
    found = bootstrap(gap, value, len(x), seed=seed, limits=(-math.inf, math.inf))
    return CaseEstimate(found.value, found.low, found.high, len(x))

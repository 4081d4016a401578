"""Intervals of a share and of any statistic: held against published numbers and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from graded_cases import cases
from latentlens.evaluation.reliability import ece
from latentlens.scoring.intervals import bootstrap, mean_interval, wilson

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("right", "cases", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(right: int, cases: int, low: float, high: float) -> None:
    """Newcombe 1998 lists the score interval of these shares."""
    assert (low, high) == pytest.approx(wilson(right, cases), abs=5e-5)


@given(COUNTS, st.integers(2, 20))
def test_an_interval_lies_around_its_share(counts: tuple[int, int], times: int) -> None:
    """It stays within 0..1, holds the share and mirrors that of the wrong ones; the same share of more cases
    is known better, and a higher level asks for more room."""
    right, cases = counts
    low, high = wilson(right, cases)
    assert 0 <= low <= right / cases + 1e-12
    assert right / cases - 1e-12 <= high <= 1
    assert (1 - high, 1 - low) == pytest.approx(wilson(cases - right, cases))
    nearer, farther = wilson(times * right, times * cases), wilson(right, cases, 0.99)
    assert 0 < nearer[1] - nearer[0] < high - low < farther[1] - farther[0]


def test_the_bootstrap_of_a_mean_is_the_normal_interval() -> None:
    """For a mean of many cases the percentile interval is the value and 1.96 standard errors on each side."""
    values = np.random.default_rng(0).random(400)
    found = bootstrap(lambda taken: float(values[taken].mean()), float(values.mean()), 400, seed=0)

    error = 1.96 * values.std() / 20
    assert values.mean() - error == pytest.approx(found.low, abs=0.003)
    assert values.mean() + error == pytest.approx(found.high, abs=0.003)


def test_a_mirrored_interval_takes_off_what_resampling_adds() -> None:
    """The ECE of calibrated answers lies below its resamples, and the mirrored interval reaches down to 0."""
    confidence, correct = cases(200, seed=5)
    everything = [ece(confidence, correct), len(correct)]
    resampled = lambda taken: ece(confidence[taken], correct[taken])  # noqa: E731

    plain = bootstrap(resampled, *everything, seed=0)
    mirrored = bootstrap(resampled, *everything, seed=0, mirrored=True)
    assert plain.high > mirrored.high
    assert 0.005 > mirrored.low < plain.low


def test_resamples_without_a_number_do_not_count() -> None:
    """NaN is left out of an interval, and where nothing is left the interval is everything."""
    seen = bootstrap(lambda taken: 0.5 if 0 in taken else math.nan, 0.5, 3, seed=0)
    none = bootstrap(lambda _: math.nan, 0.5, 3, seed=0)

    assert (0.5, 0.5) == (seen.low, seen.high)
    assert (0.0, 1.0) == (none.low, none.high)


@pytest.mark.parametrize("n", [2, 3, 12, 100])
def test_the_interval_of_a_mean_is_students(n: int) -> None:
    """It is SciPy's interval of a one-sample t test, clipped to what a mean can be."""
    values = np.random.default_rng(n).random(n)
    found = mean_interval(values.tolist(), limits=(-9.0, 9.0))

    low, high = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (values.mean(), low, high) == pytest.approx((found.value, found.low, found.high))
    clipped = mean_interval([0.0, 1.0])
    assert (0.5, 0.0, 1.0) == (clipped.value, clipped.low, clipped.high)


def test_a_single_number_leaves_its_mean_open() -> None:
    """One number has no spread, so the interval is everything that the mean can be."""
    found = mean_interval([0.4], limits=(-1.0, 1.0))
    assert (0.4, -1.0, 1.0) == (found.value, found.low, found.high)

"""Scores of confidence that need no bins: the Brier score and the AUROC."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from latentlens.evaluation.weighting import Confidences, Verdicts, checked


def brier(confidence: Any, correct: Any) -> float:
    """Return the Brier score: the mean squared distance of confidence from 1 (correct) or 0 (wrong).

    0 is best; always saying 0.5 gives 0.25. It is a proper score: no lie about one's confidence makes it
    better on average.

    Args:
        confidence: in [0, 1], one a case.
        correct: whether each was.

    Raises:
        InputError: if the cases cannot be used.

    Examples:
        >>> round(brier([0.9, 0.2], [1, 0]), 4)
        0.025

    Source:
        Brier 1950.
    """
    return brier_of(*checked(confidence, correct))


def auroc(confidence: Any, correct: Any) -> float:
    """Return how probably a correct answer is surer than a wrong one; equally sure counts one half.

    It asks only for the order: 1 is perfect, 0.5 is chance. With one class only, all correct or all wrong,
    there is no such pair, and it is 0.5.

    Args:
        confidence: in [0, 1], one a case.
        correct: whether each was.

    Raises:
        InputError: if the cases cannot be used.

    Examples:
        >>> auroc([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0])
        0.875

    Source:
        Hanley and McNeil 1982; it is the Mann-Whitney statistic over the number of pairs.
    """
    found = auroc_of(*checked(confidence, correct))
    return 0.5 if math.isnan(found) else found


def brier_of(sure: Confidences, right: Verdicts) -> float:
    """Return the Brier score of checked cases."""
    return float(np.square(sure - right).mean())


def auroc_of(sure: Confidences, right: Verdicts) -> float:
    """Return the AUROC of checked cases; NaN with one class only."""
    values, which = np.unique(sure, return_inverse=True)
    hits = np.bincount(which[right], minlength=len(values))
    misses = np.bincount(which[~right], minlength=len(values))
    pairs = int(hits.sum()) * int(misses.sum())
    # in halves of a pair, so that counting is exact: twice the wrong ones below, once the wrong ones beside
    won = int((hits * (2 * np.cumsum(misses) - misses)).sum())
    return won / (2 * pairs) if pairs else math.nan

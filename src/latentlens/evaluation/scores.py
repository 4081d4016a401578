"""Scores of confidence that need no bins: the Brier score and the AUROC."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from latentlens.evaluation.calibration_data import Confidences, Verdicts, checked_cases


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
    return brier_of(*checked_cases(confidence, correct))


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
    found = auroc_of(*checked_cases(confidence, correct))
    return 0.5 if math.isnan(found) else found


def brier_of(confidence: Confidences, correct: Verdicts) -> float:
    """Return the Brier score of checked cases."""
    return float(np.square(confidence - correct).mean())


def auroc_of(confidence: Confidences, correct: Verdicts) -> float:
    """Return the AUROC of checked cases; NaN with one class only.

    scikit-learn's `roc_auc_score` gives the same number, and checks its input anew in each of the thousands
    of resamples: ten times as long.
    """
    from scipy.stats import rankdata

    n_correct = int(correct.sum())
    pairs = n_correct * (len(correct) - n_correct)
    # ranks are whole or half numbers, so the sum is exact
    won = float(rankdata(confidence)[correct].sum()) - n_correct * (n_correct + 1) / 2
    return won / pairs if pairs else math.nan

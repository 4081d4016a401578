"""Scores of confidences against verdicts without bins: Brier score and AUROC."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from latentlens.evaluation.calibration_data import Confidences, Verdicts, checked_cases


def brier(confidence: Any, correct: Any) -> float:
    """Return the Brier score: the mean squared difference of confidence and 1 (correct) or 0 (wrong).

    0 is best; a constant 0.5 gives 0.25. It is a proper score: its expectation is lowest for true
    probabilities.

    Args:
        confidence: each answer's confidence in [0, 1].
        correct: whether each answer is correct: booleans, or 0 and 1.

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
    """Return the AUROC: the probability that a correct answer has a higher confidence than a wrong one.

    Ties count one half. It depends on the order only: 1 is perfect, 0.5 is chance. If all answers are
    correct, or all wrong, it is 0.5.

    Args:
        confidence: each answer's confidence in [0, 1].
        correct: whether each answer is correct: booleans, or 0 and 1.

    Raises:
        InputError: if the cases cannot be used.

    Examples:
        >>> auroc([0.9, 0.6, 0.6, 0.1], [1, 1, 0, 0])
        0.875

    Source:
        Hanley and McNeil 1982; it is the Mann-Whitney statistic over the number of pairs.
    """
    area = auroc_of(*checked_cases(confidence, correct))
    return 0.5 if math.isnan(area) else area


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

"""Cross-validation of calibration maps: held-out Brier score and ECE."""

from __future__ import annotations

import numpy as np

from latentlens.evaluation.calibration_data import Confidences, Verdicts
from latentlens.evaluation.confidence_maps import METHODS, Method, fit_map
from latentlens.evaluation.reliability import ece_of
from latentlens.evaluation.scores import brier_of

FOLDS = 5
"""Number of folds; each class needs at least as many cases."""


def cross_validate(confidence: Confidences, correct: Verdicts, *, seed: int) -> dict[Method, float]:
    """Return each method's Brier score on cases that it was not fitted on.

    Args:
        confidence: in [0, 1], one for each case.
        correct: whether each answer was correct; at least `FOLDS` cases of each class.
        seed: seeds the folds. They hold equal shares of correct answers, and do not depend on the order in
            which the cases are given.

    Examples:
        >>> confidence = np.tile([0.9, 0.6], 20)
        >>> scores = cross_validate(confidence, np.arange(40) % 4 != 1, seed=0)
        >>> sorted(scores)
        ['isotonic', 'temperature']
    """
    confidence, correct = _in_order(confidence, correct)
    return {method: brier_of(_held_out(method, confidence, correct, seed), correct) for method in METHODS}


def ece_out_of_fold(confidence: Confidences, correct: Verdicts, method: Method, *, seed: int) -> float:
    """Return the expected calibration error of a method's map on cases that it was not fitted on.

    Args:
        confidence: in [0, 1], one for each case.
        correct: whether each answer was correct, as in `cross_validate`.
        method: the map to fit, "temperature" or "isotonic".
        seed: random seed of the folds, which are those of `cross_validate` for the same seed.

    Examples:
        >>> confidence, correct = np.full(40, 0.9), np.arange(40) % 2 == 0
        >>> round(ece_out_of_fold(confidence, correct, "temperature", seed=0), 2)
        0.01
    """
    confidence, correct = _in_order(confidence, correct)
    return ece_of(_held_out(method, confidence, correct, seed), correct)


def _in_order(confidence: Confidences, correct: Verdicts) -> tuple[Confidences, Verdicts]:
    """Return the cases sorted, so that the folds do not depend on the order in which they are given."""
    order = np.lexsort((confidence, correct))
    return confidence[order], correct[order]


def _held_out(method: Method, confidence: Confidences, correct: Verdicts, seed: int) -> Confidences:
    """Return each case's calibrated confidence by the map that was fitted on the other folds."""
    from sklearn.model_selection import StratifiedKFold

    # scikit-learn takes seeds of at most 32 bits, or a generator of this old kind
    draw = np.random.RandomState(np.random.MT19937(np.random.SeedSequence(seed)))
    held_out: Confidences = np.empty(len(confidence))
    for fitted, held in StratifiedKFold(FOLDS, shuffle=True, random_state=draw).split(confidence, correct):
        held_out[held] = fit_map(method, confidence[fitted], correct[fitted])(confidence[held])
    return held_out

"""Which map from confidence to calibrated confidence holds on cases that it was not fitted on."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int

from latentlens.evaluation.confidence_maps import METHODS, Method, fit_map
from latentlens.evaluation.reliability import ece_of
from latentlens.evaluation.scores import brier_of
from latentlens.evaluation.weighting import Confidences, Verdicts

FOLDS = 5


def cross_validate(sure: Confidences, right: Verdicts, *, seed: int) -> dict[Method, float]:
    """Return each method's Brier score on cases that it was not fitted on.

    Args:
        sure: the confidences.
        right: the verdicts, with at least as many of each class as there are folds.
        seed: of the folds. They hold equal shares of correct answers, and do not depend on the order in
            which the cases are given.

    Examples:
        >>> sure = np.tile([0.9, 0.6], 20)
        >>> scores = cross_validate(sure, np.arange(40) % 4 != 1, seed=0)
        >>> sorted(scores)
        ['isotonic', 'temperature']
    """
    sure, right, fold = _folded(sure, right, seed)
    return {method: brier_of(_held_out(method, sure, right, fold), right) for method in METHODS}


def ece_out_of_fold(sure: Confidences, right: Verdicts, method: Method, *, seed: int) -> float:
    """Return the ECE of a method's map on cases that it was not fitted on.

    Args:
        sure: the confidences.
        right: the verdicts, as in `cross_validate`.
        method: which map.
        seed: of the folds, which are those of `cross_validate`.

    Examples:
        >>> sure, right = np.full(40, 0.9), np.arange(40) % 2 == 0
        >>> round(ece_out_of_fold(sure, right, "temperature", seed=0), 2)
        0.01
    """
    sure, right, fold = _folded(sure, right, seed)
    return ece_of(_held_out(method, sure, right, fold), right)


def _folded(
    sure: Confidences, right: Verdicts, seed: int
) -> tuple[Confidences, Verdicts, Int[np.ndarray, " case"]]:
    """Return the cases in an order of their own, each with its fold."""
    order = np.lexsort((sure, right))
    sure, right = sure[order], right[order]
    draw = np.random.default_rng(seed)
    fold = np.empty(len(sure), dtype=int)
    for verdict in (False, True):
        (members,) = np.nonzero(right == verdict)
        fold[draw.permutation(members)] = np.arange(len(members)) % FOLDS
    return sure, right, fold


def _held_out(
    method: Method, sure: Confidences, right: Verdicts, fold: Int[np.ndarray, " case"]
) -> Confidences:
    held_out: Float[np.ndarray, " case"] = np.empty(len(sure))
    for i in range(FOLDS):
        fitted = fit_map(method, sure[fold != i], right[fold != i])
        held_out[fold == i] = fitted(sure[fold == i])
    return held_out

"""Which map from confidence to calibrated confidence holds on cases that it was not fitted on."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from latentlens.confidence.cases import Confidences, Verdicts
from latentlens.confidence.maps import METHODS, Method, fit_map
from latentlens.confidence.scores import brier_of

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
    order = np.lexsort((sure, right))
    sure, right = sure[order], right[order]
    draw = np.random.default_rng(seed)
    fold = np.empty(len(sure), dtype=int)
    for verdict in (False, True):
        (members,) = np.nonzero(right == verdict)
        fold[draw.permutation(members)] = np.arange(len(members)) % FOLDS
    found: dict[Method, float] = {}
    for method in METHODS:
        held_out: Float[np.ndarray, " case"] = np.empty(len(sure))
        for i in range(FOLDS):
            fitted = fit_map(method, sure[fold != i], right[fold != i])
            held_out[fold == i] = fitted(sure[fold == i])
        found[method] = brier_of(held_out, right)
    return found

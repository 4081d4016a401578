"""A linear probe for an attribute: logistic regression at every layer, evaluated on held-out subjects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import numpy as np
from jaxtyping import Float

FOLDS = 3

States = Mapping[str, Sequence[Float[np.ndarray, "layer d_model"]]]
"""Subject -> the states of its mentions; the probe is fitted on all and evaluated on the first."""


def subject_folds(subjects: Sequence[str], rng: Random) -> Iterator[tuple[list[str], list[str]]]:
    """Yield three cross-validation folds of the subjects.

    All mentions of a subject stay together: a probe fitted on one would recognise the others by name.

    Args:
        subjects: subjects, each once.
        rng: random source of the folds.

    Yields:
        Subjects to fit on and subjects to evaluate on; each is evaluated once.
    """
    order = rng.sample(list(subjects), len(subjects))
    for fold in range(FOLDS):
        held_out = set(order[fold::FOLDS])
        yield [s for s in order if s not in held_out], [s for s in order if s in held_out]


def probe_hits(
    states: States, answers: Mapping[str, str], subjects: Sequence[str], rng: Random
) -> dict[str, tuple[list[bool], bool]]:
    """Return for each subject at which layers a probe predicts its attribute, and whether it could.

    Args:
        states: states of all subjects.
        answers: subject -> its attribute.
        subjects: subjects to evaluate on.
        rng: random source of the folds.

    Returns:
        Subject -> (one verdict per layer, whether its answer was among the classes the probe was fitted on).
    """
    found = {}
    for fitted, held_out in subject_folds(list(states), rng):
        asked = [s for s in held_out if s in set(subjects)]
        if not asked or not fitted:
            continue
        labels = [answers[s] for s in fitted for _ in states[s]]
        x = np.stack([state for s in fitted for state in states[s]])
        y = np.stack([states[s][0] for s in asked])
        predicted = np.stack([_fit_predict(x[:, k], labels, y[:, k]) for k in range(x.shape[1])])
        for s, own in zip(asked, predicted.T, strict=True):
            found[s] = ((own == answers[s]).tolist(), answers[s] in set(labels))
    return found


def _fit_predict(
    x: Float[np.ndarray, "mention d_model"], labels: Sequence[str], y: Float[np.ndarray, "case d_model"]
) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if len(set(labels)) == 1:
        return np.array([labels[0]] * len(y))
    # a loose tolerance is enough for labels: with more coordinates than mentions they separate early
    probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, tol=1e-3))
    predicted: np.ndarray = probe.fit(x, list(labels)).predict(y)
    return predicted

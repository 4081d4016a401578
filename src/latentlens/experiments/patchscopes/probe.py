"""A linear probe for an attribute: logistic regression at every layer, on subjects that it never saw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import numpy as np
from jaxtyping import Float

FOLDS = 3

States = Mapping[str, Sequence[Float[np.ndarray, "layer d_model"]]]
"""By subject, the states of its mentions; the first is measured on, all are fitted on."""


def folds(subjects: Sequence[str], rng: Random) -> Iterator[tuple[list[str], list[str]]]:
    """Split subjects into those that a probe is fitted on and those it is measured on, three times.

    A subject's mentions stay together: a probe that has seen one would know the others by their name.

    Args:
        subjects: each once.
        rng: draws the folds.

    Yields:
        Subjects to fit on and subjects to measure on; each is measured on once.
    """
    order = rng.sample(list(subjects), len(subjects))
    for fold in range(FOLDS):
        held_out = set(order[fold::FOLDS])
        yield [s for s in order if s not in held_out], [s for s in order if s in held_out]


def probe_hits(
    states: States, answers: Mapping[str, str], measured: Sequence[str], rng: Random
) -> dict[str, tuple[list[bool], bool]]:
    """Say of each subject at which layers a probe names its attribute, and whether it could.

    Args:
        states: of all subjects.
        answers: the attribute of each.
        measured: which subjects to measure on.
        rng: draws the folds.

    Returns:
        By subject, one verdict a layer, and whether its answer was among those that the probe was fitted on.
    """
    found = {}
    for fitted, held_out in folds(list(states), rng):
        asked = [s for s in held_out if s in set(measured)]
        if not asked or not fitted:
            continue
        labels = [answers[s] for s in fitted for _ in states[s]]
        x = np.stack([state for s in fitted for state in states[s]])
        y = np.stack([states[s][0] for s in asked])
        said = np.stack([_fitted(x[:, k], labels, y[:, k]) for k in range(x.shape[1])])
        for s, own in zip(asked, said.T, strict=True):
            found[s] = ((own == answers[s]).tolist(), answers[s] in set(labels))
    return found


def _fitted(
    x: Float[np.ndarray, "mention d_model"], labels: Sequence[str], y: Float[np.ndarray, "case d_model"]
) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if len(set(labels)) == 1:
        return np.array([labels[0]] * len(y))
    # solved only as far as the labels need: with more coordinates than mentions they are separated early
    probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, tol=1e-3))
    said: np.ndarray = probe.fit(x, list(labels)).predict(y)
    return said

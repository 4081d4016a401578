"""The linear probe that decoders are compared with, against scikit-learn by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.preprocessing import StandardScaler

from latentlens.experiments.decoders.row_probe import PENALTIES, ProbeSplit, majority_answers, probe_answers
from latentlens.training.data.decoder_row import DecoderRow, RowSplit

LABELS = ("red", "green", "blue", "grey")
WIDTH = 6
RNG = np.random.default_rng(0)
CENTRES = {label: RNG.normal(size=WIDTH) for label in LABELS}
EMBEDDINGS = {label: RNG.normal(size=4) for label in (*LABELS, "pink", "white")}
TURN = RNG.normal(size=(4, WIDTH))
"""From output embeddings to states, for labels that no training row has."""


def split_of_rows(split: RowSplit, labels: tuple[str, ...], n: int, noise: float = 0.6) -> ProbeSplit:
    """Return rows whose states lie around their label's centre."""
    rng = np.random.default_rng(len(split) + n)
    answers = [labels[i % len(labels)] for i in range(n)]
    states = np.stack([CENTRES[a] + noise * rng.normal(size=WIDTH) for a in answers])
    rows = [DecoderRow("text", (0,), "Which?", a, LABELS, task="colour", split=split) for a in answers]
    return ProbeSplit(rows, states)


def test_it_is_scikit_learns_logistic_regression() -> None:
    """Standardised with the training rows; the confidence is the probability among the options."""
    train, validation, test = (
        split_of_rows(s, LABELS, n) for s, n in (("train", 80), ("validation", 40), ("test", 30))
    )
    found = probe_answers(train, validation, test, EMBEDDINGS.__getitem__)
    (kind,) = found.kinds.values()
    assert kind.startswith("logistic regression, C = ")

    scaler = StandardScaler().fit(train.states)
    c = float(kind.rpartition(" ")[2])
    by_hand = LogisticRegression(C=c, max_iter=5000).fit(
        scaler.transform(train.states), [row.answer for row in train.rows]
    )
    probabilities = by_hand.predict_proba(scaler.transform(test.states))
    expected = by_hand.classes_[probabilities.argmax(1)]
    assert list(expected) == [answer.answer for answer in found.answers]
    assert pytest.approx(probabilities.max(1), abs=0.02) == [answer.confidence for answer in found.answers]


def test_a_probe_of_two_labels_that_is_sure_says_so_without_a_warning() -> None:
    """Its scores are 1000 apart, where the other label's probability is 0 in double precision."""
    two = LABELS[:2]
    train, validation, test = (
        split_of_rows(s, two, n, noise=1e-3) for s, n in (("train", 40), ("validation", 20), ("test", 10))
    )
    far = ProbeSplit(test.rows, test.states + 1000 * (test.states - train.states.mean(0)))
    found = probe_answers(train, validation, far, EMBEDDINGS.__getitem__).answers
    assert [row.answer for row in far.rows] == [answer.answer for answer in found]
    assert {1.0} == {answer.confidence for answer in found}


def test_answers_that_were_never_seen_are_found_by_their_embedding() -> None:
    """Ridge regression onto output embeddings chooses the nearest option, where its labels are new."""
    rng = np.random.default_rng(3)

    def made(split: RowSplit, labels: tuple[str, ...], n: int) -> ProbeSplit:
        answers = [labels[i % len(labels)] for i in range(n)]
        states = np.stack([EMBEDDINGS[a] @ TURN + 0.05 * rng.normal(size=WIDTH) for a in answers])
        options = ("pink", "white") if split != "train" else LABELS
        rows = [DecoderRow("text", (0,), "?", a, options, task="colour", split=split) for a in answers]
        return ProbeSplit(rows, states)

    train = made("train", LABELS, 80)
    validation, test = made("validation", ("pink", "white"), 20), made("test", ("pink", "white"), 20)
    found = probe_answers(train, validation, test, EMBEDDINGS.__getitem__)
    assert {"colour": "ridge regression onto output embeddings"} == found.kinds

    scaler = StandardScaler().fit(train.states)
    wanted = np.stack([EMBEDDINGS[row.answer] for row in train.rows])
    by_hand = RidgeCV(PENALTIES).fit(scaler.transform(train.states), wanted)
    for answer, own in zip(found.answers, by_hand.predict(scaler.transform(test.states)), strict=True):
        distances = {o: float(np.linalg.norm(own - EMBEDDINGS[o])) for o in ("pink", "white")}
        assert min(distances, key=distances.__getitem__) == answer.answer


def test_the_test_rows_decide_nothing() -> None:
    """With other test answers the same options are chosen: only the other rows are fitted on."""
    train, validation, test = (
        split_of_rows(s, LABELS, n) for s, n in (("train", 40), ("validation", 20), ("test", 16))
    )
    lies = [
        DecoderRow("text", (0,), "Which?", LABELS[0], LABELS, task="colour", split="test") for _ in test.rows
    ]
    one = probe_answers(train, validation, test, EMBEDDINGS.__getitem__)
    other = probe_answers(train, validation, ProbeSplit(lies, test.states), EMBEDDINGS.__getitem__)
    assert [answer.answer for answer in one.answers] == [answer.answer for answer in other.answers]
    assert one.kinds == other.kinds


def test_the_majority_is_counted_on_the_training_rows() -> None:
    """Among the options of each row; the first where none was ever an answer."""
    train = [DecoderRow("x", (0,), "?", a, task="t") for a in ("b", "b", "a", "c")]
    test = [
        DecoderRow("x", (0,), "?", "a", ("a", "b"), task="t", split="test"),
        DecoderRow("x", (0,), "?", "a", ("a", "c"), task="t", split="test"),
        DecoderRow("x", (0,), "?", "y", ("x", "y"), task="t", split="test"),
    ]
    found = majority_answers(train, test)
    assert ["b", "a", "x"] == [answer.answer for answer in found]
    assert pytest.approx(2 / 3) == found[0].confidence

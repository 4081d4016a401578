"""A linear probe for rows: logistic regression on their states, or ridge onto output embeddings."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from jaxtyping import Float

from latentlens.experiments.decoders.option_answers import OptionAnswer
from latentlens.training.data.decoder_row import DecoderRow

Kind = Literal["logistic regression", "ridge regression"]
States = Float[np.ndarray, "row feature"]
Embed = Callable[[str], Float[np.ndarray, " d_model"]]
"""Function from an option to the mean output embedding of its tokens."""

STRENGTHS = (0.01, 0.1, 1.0)
"""Inverse strengths of the logistic regression's penalty that validation chooses from."""

PENALTIES = tuple(10.0**n for n in range(-1, 6))
"""Penalties of the ridge regression that leave-one-out cross-validation chooses from."""


@dataclasses.dataclass(frozen=True)
class ProbeSplit:
    """Rows of one split with their states.

    Args:
        rows: rows with options.
        states: the mean state of each.
    """

    rows: Sequence[DecoderRow]
    states: States

    def of(self, task: str) -> ProbeSplit:
        """Return the rows of one task.

        Args:
            task: name of the task.
        """
        taken = [i for i, row in enumerate(self.rows) if row.task == task]
        return ProbeSplit([self.rows[i] for i in taken], self.states[taken])


@dataclasses.dataclass(frozen=True)
class ProbeAnswers:
    """What the probes of all tasks answered.

    Args:
        answers: one answer for each test row.
        kinds: task -> the kind of probe that validation chose.
    """

    answers: list[OptionAnswer]
    kinds: Mapping[str, str]


def probe_answers(
    train: ProbeSplit, validation: ProbeSplit, test: ProbeSplit, embed: Embed, *, seed: int = 0
) -> ProbeAnswers:
    """Fit a probe for each task on training rows, choose its kind on validation, and answer the test rows.

    Logistic regression knows the answers that it was fitted on, and gives any other option no probability.
    Ridge regression predicts the output embedding of the answer, so it can choose options that it has not
    seen: the option whose embedding is nearest. Whichever is right more often on the validation rows counts.

    Args:
        train: rows that are fitted on.
        validation: rows that decide the kind of probe and its penalty.
        test: rows that are answered.
        embed: function from an option to its output embedding.
        seed: random seed of the logistic regression. Default 0.
    """
    found: dict[int, OptionAnswer] = {}
    kinds: dict[str, str] = {}
    for task in dict.fromkeys(row.task for row in test.rows):
        fitted, chooses = train.of(task), validation.of(task)
        probes = [] if not fitted.rows else _probes(fitted, embed, seed)
        places = [i for i, row in enumerate(test.rows) if row.task == task]
        if not probes:
            kinds[task] = "none: no training rows"
            found.update(
                {i: OptionAnswer.of(test.rows[i], [0.0] * len(test.rows[i].options)) for i in places}
            )
            continue
        held = chooses if chooses.rows else fitted
        name, probe = max(probes, key=lambda each: _right(each[1](held.rows, held.states)))
        kinds[task] = name
        found.update(zip(places, probe([test.rows[i] for i in places], test.states[places]), strict=True))
    return ProbeAnswers([found[i] for i in range(len(test.rows))], kinds)


_Probe = Callable[[Sequence[DecoderRow], States], list[OptionAnswer]]


def _right(answers: Sequence[OptionAnswer]) -> int:
    return sum(answer.correct for answer in answers)


def _probes(fitted: ProbeSplit, embed: Embed, seed: int) -> list[tuple[str, _Probe]]:
    labels = [row.answer for row in fitted.rows]
    made: list[tuple[str, _Probe]] = []
    if 1 < len(set(labels)) <= len(labels) / 2:  # else most answers stand in one row only
        made += [
            (f"logistic regression, C = {c:g}", _logistic(fitted.states, labels, c, seed)) for c in STRENGTHS
        ]
    made.append(("ridge regression onto output embeddings", _ridge(fitted, embed)))
    return made


def _logistic(states: States, labels: Sequence[str], strength: float, seed: int) -> _Probe:
    from scipy.special import log_softmax
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    # a loose tolerance is enough for labels
    logistic = LogisticRegression(C=strength, max_iter=300, tol=1e-3, random_state=seed)
    probe: Any = make_pipeline(StandardScaler(), logistic).fit(states, list(labels))
    place = {label: i for i, label in enumerate(probe.classes_)}

    def answer(rows: Sequence[DecoderRow], some: States) -> list[OptionAnswer]:
        scores = probe.decision_function(some)
        if scores.ndim == 1:  # of two labels, the second one's over the first
            scores = np.stack([np.zeros_like(scores), scores], axis=1)
        logs = log_softmax(scores, axis=1)  # predict_log_proba has the log of 0 where a probe is sure
        return [
            OptionAnswer.of(row, [own[place[o]] if o in place else -np.inf for o in row.options])
            for row, own in zip(rows, logs, strict=True)
        ]

    return answer


def _ridge(fitted: ProbeSplit, embed: Embed) -> _Probe:
    from sklearn.linear_model import RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    known: dict[str, Any] = defaultdict()

    def embedding(option: str) -> Any:
        if option not in known:
            known[option] = embed(option)
        return known[option]

    wanted = np.stack([embedding(row.answer) for row in fitted.rows])
    probe: Any = make_pipeline(StandardScaler(), RidgeCV(PENALTIES)).fit(fitted.states, wanted)
    spread = float(np.square(probe.predict(fitted.states) - wanted).mean()) or 1e-12

    def answer(rows: Sequence[DecoderRow], some: States) -> list[OptionAnswer]:
        found = []
        for row, own in zip(rows, np.atleast_2d(probe.predict(some)), strict=True):
            distances = [float(np.square(own - embedding(option)).sum()) for option in row.options]
            found.append(OptionAnswer.of(row, [-each / (2 * spread) for each in distances]))
        return found

    return answer


def majority_answers(train: Sequence[DecoderRow], test: Sequence[DecoderRow]) -> list[OptionAnswer]:
    """Return for each test row the option that is the answer most often among the training rows of its task.

    Args:
        train: rows that are counted.
        test: rows that are answered. Where no option was ever an answer, the first counts.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in train:
        counts[row.task][row.answer] += 1
    found = []
    for row in test:
        weights = [float(counts[row.task][option]) for option in row.options]
        logs = [float(np.log(w)) if w else -np.inf for w in weights]
        found.append(OptionAnswer.of(row, logs))
    return found

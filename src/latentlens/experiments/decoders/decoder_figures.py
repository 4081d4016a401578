"""Figures of the answers to a task: accuracy, AUROC and ECE with intervals, sensitivity and vagueness."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from jaxtyping import Int

from latentlens.evaluation.reliability import ece_of
from latentlens.evaluation.scores import auroc, auroc_of
from latentlens.experiments.patchscopes.accuracy import NO_CASES, CaseEstimate, mean, share
from latentlens.scoring.intervals import bootstrap


@dataclasses.dataclass(frozen=True)
class AnswerFigures:
    """What the answers to one task came to.

    Args:
        accuracy: share of right answers, with Wilson's interval.
        auroc: probability that a right answer has a higher confidence than a wrong one; without a value if
            all are right, or all wrong.
        ece: expected calibration error of the confidence, with a mirrored bootstrap interval.
    """

    accuracy: CaseEstimate
    auroc: CaseEstimate
    ece: CaseEstimate

    @classmethod
    def of(cls, correct: Sequence[bool], confidence: Sequence[float], *, seed: int) -> AnswerFigures:
        """Compute the figures.

        Args:
            correct: whether each answer is right.
            confidence: probability that each was given, 0 to 1.
            seed: random seed of the bootstrap.

        Examples:
            >>> found = AnswerFigures.of([True, True, False, False], [0.9, 0.8, 0.7, 0.3], seed=0)
            >>> found.accuracy.value, found.auroc.value, round(found.ece.value, 3)
            (0.5, 1.0, 0.325)
        """
        if not len(correct):
            return cls(NO_CASES, NO_CASES, NO_CASES)
        right, sure = np.asarray(correct, dtype=bool), np.asarray(confidence, dtype=np.float64)

        def ece(taken: Int[np.ndarray, " case"]) -> float:
            return ece_of(sure[taken], right[taken])

        def area(taken: Int[np.ndarray, " case"]) -> float:
            return auroc_of(sure[taken], right[taken])

        n = len(right)
        error = bootstrap(ece, ece_of(sure, right), n, seed=seed, mirrored=True)
        below = NO_CASES
        if 0 < right.sum() < n:
            found = bootstrap(area, auroc(sure, right), n, seed=seed)
            below = CaseEstimate(found.value, found.low, found.high, n)
        return cls(share(right), below, CaseEstimate(error.value, error.low, error.high, n))


def sensitivity(answers: Sequence[str], of_another: Sequence[str]) -> CaseEstimate:
    """Return the share of questions whose answer changes with another row's activations.

    Args:
        answers: answer to each row's own activations.
        of_another: answer to the same question with the activations of another row of the task.

    Examples:
        >>> sensitivity(["a", "b"], ["a", "c"]).value
        0.5
    """
    return share([a != b for a, b in zip(answers, of_another, strict=True)])


def vagueness(tasks: Sequence[str], answers: Sequence[str]) -> tuple[float, float]:
    """Return how far answers are the same whatever is read.

    Args:
        tasks: task of each answer.
        answers: the answers, at least one.

    Returns:
        The share of answers that are the most common one of their task, and the mean entropy of a task's
        answers in bits, weighted by its number of answers: 0 if there is only one.

    Examples:
        >>> vagueness(["t", "t", "t", "t"], ["a", "a", "a", "b"])[0]
        0.75
    """
    by_task: dict[str, Counter[str]] = defaultdict(Counter)
    for task, answer in zip(tasks, answers, strict=True):
        by_task[task][answer] += 1
    common = sum(max(counts.values()) for counts in by_task.values())
    bits = 0.0
    for counts in by_task.values():
        n = sum(counts.values())
        bits -= math.fsum(c * math.log2(c / n) for c in counts.values())
    return common / len(answers), max(0.0, bits / len(answers))


def lead(one: Sequence[bool], other: Sequence[bool], *, seed: int) -> CaseEstimate:
    """Return by how much one accuracy exceeds another on the same rows, with a bootstrap interval.

    Args:
        one: whether each answer of the one is right.
        other: the same of the other.
        seed: random seed of the bootstrap.
    """
    gaps = [float(a) - float(b) for a, b in zip(one, other, strict=True)]
    return mean(gaps, seed=seed, limits=(-1.0, 1.0))

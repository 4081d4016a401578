"""Calibration of answers: ECE, Brier score and AUROC of their confidence, with intervals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from jaxtyping import Int

from latentlens.display.tables import html_table, text_table
from latentlens.evaluation.calibration_data import Confidences, Verdicts, checked_cases
from latentlens.evaluation.reliability import BINS, Bin, ece_of, reliability_bins
from latentlens.evaluation.scores import auroc, auroc_of, brier_of
from latentlens.inputs.numbers import LARGEST_SEED, integer
from latentlens.scoring.intervals import LEVEL, RESAMPLES, Estimate, bootstrap, wilson

if TYPE_CHECKING:
    import pandas as pd

Score = Callable[[Int[np.ndarray, " case"]], float]
"""A score as a function of the indices of the cases that it is computed on."""


@dataclasses.dataclass(frozen=True, eq=False)
class Calibration:
    """Scores of how well confidence predicts whether an answer is correct, each with a 95 % interval.

    The accuracy's interval is Wilson's; the others are bootstrapped over cases. The ECE's is mirrored (basic
    bootstrap), since resampling raises an ECE. Resamples with only correct or only wrong answers have no
    AUROC and are left out of its interval; if all cases are of one class, the AUROC is 0.5 (0 to 1).

    Args:
        accuracy: share of correct answers.
        confidence: mean confidence.
        ece: expected calibration error over bins of equal width.
        ece_equal_mass: expected calibration error over bins with about equal numbers of cases.
        ece_by_chance: the ECE (equal width) of perfectly calibrated answers with these confidences, which
            chance alone makes positive: its mean and central 95 %. An ECE below the upper end is no evidence
            of miscalibration.
        brier: Brier score.
        auroc: probability that a correct answer has a higher confidence than a wrong one.
        bins: bins of equal width that contain at least one case, for a reliability diagram.
        n_bins: number of bins that [0, 1] is divided into, empty ones included.
        seed: random seed of the resampling.
        cases: the confidences and verdicts, one for each case.

    Source:
        Guo et al. 2017 (arXiv 1706.04599); the ECE by chance is the consistency resampling of Bröcker and
        Smith 2007 (doi 10.1175/WAF993.1).
    """

    accuracy: Estimate
    confidence: Estimate
    ece: Estimate
    ece_equal_mass: Estimate
    ece_by_chance: Estimate
    brier: Estimate
    auroc: Estimate
    bins: tuple[Bin, ...]
    n_bins: int
    seed: int
    cases: tuple[Confidences, Verdicts] = dataclasses.field(repr=False)

    words: ClassVar[dict[str, str]] = {
        "accuracy": "accuracy",
        "confidence": "mean confidence",
        "ece": "ECE, bins of equal width",
        "ece_equal_mass": "ECE, bins of equal mass",
        "ece_by_chance": "ECE that chance alone gives",
        "brier": "Brier score",
        "auroc": "AUROC",
    }
    """Labels of the scores, in the order in which they are shown."""

    @classmethod
    def of(cls, confidence: Any, correct: Any, *, bins: int = BINS, seed: int = 0) -> Calibration:
        """Measure the calibration of answers.

        Args:
            confidence: each answer's confidence in [0, 1].
            correct: whether each answer is correct: booleans, or 0 and 1.
            bins: number of bins that [0, 1] is divided into; 10 by default.
            seed: random seed of the resampling; 0 by default.

        Raises:
            InputError: if the cases cannot be used.

        Examples:
            >>> measured = Calibration.of([0.9, 0.8, 0.7, 0.3], [1, 1, 0, 0])
            >>> round(measured.ece.value, 3), round(measured.brier.value, 4), measured.auroc.value
            (0.325, 0.1575, 1.0)
        """
        confidence, correct = checked_cases(confidence, correct)
        seed = integer("seed", seed, least=0, most=LARGEST_SEED)
        everything = np.arange(len(confidence))
        scores = _scores(confidence, correct, bins)

        def interval(score: Score, value: float, *, mirrored: bool = False) -> Estimate:
            return bootstrap(score, value, len(confidence), seed=seed, mirrored=mirrored)

        return cls(
            accuracy=Estimate(float(correct.mean()), *wilson(int(correct.sum()), len(correct))),
            confidence=interval(lambda taken: float(confidence[taken].mean()), float(confidence.mean())),
            ece=interval(scores["ece"], scores["ece"](everything), mirrored=True),
            ece_equal_mass=interval(
                scores["ece_equal_mass"], scores["ece_equal_mass"](everything), mirrored=True
            ),
            ece_by_chance=_ece_by_chance(confidence, bins, seed),
            brier=interval(scores["brier"], scores["brier"](everything)),
            auroc=interval(scores["auroc"], auroc(confidence, correct)),
            bins=reliability_bins(confidence, correct, bins=bins),
            n_bins=bins,
            seed=seed,
            cases=(confidence, correct),
        )

    def scores(self) -> dict[str, Score]:
        """Return ECE, Brier score and AUROC as functions of the indices of the cases, for resampling."""
        return _scores(*self.cases, self.n_bins)

    def to_dict(self) -> dict[str, Any]:
        """Return the scores and the bins, without the cases, as plain data for JSON."""
        numbers = {name: dataclasses.asdict(score) for name, score in self}
        bins = [{**dataclasses.asdict(b), "interval": list(b.interval)} for b in self.bins]
        return {"n": len(self), "level": LEVEL, "seed": self.seed, **numbers, "bins": bins}

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with one row per score: its value and the ends of its interval."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame.from_dict(
            {name: dataclasses.asdict(score) for name, score in self}, orient="index"
        )
        return frame

    def __len__(self) -> int:
        return len(self.cases[0])

    def __iter__(self) -> Iterator[tuple[str, Estimate]]:
        return ((name, getattr(self, name)) for name in self.words)

    def __repr__(self) -> str:
        return f"{self._caption}\n{text_table(['', ''], self._rows())}"

    def _repr_html_(self) -> str:
        return str(html_table(["", ""], self._rows(), caption=self._caption))

    @property
    def _caption(self) -> str:
        return f"Calibration over {len(self)} cases, with {LEVEL:.0%} intervals"

    def _rows(self) -> list[tuple[str, str]]:
        return [(self.words[name], str(score)) for name, score in self]


def _scores(confidence: Confidences, correct: Verdicts, bins: int) -> dict[str, Score]:
    return {
        "ece": lambda taken: ece_of(confidence[taken], correct[taken], bins),
        "ece_equal_mass": lambda taken: ece_of(confidence[taken], correct[taken], bins, "mass"),
        "brier": lambda taken: brier_of(confidence[taken], correct[taken]),
        "auroc": lambda taken: auroc_of(confidence[taken], correct[taken]),
    }


def _ece_by_chance(confidence: Confidences, bins: int, seed: int) -> Estimate:
    """Return the ECE of verdicts drawn with probability equal to the confidences: mean and central 95 %."""
    rng, n = np.random.default_rng(seed), len(confidence)
    resampled = [ece_of(confidence, rng.random(n) < confidence, bins) for _ in range(RESAMPLES)]
    tail = (1 - LEVEL) / 2
    low, high = (float(end) for end in np.quantile(resampled, [tail, 1 - tail]))
    return Estimate(float(np.mean(resampled)), low, high)

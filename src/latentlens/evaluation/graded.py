"""Graded answers: their calibration, reliability diagram and calibrator."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

from latentlens.ask.answer import Answer
from latentlens.errors import InputError
from latentlens.evaluation.calibration import Calibration
from latentlens.evaluation.calibrator import Calibrator
from latentlens.evaluation.comparison import Comparison
from latentlens.evaluation.confidence_maps import Method
from latentlens.evaluation.reliability import BINS

if TYPE_CHECKING:
    import plotly.graph_objects as go


@dataclasses.dataclass(frozen=True, eq=False)
class Graded:
    """Answers with the verdict of each; `graded + graded` pools the answers of several readers.

    Args:
        answers: the answers, in the order of the cases.
        correct: whether each answer is correct.
    """

    answers: tuple[Answer, ...]
    correct: tuple[bool, ...]

    def __add__(self, other: Graded) -> Graded:
        return Graded(self.answers + other.answers, self.correct + other.correct)

    def __len__(self) -> int:
        return len(self.answers)

    def calibration(self, *, bins: int = BINS, seed: int = 0) -> Calibration:
        """Return the calibration of the answers' raw confidence.

        Args:
            bins: number of bins of the ECE; 10 by default.
            seed: random seed of the bootstrap intervals; 0 by default.

        Raises:
            InputError: if there are no answers, or their confidences are of several kinds.
        """
        self._kind()
        return Calibration.of(
            [answer.confidence for answer in self.answers], self.correct, bins=bins, seed=seed
        )

    def comparison(self, *, bins: int = BINS, seed: int = 0) -> Comparison:
        """Return the calibration of the raw and of the calibrated confidence, side by side.

        Args:
            bins: number of bins of the ECE; 10 by default.
            seed: random seed of the bootstrap intervals; 0 by default.

        Raises:
            InputError: if an answer has no calibrated confidence.
        """
        calibrated = [answer.calibrated_confidence for answer in self.answers]
        if None in calibrated:
            raise InputError(
                "These answers have no calibrated confidence. Grade a calibrated reader: what calibrate(...) "
                "gave."
            )
        after = Calibration.of(calibrated, self.correct, bins=bins, seed=seed)
        return Comparison.of(self.calibration(bins=bins, seed=seed), after)

    def plot(self, *, title: str = "") -> go.Figure:
        """Draw the reliability diagram, with a second line for calibrated confidences if there are any.

        Args:
            title: title of the figure; none by default.

        Returns:
            A Plotly figure.

        Raises:
            InputError: if there are no answers.
        """
        from latentlens.plots import reliability_diagram

        if any(answer.calibrated_confidence is None for answer in self.answers):
            return reliability_diagram(self.calibration(), title=title)
        compared = self.comparison()
        return reliability_diagram({"before": compared.before, "calibrated": compared.after}, title=title)

    def calibrator(
        self, *, split: str, method: Method | Literal["choose"] = "choose", seed: int = 0
    ) -> Calibrator:
        """Fit a calibrator on these answers, for the readers that gave them.

        Args:
            split: name of the split that the cases are from; it must not be the split that is reported.
            method: "temperature", "isotonic" or "choose" (default), as in `Calibrator.fit`.
            seed: random seed of the cross-validation folds; 0 by default.

        Raises:
            InputError: if the answers are too few, all of one verdict, or of several models or kinds of
                confidence.
        """
        kind, fingerprint, samples = self._kind()
        return Calibrator.fit(
            [answer.confidence for answer in self.answers],
            self.correct,
            method=method,
            split=split,
            reader=[answer.reader for answer in self.answers],
            fingerprint=fingerprint,
            confidence_kind=kind,
            samples=samples,
            layers=[answer.layer for answer in self.answers],
            seed=seed,
        )

    def _kind(self) -> tuple[str, str, int]:
        """Return the kind of confidence, the fingerprint and the number of samples that all answers share."""
        shared = {
            (answer.confidence_kind, str(answer.provenance["fingerprint"]), int(answer.provenance["samples"]))
            for answer in self.answers
        }
        if len(shared) != 1:
            kinds = "; ".join(f"{kind}, model {model[:12]}, {n} samples" for kind, model, n in sorted(shared))
            raise InputError(
                "The answers are not all of one model and one kind of confidence: "
                f"{kinds or 'there are none'}. These are different scales; calibrate each by itself."
            )
        return next(iter(shared))

    def __repr__(self) -> str:
        return f"<Graded: {sum(self.correct)} of {len(self)} answers are correct>"

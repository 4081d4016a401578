"""Apply a question's calibrator to its answers."""

from __future__ import annotations

from latentlens.ask.question import Question
from latentlens.errors import InputError
from latentlens.readers.reader import Reader
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag


class Calibrating:
    """Calibrated confidences of one question's answers; None without a calibrator.

    Args:
        question: the question.
        reader: the reader of the items: the question's, or the same one with another target layer.
        fingerprint: fingerprint of the model that answers.

    Raises:
        InputError: if the calibrator was fitted on another reader, model, kind of confidence or number
            of samples.
    """

    def __init__(self, question: Question, reader: Reader, fingerprint: str) -> None:
        self._calibrator, self._fingerprint = question.calibrator, fingerprint
        if self._calibrator is not None:
            self._calibrator.check(
                reader=reader,
                fingerprint=fingerprint,
                confidence_kind=confidence_kind(question.options, question.samples),
                samples=question.samples,
            )

    def confidence(self, confidence: float, source_fingerprint: str) -> float | None:
        """Return the calibrated confidence of an answer.

        Args:
            confidence: the answer's raw confidence in [0, 1].
            source_fingerprint: fingerprint of the source model when the activation was read.

        Raises:
            InputError: if the activation comes from another model than the one that answers, or from an
                earlier state of it.
        """
        if self._calibrator is None:
            return None
        if source_fingerprint != self._fingerprint:
            raise _other_model()
        return self._calibrator(confidence)

    def flags(self, layer: int) -> tuple[Flag, ...]:
        """Return the flag "calibration" for a layer that the calibrator was not fitted on; else nothing."""
        fitted = () if self._calibrator is None else self._calibrator.layers
        if not fitted or layer in fitted:
            return ()
        listed = ", ".join(map(str, fitted))
        return (
            Flag("calibration", f"The calibrator was fitted on layers {listed}, and this is layer {layer}."),
        )


def _other_model() -> InputError:
    return InputError(
        "The state was read from another model than the one that answers, or from this one before it "
        "changed, and the calibrator was fitted on states of its own. Ask the reader without its calibrator: "
        "calibrated.reader."
    )

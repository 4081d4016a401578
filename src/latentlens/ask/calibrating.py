"""Calibrated confidence for a question's answers, where it has a calibrator."""

from __future__ import annotations

from latentlens.ask.question import Question
from latentlens.errors import InputError
from latentlens.readers.reader import Reader
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag


class Calibrating:
    """Maps the confidences of one question; to None where the question has no calibrator.

    Args:
        question: what is asked.
        reader: the reader of the items: the question's, or the same one writing at another layer.
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
            confidence: the answer's own.
            source_fingerprint: of the model, as it was when the state was read.

        Raises:
            InputError: if the model has changed since then.
        """
        if self._calibrator is None:
            return None
        if source_fingerprint != self._fingerprint:
            raise _not_its_own()
        return self._calibrator(confidence)

    def flags(self, layer: int) -> tuple[Flag, ...]:
        """Return what should be said beside an answer about a layer."""
        fitted = () if self._calibrator is None else self._calibrator.layers
        if not fitted or layer in fitted:
            return ()
        listed = ", ".join(map(str, fitted))
        return (
            Flag("calibration", f"The calibrator was fitted on layers {listed}, and this is layer {layer}."),
        )


def _not_its_own() -> InputError:
    return InputError(
        "The state was read from another model than the one that answers, or from this one before it "
        "changed, and the calibrator was fitted on states of its own. Ask the reader without its calibrator: "
        "calibrated.reader."
    )

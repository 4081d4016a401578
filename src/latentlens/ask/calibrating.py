"""Calibrated confidence for a question's answers, where its reader has a calibrator."""

from __future__ import annotations

from latentlens._errors import InputError
from latentlens.ask.question import Question
from latentlens.readers.calibrated import Calibrated
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag


class Calibrating:
    """Maps the confidences of one question; to None where the reader has no calibrator.

    Args:
        question: what is asked.
        fingerprint: of the model that answers.

    Raises:
        InputError: if the calibrator was fitted on another model, kind of confidence or number of samples, or
            the question crosses models.
    """

    def __init__(self, question: Question, fingerprint: str) -> None:
        reader = question.reader
        self._calibrator = reader.calibrator if isinstance(reader, Calibrated) else None
        self._fingerprint = fingerprint
        if self._calibrator is None:
            return
        assert isinstance(reader, Calibrated)
        self._calibrator.check(
            reader=reader.reader,
            fingerprint=fingerprint,
            confidence_kind=confidence_kind(question.options, question.samples),
            samples=question.samples,
        )
        source = question.source.session
        if source is not question.session and source.model.fingerprint() != fingerprint:
            raise _not_its_own()

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
        fitted = () if self._calibrator is None else self._calibrator.fitted_on.layers
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

"""Apply a question's calibrator to its answers."""

from __future__ import annotations

from latentlens.ask.question import Question
from latentlens.ask.source import Source
from latentlens.errors import InputError
from latentlens.readers.own_calibrators import own_calibrators
from latentlens.readers.reader import Reader
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag


class Calibrating:
    """Calibrated confidences of one question's answers; None without a calibrator.

    A calibrator that came with the reader leaves alone what it was not fitted for; one that was given for it
    refuses that, or raises a flag.

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
        self._is_own = question.calibrator_is_own
        if self._is_own and not own_calibrators(reader):
            self._calibrator = None
        if self._calibrator is not None:
            self._calibrator.check(
                reader=reader,
                fingerprint=fingerprint,
                confidence_kind=confidence_kind(question.options, question.samples),
                samples=question.samples,
            )

    def confidence(self, confidence: float, source: Source, source_fingerprint: str) -> float | None:
        """Return the calibrated confidence of an answer.

        Args:
            confidence: the answer's raw confidence in [0, 1].
            source: the activations that it is about.
            source_fingerprint: fingerprint of the source model when the activation was read.

        Raises:
            InputError: if the activation comes from another model than the one that answers, or from an
                earlier state of it, and the calibrator did not come with the reader.
        """
        if self._calibrator is None or (self._is_own and not self._seen(source, source_fingerprint)):
            return None
        if source_fingerprint != self._fingerprint:
            raise _other_model()
        return self._calibrator(confidence)

    def _seen(self, source: Source, source_fingerprint: str) -> bool:
        """Return whether activations are of the kind that the calibrator was fitted on: unscaled states of
        one model, and of its layers."""
        assert self._calibrator is not None
        layers, fitted = {layer for layer, _ in source.place.sites}, self._calibrator.layers
        alone = len(source.models) == 1 and all(adapter is None for _, adapter in source.models)
        plain = bool(layers) and source.scale in (None, 1) and alone
        return plain and source_fingerprint == self._fingerprint and (not fitted or layers <= {*fitted})

    def record(self, calibrated: float | None) -> dict[str, str]:
        """Return what a calibrated confidence was fitted on, for the provenance; nothing for None."""
        if calibrated is None or self._calibrator is None:
            return {}
        return {"calibrated_on": self._calibrator.summary}

    def flags(self, layer: int) -> tuple[Flag, ...]:
        """Return the flag "calibration" for a layer that the calibrator was not fitted on; else nothing."""
        fitted = () if self._calibrator is None or self._is_own else self._calibrator.layers
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

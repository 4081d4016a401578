"""Gives a question the calibrator that its reader brings, if that holds for what is asked."""

from __future__ import annotations

import dataclasses
import functools

from latentlens.ask.asker import Asker
from latentlens.ask.question import Question
from latentlens.errors import DecoderError, InputError
from latentlens.evaluation.calibrator import Calibrator
from latentlens.files.sealed import unsealed
from latentlens.readers.own_calibrators import own_calibrators
from latentlens.scoring.confidence_kinds import confidence_kind


class CalibratedUnasked(Asker):
    """An open model whose readers answer with the calibrators that they bring, without being told to."""

    def _complete(self, question: Question) -> Question:
        return calibrated_unasked(question)


def calibrated_unasked(question: Question) -> Question:
    """Return a question with the calibrator that its reader brings, if it has no other and one holds.

    One holds that was fitted on this reader, model, kind of confidence and number of samples.

    Args:
        question: the question.

    Raises:
        DecoderError: if a file of the reader holds no calibrator that this version reads.
    """
    texts = () if question.calibrator is not None else own_calibrators(question.reader)
    if not texts:
        return question
    kind = confidence_kind(question.options, question.samples)
    fingerprint = question.backend.fingerprint()
    for each in map(_parsed, texts):
        try:
            each.check(
                reader=question.reader,
                fingerprint=fingerprint,
                confidence_kind=kind,
                samples=question.samples,
            )
        except InputError:
            continue  # fitted for something else
        return dataclasses.replace(question, calibrator=each, calibrator_is_own=True)
    return question


@functools.lru_cache(maxsize=64)
def _parsed(text: str) -> Calibrator:
    try:
        return Calibrator.from_dict(unsealed(text.encode()))
    except InputError as error:
        raise DecoderError(
            f"A calibrator of the decoder cannot be read: {error}. Copy the decoder's directory again, and "
            "whole."
        ) from error

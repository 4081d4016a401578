"""A reader together with the calibrator that was fitted for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from latentlens.ask.question import ConfidenceMap
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.readers.chat_prompt import ChatPrompt
from latentlens.readers.reader import Reader
from latentlens.readers.registry import NO_DECODERS, resolve_reader


@dataclasses.dataclass(frozen=True)
class Calibrated:
    """A reader with its calibrator: its answers also have a `calibrated_confidence`.

    It can be used wherever a reader can, and gives the same answers, confidences and controls. A model, kind
    of confidence or number of samples other than the calibrator was fitted on is refused.

    Args:
        reader: the reader to ask.
        calibrator: the `Calibrator` that was fitted on this reader's graded answers.

    Raises:
        InputError: if the calibrator was fitted on another reader, or is not a calibrator.

    Examples:
        >>> from latentlens import Calibrator, Lens
        >>> fitted = Calibrator.fit(
        ...     [0.9] * 40, [1, 0] * 20, split="validation", reader=Lens(), fingerprint="f3",
        ...     confidence_kind="mean token probability",
        ... )
        >>> calibrated = Calibrated(Lens(), fitted)
        >>> eval(repr(calibrated)) == calibrated
        True
    """

    reader: Reader
    calibrator: ConfidenceMap

    def __post_init__(self) -> None:
        if isinstance(self.reader, Calibrated):
            raise InputError("The reader is calibrated already. Give the reader in it: calibrated.reader.")
        if not isinstance(self.reader, Reader):
            raise InputError(
                f"{shown(self.reader)} is not a reader. Give the reader that the calibrator was fitted on; "
                "as_reader makes one of a preset's name."
            )
        if isinstance(self.calibrator, type) or not isinstance(self.calibrator, ConfidenceMap):
            raise InputError(
                f"{shown(self.calibrator)} is not a calibrator. Give what Calibrator.fit, Calibrator.load or "
                "Calibrator.from_dict returned."
            )
        self.calibrator.check_reader(self.reader)

    def __repr__(self) -> str:
        # a reader's repr is code that makes it, so it contains the calibrator's parameters in full
        return self.calibrator.code(repr(self.reader))


def resolve_calibrated(
    reader: Reader | Calibrated | str,
    *,
    user_readers: Mapping[str, Reader | Calibrated],
    decoders: Mapping[str, Reader] = NO_DECODERS,
    prompts: Mapping[str, str | ChatPrompt] | None = None,
) -> tuple[Reader, ConfidenceMap | None]:
    """Return the reader that a name, question or reader stands for, and its calibrator or None.

    Args:
        reader: a reader, calibrated or not; the name of a preset or of a reader in `user_readers`; or a
            question with x in it.
        user_readers: the user's readers by name, `session.readers`.
        decoders: the trained decoders that ship with the model, by name; none by default.
        prompts: target prompts to use instead of the papers', by the name of the preset or relation; None
            (default) for the papers'.

    Raises:
        InputError: if `reader` is none of these; see `resolve_reader`.
    """
    if isinstance(reader, Calibrated):
        return reader.reader, reader.calibrator
    uncalibrated = {
        name: each.reader if isinstance(each, Calibrated) else each for name, each in user_readers.items()
    }
    resolved = resolve_reader(reader, user_readers=uncalibrated, decoders=decoders, prompts=prompts)
    named = user_readers.get(reader) if isinstance(reader, str) else None
    return resolved, named.calibrator if isinstance(named, Calibrated) else None


def without_calibrator(reader: Reader | Calibrated) -> Reader:
    """Return a reader without its calibrator.

    Args:
        reader: a reader, calibrated or not.
    """
    return reader.reader if isinstance(reader, Calibrated) else reader


def with_question(reader: Reader | Calibrated, question: str) -> Reader | Calibrated:
    """Return the same reader with another question, and the same calibrator.

    Args:
        reader: a reader that is asked questions in words, calibrated or not.
        question: what is asked about the activations.

    Raises:
        InputError: if the reader is not asked questions, or its calibrator holds for its own question only.
    """
    asked = without_calibrator(reader).with_question(question)
    return dataclasses.replace(reader, reader=asked) if isinstance(reader, Calibrated) else asked


def at_target_layer(reader: Reader | Calibrated, layer: int) -> Reader:
    """Return the same reader with another target layer.

    Args:
        reader: a reader; a calibrated one is refused.
        layer: the target layer, 0 (embeddings) to the number of blocks; negative counts from the last.

    Raises:
        InputError: if the reader's target layer cannot be chosen, or the reader is calibrated.
    """
    if isinstance(reader, Calibrated):
        raise InputError(
            "A calibrated reader has no target layer to choose: its calibrator was fitted on answers of the "
            "reader as it is. Sweep the reader in it: calibrated.reader."
        )
    return reader.at_target_layer(layer)

"""A reader together with the calibrator that was fitted for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from latentlens.ask.question import ConfidenceMap
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader
from latentlens.readers.registry import resolve_reader


@dataclasses.dataclass(frozen=True)
class Calibrated:
    """A reader whose answers also say how often answers of their confidence are correct.

    It is asked like a reader, and asks what the reader asks, with the same confidence and controls; its
    answers have a `calibrated_confidence` too. Another model, kind of confidence or number of samples than
    the calibrator was fitted on is refused.

    Args:
        reader: the reader that is asked.
        calibrator: the `Calibrator` that was fitted on this reader's graded answers.

    Raises:
        InputError: if the calibrator was fitted on another reader, or is none.

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
        # a reader's repr is code, so what the calibrator holds stands there in full
        return self.calibrator.code(repr(self.reader))


def resolve_calibrated(
    reader: Reader | Calibrated | str,
    *,
    own: Mapping[str, Reader | Calibrated],
    prompts: Mapping[str, str] | None = None,
) -> tuple[Reader, ConfidenceMap | None]:
    """Return the reader that is meant, and its calibrator if it has one.

    Args:
        reader: a reader, with its calibrator or without; a preset's name; the name of one of the user's own;
            or a question with x in it.
        own: the user's own readers, by name.
        prompts: target prompts that suit the model better than the papers' own, by preset.

    Raises:
        InputError: if it is none of these; see `resolve_reader`.
    """
    if isinstance(reader, Calibrated):
        return reader.reader, reader.calibrator
    plain = {name: each.reader if isinstance(each, Calibrated) else each for name, each in own.items()}
    found = resolve_reader(reader, own=plain, prompts=prompts)
    named = own.get(reader) if isinstance(reader, str) else None
    return found, named.calibrator if isinstance(named, Calibrated) else None


def without_calibrator(reader: Reader | Calibrated) -> Reader:
    """Return the reader itself.

    Args:
        reader: with its calibrator or without.
    """
    return reader.reader if isinstance(reader, Calibrated) else reader


def at_target_layer(reader: Reader | Calibrated, layer: int) -> Reader:
    """Return the same reader, writing at another layer.

    Args:
        reader: the reader, with its calibrator or without.
        layer: the target layer; negative from the last layer.

    Raises:
        InputError: if the reader has no target layer to choose, as a calibrated one has not.
    """
    if isinstance(reader, Calibrated):
        raise InputError(
            "A calibrated reader has no target layer to choose: its calibrator was fitted on answers of the "
            "reader as it is. Sweep the reader in it: calibrated.reader."
        )
    return reader.at_target_layer(layer)

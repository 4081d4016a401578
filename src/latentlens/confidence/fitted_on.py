"""What a calibrator was fitted on, so that it is applied to nothing else."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from latentlens._errors import InputError

if TYPE_CHECKING:
    from latentlens.readers.reader import Reader


@dataclasses.dataclass(frozen=True)
class FittedOn:
    """The cases that a calibrator was fitted on.

    Args:
        n: how many there were.
        correct: how many of them were correct.
        split: the name of the split that they are from, such as "validation".
        reader: the reader's repr.
        fingerprint: of the model, as an answer's provenance has it.
        confidence_kind: what the confidence was, as answers name it.
        seed: of the folds.

    Examples:
        >>> FittedOn(40, 25, "validation", "Lens('logit')", "f3", "agreement", 0).reader
        "Lens('logit')"
    """

    n: int
    correct: int
    split: str
    reader: str
    fingerprint: str
    confidence_kind: str
    seed: int

    def check(self, *, reader: Reader | str, fingerprint: str, confidence_kind: str) -> None:
        """Refuse what is not the same.

        Args:
            reader: that gave the answers, or its repr.
            fingerprint: of the model.
            confidence_kind: of the answers.

        Raises:
            InputError: if one is another.
        """
        for what, held, given in (
            ("reader", self.reader, repr_of(reader)),
            ("model", self.fingerprint, fingerprint),
            ("kind of confidence", self.confidence_kind, confidence_kind),
        ):
            if held != given:
                raise InputError(
                    f"The calibrator was fitted on another {what}: on {held!r}, and {given!r} was given. Fit "
                    "one on validation cases of what it is to be applied to."
                )


def repr_of(reader: Reader | str) -> str:
    """Return what names a reader: its repr."""
    return reader if isinstance(reader, str) else repr(reader)

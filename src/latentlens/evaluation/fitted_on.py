"""The cases, reader and model that a calibrator was fitted on, and the check against others."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import InputError
from latentlens.files.restored import restored
from latentlens.inputs.shown import short, shown
from latentlens.readers.reader import Reader


@dataclasses.dataclass(frozen=True)
class FittedOn:
    """Description of the cases that a calibrator was fitted on.

    Args:
        n: number of cases.
        correct: number of cases that were answered correctly.
        split: name of the split that they are from, such as "validation".
        reader: the reader's repr; several if the answers of several readers were pooled.
        fingerprint: the model's fingerprint, as in an answer's provenance.
        confidence_kind: kind of the confidences, as in an answer's `confidence_kind`.
        seed: random seed of the cross-validation folds.
        samples: number of sampled answers per case; 0 (default) for greedy answers.
        layers: the layers that were read, in order; empty (default) if they are not known.

    Raises:
        InputError: if a number is negative, or more answers are correct than there are cases.

    Examples:
        >>> FittedOn(40, 25, "validation", "Lens()", "f3", "mean token probability", 0).reader
        'Lens()'
    """

    n: int
    correct: int
    split: str
    reader: str | tuple[str, ...]
    fingerprint: str
    confidence_kind: str
    seed: int
    samples: int = 0
    layers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not (0 <= self.correct <= self.n and self.samples >= 0 and all(n >= 0 for n in self.layers)):
            raise InputError(
                f"{self.correct} of {self.n} cases correct, {self.samples} samples and layers "
                f"{short(self.layers, 80)} cannot be what a calibrator was fitted on. Give numbers from "
                "0 on, and no more that are correct than there are."
            )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> FittedOn:
        """Return the description from its fields as JSON holds them.

        Args:
            data: the fields by name.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        return restored(cls, data, "fitted_on")

    @property
    def readers(self) -> tuple[str, ...]:
        """The reprs of all readers, as a tuple also for one reader."""
        return (self.reader,) if isinstance(self.reader, str) else self.reader

    def check_reader(self, reader: Reader | str) -> None:
        """Refuse another reader.

        Args:
            reader: the reader that gives the answers, or its repr.

        Raises:
            InputError: if the calibrator was not fitted on this reader.
        """
        if repr_of(reader) not in self.readers:
            raise _another("reader", " or ".join(map(repr, self.readers)), repr_of(reader))

    def check(
        self, *, reader: Reader | str, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse another reader, model, kind of confidence or number of samples.

        Args:
            reader: the reader that gave the answers, or its repr.
            fingerprint: the model's fingerprint, as in an answer's provenance.
            confidence_kind: kind of the answers' confidence.
            samples: number of sampled answers; None (default) to leave it unchecked.

        Raises:
            InputError: if one of them differs; the message says which.
        """
        self.check_reader(reader)
        for name, expected, actual in (
            ("model", self.fingerprint, fingerprint),
            ("kind of confidence", self.confidence_kind, confidence_kind),
            ("number of samples", self.samples, self.samples if samples is None else samples),
        ):
            if expected != actual:
                raise _another(name, repr(expected), repr(actual))


def repr_of(reader: Reader | str) -> str:
    """Return the text by which calibrators know a reader, its code in most cases; a text as it is."""
    if isinstance(reader, str):
        return str(reader)
    if not isinstance(reader, Reader):
        raise InputError(f"A calibrator is fitted on a reader, or on its repr; got {shown(reader)}.")
    return reader.calibrated_as


def reprs_of(readers: Reader | str | Sequence[Reader | str]) -> str | tuple[str, ...]:
    """Return the repr of one reader, or the distinct reprs of several, in the order given.

    Args:
        readers: a reader or its repr, or a list of them.

    Examples:
        >>> reprs_of(["Lens()", "Lens()"]), reprs_of(["a", "b"])
        ('Lens()', ('a', 'b'))
    """
    if not isinstance(readers, (list, tuple)):
        return repr_of(readers)  # type: ignore[arg-type]  # a reader is no sequence
    named = tuple(dict.fromkeys(map(repr_of, readers)))
    return named[0] if len(named) == 1 else named


def _another(name: str, expected: str, actual: str) -> InputError:
    return InputError(
        f"The calibrator was fitted on another {name}: on {expected}, and {actual} was given. Fit one on "
        "validation cases of what it is to be applied to."
    )

"""What a calibrator was fitted on, so that it is applied to nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.files.restored import restored
from latentlens.inputs.shown import short, shown

if TYPE_CHECKING:
    from latentlens.readers.reader import Reader


@dataclasses.dataclass(frozen=True)
class FittedOn:
    """The cases that a calibrator was fitted on.

    Args:
        n: how many there were.
        correct: how many of them were correct.
        split: the name of the split that they are from, such as "validation".
        reader: the reader's repr; several where the answers of several readers were pooled.
        fingerprint: of the model, as an answer's provenance has it.
        confidence_kind: what the confidence was, as answers name it.
        seed: of the folds.
        samples: how many answers were sampled for each; 0 where none were.
        layers: which layers were read, in order; empty where they are not known.

    Raises:
        InputError: if a number is negative, or more were correct than there were.

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
        """Make it again from its fields as JSON holds them.

        Raises:
            InputError: if a field is missing, unknown, or of another type.
        """
        return restored(cls, data, "fitted_on")

    @property
    def readers(self) -> tuple[str, ...]:
        """The reprs of all readers."""
        return (self.reader,) if isinstance(self.reader, str) else self.reader

    def check_reader(self, reader: Reader | str) -> None:
        """Refuse another reader.

        Args:
            reader: that gives the answers, or its repr.

        Raises:
            InputError: if it is none of those that were fitted on.
        """
        if repr_of(reader) not in self.readers:
            raise _another("reader", " or ".join(map(repr, self.readers)), repr_of(reader))

    def check(
        self, *, reader: Reader | str, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse what is not the same.

        Args:
            reader: that gave the answers, or its repr.
            fingerprint: of the model.
            confidence_kind: of the answers.
            samples: how many answers were sampled for each; None where that is not known.

        Raises:
            InputError: if one is another.
        """
        self.check_reader(reader)
        for what, held, given in (
            ("model", self.fingerprint, fingerprint),
            ("kind of confidence", self.confidence_kind, confidence_kind),
            ("number of samples", self.samples, self.samples if samples is None else samples),
        ):
            if held != given:
                raise _another(what, repr(held), repr(given))


def repr_of(reader: Reader | str) -> str:
    """Return what names a reader: its repr."""
    if isinstance(reader, str):
        return str(reader)
    if isinstance(reader, type) or not callable(getattr(reader, "readout", None)):
        raise InputError(f"A calibrator is fitted on a reader, or on its repr; got {shown(reader)}.")
    return repr(reader)


def reprs_of(readers: Reader | str | Sequence[Reader | str]) -> str | tuple[str, ...]:
    """Return what names one reader or several.

    Args:
        readers: one, or a list; each once, in the order given.

    Examples:
        >>> reprs_of(["Lens()", "Lens()"]), reprs_of(["a", "b"])
        ('Lens()', ('a', 'b'))
    """
    if not isinstance(readers, (list, tuple)):
        return repr_of(readers)  # type: ignore[arg-type]  # a reader is no sequence
    named = tuple(dict.fromkeys(map(repr_of, readers)))
    return named[0] if len(named) == 1 else named


def _another(what: str, held: str, given: str) -> InputError:
    return InputError(
        f"The calibrator was fitted on another {what}: on {held}, and {given} was given. Fit one on "
        "validation cases of what it is to be applied to."
    )

"""A calibrator: a fitted map from confidence to probability of being correct, with its provenance."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from latentlens.errors import InputError
from latentlens.evaluation.calibration_data import Confidences, Verdicts, checked_cases, checked_confidence
from latentlens.evaluation.confidence_maps import (
    METHODS,
    TEMPERATURES,
    Isotonic,
    Map,
    Method,
    Temperature,
    fit_map,
)
from latentlens.evaluation.cross_validation import FOLDS, cross_validate, ece_out_of_fold
from latentlens.evaluation.fitted_on import FittedOn, reprs_of
from latentlens.evaluation.reliability import ece_of
from latentlens.files.atomic import write_atomically
from latentlens.files.restored import restored, value_of
from latentlens.files.sealed import sealed, unsealed
from latentlens.inputs.numbers import LARGEST_SEED, MOST, integer
from latentlens.inputs.paths import file_path
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import short, shown
from latentlens.inputs.texts import choice, text

if TYPE_CHECKING:
    from latentlens.readers.reader import Reader

_FORMAT = "latentlens calibrator 2"

_FEWEST = 20
"""Fewest cases that a calibrator is fitted on."""


@dataclasses.dataclass(frozen=True)
class Calibrator:
    """A fitted map from a confidence to the probability that such an answer is correct.

    It is valid for the reader, the model and the kind of confidence that it was fitted on, and for similar
    cases; `check` refuses others.

    Args:
        map: the fitted map, a `Temperature` or an `Isotonic`.
        fitted_on: number and kind of the cases that it was fitted on.
        brier_out_of_fold: cross-validated Brier score of each method, if the method was chosen by it; empty
            (default) otherwise.
        ece: expected calibration errors before and after: of the raw confidence, and of the calibrated
            confidence on held-out folds; None (default) if they were not measured. Folds split cases, not
            prompts: if many cases share a prompt, the second number is too low.

    Raises:
        InputError: if a score or an ECE lies outside [0, 1].

    Examples:
        >>> confidence, correct = [0.99] * 30 + [0.6] * 10, ([1, 1, 0] * 10) + ([1, 0] * 5)
        >>> calibrator = Calibrator.fit(
        ...     confidence, correct, method="temperature", split="validation", reader="Lens()",
        ...     fingerprint="f3", confidence_kind="mean token probability",
        ... )
        >>> round(calibrator(0.99), 2)
        0.67
        >>> [round(error, 2) for error in calibrator.ece]
        [0.27, 0.0]
    """

    map: Map
    fitted_on: FittedOn
    brier_out_of_fold: dict[Method, float] = dataclasses.field(default_factory=dict)
    ece: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        scores = (*self.brier_out_of_fold.values(), *(self.ece or ()))
        if not all(0 <= score <= 1 for score in scores):
            raise InputError(
                f"Brier scores and expected calibration errors lie in [0, 1]; got {short(scores, 80)}. Fit "
                "the calibrator again."
            )

    def __hash__(self) -> int:
        return hash((self.map, self.fitted_on))

    @classmethod
    def fit(
        cls,
        confidence: Any,
        correct: Any,
        *,
        method: Method | Literal["choose"] = "choose",
        split: str,
        reader: Reader | str | Sequence[Reader | str],
        fingerprint: str,
        confidence_kind: str,
        samples: int = 0,
        layers: Sequence[int] = (),
        seed: int = 0,
    ) -> Calibrator:
        """Fit a calibrator on validation cases, which must not be the cases that it is evaluated on.

        Args:
            confidence: each case's confidence in [0, 1]. For "temperature", 0 and 1 are moved inward by
                one millionth.
            correct: whether each answer was correct: booleans, or 0 and 1.
            method: "temperature" divides the confidence's logit by one scalar, which minimises the negative
                log-likelihood; "isotonic" fits a monotone map; "choose" (default) takes the one with the
                lower cross-validated Brier score on these cases, temperature if they are equal.
            split: name of the split that the cases are from, such as "validation".
            reader: the reader that gave the answers, or its repr; several if their answers are pooled.
            fingerprint: the model's fingerprint, as in an answer's provenance.
            confidence_kind: kind of the confidences, as in an answer's `confidence_kind`.
            samples: number of sampled answers per case; 0 (default) for greedy answers.
            layers: the layers that were read; empty (default) if they are not known.
            seed: random seed of the cross-validation folds; 0 by default.

        Raises:
            InputError: if the cases cannot be used, are fewer than 20, or fewer than 5 of them are correct
                or wrong.
        """
        confidence, correct = checked_cases(confidence, correct)
        _enough(correct)
        choice("method", method, (*METHODS, "choose"))
        seed, samples = (
            integer("seed", seed, least=0, most=LARGEST_SEED),
            integer("samples", samples, least=0, most=MOST),
        )
        split, fingerprint = text("split", split), text("fingerprint", fingerprint)
        confidence_kind = text("confidence_kind", confidence_kind)
        layers_read = (integer("a layer", layer) for layer in as_list(layers, "layers", "layers=[1, 2]"))
        scores = cross_validate(confidence, correct, seed=seed) if method == "choose" else {}
        chosen = min(METHODS, key=lambda name: scores[name]) if method == "choose" else method
        fitted_on = FittedOn(
            n=len(confidence),
            correct=int(correct.sum()),
            split=split,
            reader=reprs_of(reader),
            fingerprint=fingerprint,
            confidence_kind=confidence_kind,
            seed=seed,
            samples=samples,
            layers=tuple(sorted({*layers_read})),
        )
        ece = (ece_of(confidence, correct), ece_out_of_fold(confidence, correct, chosen, seed=seed))
        return cls(fit_map(chosen, confidence, correct), fitted_on, scores, ece)

    @property
    def method(self) -> Method:
        """The kind of map: "temperature" or "isotonic"."""
        return "temperature" if isinstance(self.map, Temperature) else "isotonic"

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that it was fitted on; empty if they are not known."""
        return self.fitted_on.layers

    @property
    def samples(self) -> int:
        """Number of sampled answers per case that it was fitted on; 0 for greedy answers."""
        return self.fitted_on.samples

    def check_reader(self, reader: Reader) -> None:
        """Refuse another reader than it was fitted on.

        Args:
            reader: the reader to check.

        Raises:
            InputError: if it was fitted on another reader; the message says which.
        """
        self.fitted_on.check_reader(reader)

    @property
    def summary(self) -> str:
        """Number of cases and split that it was fitted on, in a few words."""
        return f"{self.fitted_on.n} cases of the split {self.fitted_on.split!r}"

    def code(self, reader: str) -> str:
        """Return a Python expression that makes a reader with this calibrator.

        Args:
            reader: the expression that makes the reader.
        """
        return f"Calibrated({reader}, Calibrator.from_dict({self.to_dict()!r}))"

    @overload
    def __call__(self, confidence: float) -> float: ...
    @overload
    def __call__(self, confidence: Any) -> Confidences: ...
    def __call__(self, confidence: Any) -> float | Confidences:
        """Return calibrated confidences.

        Args:
            confidence: a raw confidence in [0, 1], or a sequence of them.

        Returns:
            The probabilities of being correct, in [0, 1]: a number for a number, else an array.

        Raises:
            InputError: if a value is missing or out of range.
        """
        if isinstance(confidence, (int, float)) or getattr(confidence, "ndim", 1) == 0:
            return float(self.map(checked_confidence([confidence]))[0])
        return self.map(checked_confidence(confidence))

    def check(
        self, *, reader: Reader | str, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse another reader, model, kind of confidence or number of samples than it was fitted on.

        Args:
            reader: the reader that gave the answers, or its repr.
            fingerprint: the model's fingerprint, as in an answer's provenance.
            confidence_kind: kind of the answers' confidence.
            samples: number of sampled answers; None (default) to leave it unchecked.

        Raises:
            InputError: if one of them differs; the message says which.

        Examples:
            >>> on = FittedOn(40, 25, "validation", "Lens()", "f3", "mean token probability", 0)
            >>> calibrator = Calibrator(Temperature(2.0), on)
            >>> calibrator.check(
            ...     reader="Lens()", fingerprint="f3", confidence_kind="mean token probability"
            ... )
        """
        self.fitted_on.check(
            reader=reader, fingerprint=fingerprint, confidence_kind=confidence_kind, samples=samples
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the calibrator as plain data for JSON, which `from_dict` reads."""
        plain = {"format": _FORMAT, "method": self.method, **dataclasses.asdict(self)}
        data: dict[str, Any] = json.loads(json.dumps(plain))
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Calibrator:
        """Make a calibrator from its plain data.

        Args:
            data: the data that `to_dict` returned.

        Raises:
            InputError: if the data are not those of a calibrator.

        Examples:
            >>> on = FittedOn(40, 25, "validation", "Lens()", "f3", "mean token probability", 0)
            >>> calibrator = Calibrator(Temperature(2.0), on)
            >>> Calibrator.from_dict(calibrator.to_dict()) == calibrator
            True
        """
        try:
            fields = value_of(dict[str, Any], data, "a calibrator")
            if (version := fields.pop("format", None)) != _FORMAT:
                raise InputError(f"the format is {shown(version)}, not {_FORMAT!r}")
            method = value_of(Method, fields.pop("method", None), "method")
            kind = Temperature if method == "temperature" else Isotonic
            return restored(cls, {**fields, "map": restored(kind, fields.get("map"), "map")}, "a calibrator")
        except InputError as error:
            raise InputError(
                f"The data are no calibrator that this version reads: {error}. Fit it again and keep what "
                "to_dict() gives."
            ) from error

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the calibrator as JSON with a checksum, atomically: the whole file or nothing.

        Args:
            path: path of the file; an existing file is replaced.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        write_atomically(file_path("path", path), self.to_json())

    def to_json(self) -> str:
        """Return the text of the file that `save` writes."""
        return json.dumps(sealed(self.to_dict()), indent=2) + "\n"

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Calibrator:
        """Read a calibrator that was saved.

        Args:
            path: path of the file.

        Raises:
            InputError: if there is no such file, it was changed after it was saved, or it does not contain
                a calibrator.
        """
        path = file_path("path", path)
        try:
            content = pathlib.Path(path).read_bytes()
        except (OSError, ValueError, TypeError) as error:  # invalid paths, such as those with a NUL
            raise InputError(
                f"{short(path)} cannot be read ({short(getattr(error, 'strerror', None) or error)}). Give "
                "the file that Calibrator.save wrote."
            ) from error
        try:
            return cls.from_dict(unsealed(content))
        except InputError as error:
            raise InputError(
                f"{short(path)} holds no calibrator that this version reads ({error}). Copy it again, or fit "
                "it again and save it with Calibrator.save."
            ) from error

    def __repr__(self) -> str:
        on = self.fitted_on
        readers = on.reader if isinstance(on.reader, str) else f"{len(on.reader)} readers together"
        errors = "" if self.ece is None else f"; ECE {self.ece[0]:.3f}, out of fold {self.ece[1]:.3f}"
        cases = f"{on.n} cases of the split {on.split!r}"
        return f"<Calibrator: {self._words}; fitted on {cases}, of {readers}{errors}>"

    @property
    def _words(self) -> str:
        if isinstance(self.map, Isotonic):
            words = f"isotonic, {len(self.map.knots)} knots"
        else:
            words = f"temperature {self.map.temperature:.3g}"
            low, high = TEMPERATURES
            if not 1.01 * low < self.map.temperature < 0.99 * high:
                words += " (as far as it was looked for: the confidence is never wrong, or says nothing)"
        if self.brier_out_of_fold:
            scores = ", ".join(f"{name} {score:.4f}" for name, score in self.brier_out_of_fold.items())
            words += f"; chosen by {FOLDS}-fold cross-validation, Brier score {scores}"
        return words


def _enough(correct: Verdicts) -> None:
    n_correct = int(correct.sum())
    n_wrong = len(correct) - n_correct
    if len(correct) < _FEWEST or min(n_correct, n_wrong) < FOLDS:
        raise InputError(
            f"There are {len(correct)} cases, {n_correct} correct and {n_wrong} wrong. A calibrator is "
            f"fitted on at least {_FEWEST}, with {FOLDS} of each class. Ask more validation questions, of "
            "either kind."
        )

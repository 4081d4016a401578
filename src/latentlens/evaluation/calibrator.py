"""A calibrator: fitted on validation cases, kept with what it was fitted on, refused elsewhere."""

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
"""Fewer cases than this say too little about even one scalar."""


@dataclasses.dataclass(frozen=True)
class Calibrator:
    """A map from confidence to how often such answers are correct, and what it was fitted on.

    It holds for the reader, the model and the kind of confidence that it was fitted on, on questions like
    those it was fitted on, and for no other: `check` refuses.

    Args:
        map: the fitted map.
        fitted_on: the cases.
        brier_out_of_fold: of each method, where the method was chosen by cross-validation; else empty.
        ece: of the cases as they were, and on the cases that each of the folds' maps was not fitted on; None
            where the map was not fitted here. The folds part cases, not prompts: where many cases share one,
            the second is too good.

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
        """Fit a calibrator on validation cases, never on those that it is judged by.

        Args:
            confidence: in [0, 1], one a case. For "temperature", 0 and 1 are taken as a millionth from
                their end.
            correct: whether each was: booleans, or 0 and 1.
            method: "temperature" divides the confidence's logit by one scalar, which minimises the negative
                log-likelihood; "isotonic" fits any map that never falls; "choose" takes the one with the
                lower Brier score in cross-validation within these cases, temperature if they are equal.
            split: the name of the split that the cases are from.
            reader: that gave the answers, or its repr; several where their answers are pooled.
            fingerprint: of the model, as an answer's provenance has it.
            confidence_kind: as the answers' `confidence_kind` has it.
            samples: how many answers were sampled for each; 0 where none were.
            layers: which layers were read; none where that is not known.
            seed: of the folds.

        Raises:
            InputError: if the cases cannot be used, are fewer than 20, or hold fewer than 5 of a class.
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
        read = (integer("a layer", layer) for layer in as_list(layers, "layers", "layers=[1, 2]"))
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
            layers=tuple(sorted({*read})),
        )
        ece = (ece_of(confidence, correct), ece_out_of_fold(confidence, correct, chosen, seed=seed))
        return cls(fit_map(chosen, confidence, correct), fitted_on, scores, ece)

    @property
    def method(self) -> Method:
        """How the map was fitted."""
        return "temperature" if isinstance(self.map, Temperature) else "isotonic"

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that it was fitted on; empty where that is not known."""
        return self.fitted_on.layers

    @property
    def samples(self) -> int:
        """How many answers were sampled for each case that it was fitted on; 0 for none."""
        return self.fitted_on.samples

    def check_reader(self, reader: Reader) -> None:
        """Refuse another reader than it was fitted on.

        Raises:
            InputError: saying which it was fitted on.
        """
        self.fitted_on.check_reader(reader)

    @property
    def summary(self) -> str:
        """What it was fitted on, in a few words."""
        return f"{self.fitted_on.n} cases of the split {self.fitted_on.split!r}"

    def code(self, reader: str) -> str:
        """Return the expression that makes a reader together with this calibrator.

        Args:
            reader: the expression that makes the reader.
        """
        return f"Calibrated({reader}, Calibrator.from_dict({self.to_dict()!r}))"

    @overload
    def __call__(self, confidence: float) -> float: ...
    @overload
    def __call__(self, confidence: Any) -> Confidences: ...
    def __call__(self, confidence: Any) -> float | Confidences:
        """Return calibrated confidence.

        Args:
            confidence: one in [0, 1], or one a case.

        Returns:
            A number for a number, an array for anything longer; in [0, 1].

        Raises:
            InputError: if a value is missing or out of range.
        """
        if isinstance(confidence, (int, float)) or getattr(confidence, "ndim", 1) == 0:
            return float(self.map(checked_confidence([confidence]))[0])
        return self.map(checked_confidence(confidence))

    def check(
        self, *, reader: Reader | str, fingerprint: str, confidence_kind: str, samples: int | None = None
    ) -> None:
        """Refuse to be applied to what it was not fitted on.

        Args:
            reader: that gave the answers, or its repr.
            fingerprint: of the model.
            confidence_kind: of the answers.
            samples: how many answers were sampled for each; None where that is not known.

        Raises:
            InputError: if one is another than it was fitted on.

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
        """Return the calibrator as plain data that JSON can hold, from which `from_dict` makes it again."""
        plain = {"format": _FORMAT, "method": self.method, **dataclasses.asdict(self)}
        data: dict[str, Any] = json.loads(json.dumps(plain))
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Calibrator:
        """Make a calibrator from its plain data.

        Args:
            data: what `to_dict` gave.

        Raises:
            InputError: if the data are no calibrator.

        Examples:
            >>> on = FittedOn(40, 25, "validation", "Lens()", "f3", "mean token probability", 0)
            >>> calibrator = Calibrator(Temperature(2.0), on)
            >>> Calibrator.from_dict(calibrator.to_dict()) == calibrator
            True
        """
        try:
            given = value_of(dict[str, Any], data, "a calibrator")
            if (version := given.pop("format", None)) != _FORMAT:
                raise InputError(f"the format is {shown(version)}, not {_FORMAT!r}")
            method = value_of(Method, given.pop("method", None), "method")
            kind = Temperature if method == "temperature" else Isotonic
            return restored(cls, {**given, "map": restored(kind, given.get("map"), "map")}, "a calibrator")
        except InputError as error:
            raise InputError(
                f"The data are no calibrator that this version reads: {error}. Fit it again and keep what "
                "to_dict() gives."
            ) from error

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the calibrator as JSON with a checksum, integer or not at all.

        Args:
            path: of the file.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        write_atomically(file_path("path", path), json.dumps(sealed(self.to_dict()), indent=2) + "\n")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Calibrator:
        """Read a calibrator that was saved.

        Args:
            path: of the file.

        Raises:
            InputError: if there is no such file, it was changed since it was saved, or it holds no
                calibrator.
        """
        path = file_path("path", path)
        try:
            content = pathlib.Path(path).read_bytes()
        except (OSError, ValueError, TypeError) as error:  # some paths are none, such as those with a NUL
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
        said = "" if self.ece is None else f"; ECE {self.ece[0]:.3f}, out of fold {self.ece[1]:.3f}"
        cases = f"{on.n} cases of the split {on.split!r}"
        return f"<Calibrator: {self._words}; fitted on {cases}, of {readers}{said}>"

    @property
    def _words(self) -> str:
        if isinstance(self.map, Isotonic):
            said = f"isotonic, {len(self.map.knots)} knots"
        else:
            said = f"temperature {self.map.temperature:.3g}"
            low, high = TEMPERATURES
            if not 1.01 * low < self.map.temperature < 0.99 * high:
                said += " (as far as it was looked for: the confidence is never wrong, or says nothing)"
        if self.brier_out_of_fold:
            scores = ", ".join(f"{name} {score:.4f}" for name, score in self.brier_out_of_fold.items())
            said += f"; chosen by {FOLDS}-fold cross-validation, Brier score {scores}"
        return said


def _enough(correct: Verdicts) -> None:
    n_correct = int(correct.sum())
    n_wrong = len(correct) - n_correct
    if len(correct) < _FEWEST or min(n_correct, n_wrong) < FOLDS:
        raise InputError(
            f"There are {len(correct)} cases, {n_correct} correct and {n_wrong} wrong. A calibrator is "
            f"fitted on at least {_FEWEST}, with {FOLDS} of each class. Ask more validation questions, of "
            "either kind."
        )

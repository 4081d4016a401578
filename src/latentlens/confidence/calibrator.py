"""A calibrator: fitted on validation cases, kept with what it was fitted on, refused elsewhere."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from latentlens._errors import InputError
from latentlens._files import write_atomically
from latentlens.confidence.cases import Confidences, Verdicts, checked, checked_confidence
from latentlens.confidence.cross_validation import FOLDS, cross_validate
from latentlens.confidence.fitted_on import FittedOn, repr_of
from latentlens.confidence.maps import (
    METHODS,
    TEMPERATURES,
    Isotonic,
    Map,
    Method,
    Temperature,
    fit_map,
)

if TYPE_CHECKING:
    from latentlens.readers.reader import Reader

_FORMAT = "latentlens calibrator 1"

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

    Examples:
        >>> confidence, correct = [0.99] * 30 + [0.6] * 10, ([1, 1, 0] * 10) + ([1, 0] * 5)
        >>> calibrator = Calibrator.fit(
        ...     confidence, correct, method="temperature", split="validation", reader="Lens('logit')",
        ...     fingerprint="f3", confidence_kind="mean token probability",
        ... )
        >>> calibrator
        <Calibrator: temperature 6.65; fitted on 40 cases of the split 'validation', of Lens('logit')>
        >>> round(calibrator(0.99), 2)
        0.67
    """

    map: Map
    fitted_on: FittedOn
    brier_out_of_fold: dict[Method, float] = dataclasses.field(default_factory=dict)

    @classmethod
    def fit(
        cls,
        confidence: Any,
        correct: Any,
        *,
        method: Method | Literal["choose"] = "choose",
        split: str,
        reader: Reader | str,
        fingerprint: str,
        confidence_kind: str,
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
            reader: that gave the answers, or its repr.
            fingerprint: of the model, as an answer's provenance has it.
            confidence_kind: as the answers' `confidence_kind` has it.
            seed: of the folds.

        Raises:
            InputError: if the cases cannot be used, are fewer than 20, or hold fewer than 5 of a class.
        """
        sure, right = checked(confidence, correct)
        _enough(right)
        if method not in (*METHODS, "choose"):
            raise InputError(f"method is {method!r}; use one of {[*METHODS, 'choose']}.")
        scores = cross_validate(sure, right, seed=seed) if method == "choose" else {}
        chosen = min(METHODS, key=lambda name: scores[name]) if method == "choose" else method
        fitted_on = FittedOn(
            len(sure), int(right.sum()), split, repr_of(reader), fingerprint, confidence_kind, seed
        )
        return cls(fit_map(chosen, sure, right), fitted_on, scores)

    @property
    def method(self) -> Method:
        """How the map was fitted."""
        return "temperature" if isinstance(self.map, Temperature) else "isotonic"

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
        if np.ndim(confidence) == 0:
            return float(self.map(checked_confidence([confidence]))[0])
        return self.map(checked_confidence(confidence))

    def check(self, *, reader: Reader | str, fingerprint: str, confidence_kind: str) -> None:
        """Refuse to be applied to what it was not fitted on.

        Args:
            reader: that gave the answers, or its repr.
            fingerprint: of the model.
            confidence_kind: of the answers.

        Raises:
            InputError: if one is another than it was fitted on.

        Examples:
            >>> on = FittedOn(40, 25, "validation", "Lens('logit')", "f3", "mean token probability", 0)
            >>> calibrator = Calibrator(Temperature(2.0), on)
            >>> calibrator.check(
            ...     reader="Lens('logit')", fingerprint="f3", confidence_kind="mean token probability"
            ... )
        """
        self.fitted_on.check(reader=reader, fingerprint=fingerprint, confidence_kind=confidence_kind)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the calibrator as JSON.

        Args:
            path: of the file.
        """
        data = {"format": _FORMAT, "method": self.method, **dataclasses.asdict(self)}
        write_atomically(path, json.dumps(data, indent=2) + "\n")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Calibrator:
        """Read a calibrator that was saved.

        Args:
            path: of the file.

        Raises:
            InputError: if the file holds no calibrator.
        """
        try:
            data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
            if data["format"] != _FORMAT:
                raise KeyError("format")
            held = data["map"]
            map_: Map = (
                Temperature(float(held["temperature"]))
                if data["method"] == "temperature"
                else Isotonic(tuple(held["knots"]), tuple(held["values"]))
            )
            return cls(map_, FittedOn(**data["fitted_on"]), data["brier_out_of_fold"])
        except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{os.fspath(path)} holds no calibrator that this version reads ({error!r}). Fit it again "
                "and save it with Calibrator.save."
            ) from error

    def __repr__(self) -> str:
        on = self.fitted_on
        return (
            f"<Calibrator: {self._words}; fitted on {on.n} cases of the split {on.split!r}, of {on.reader}>"
        )

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


def _enough(right: Verdicts) -> None:
    correct = int(right.sum())
    wrong = len(right) - correct
    if len(right) < _FEWEST or min(correct, wrong) < FOLDS:
        raise InputError(
            f"There are {len(right)} cases, {correct} correct and {wrong} wrong. A calibrator is fitted on "
            f"at least {_FEWEST}, with {FOLDS} of each class. Ask more validation questions, of either kind."
        )

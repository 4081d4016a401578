"""The two maps from confidence to calibrated confidence, and how they are fitted."""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import Literal

import numpy as np

from latentlens.errors import InputError
from latentlens.evaluation.calibration_data import Confidences, Verdicts
from latentlens.inputs.shown import shown

Method = Literal["temperature", "isotonic"]

METHODS: tuple[Method, ...] = ("temperature", "isotonic")
"""The simpler one first: it is taken where the other is no better."""

CLAMP = 1e-6
"""A confidence of 0 or 1 has no logit; it is taken as this far from its end."""

TEMPERATURES = (0.01, 100.0)
"""Where a temperature is looked for. Confidence that is never wrong, or upside down, ends at an end."""


@dataclasses.dataclass(frozen=True)
class Temperature:
    """Divide the logit of the confidence by one scalar: above 1 it takes off overconfidence.

    0.5 stays 0.5, and the order of the answers stays as it is.

    Args:
        temperature: the scalar, positive and finite.

    Raises:
        InputError: if it is not.

    Examples:
        >>> Temperature(2.0)(np.array([0.5, 0.9])).round(3)
        array([0.5 , 0.75])

    Source:
        Guo et al. 2017 (arXiv 1706.04599), section 4.2, on the logit of one confidence.
    """

    temperature: float

    def __post_init__(self) -> None:
        if not (_is_number(self.temperature) and 0 < self.temperature < math.inf):
            raise InputError(
                f"A temperature is a positive, finite number; got {shown(self.temperature)}. Fit "
                "it with Calibrator.fit."
            )

    def __call__(self, confidence: Confidences) -> Confidences:
        """Map confidences; 0 and 1 are taken as CLAMP from their end."""
        from scipy.special import expit

        mapped: Confidences = expit(_logit(confidence) / self.temperature)
        return mapped

    @classmethod
    def fit(cls, confidence: Confidences, correct: Verdicts) -> Temperature:
        """Minimise the negative log-likelihood of the verdicts.

        It is convex in 1 / temperature, so the root of its slope is the one minimum.

        Args:
            confidence: in [0, 1], one for each case.
            correct: whether each answer was correct.

        Returns:
            The map with the best temperature in `TEMPERATURES`.

        Examples:
            >>> Temperature.fit(np.full(4, 0.9), np.array([True, True, True, False])).temperature > 1
            True
        """
        from scipy.optimize import brentq
        from scipy.special import expit

        logits = _logit(confidence)

        def slope(log_inverse: float) -> float:
            return float(logits @ (expit(math.exp(log_inverse) * logits) - correct))

        coldest, hottest = (-math.log(end) for end in TEMPERATURES)
        if slope(hottest) >= 0:
            return cls(TEMPERATURES[1])
        if slope(coldest) <= 0:
            return cls(TEMPERATURES[0])
        return cls(math.exp(-brentq(slope, hottest, coldest, xtol=1e-12)))


@dataclasses.dataclass(frozen=True)
class Isotonic:
    """A map that never falls: the nearest to the verdicts in squares, straight between its knots.

    It can bend as it likes, for which it needs many cases, and it makes ties of answers that differed.

    Args:
        knots: confidences, rising. Beyond the first and the last the map is flat.
        values: the calibrated confidence at each, never falling.

    Raises:
        InputError: if there are none, not as many of one as of the other, one lies outside [0, 1], or they
            fall.

    Examples:
        >>> Isotonic((0.2, 0.6), (0.0, 1.0))(np.array([0.1, 0.4, 0.9])).round(3)
        array([0. , 0.5, 1. ])

    Source:
        Zadrozny and Elkan 2002; as in scikit-learn's IsotonicRegression with out_of_bounds="clip".
    """

    knots: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        knots, values = self.knots, self.values
        inside = all(_is_number(number) and 0 <= number <= 1 for number in (*knots, *values))
        if not (
            inside
            and 0 < len(knots) == len(values)
            and all(a < b for a, b in itertools.pairwise(knots))
            and all(a <= b for a, b in itertools.pairwise(values))
        ):
            raise InputError(
                "The knots of an isotonic map rise and its values never fall, as many of each, all in "
                f"[0, 1]; got {shown((knots, values))}. Fit it with Calibrator.fit."
            )

    def __call__(self, confidence: Confidences) -> Confidences:
        """Map confidences."""
        mapped: Confidences = np.interp(confidence, self.knots, self.values)
        return mapped

    @classmethod
    def fit(cls, confidence: Confidences, correct: Verdicts) -> Isotonic:
        """Minimise the squared distance from the verdicts.

        Args:
            confidence: in [0, 1], one for each case.
            correct: whether each answer was correct.

        Examples:
            >>> Isotonic.fit(np.array([0.2, 0.4, 0.6]), np.array([False, True, True])).values
            (0.0, 1.0, 1.0)
        """
        from sklearn.isotonic import IsotonicRegression

        fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(confidence, correct)
        return cls(tuple(fitted.X_thresholds_.tolist()), tuple(fitted.y_thresholds_.tolist()))


Map = Temperature | Isotonic


def fit_map(method: Method, confidence: Confidences, correct: Verdicts) -> Map:
    """Fit the map of a method to confidences and verdicts."""
    kind = Temperature if method == "temperature" else Isotonic
    return kind.fit(confidence, correct)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _logit(confidence: Confidences) -> Confidences:
    from scipy.special import logit

    logits: Confidences = logit(np.clip(confidence, CLAMP, 1 - CLAMP))
    return logits

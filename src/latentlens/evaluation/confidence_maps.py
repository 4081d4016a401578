"""The two maps from raw to calibrated confidence: temperature scaling and isotonic regression."""

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
"""The methods, the simpler one first, which is chosen if both are equally good."""

CLAMP = 1e-6
"""Distance from 0 and 1 to which confidences are clamped, since 0 and 1 have no logit."""

TEMPERATURES = (0.01, 100.0)
"""Range of fitted temperatures; reached if confidence separates the answers perfectly, or is reversed."""


@dataclasses.dataclass(frozen=True)
class Temperature:
    """Temperature scaling: divide the confidence's logit by a scalar; above 1 lowers high confidences.

    0.5 stays 0.5, and the order of the answers does not change.

    Args:
        temperature: the scalar, positive and finite.

    Raises:
        InputError: if it is not positive and finite.

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
        """Return calibrated confidences; inputs are clamped to [CLAMP, 1 - CLAMP]."""
        from scipy.special import expit

        mapped: Confidences = expit(_logit(confidence) / self.temperature)
        return mapped

    @classmethod
    def fit(cls, confidence: Confidences, correct: Verdicts) -> Temperature:
        """Fit the temperature that minimises the negative log-likelihood of the verdicts.

        It is convex in 1 / temperature, so the root of its slope is the only minimum.

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
    """Isotonic regression: the monotone map with the least squared error, linear between its knots.

    It can take any monotone shape, so it needs many cases; it can map different confidences to the same one.

    Args:
        knots: raw confidences, strictly rising. The map is constant below the first and above the last.
        values: calibrated confidence at each knot, never falling.

    Raises:
        InputError: if there are no knots, the lengths differ, a number is outside [0, 1], or the order is
            wrong.

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
        """Return calibrated confidences."""
        mapped: Confidences = np.interp(confidence, self.knots, self.values)
        return mapped

    @classmethod
    def fit(cls, confidence: Confidences, correct: Verdicts) -> Isotonic:
        """Fit the monotone map that minimises the squared error of the verdicts.

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


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _logit(confidence: Confidences) -> Confidences:
    from scipy.special import logit

    logits: Confidences = logit(np.clip(confidence, CLAMP, 1 - CLAMP))
    return logits

"""The two maps from confidence to calibrated confidence, and how they are fitted."""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import Literal

import numpy as np

from latentlens._errors import InputError
from latentlens._sealed import short
from latentlens.evaluation.weighting import Confidences, Verdicts

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
                f"A temperature is a positive, finite number; got {short(self.temperature, 80, repr)}. Fit "
                "it with Calibrator.fit."
            )

    def __call__(self, sure: Confidences) -> Confidences:
        """Map confidences; 0 and 1 are taken as CLAMP from their end."""
        return _sigmoid(_logit(sure) / self.temperature)

    @classmethod
    def fit(cls, sure: Confidences, right: Verdicts) -> Temperature:
        """Minimise the negative log-likelihood.

        It is convex in 1 / temperature, so halving the stretch in which its slope changes sign finds the one
        minimum.

        Args:
            sure: the confidences.
            right: the verdicts.

        Examples:
            >>> Temperature.fit(np.full(4, 0.9), np.array([True, True, True, False])).temperature > 1
            True
        """
        logits = _logit(sure)
        low, high = (1 / end for end in reversed(TEMPERATURES))
        for _ in range(100):
            middle = (low * high) ** 0.5
            if float(logits @ (_sigmoid(middle * logits) - right)) < 0:
                low = middle
            else:
                high = middle
        return cls(1 / (low * high) ** 0.5)


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
                f"[0, 1]; got {short((knots, values), 120, repr)}. Fit it with Calibrator.fit."
            )

    def __call__(self, sure: Confidences) -> Confidences:
        """Map confidences."""
        mapped: Confidences = np.interp(sure, self.knots, self.values)
        return mapped

    @classmethod
    def fit(cls, sure: Confidences, right: Verdicts) -> Isotonic:
        """Minimise the squared distance.

        Args:
            sure: the confidences.
            right: the verdicts.

        Examples:
            >>> Isotonic.fit(np.array([0.2, 0.4, 0.6]), np.array([False, True, True])).values
            (0.0, 1.0, 1.0)
        """
        from sklearn.isotonic import IsotonicRegression

        fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(sure, right)
        return cls(tuple(fitted.X_thresholds_.tolist()), tuple(fitted.y_thresholds_.tolist()))


Map = Temperature | Isotonic


def fit_map(method: Method, sure: Confidences, right: Verdicts) -> Map:
    """Fit the map of a method; see there."""
    return Temperature.fit(sure, right) if method == "temperature" else Isotonic.fit(sure, right)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _logit(sure: Confidences) -> Confidences:
    inside = np.clip(sure, CLAMP, 1 - CLAMP)
    logits: Confidences = np.log(inside) - np.log1p(-inside)
    return logits


def _sigmoid(logits: Confidences) -> Confidences:
    # both branches of exp stay below 1, so that nothing overflows
    small = np.exp(-np.abs(logits))
    shares: Confidences = np.where(logits >= 0, 1, small) / (1 + small)
    return shares

"""Check arrays of confidences and verdicts before they are used for calibration."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

Confidences = Float[np.ndarray, " case"]
Verdicts = Bool[np.ndarray, " case"]


def checked_cases(confidence: Any, correct: Any) -> tuple[Confidences, Verdicts]:
    """Return confidences and verdicts as arrays of equal length.

    Args:
        confidence: each answer's confidence in [0, 1]: a list, an array or a pandas Series.
        correct: whether each answer is correct: booleans, or 0 and 1.

    Raises:
        InputError: if there are no cases, the lengths differ, or a value is missing or out of range.

    Examples:
        >>> checked_cases([0.9, 0.2], [1, 0])
        (array([0.9, 0.2]), array([ True, False]))
    """
    confidence = checked_confidence(confidence)
    verdicts = _numbers("correct", correct)
    if len(confidence) != len(verdicts):
        raise InputError(
            f"There are {len(confidence)} confidences and {len(verdicts)} verdicts. Give one of each a case."
        )
    if odd := _first(verdicts, ~np.isin(verdicts, (0, 1))):
        raise InputError(f"correct[{odd[0]}] is {odd[1]:g}; give True or False (or 1 and 0) for every case.")
    return confidence, verdicts.astype(bool)


def checked_confidence(confidence: Any) -> Confidences:
    """Return confidences as an array.

    Args:
        confidence: each answer's confidence in [0, 1].

    Raises:
        InputError: if there are no confidences, or a value is missing or out of range.

    Examples:
        >>> checked_confidence((1, 0.5))
        array([1. , 0.5])
    """
    shares = _numbers("confidence", confidence)
    if odd := _first(shares, ~((shares >= 0) & (shares <= 1))):
        raise InputError(
            f"confidence[{odd[0]}] is {odd[1]:g}; a confidence lies between 0 and 1. Leave out the cases "
            "that have none, and give probabilities rather than percentages or log-probabilities."
        )
    return shares


def _numbers(name: str, values: Any) -> Float[np.ndarray, " case"]:
    try:
        numbers = np.asarray(values)
        if numbers.dtype.kind not in "biufO":
            raise TypeError(f"it is of {numbers.dtype}")
        numbers = numbers.astype(np.float64)
    except Exception as error:  # of an object's own conversion, too
        raise InputError(
            f"{name} holds something that is no number: {shown(values)} ({type(error).__name__}). Give one "
            "number a case."
        ) from error
    if numbers.ndim != 1:
        raise InputError(f"{name} has the shape {numbers.shape}; give a flat list with one number a case.")
    if not len(numbers):
        raise InputError(f"{name} is empty; calibration needs at least one case.")
    return numbers


def _first(numbers: Float[np.ndarray, " case"], odd: Bool[np.ndarray, " case"]) -> tuple[int, float] | None:
    """Return the index and value of the first number that is marked odd; None if none is."""
    (indices,) = np.nonzero(odd)
    return (int(indices[0]), float(numbers[indices[0]])) if len(indices) else None

"""Checks of users' numbers: integers, floats, seeds and booleans within bounds, as plain Python values."""

from __future__ import annotations

import contextlib
import math
import operator
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

MOST = 10**6
"""Upper bound for numbers of tokens, slots or layers; no model's context is longer."""

LARGEST_SEED = 2**63 - 1
"""Largest seed that torch's random number generators take."""


def integer(
    name: str,
    value: Any,
    *,
    least: int | None = None,
    most: int | None = None,
    error: type[InputError] = InputError,
) -> int:
    """Return a whole number as a plain int.

    Args:
        name: name of the argument, for the error message.
        value: an int, or a scalar (an array without dimensions) of numpy, pandas or torch.
        least: smallest value allowed. Default None: -2**63.
        most: largest value allowed. Default None: 2**63 - 1.
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if `value` is no whole number (True, 2.0 and [2] are not) or out of bounds.

    Examples:
        >>> integer("layer", 3)
        3
    """
    converted = None
    # bool is a subclass of int, but True in place of a number is a mistake.
    boolean_value = isinstance(value, bool) or "bool" in str(getattr(value, "dtype", ""))
    with contextlib.suppress(Exception):  # an object's __index__ can raise anything
        if not boolean_value and not getattr(value, "ndim", 0):
            converted = int(operator.index(value))
    if converted is None:
        raise error(f"{name} is a whole number, such as {_example(least, most)}; got {shown(value)}.")
    if (least is not None and converted < least) or (most is not None and converted > most):
        raise error(f"{name} is {shown(converted)}; give a whole number{_bounds(least, most)}.")
    if not -(2**63) <= converted < 2**63:
        raise error(f"{name} is {shown(converted)}; give a whole number of at most 63 bits.")
    return converted


def number(
    name: str,
    value: Any,
    *,
    least: float | None = None,
    most: float | None = None,
    error: type[InputError] = InputError,
) -> float:
    """Return a finite number as a plain float, or as an int if a Python int was given.

    Args:
        name: name of the argument, for the error message.
        value: a number of Python, or a scalar of numpy, pandas or torch.
        least: smallest value allowed. Default None: any.
        most: largest value allowed. Default None: any.
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if `value` is no number, NaN, infinite or out of bounds.

    Examples:
        >>> number("scale", 0.5), number("scale", 2)
        (0.5, 2)
    """
    converted: float | None = None
    boolean_value = isinstance(value, bool) or "bool" in str(getattr(value, "dtype", ""))
    text_value = isinstance(value, (str, bytes, bytearray))
    if not boolean_value and not text_value and not getattr(value, "ndim", 0):
        with contextlib.suppress(Exception):  # an object's __float__ can raise anything; an int may overflow
            converted = float(value)
    if converted is None or not math.isfinite(converted):
        raise error(f"{name} is a finite number, such as {_example(least, most)}; got {shown(value)}.")
    if (least is not None and converted < least) or (most is not None and converted > most):
        raise error(f"{name} is {shown(value)}; give a number{_bounds(least, most)}.")
    return value if type(value) is int and abs(value) < 2**53 else converted


def seed(name: str, value: Any) -> int:
    """Return the seed of a random draw as a plain int.

    Args:
        name: name of the argument, for the error message.
        value: a whole number, which may be negative.

    Raises:
        InputError: if `value` is no whole number of at most 63 bits.
    """
    return integer(name, value, least=-LARGEST_SEED, most=LARGEST_SEED)


def boolean(name: str, value: Any) -> bool:
    """Return a boolean as Python's bool.

    Args:
        name: name of the argument, for the error message.
        value: a boolean of Python or numpy.

    Raises:
        InputError: if `value` is anything else.
    """
    if isinstance(value, bool):
        return value
    if type(value).__name__ in ("bool_", "bool") and type(value).__module__ == "numpy":
        return bool(value)
    raise InputError(f"{name} is True or False; got {shown(value)}.")


def _example(least: float | None, most: float | None) -> str:
    """Return a number within the bounds, as an example for an error message."""
    return str(least if least is not None and not least <= 1 <= (1 if most is None else most) else 1)


def _bounds(least: float | None, most: float | None) -> str:
    """Return the bounds as words for an error message, such as " from 0 to 1"."""
    if least is None or most is None:
        return "" if least is most else f" of {least} or more" if most is None else f" of {most} or less"
    return f" from {least} to {most}"

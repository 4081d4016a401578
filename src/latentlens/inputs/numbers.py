"""Numbers that a user handed in, as plain ones within the bounds of what can be used."""

from __future__ import annotations

import contextlib
import math
import operator
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

MOST = 10**6
"""No model's context is longer: more tokens, slots or layers are a slip of the pen."""

LARGEST_SEED = 2**63 - 1
"""What torch takes as the seed of a draw."""


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
        name: the argument's name, for the error.
        value: an int, or a scalar or array without dimensions of numpy, pandas or torch.
        least: the smallest that can be used. Default: any of 63 bits.
        most: the largest that can be used. Default: any of 63 bits.
        error: the class of what is raised.

    Raises:
        InputError: or `error`, if it is no whole number, as True, 2.0 and [2] are none, or out of bounds.

    Examples:
        >>> integer("layer", 3)
        3
    """
    found = None
    # A boolean is a whole number to Python, and a mistake here.
    scalar = not isinstance(value, bool) and "bool" not in str(getattr(value, "dtype", ""))
    with contextlib.suppress(Exception):  # of an object's own __index__
        if scalar and not getattr(value, "ndim", 0):
            found = int(operator.index(value))
    if found is None:
        raise error(f"{name} is a whole number, such as {_example(least, most)}; got {shown(value)}.")
    if (least is not None and found < least) or (most is not None and found > most):
        raise error(f"{name} is {shown(found)}; give a whole number{_bounds(least, most)}.")
    if not -(2**63) <= found < 2**63:
        raise error(f"{name} is {shown(found)}; give a whole number of at most 63 bits.")
    return found


def number(
    name: str,
    value: Any,
    *,
    least: float | None = None,
    most: float | None = None,
    error: type[InputError] = InputError,
) -> float:
    """Return a finite number, given as a Python, numpy or torch one.

    Args:
        name: of the argument, for the error.
        value: what was given; a whole number comes back as one.
        least: the smallest that can be used; None for any.
        most: the largest that can be used; None for any.
        error: raised.

    Raises:
        InputError: if it is no number, NaN or infinite, or outside these bounds.

    Examples:
        >>> number("scale", 0.5), number("scale", 2)
        (0.5, 2)
    """
    found: float | None = None
    odd = isinstance(value, (bool, str, bytes, bytearray)) or "bool" in str(getattr(value, "dtype", ""))
    if not odd and not getattr(value, "ndim", 0):
        with contextlib.suppress(Exception):  # of an object's own __float__, and of whole numbers beyond it
            found = float(value)
    if found is None or not math.isfinite(found):
        raise error(f"{name} is a finite number, such as {_example(least, most)}; got {shown(value)}.")
    if (least is not None and found < least) or (most is not None and found > most):
        raise error(f"{name} is {shown(value)}; give a number{_bounds(least, most)}.")
    return value if type(value) is int and abs(value) < 2**53 else found


def seed(name: str, value: Any) -> int:
    """Return the seed of a draw.

    Args:
        name: of the argument, for the error.
        value: what was given.

    Raises:
        InputError: if it is no whole number of at most 63 bits.
    """
    return integer(name, value, least=-LARGEST_SEED, most=LARGEST_SEED)


def boolean(name: str, value: Any) -> bool:
    """Return True or False, given as Python's or numpy's.

    Args:
        name: of the argument, for the error.
        value: what was given.

    Raises:
        InputError: if it is neither.
    """
    if isinstance(value, bool):
        return value
    if type(value).__name__ in ("bool_", "bool") and type(value).__module__ == "numpy":
        return bool(value)
    raise InputError(f"{name} is True or False; got {shown(value)}.")


def _example(least: float | None, most: float | None) -> str:
    return str(least if least is not None and not least <= 1 <= (1 if most is None else most) else 1)


def _bounds(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return "" if least is most else f" of {least} or more" if most is None else f" of {most} or less"
    return f" from {least} to {most}"

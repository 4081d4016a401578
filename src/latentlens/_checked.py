"""What a user gave, within the bounds of what can be used: numbers, texts, paths, functions to call."""

from __future__ import annotations

import contextlib
import math
import operator
import os
import pathlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from latentlens._errors import InputError, SelectionError
from latentlens._shown import shown

MOST = 10**6
"""No model's context is longer: more tokens, slots or layers are a slip of the pen."""

_LONGEST_PATH = 4096

LARGEST_SEED = 2**63 - 1
"""What torch takes as the seed of a draw."""


def whole(
    name: str,
    value: Any,
    *,
    least: int | None = None,
    most: int | None = None,
    error: type[InputError] = InputError,
) -> int:
    """Return a whole number, given as a Python, numpy or torch one.

    Args:
        name: of the argument, for the error.
        value: what was given.
        least: the smallest that can be used; None for any.
        most: the largest that can be used; None for any.
        error: raised.

    Raises:
        InputError: if it is no whole number, or outside these bounds.

    Examples:
        >>> whole("layer", 3)
        3
    """
    found = None
    # A boolean is a whole number to Python, and a mistake here.
    if not isinstance(value, bool) and "bool" not in str(getattr(value, "dtype", "")):
        with contextlib.suppress(Exception):  # of an object's own __index__
            found = int(operator.index(value))
    if found is None:
        raise error(f"{name} is a whole number, such as {_example(least, most)}; got {shown(value)}.")
    if (least is not None and found < least) or (most is not None and found > most):
        raise error(f"{name} is {shown(found)}; give a whole number{_bounds(least, most)}.")
    return found


def at_most(name: str, value: int, most: int) -> int:
    """Return a whole number that is not above what can be used.

    Args:
        name: of the argument, for the error.
        value: the number.
        most: the largest that can be used.

    Raises:
        InputError: if it is above.
    """
    return whole(name, value, most=most)


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
    return whole(name, value, least=-LARGEST_SEED, most=LARGEST_SEED)


def yes(name: str, value: Any) -> bool:
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


def text(name: str, value: Any, *, error: type[InputError] = InputError) -> str:
    """Return a text.

    Args:
        name: of the argument, for the error.
        value: what was given.
        error: raised.

    Raises:
        InputError: if it is none.
    """
    if not isinstance(value, str):
        raise error(f"{name} is a text; got {shown(value)}.")
    return str(value)


def choice(name: str, value: Any, choices: Collection[str], *, error: type[InputError] = InputError) -> str:
    """Return one of several texts.

    Args:
        name: of the argument, for the error.
        value: what was given.
        choices: those that there are.
        error: raised.

    Raises:
        InputError: if it is none of them.
    """
    if not isinstance(value, str) or value not in choices:
        raise error(f"{name} is {shown(value)}; use one of {', '.join(map(repr, choices))}.")
    return str(value)


def file_path(name: str, value: Any, *, error: type[InputError] = InputError) -> pathlib.Path:
    """Return the path of a file or folder.

    Args:
        name: of the argument, for the error.
        value: a text or a path.
        error: raised.

    Raises:
        InputError: if it is neither, or no file could have this name.

    Examples:
        >>> file_path("path", "lens.safetensors").name
        'lens.safetensors'
    """
    if not isinstance(value, (str, os.PathLike)):
        raise error(f"{name} is the path of a file, as a text or a Path; got {shown(value)}.")
    try:
        found = pathlib.Path(value)
        encoded = os.fsencode(found)
    except Exception as failure:  # of an object's own __fspath__, or half a character
        raise error(f"{name} is {shown(value)}, which cannot be the path of a file.") from failure
    if b"\0" in encoded or len(encoded) > _LONGEST_PATH:
        raise error(f"{name} is {shown(str(found))}, which cannot be the path of a file.")
    return found


def calls(cancel: Any = None, **functions: Any) -> None:
    """Refuse what cannot be called with progress or answers, and what cannot be set to cancel.

    Args:
        cancel: a threading.Event, or None.
        functions: by argument's name; each a function, or None.

    Raises:
        InputError: naming the one that cannot be used.

    Examples:
        >>> calls(None, on_progress=print)
    """
    for name, function in functions.items():
        if function is not None and (isinstance(function, type) or not callable(function)):
            raise InputError(f"{name} is a function to call, or None; got {shown(function)}.")
    if cancel is not None and not callable(getattr(cancel, "is_set", None)):
        raise InputError(f"cancel is a threading.Event, or None; got {shown(cancel)}.")


def each_of(name: str, values: Any, *, such_as: str) -> Iterator[Any]:
    """Yield what an iterable of the user's gives.

    Args:
        name: what it is, for the error.
        values: any iterable but a text, bytes or a dict.
        such_as: an example, for the error.

    Raises:
        InputError: if it is none, or fails on the way.
    """
    if isinstance(values, (str, bytes, bytearray, Mapping)):
        raise InputError(f"{name} is several, such as {such_as}; got {shown(values)}.")
    try:
        yield from values
    except Exception as failure:  # what is no iterable, and what fails in one of the user's
        raise InputError(
            f"{name} is several, such as {such_as}; {shown(values)} cannot be gone through "
            f"({type(failure).__name__})."
        ) from failure


def pair(usage: str, value: Any) -> tuple[Any, Any]:
    """Return two things that name a cell.

    Args:
        usage: how they are given, for the error.
        value: what was given.

    Raises:
        SelectionError: if it is no tuple of two.
    """
    if not isinstance(value, tuple) or len(value) != 2:
        raise SelectionError(f"A cell is {usage}; got {shown(value)}.")
    return value


def _example(least: float | None, most: float | None) -> str:
    return str(least if least is not None and not least <= 1 <= (1 if most is None else most) else 1)


def _bounds(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return "" if least is most else f" of {least} or more" if most is None else f" of {most} or less"
    return f" from {least} to {most}"

"""Several things that a user handed in, as Python's own: from lists, numpy, pandas and torch alike.

What comes back has a repr that is code, whatever library it came from: the lines that stand beside an answer
are made of such reprs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from latentlens.errors import InputError, SelectionError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text


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


def as_list(values: Any, what: str, example: str) -> list[Any]:
    """Return one thing, or what a list, tuple, range, array, tensor, Series or Index holds, as a list.

    Args:
        values: a text, a number and an array without dimensions count as one thing.
        what: they are, for the message: "layers".
        example: how they are given.

    Raises:
        InputError: if there is no order or no single dimension to them.

    Examples:
        >>> as_list(2, "layers", "layers=[1, 2]"), as_list(range(2), "layers", "layers=[1, 2]")
        ([2], [0, 1])
    """
    if isinstance(values, str) or (hasattr(type(values), "__index__") and not hasattr(values, "tolist")):
        return [values]
    flat = isinstance(getattr(values, "ndim", 1), int) and getattr(values, "ndim", 1) <= 1
    if hasattr(values, "tolist") and flat:
        try:
            plain = values.tolist()
        except Exception as error:  # of a tensor without numbers, and of an object of the user's
            raise InputError(
                f"{what.capitalize()} are a list, such as {example}; got {shown(values)}."
            ) from error
        return plain if isinstance(plain, list) else [plain]
    if not isinstance(values, Iterable) or isinstance(values, (Mapping, bytes)) or not flat:
        shape = f" of shape {tuple(values.shape)}" if hasattr(values, "shape") else ""
        raise InputError(
            f"{what.capitalize()} are a list, such as {example}; got {type(values).__name__}{shape}."
        )
    try:
        return list(values)
    except Exception as error:  # of an iterable of the user's
        raise InputError(
            f"{what.capitalize()} are a list, such as {example}; got {shown(values)}."
        ) from error


def as_texts(values: Any, what: str, example: str) -> tuple[str, ...]:
    """Return texts as plain ones; None is none.

    Args:
        values: a list, tuple, array, Series or Index of them, not a text alone.
        what: they are, for the message: "options".
        example: how they are given.

    Raises:
        InputError: if it is something else, holds something else, or one cannot be written down.
    """
    if values is None:
        return ()
    if isinstance(values, str):
        raise InputError(f"{what.capitalize()} are a list of texts, such as {example}; got {shown(values)}.")
    found = as_list(values, what, example)
    for value in found:
        if not isinstance(value, str):
            number = (
                " For the number itself write "
                f"{shown(str(value)) if abs(value) < 10**40 else 'it in quotes'}."
                if _is_number(value)
                else ""
            )
            raise InputError(
                f"{what.capitalize()} are texts, such as {example}; got {shown(value)}, which is "
                f"{type(value).__name__}.{number}"
            )
    return tuple(
        plain_text(value, f"{what.capitalize().removesuffix('s')} {shown(value)}") for value in found
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

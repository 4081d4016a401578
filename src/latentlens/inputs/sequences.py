"""Checks of users' lists of values: lists, arrays, tensors and pandas Series become plain Python lists.

Plain values are needed because the code that reproduces an answer is made of their reprs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from latentlens.errors import InputError, SelectionError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text


def each_of(name: str, values: Any, *, such_as: str) -> Iterator[Any]:
    """Yield the elements of an iterable.

    Args:
        name: name of the argument, for the error message.
        values: any iterable except a str, bytes or a dict.
        such_as: an example of the argument, for the error message.

    Raises:
        InputError: if `values` is no iterable, or raises an error during iteration.
    """
    if isinstance(values, (str, bytes, bytearray, Mapping)):
        raise InputError(f"{name} must be several values, such as {such_as}; got {shown(values)}.")
    try:
        yield from values
    except Exception as failure:  # a user's iterator can raise anything
        raise InputError(
            f"{name} must be several values, such as {such_as}; {shown(values)} cannot be iterated over "
            f"({type(failure).__name__})."
        ) from failure


def pair(usage: str, value: Any) -> tuple[Any, Any]:
    """Return a tuple of two values, such as the ends of an interval.

    Args:
        usage: how the tuple is written, for the error message, such as "position=(start, end)".
        value: the value that was given.

    Raises:
        SelectionError: if `value` is no tuple of two.
    """
    if not isinstance(value, tuple) or len(value) != 2:
        raise SelectionError(f"Give two values, as in {usage}; got {shown(value)}.")
    return value


def as_list(values: Any, what: str, example: str) -> list[Any]:
    """Return a list, tuple, range, array, tensor, Series or Index as a list; a single value as a list of one.

    Args:
        values: the sequence, or a single value: a str, a number or an array without dimensions.
        what: what the values are, for the error message, such as "layers".
        example: how they are written, for the error message, such as "layers=[1, 2]".

    Raises:
        InputError: if `values` has more than one dimension, or is a dict, bytes or no iterable.

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
        except Exception as error:  # a tensor on the meta device, or an array-like of the user's
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
    except Exception as error:  # a user's iterator can raise anything
        raise InputError(
            f"{what.capitalize()} are a list, such as {example}; got {shown(values)}."
        ) from error


def as_texts(values: Any, what: str, example: str) -> tuple[str, ...]:
    """Return a sequence of texts as a tuple of plain str; None gives an empty tuple.

    Args:
        values: a list, tuple, array, Series or Index of texts; a single str is refused.
        what: what the texts are, for the error message, such as "options".
        example: how they are written, for the error message.

    Raises:
        InputError: if `values` is of another type, or an element is no text or contains a lone surrogate.
    """
    if values is None:
        return ()
    if isinstance(values, str):
        raise InputError(f"{what.capitalize()} are a list of texts, such as {example}; got {shown(values)}.")
    texts = as_list(values, what, example)
    for value in texts:
        if not isinstance(value, str):
            advice = (
                " For the number itself write "
                f"{shown(str(value)) if abs(value) < 10**40 else 'it in quotes'}."
                if _is_number(value)
                else ""
            )
            raise InputError(
                f"{what.capitalize()} are texts, such as {example}; got {shown(value)}, which is "
                f"{type(value).__name__}.{advice}"
            )
    return tuple(
        plain_text(value, f"{what.capitalize().removesuffix('s')} {shown(value)}") for value in texts
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

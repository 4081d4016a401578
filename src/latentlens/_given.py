"""What a user hands in, as Python's own texts and numbers: from lists, numpy, pandas and torch alike.

What comes back has a repr that is code, whatever library it came from: the lines that stand beside an answer
are made of such reprs.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping
from typing import Any

from latentlens._errors import InputError
from latentlens._shown import shown

_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(text: str, what: str, error: type[InputError] = InputError) -> str:
    """Return a text as a plain str, if it is one that can be written down.

    Args:
        text: a str, or of a class that derives from it, such as numpy's.
        what: it is, at the beginning of the message: "The prompt".
        error: what is raised.

    Raises:
        InputError: or `error`, if half of a surrogate pair stands alone in it.

    Examples:
        >>> plain_text("Paris", "The option")
        'Paris'
    """
    text = str.__str__(text)
    if half := _SURROGATE.search(text):
        at = half.start()
        near = text[max(0, at - 20) : at + 20]
        raise error(
            f"{what} has half a character at index {at}, the lone surrogate U+{ord(half.group()):04X}, which "
            f"no tokenizer can read: {near!r}. It comes from a text that was cut or decoded wrongly. Take it "
            "out, or join split pairs by text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')."
        )
    return text


def listed(values: Any, what: str, example: str) -> list[Any]:
    """Return one thing, or what a list, tuple, range, array, tensor, Series or Index holds, as a list.

    Args:
        values: a text, a number and an array without dimensions count as one thing.
        what: they are, for the message: "layers".
        example: how they are given.

    Raises:
        InputError: if there is no order or no single dimension to them.

    Examples:
        >>> listed(2, "layers", "layers=[1, 2]"), listed(range(2), "layers", "layers=[1, 2]")
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


def texts(values: Any, what: str, example: str) -> tuple[str, ...]:
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
    found = listed(values, what, example)
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


def whole(value: Any, what: str, error: type[InputError] = InputError) -> int:
    """Return a whole number as a plain int.

    Args:
        value: an int, or a scalar or array without dimensions of numpy, pandas or torch.
        what: it is, for the message: "layer".
        error: what is raised.

    Raises:
        InputError: or `error`, if it is no whole number: True, 2.0 and [2] are none.

    Examples:
        >>> whole(3, "layer")
        3
    """
    try:
        plain = value.tolist() if hasattr(value, "tolist") else value
        found = None if isinstance(plain, bool) else operator.index(plain)
    except Exception:  # noqa: BLE001 - what is none, and what a tensor without numbers or an object of the user's raises
        found = None
    if found is None:
        raise error(f"A {what} is a whole number; got {shown(value)}.")
    if not -(2**63) <= found < 2**63:
        raise error(f"A {what} has at most 63 bits; got {shown(found)}.")
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

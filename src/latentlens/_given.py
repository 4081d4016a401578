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
    flat = getattr(values, "ndim", 1) <= 1
    if hasattr(values, "tolist") and flat:
        plain = values.tolist()
        return plain if isinstance(plain, list) else [plain]
    if not isinstance(values, Iterable) or isinstance(values, (Mapping, bytes)) or not flat:
        shape = f" of shape {tuple(values.shape)}" if hasattr(values, "shape") else ""
        raise InputError(
            f"{what.capitalize()} are a list, such as {example}; got {type(values).__name__}{shape}."
        )
    return list(values)


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
        raise InputError(f"{what.capitalize()} are a list of texts, such as {example}; got {values!r}.")
    found = listed(values, what, example)
    for value in found:
        if not isinstance(value, str):
            number = f" For the number itself write {str(value)!r}." if _is_number(value) else ""
            raise InputError(
                f"{what.capitalize()} are texts, such as {example}; got {value!r}, which is "
                f"{type(value).__name__}.{number}"
            )
    return tuple(plain_text(value, f"{what.capitalize().removesuffix('s')} {value!r}") for value in found)


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
    plain = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(plain, bool) or not hasattr(type(plain), "__index__"):
        raise error(f"A {what} is a whole number; got {value!r}.")
    return operator.index(plain)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

"""Texts that a user handed in, as plain ones that can be written down."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_SURROGATE = re.compile("[\ud800-\udfff]")


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

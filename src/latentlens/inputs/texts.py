"""Checks of users' texts: that they are str, one of several choices, and valid Unicode."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_SURROGATE = re.compile("[\ud800-\udfff]")


def text(name: str, value: Any, *, error: type[InputError] = InputError) -> str:
    """Return a text as a plain str.

    Args:
        name: name of the argument, for the error message.
        value: a str, or an instance of a subclass of it.
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if `value` is no str.
    """
    if not isinstance(value, str):
        raise error(f"{name} is a text; got {shown(value)}.")
    return str(value)


def choice(name: str, value: Any, choices: Collection[str], *, error: type[InputError] = InputError) -> str:
    """Return a text that must be one of several choices.

    Args:
        name: name of the argument, for the error message.
        value: the text that was given.
        choices: the texts that are allowed.
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if `value` is not among the choices.
    """
    if not isinstance(value, str) or value not in choices:
        raise error(f"{name} is {shown(value)}; use one of {', '.join(map(repr, choices))}.")
    return str(value)


def plain_text(text: str, what: str, error: type[InputError] = InputError) -> str:
    """Return a text as a plain str, after checking that it is valid Unicode.

    Args:
        text: a str, or an instance of a subclass of it, such as numpy's.
        what: what the text is, at the beginning of the error message, such as "The prompt".
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if the text contains a lone surrogate (half of a UTF-16 surrogate pair).

    Examples:
        >>> plain_text("Paris", "The option")
        'Paris'
    """
    text = str.__str__(text)
    if surrogate := _SURROGATE.search(text):
        index = surrogate.start()
        nearby = text[max(0, index - 20) : index + 20]
        raise error(
            f"{what} has half a character at index {index}, the lone surrogate "
            f"U+{ord(surrogate.group()):04X}, which no tokenizer can read: {nearby!r}. It comes from a text "
            "that was cut or decoded wrongly. Remove it, or join split pairs by "
            "text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')."
        )
    return text

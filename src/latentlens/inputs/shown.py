"""How error messages show the values that were given: their repr, shortened."""

from __future__ import annotations

import reprlib

_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother, _SHORT.maxlong = 3, 120, 160, 40


def shown(value: object) -> str:
    """Return a value's repr for an error message, on one line and with the middle left out if it is long.

    This never fails: an object whose repr raises an error is shown by its type.

    Args:
        value: any object.

    Examples:
        >>> shown([1, "a"]), len(shown("a" * 10**6)) < 200
        ("[1, 'a']", True)
        >>> shown(10**9999)
        '<int with more than 40 digits>'
    """
    if type(value) is int and abs(value) >= 10**40:
        return "<int with more than 40 digits>"  # Python refuses to convert very long ones to text
    try:
        text = _SHORT.repr(value)
    except Exception:  # noqa: BLE001 - a value's __repr__ can raise anything
        text = f"<{type(value).__name__}>"
    text = " ".join(text.split()) if "\n" in text else text
    return text if len(text) <= 300 else f"{text[:200]} ... {text[-60:]}"


def short(value: object, limit: int = 200) -> str:
    """Return an object's text, such as another error's message or a path, cut off after a limit.

    Args:
        value: an error, a path or a text.
        limit: largest number of characters. Default 200.

    Examples:
        >>> short("x" * 300, 10)
        'xxxxxxxxx…'
    """
    try:
        text = str(value)
    except Exception:  # noqa: BLE001 - an object's __str__ can raise anything
        text = type(value).__name__
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

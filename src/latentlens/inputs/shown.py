"""How errors show what was given: at a length that can be read, whatever it is."""

from __future__ import annotations

import reprlib

_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother, _SHORT.maxlong = 3, 120, 160, 40


def shown(value: object) -> str:
    """Return a value as an error shows it: its repr, cut in the middle where it is long.

    Whatever the value is, this returns: objects whose repr fails or never ends are shown by their type.

    Args:
        value: anything.

    Examples:
        >>> shown([1, "a"]), len(shown("a" * 10**6)) < 200
        ("[1, 'a']", True)
        >>> shown(10**9999)
        '<int with more than 40 digits>'
    """
    if type(value) is int and abs(value) >= 10**40:
        return "<int with more than 40 digits>"  # Python itself refuses to write out very long ones
    try:
        said = _SHORT.repr(value)
    except Exception:  # noqa: BLE001 - a value's own repr can raise anything
        said = f"<{type(value).__name__}>"
    said = " ".join(said.split()) if "\n" in said else said
    return said if len(said) <= 300 else f"{said[:200]} ... {said[-60:]}"


def short(thing: object, limit: int = 200) -> str:
    """Return a thing's text for an error, such as another error's or a path's, cut where it is long.

    Args:
        thing: an error, a path, a text.
        limit: the largest number of characters. Default 200.

    Examples:
        >>> short("x" * 300, 10)
        'xxxxxxxxx…'
    """
    try:
        text = str(thing)
    except Exception:  # noqa: BLE001 - what cannot even be written is named by its kind
        text = type(thing).__name__
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

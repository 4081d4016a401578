"""Text from models and prompts, for terminals: seen as it is, never obeyed."""

from __future__ import annotations

import json
import unicodedata

_KEPT = "\n\t\u200c\u200d"
"""Line breaks, tabs, and the joiners that Persian, Hindi and emoji are written with."""


def printable(text: str) -> str:
    """Return a text whose control characters are drawn as their code points, as in <U+001B>.

    Printed raw, an escape sequence could clear the screen, retitle the window or write to the clipboard, and
    a bidirectional control could show one answer as another.

    Args:
        text: any.

    Examples:
        >>> printable("red: \\x1b[31m")
        'red: <U+001B>[31m'
    """
    return "".join(f"<U+{ord(c):04X}>" if _obeyed(c) else c for c in text)


def printable_json(value: object) -> str:
    """Return plain data as indented JSON, which a terminal shows and does not obey.

    Args:
        value: that JSON can hold.

    Examples:
        >>> print(printable_json("Köln \\x9b31m"))
        "Köln \\u009b31m"
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(json.dumps(c)[1:-1] if _obeyed(c) else c for c in text)


def for_rich(text: str) -> str:
    """Return a text that rich prints as it is, without markup.

    Args:
        text: any.

    Examples:
        >>> for_rich("[red]")
        '\\\\[red]'
    """
    from rich.markup import escape

    return escape(printable(text))


def _obeyed(character: str) -> bool:
    if character in _KEPT or character.isprintable():
        return False
    return unicodedata.category(character) not in ("Zs", "Co", "Cn")

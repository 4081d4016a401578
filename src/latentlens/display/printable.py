"""Escapes control characters in text from models and prompts, before it is printed to a terminal."""

from __future__ import annotations

import json
import unicodedata

_KEPT = "\n\t\u200c\u200d"
"""Control characters that are printed as they are: line breaks, tabs, and zero-width joiners of scripts."""


def printable(text: str) -> str:
    """Return a text whose control characters are replaced by their code points, as in <U+001B>.

    Without this, an escape sequence in a model's output could clear the screen, change the window title or
    write to the clipboard, and a bidirectional control character could make one answer look like another.

    Args:
        text: text to print.

    Examples:
        >>> printable("red: \\x1b[31m")
        'red: <U+001B>[31m'
    """
    return "".join(f"<U+{ord(c):04X}>" if _is_control(c) else c for c in text)


def printable_json(value: object) -> str:
    """Return plain data as indented JSON, with control characters escaped for a terminal.

    Args:
        value: numbers, texts, None, and lists and dicts of them.

    Examples:
        >>> print(printable_json("Köln \\x9b31m"))
        "Köln \\u009b31m"
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(json.dumps(c)[1:-1] if _is_control(c) else c for c in text)


def for_rich(text: str) -> str:
    """Return a text escaped for the rich library, which would otherwise read "[red]" as markup.

    Args:
        text: text to print.

    Examples:
        >>> for_rich("[red]")
        '\\\\[red]'
    """
    from rich.markup import escape

    return escape(printable(text))


def _is_control(character: str) -> bool:
    """Return whether a terminal would act on a character instead of showing it."""
    if character in _KEPT or character.isprintable():
        return False
    return unicodedata.category(character) not in ("Zs", "Co", "Cn")

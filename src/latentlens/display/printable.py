"""Text from models and prompts as it is printed: control characters escaped, other directions isolated."""

from __future__ import annotations

import json
import unicodedata

_KEPT = "\n\t\u200c\u200d"
"""Control characters that are printed as they are: line breaks, tabs, and zero-width joiners of scripts."""

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

_FROM_RIGHT = frozenset({"R", "AL", "AN"})
"""Unicode's classes of letters and digits that are written from right to left."""


def printable(text: str, *, isolates: bool = False) -> str:
    """Return a text whose control characters are replaced by their code points, as in <U+001B>.

    Without this, an escape sequence in a model's output could clear the screen, change the window title or
    write to the clipboard, and a bidirectional control character could make one answer look like another.

    Args:
        text: text to print.
        isolates: whether to keep what `isolated` has added. Default: False.

    Examples:
        >>> printable("red: \\x1b[31m")
        'red: <U+001B>[31m'
    """
    kept = _FIRST_STRONG_ISOLATE + _POP_ISOLATE if isolates else ""
    return "".join(f"<U+{ord(c):04X}>" if _is_control(c) and c not in kept else c for c in text)


def isolated(text: str) -> str:
    """Return a text with right-to-left letters between Unicode's isolates; any other text as it is.

    Without them, a Hebrew or Arabic token would reorder the tokens and numbers that stand beside it.

    Args:
        text: text to print among others, its control characters escaped already.

    Examples:
        >>> isolated("pax"), isolated("\\u05e9") == "\\u2068\\u05e9\\u2069"
        ('pax', True)
    """
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}" if from_right(text) else text


def from_right(text: str) -> bool:
    """Return whether a text holds letters or digits that are written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _FROM_RIGHT for c in text)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for East Asian letters and most emoji.

    Args:
        text: text on one line.

    Examples:
        >>> columns("Köln"), columns("\u6771\u4eac")
        (4, 4)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


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


def for_rich(text: str, *, isolate: bool = False) -> str:
    """Return a text escaped for the rich library, which would otherwise read "[red]" as markup.

    Args:
        text: text to print.
        isolate: whether it stands beside other texts, whose order right-to-left letters must not change.
            Default: False.

    Examples:
        >>> for_rich("[red]")
        '\\\\[red]'
    """
    from rich.markup import escape

    return escape(isolated(printable(text)) if isolate else printable(text))


def _is_control(character: str) -> bool:
    """Return whether a terminal would act on a character instead of showing it."""
    if character in _KEPT or character.isprintable():
        return False
    return unicodedata.category(character) not in ("Zs", "Co", "Cn")

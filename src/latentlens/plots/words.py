"""Text in figures: tokens stay what they are, and short enough for an axis."""

from __future__ import annotations

_LONGEST_TICK = 14
_LONGEST_TITLE = 70

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\n": " ⏎ "})


def plain(text: str) -> str:
    """Keep plotly from reading text as markup or TeX; the browser draws the entities as characters.

    Args:
        text: any.

    Examples:
        >>> plain("<bos> & $x$")
        '&lt;bos&gt; &amp; &#36;x&#36;'
    """
    return text.translate(_ENTITIES)


def tick(token: str) -> str:
    """Return a token for an axis, shortened at its end.

    Args:
        token: in visible form.

    Examples:
        >>> tick("neighbourhoods")
        'neighbourhoods'
        >>> tick("neighbourhoods'")
        'neighbourhood…'
    """
    return plain(token if len(token) <= _LONGEST_TICK else f"{token[: _LONGEST_TICK - 1]}…")


def short(text: str) -> str:
    """Return a text for a title, shortened in its middle.

    Args:
        text: any.

    Examples:
        >>> len(short("long " * 40))
        67
    """
    shown = text if len(text) <= _LONGEST_TITLE else f"{text[:32]} … {text[-32:]}"
    return plain(shown)

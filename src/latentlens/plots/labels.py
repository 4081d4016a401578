"""Text in figures: escaped, and shortened for axes and titles."""

from __future__ import annotations

from latentlens.display.printable import isolated, printable

_LONGEST_TICK = 14
_LONGEST_TITLE = 70

SMALL = '<span style="font-size:12px">{}</span>'
"""Markup of Plotly for a line under a title."""

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\n": " ⏎ "})


def escape(text: str) -> str:
    """Escape text so that Plotly does not read it as markup or TeX.

    Control characters are shown by their code points, and text from right to left is isolated, so that it
    does not reorder the numbers beside it.

    Args:
        text: text to escape.

    Examples:
        >>> escape("<bos> & $x$")
        '&lt;bos&gt; &amp; &#36;x&#36;'
    """
    return isolated(printable(text)).translate(_ENTITIES)


def layers_label(layers: object) -> str:
    """Return a layer, or layers that were read together, in words.

    Args:
        layers: one value of a sweep's axis "layer".

    Examples:
        >>> layers_label(4)
        'layer 4'
    """
    several = isinstance(layers, tuple) and len(layers) > 1
    return f"{'layers' if several else 'layer'} {layers}"


def cut(text: str, most: int) -> str:
    """Return a text with … in place of what goes beyond a number of characters.

    Args:
        text: text to cut.
        most: largest number of characters.

    Examples:
        >>> cut("neighbourhood", 6)
        'neigh…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def tick_label(token: str) -> str:
    """Return a token as a tick label, shortened at its end, with bytes of a split character as <F0 9F>.

    Args:
        token: printable token.

    Examples:
        >>> tick_label("neighbourhoods")
        'neighbourhoods'
        >>> tick_label("neighbourhoods'")
        'neighbourhood…'
    """
    token = token.replace("><0x", " ").replace("<0x", "<")
    return escape(cut(token, _LONGEST_TICK))


def shorten(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return a text as a title, shortened in its middle.

    Args:
        text: text to shorten.
        longest: maximum number of characters; default 70.

    Examples:
        >>> len(shorten("long " * 40))
        67
    """
    half = longest // 2 - 3
    shown = text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"
    return escape(shown)

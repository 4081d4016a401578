"""A small table of numbers, as text and as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence

from latentlens._printable import printable


def text_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as lines of text.

    Args:
        caption: above it.
        heads: of the columns after the first, which names the rows.
        rows: each as long as the heads and one more.

    Examples:
        >>> print(text_table("Two numbers", ["value"], [("one", "1"), ("thirty", "30")]))
        Two numbers
                value
        one     1
        thirty  30
    """
    table = [("", *heads), *rows] if any(heads) else rows
    lines = [[printable(cell) for cell in line] for line in table]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    drawn = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return "\n".join([printable(caption), *drawn])


def html_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as HTML.

    Args:
        caption: above it.
        heads: of the columns after the first, which names the rows.
        rows: each as long as the heads and one more.

    Examples:
        >>> "<td style='text-align:left'>a &lt; b</td>" in html_table("", ["x"], [("a < b", "1")])
        True
    """

    def line(cells: Sequence[str], tag: str) -> str:
        return "".join(f"<{tag} style='text-align:left'>{html.escape(cell)}</{tag}>" for cell in cells)

    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    head = f"<thead><tr>{line(('', *heads), 'th')}</tr></thead>" if any(heads) else ""
    return f"<div>{html.escape(caption)}</div><table>{head}<tbody>{body}</tbody></table>"

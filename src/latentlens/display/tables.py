"""Tables as aligned text and as HTML without scripts or style sheets; every text in them is escaped.

The HTML sets no colours of its own, so that a table is legible on light and on dark pages.
"""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Sequence
from typing import Literal

from latentlens.display.printable import columns, from_right, isolated, printable

Align = Literal["left", "right"]

_ISOLATE = isolated("\u05d0")[0]
"""A text with isolates has its directions in itself, of which a browser's dir="auto" knows nothing."""

_TABLE = "border-collapse:collapse;margin:4px 0 10px;font-size:12px;color:inherit;background:none"


class Html(str):
    """HTML markup that is not escaped again; made by `element`, `markup` and `html_table`."""


BREAK = Html("<br>")
"""HTML line break."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell of an HTML table.

    Args:
        content: a text, which is escaped, or markup from `element`.
        title: text shown on hover. Default: none.
        style: more CSS for this cell. Default: none.
        head: whether the cell is the heading of its row. Default: False.
    """

    content: str
    title: str = ""
    style: str = ""
    head: bool = False


def element(tag: str, *content: str, **attributes: str) -> Html:
    """Return an HTML element that contains texts, which are escaped, and other elements.

    Args:
        tag: name of the element, such as "b".
        content: texts, and markup that this function returned.
        attributes: HTML attributes by name; their values are escaped, and empty ones left out. A final
            underscore is dropped: `class_` stands for "class".

    Examples:
        >>> element("b", "a < b ", element("small", "50"), title='"')
        '<b title="&quot;">a &lt; b <small>50</small></b>'
    """
    written = "".join(
        f' {name.rstrip("_")}="{html.escape(value)}"' for name, value in attributes.items() if value
    )
    return Html(f"<{tag}{written}>{markup(*content)}</{tag}>")


def markup(*content: str) -> Html:
    """Join texts, which are escaped, and elements into one piece of markup.

    Args:
        content: texts, and markup that `element` returned.

    Examples:
        >>> markup("a < ", element("b", "b"))
        'a &lt; <b>b</b>'
    """
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in content))


def html_table(
    heads: Sequence[str | Cell],
    rows: Sequence[Sequence[str | Cell]],
    *,
    caption: str = "",
    caption_side: Literal["top", "bottom"] = "top",
    align: Align | Sequence[Align] = "left",
    class_: str = "",
) -> Html:
    """Return a table as HTML.

    Args:
        heads: heading of each column; if all are empty, the table has no heading row.
        rows: rows of the table, each with one cell for each column.
        caption: caption of the table, a text or markup from `element`. Default: none.
        caption_side: whether the caption is above or below the table. Default: "top".
        align: alignment of the cells' texts, for all columns or one for each. Default: "left".
        class_: CSS class of the table. Default: none.

    Examples:
        >>> "<td" in html_table(["x"], [["a < b"]]), "a &lt; b" in html_table(["x"], [["a < b"]])
        (True, True)
    """
    columns = max(map(len, [heads, *rows]), default=0)
    sides = [align] * columns if isinstance(align, str) else align

    def line(cells: Sequence[str | Cell], scope: str) -> Html:
        return element("tr", *(_cell(cell, side, scope) for cell, side in zip(cells, sides, strict=True)))

    headings = [head.content if isinstance(head, Cell) else head for head in heads]
    parts = [
        element("caption", caption, style=f"text-align:left;caption-side:{caption_side};color:inherit")
        if caption
        else Html(),
        element("thead", line(heads, "col")) if any(headings) else Html(),
        element("tbody", *(line(row, "") for row in rows)),
    ]
    return element("table", *parts, class_=class_, style=_TABLE)


def text_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, align: Align | Sequence[Align] = "left"
) -> str:
    """Return a table as lines of text; control characters are replaced by their code points.

    Columns are as wide as a terminal shows them, and texts from right to left stay in theirs.

    Args:
        heads: heading of each column; if all are empty, the table has no heading line.
        rows: rows of the table, each with one text for each column.
        align: alignment of the texts, for all columns or one for each. Default: "left".

    Examples:
        >>> print(text_table(["", "value"], [("one", "1"), ("thirty", "30")]))
                value
        one     1
        thirty  30
    """
    given = [heads, *rows] if any(heads) else rows
    lines = [[isolated(printable(cell)) for cell in line] for line in given]
    widths = [max(map(columns, column)) for column in zip(*lines, strict=True)]
    sides = [align] * len(widths) if isinstance(align, str) else align
    return "\n".join(
        "  ".join(
            padded(cell, width, side) for cell, width, side in zip(line, widths, sides, strict=True)
        ).rstrip()
        for line in lines
    )


def padded(text: str, width: int, side: Align = "left") -> str:
    """Return a text with spaces after or before it, so that it takes `width` columns of a terminal.

    Args:
        text: text on one line.
        width: number of columns.
        side: side on which the text stands. Default: "left".
    """
    space = " " * (width - columns(text))
    return text + space if side == "left" else space + text


def _cell(cell: str | Cell, align: Align, scope: str) -> Html:
    """Return a table cell as a <td> element, or as a <th> with the given scope."""
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    style = f"padding:2px 6px;text-align:{align};vertical-align:top{';' if cell.style else ''}{cell.style}"
    scope = "row" if cell.head else scope
    markup_or_isolates = isinstance(cell.content, Html) or _ISOLATE in cell.content
    direction = "" if markup_or_isolates or not from_right(cell.content) else "auto"
    tag = "th" if scope else "td"
    return element(tag, cell.content, scope=scope, title=cell.title, dir=direction, style=style)

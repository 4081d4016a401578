"""HTML table of a lens's top tokens by layer and position."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from latentlens.display.printable import isolated
from latentlens.display.tables import BREAK, Cell, Html, element, html_table, markup

Reading = tuple[Sequence[str], Sequence[float]]

MAX_CELLS, MAX_POSITIONS = 1600, 64
"""Most cells and columns of a table in a notebook's file."""

NO_WRAP = "white-space:nowrap"

NOT_FINITE = "not finite"
"""Text shown in place of a token or an answer that is NaN or infinite."""

UNREAD = "–"
"""Text of a table cell whose site was not read."""

WHY = "The state here, or what is made of it, is NaN or infinite: nothing can be read."
"""Tooltip of a table cell that is not finite."""

HATCHED = "background-image:repeating-linear-gradient(135deg,transparent 0 4px,rgba(128,128,128,.35) 4px 5px)"
"""CSS of a table cell that is not finite."""


def cells_shown(layers: Sequence[int], positions: Sequence[int]) -> tuple[Sequence[int], Sequence[int], str]:
    """Return layers and positions of a table that is small enough for a notebook's file, and a note on them.

    Args:
        layers: the layers that there are.
        positions: the positions that there are.

    Examples:
        >>> rows, columns, note = cells_shown(range(33), range(512))
        >>> len(rows) * len(columns) <= MAX_CELLS, note
        (True, 'The first 64 of 512 positions. Every 2nd layer.')
    """
    columns, by_depth = positions[:MAX_POSITIONS], sorted(layers, reverse=True)
    step = max(1, math.ceil(len(layers) * len(columns) / MAX_CELLS))
    rows = by_depth[::step]
    notes = []
    if len(columns) < len(positions):
        notes += [f"The first {len(columns)} of {len(positions)} positions."]
    if step > 1:
        notes += [f"Every {step}{ {2: 'nd', 3: 'rd'}.get(step, 'th') } layer."]
    return rows, columns, " ".join(notes)


def lens_table(
    layers: Sequence[int],
    positions: Sequence[int],
    tokens: Sequence[str],
    reading: Callable[[int, int], Reading | None],
    note: str = "",
) -> Html:
    """Return a table of top tokens with a row per layer, the last layer at the top, and a column per token.

    Args:
        layers: the layers of the rows.
        positions: the positions of the columns.
        tokens: the trace's token at each of these positions, in visible form.
        reading: function of layer and position that returns the top tokens and their probabilities, NaN if
            they are not finite; None for a site that was not read.
        note: a sentence to add to the caption; none by default.
    """
    heads = [
        Cell(
            markup(str(position), BREAK, element("bdi", one_line(cut(token)))),
            one_line(cut(token, 200)),
            NO_WRAP,
        )
        for position, token in zip(positions, tokens, strict=True)
    ]
    rows = [
        [Cell(str(layer), head=True), *(_cell(reading(layer, position)) for position in positions)]
        for layer in sorted(layers, reverse=True)
    ]
    caption = f"The likeliest token of the logit lens, with its probability in percent. {one_line(note)}"
    return scrolled(html_table(["layer", *heads], rows, caption=caption.strip()))


def scrolled(table: Html) -> Html:
    """Return a table that scrolls sideways if it is wider than the page."""
    return element("div", table, style="overflow-x:auto")


def _cell(reading: Reading | None) -> Cell:
    if reading is None:
        return Cell(element("small", UNREAD), "Not read.")
    tokens, probs = reading
    if math.isnan(probs[0]):
        return Cell(element("small", NOT_FINITE), WHY, HATCHED)
    hint = ", ".join(f"{isolated(cut(token, 60))} {p:.2f}" for token, p in zip(tokens, probs, strict=True))
    shade = f"background-color:rgba(37,99,201,{0.03 + 0.47 * probs[0]:.2f})"
    content = markup(element("bdi", one_line(cut(tokens[0]))), " ", element("small", f"{100 * probs[0]:.0f}"))
    return Cell(content, one_line(hint), f"{NO_WRAP};{shade}")


def cut(text: str, most: int = 16) -> str:
    """Return a text cut to at most `most` characters, with … in place of its end."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def one_line(text: str) -> str:
    """Return a text with its line breaks shown as ⏎."""
    return text.replace("\n", "⏎")

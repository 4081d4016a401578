"""What a lens reads, as an HTML table that needs no script, no style sheet and no kernel.

Every text from the model is escaped. The colours are see-through, so that light and dark pages both show.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence

Reading = tuple[Sequence[str], Sequence[float]]

CAPTION = "text-align:left;caption-side:top"
TABLE = "border-collapse:collapse;margin:4px 0 10px;font-size:12px"
CELL = "padding:2px 6px;text-align:left;white-space:nowrap"

NOT_FINITE = "not finite"
"""Stands where a token or an answer would: NaN or infinity is there."""

WHY = "The state here, or what is made of it, is NaN or infinite: nothing can be read."
"""The title of such a cell."""

HATCHED = "background-image:repeating-linear-gradient(135deg,transparent 0 4px,rgba(128,128,128,.35) 4px 5px)"
"""Its look: in no colour that an answer has."""


def lens_table(
    layers: Sequence[int],
    positions: Sequence[int],
    tokens: Sequence[str],
    reading: Callable[[int, int], Reading | None],
    note: str = "",
) -> str:
    """Return a table of tokens × layers, the last layer at the top.

    Args:
        layers: the rows.
        positions: the columns.
        tokens: the trace's token at each of these positions, in visible form.
        reading: returns the top tokens and their probabilities at (layer, position), None where not read;
            probabilities that are NaN where there is nothing to read.
        note: one more sentence for the caption.
    """
    head = "".join(
        f'<th scope="col" style="{CELL}">{position}<br>{safe(token)}</th>'
        for position, token in zip(positions, tokens, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row" style="{CELL}">{layer}</th>'
        f"{''.join(_reading(reading(layer, position)) for position in positions)}</tr>"
        for layer in sorted(layers, reverse=True)
    )
    caption = f"The likeliest token of the logit lens, with its probability in percent. {safe(note)}"
    return (
        f'<div style="overflow-x:auto"><table style="{TABLE}"><caption style="{CAPTION}">{caption.strip()}'
        f'</caption><thead><tr><th scope="col" style="{CELL}">layer</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _reading(reading: Reading | None) -> str:
    if reading is None:
        return f'<td style="{CELL}"></td>'
    tokens, probs = reading
    if math.isnan(probs[0]):
        return f'<td title="{WHY}" style="{CELL};{HATCHED}"><small>{NOT_FINITE}</small></td>'
    hint = ", ".join(f"{token} {p:.2f}" for token, p in zip(tokens, probs, strict=True))
    shade = f"background-color:rgba(37,99,201,{0.03 + 0.47 * probs[0]:.2f})"
    return (
        f'<td title="{safe(hint)}" style="{CELL};{shade}">{safe(cut(tokens[0]))} '
        f"<small>{100 * probs[0]:.0f}</small></td>"
    )


def cut(text: str, most: int = 16) -> str:
    """Return a text of at most `most` characters, its end left out if need be."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def safe(text: str) -> str:
    """Return a text as HTML that shows it and does nothing else."""
    return html.escape(text, quote=True).replace("\n", "⏎")

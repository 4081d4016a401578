"""The table of notebook cells, as text and as HTML."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from latentlens.activations.sizes import format_size
from latentlens.notebook.cell import CellId

if TYPE_CHECKING:
    from latentlens.activations.store import StoreStats

HEADINGS = ("cell", "prompts", "tokens", "bytes", "hits", "lives")
_NUMBERS = ("tokens", "bytes", "hits")
_SHOWN_PROMPTS = 3
_SHOWN_CHARACTERS = 48


@dataclass(frozen=True)
class CellRow:
    """What one notebook cell holds.

    Args:
        cell: its name.
        prompts: the text of each trace, None where token ids were given.
        tokens: of all its traces together.
        bytes: of all its traces together, in memory or on disk.
        hits: how often a trace was found rather than computed.
        lives: where each trace would be found: ``"memory"``, ``"disk"`` or ``"dropped"``.
    """

    cell: CellId
    prompts: tuple[str | None, ...]
    tokens: int
    bytes: int
    hits: int
    lives: tuple[Literal["memory", "disk", "dropped"], ...]


def text_table(rows: list[CellRow]) -> str:
    """Return the table as aligned text; prompts are shortened, and newlines in them shown as ``⏎``."""
    if not rows:
        return "no notebook cell holds a trace yet"
    lines = [HEADINGS, *(_texts(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            text.rjust(width) if heading in _NUMBERS else text.ljust(width)
            for heading, text, width in zip(HEADINGS, line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def html_table(rows: list[CellRow], stats: StoreStats, cache_dir: Path | None) -> str:
    """Return the table as HTML that takes every colour from the page, so it reads on light and on dark.

    Args:
        rows: one for each cell.
        stats: of the store, for the line under the table.
        cache_dir: where the traces are written, or None.
    """
    head = "".join(f'<th scope="col" style="{_style(name)}">{name}</th>' for name in HEADINGS)
    body = "".join(f"<tr>{_html_cells(row)}</tr>" for row in rows)
    where = "memory only" if cache_dir is None else f"written to <code>{escape(str(cache_dir))}</code>"
    caption = (
        f"{format_size(stats.memory_bytes)} of {format_size(stats.memory_budget)} in memory; {where}"
        if rows
        else "No notebook cell holds a trace yet."
    )
    return (
        '<table class="latentlens-cells" style="border-collapse:collapse;color:inherit;'
        'background:none;margin:0;table-layout:auto">'
        '<caption style="caption-side:bottom;text-align:left;color:inherit;padding:.3em .8em">'
        f"{caption}</caption>"
        f'<thead style="border-bottom:1px solid currentColor"><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _html_cells(row: CellRow) -> str:
    full = "\n".join(_prompt(text, len(text or "")) for text in row.prompts)
    titles = {"cell": row.cell.id, "prompts": full, "bytes": f"{row.bytes:,} bytes"}
    parts = []
    for name, text in zip(HEADINGS, _texts(row), strict=True):
        title = f' title="{escape(titles[name])}"' if name in titles else ""
        parts.append(f'<td style="{_style(name)}"{title}>{escape(text)}</td>')
    return "".join(parts)


def _style(heading: str) -> str:
    align = "right" if heading in _NUMBERS else "left"
    wrap = "normal" if heading == "prompts" else "nowrap"
    return f"text-align:{align};vertical-align:top;padding:.2em .8em;color:inherit;white-space:{wrap}"


def _texts(row: CellRow) -> tuple[str, ...]:
    return (
        row.cell.label,
        _prompts(row.prompts),
        str(row.tokens),
        format_size(row.bytes),
        str(row.hits),
        _lives(row.lives),
    )


def _prompts(prompts: tuple[str | None, ...]) -> str:
    shown = [_prompt(text, _SHOWN_CHARACTERS) for text in prompts[:_SHOWN_PROMPTS]]
    if len(prompts) > _SHOWN_PROMPTS:
        shown.append(f"+{len(prompts) - _SHOWN_PROMPTS} more")
    return " | ".join(shown)


def _prompt(text: str | None, limit: int) -> str:
    if text is None:
        return "(token ids)"
    visible = "".join(
        "⏎" if character == "\n" else character if character.isprintable() else "·" for character in text
    )
    return visible if len(visible) <= limit else visible[: limit - 1] + "…"


def _lives(lives: tuple[str, ...]) -> str:
    counts = Counter(lives)
    if len(counts) == 1:
        return lives[0]
    return ", ".join(f"{counts[place]} {place}" for place in ("memory", "disk", "dropped") if counts[place])

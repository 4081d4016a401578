"""The table of notebook cells and the traces they hold, as text and as HTML."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from latentlens.activations.sizes import format_size
from latentlens.display.tables import Align, Cell, element, html_table, markup, text_table
from latentlens.notebook.cell import CellId

if TYPE_CHECKING:
    from latentlens.activations.store import StoreStats

HEADINGS = ("cell", "prompts", "tokens", "bytes", "hits", "lives")
_ALIGN: tuple[Align, ...] = ("left", "left", "right", "right", "right", "left")
_SHOWN_PROMPTS = 3
_SHOWN_CHARACTERS = 48


@dataclass(frozen=True)
class CellRow:
    """One row of the table: the traces that one notebook cell holds.

    Args:
        cell: the notebook cell.
        prompts: text of each trace's prompt, None where token ids were given.
        tokens: number of tokens of all its traces.
        bytes: size of all its traces' activations in bytes, in memory or on disk.
        hits: how often a trace was found in the store rather than computed.
        lives: where each trace's activations are: "memory", "disk" or "dropped".
    """

    cell: CellId
    prompts: tuple[str | None, ...]
    tokens: int
    bytes: int
    hits: int
    lives: tuple[Literal["memory", "disk", "dropped"], ...]


def ledger_text(rows: list[CellRow]) -> str:
    """Return the table as aligned text; prompts are shortened, and newlines in them shown as ⏎."""
    if not rows:
        return "no notebook cell holds a trace yet"
    return text_table(HEADINGS, [_texts(row) for row in rows], align=_ALIGN)


def ledger_html(rows: list[CellRow], stats: StoreStats, cache_dir: Path | None) -> str:
    """Return the table as HTML.

    Args:
        rows: one row for each notebook cell.
        stats: counters of the store, for the caption under the table.
        cache_dir: directory that the traces are written to; None if they are in memory only.
    """
    usage = f"{format_size(stats.memory_bytes)} of {format_size(stats.memory_budget)} in memory; "
    location = ("memory only",) if cache_dir is None else ("written to ", element("code", str(cache_dir)))
    caption = (usage, *location) if rows else ("No notebook cell holds a trace yet.",)
    return html_table(
        [Cell(name, style=_wrap(name)) for name in HEADINGS],
        [_html_cells(row) for row in rows],
        caption=markup(*caption),
        caption_side="bottom",
        align=_ALIGN,
        class_="latentlens-cells",
    )


def _html_cells(row: CellRow) -> list[Cell]:
    """Return the cells of one row for the HTML table, with full texts on hover."""
    full_prompts = "\n".join(_prompt(text, len(text or "")) for text in row.prompts)
    titles = {"cell": row.cell.id, "prompts": full_prompts, "bytes": f"{row.bytes:,} bytes"}
    return [
        Cell(text, titles.get(name, ""), _wrap(name))
        for name, text in zip(HEADINGS, _texts(row), strict=True)
    ]


def _wrap(heading: str) -> str:
    return f"white-space:{'normal' if heading == 'prompts' else 'nowrap'}"


def _texts(row: CellRow) -> tuple[str, ...]:
    """Return the texts of one row, in the order of the headings."""
    return (
        row.cell.label,
        _prompts(row.prompts),
        str(row.tokens),
        format_size(row.bytes),
        str(row.hits),
        _lives(row.lives),
    )


def _prompts(prompts: tuple[str | None, ...]) -> str:
    """Return the first prompts of a row, shortened."""
    texts = [_prompt(text, _SHOWN_CHARACTERS) for text in prompts[:_SHOWN_PROMPTS]]
    if len(prompts) > _SHOWN_PROMPTS:
        texts.append(f"+{len(prompts) - _SHOWN_PROMPTS} more")
    return " | ".join(texts)


def _prompt(text: str | None, limit: int) -> str:
    """Return one prompt on one line, at most `limit` characters long."""
    if text is None:
        return "(token ids)"
    visible = "".join(
        "⏎" if character == "\n" else character if character.isprintable() else "·" for character in text
    )
    return visible if len(visible) <= limit else visible[: limit - 1] + "…"


def _lives(lives: tuple[str, ...]) -> str:
    """Return where a row's traces are, as words such as "2 memory, 1 dropped"."""
    counts = Counter(lives)
    if len(counts) == 1:
        return lives[0]
    return ", ".join(f"{counts[place]} {place}" for place in ("memory", "disk", "dropped") if counts[place])

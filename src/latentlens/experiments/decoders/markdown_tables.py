"""Tables of the page on trained decoders, in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.experiments.patchscopes.page import escape_markdown

MISSING = "–"
"""What stands where nothing was measured."""


def share_text(row: Mapping[str, Any] | None) -> str:
    """Return a share in percent with its interval.

    Args:
        row: "value", "low" and "high", from 0 to 1; None, or a value of None, for nothing.

    Examples:
        >>> share_text({"value": 0.5, "low": 0.25, "high": 0.75}), share_text(None)
        ('50.0 (25.0–75.0)', '–')
    """
    if row is None or row.get("value") is None:
        return MISSING
    return f"{100 * row['value']:.1f} ({100 * row['low']:.1f}–{100 * row['high']:.1f})"


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose columns but the first are numbers.

    Args:
        heads: heads of the columns.
        rows: cells, in the order of the heads.
    """
    lines = [f"| {' | '.join(heads)} |", f"|---{'|---:' * (len(heads) - 1)}|"]
    lines += [f"| {' | '.join(escape_markdown(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)

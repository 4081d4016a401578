"""A Progress that notes down each of its counts."""

from __future__ import annotations

from latentlens.display.progress import Progress


def noted(seen: list[tuple[int, int | None]]) -> Progress:
    """Return a Progress without a bar that appends (done, total) to a list at every step."""
    return Progress(bar=False, on_update=lambda work: seen.append((work.done, work.total)))

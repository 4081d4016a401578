"""The name of a notebook cell."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellId:
    """Which notebook cell ran something.

    Two names are equal when their ``id`` is: a cell that runs again gets a new label, not a new name.

    Args:
        id: the front end's own id of the cell, ``"In[7]"`` where it sends none, or ``"script"``.
        label: what a reader sees, such as ``"[7]"``.

    Example:
        >>> CellId("8a7c-41", "[3]") == CellId("8a7c-41", "[9]")
        True
    """

    id: str
    label: str = field(compare=False)


SCRIPT = CellId("script", "script")
"""Whatever runs outside every notebook cell: a script, a console, a callback that nobody named a cell for."""

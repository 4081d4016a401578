"""The identity of a notebook cell."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellId:
    """A notebook cell that ran something.

    Two are equal if their ``id`` is: a cell that runs again gets a new label and keeps its id.

    Args:
        id: the front end's id of the cell, ``"In[7]"`` if it sends none, or ``"script"``.
        label: what is displayed, such as ``"[7]"``.

    Example:
        >>> CellId("8a7c-41", "[3]") == CellId("8a7c-41", "[9]")
        True
    """

    id: str
    label: str = field(compare=False)


SCRIPT = CellId("script", "script")
"""Everything outside notebook cells: scripts, consoles, and callbacks without a named cell."""

"""Which notebook cell shows which Explorers of a session, and what a cell that runs again lets go."""

from __future__ import annotations

import dataclasses
import threading
import weakref
from collections import Counter
from typing import TYPE_CHECKING, Any

from latentlens.notebook.cell import CellId
from latentlens.notebook.cells import current_cell, named, watch_cells

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.explorer.explorer import Explorer

MOST_UNNAMED = 20
"""Of views shown by cells without a name so many are kept, the latest: nothing says when they are gone."""


@dataclasses.dataclass(frozen=True)
class _View:
    explorer: Explorer
    handle: Any
    run: int


class Shown:
    """The Explorers of a session: which are open, and which cell shows them.

    What a cell shows is held, so that it can be clicked whoever else holds it. A cell that runs again lets
    go of what its earlier runs showed. If it ran to its end, the Explorers that no cell shows any more are
    closed, as far as their own traces made them and those were superseded: the cell that ran the prompt has
    run again.

    Examples:
        >>> shown = Shown()
        >>> shown.begin(CellId("8a7c", "[1]"))
        >>> shown.end(CellId("8a7c", "[1]"), ok=True)
    """

    def __init__(self) -> None:
        self._open: weakref.WeakSet[Explorer] = weakref.WeakSet()
        self._views: dict[str, list[_View]] = {}
        self._runs: Counter[str] = Counter()
        self._ran: weakref.WeakKeyDictionary[Trace, tuple[str, int]] = weakref.WeakKeyDictionary()
        self._lock = threading.RLock()

    def opened(self, explorer: Explorer) -> None:
        """Note that there is an Explorer."""
        with self._lock:
            self._open.add(explorer)

    def closed(self, explorer: Explorer) -> bool:
        """Note that an Explorer was closed; return whether no other is open."""
        with self._lock:
            self._open.discard(explorer)
            for cell, views in self._views.items():
                self._views[cell] = [view for view in views if view.explorer is not explorer]
            return not self._open

    def ran(self, trace: Trace) -> None:
        """Note that the current cell ran a prompt."""
        with self._lock:
            cell = current_cell().id
            self._ran[trace] = (cell, self._runs[cell])

    def show(self, explorer: Explorer, handle: Any = None) -> None:
        """Note that the current cell shows an Explorer.

        Args:
            explorer: which.
            handle: of the view kept in the notebook file, by which it is brought up to date.
        """
        cell = current_cell()
        with self._lock:
            place = cell.id if named(cell) else ""
            views = self._views.setdefault(place, [])
            views.append(_View(explorer, handle, self._runs[cell.id]))
            if not place:
                del views[:-MOST_UNNAMED]

    def handles(self, explorer: Explorer) -> list[Any]:
        """Return the handles of the views that an Explorer has in the notebook file."""
        with self._lock:
            views = [view for views in self._views.values() for view in views]
        return [v.handle for v in views if v.explorer is explorer and v.handle is not None]

    def begin(self, cell: CellId) -> None:
        """Note that a cell starts to run."""
        with self._lock:
            self._runs[cell.id] += 1

    def end(self, cell: CellId, ok: bool) -> None:
        """Note that a cell has run: what it showed before is gone from the notebook."""
        with self._lock:
            run, views = self._runs[cell.id], self._views.get(cell.id, [])
            self._views[cell.id] = [view for view in views if view.run == run]
            shown = {id(view.explorer) for views in self._views.values() for view in views}
            over = [each for each in self._open if ok and id(each) not in shown and self._superseded(each)]
        for explorer in over:
            explorer.close()

    def close(self) -> None:
        """Close every Explorer."""
        with self._lock:
            explorers = list(self._open)
        for explorer in explorers:
            explorer.close()

    def _superseded(self, explorer: Explorer) -> bool:
        trace = explorer.trace
        cell, run = self._ran.get(trace, ("", 0))
        return getattr(trace, "_explorer", None) is explorer and self._runs[cell] > run


def shown_of(session: Any) -> Shown:
    """Return what keeps a session's Explorers, made when first asked for.

    The session holds it, and it the Explorers, which hold the session: so all go together.

    Args:
        session: any object with attributes.
    """
    shown: Shown | None = vars(session).get("_shown")
    if shown is None:
        shown = vars(session).setdefault("_shown", Shown())
        watch_cells(shown)
    return shown

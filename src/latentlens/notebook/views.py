"""Which notebook cell displays which Explorers of a session, and which are closed when it runs again."""

from __future__ import annotations

import dataclasses
import os
import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from latentlens.model.fair_lock import FairRLock
from latentlens.notebook.cell import CellId
from latentlens.notebook.cells import current_cell, has_front_end_id, watch_cells
from latentlens.notebook.open_sessions import note_open

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace

MOST_UNNAMED = 20
"""Maximum number of views kept for cells without an id, the latest ones: nothing tells when they are gone."""


class OpenExplorer(Protocol):
    """The members of `latentlens.Explorer` used here, so that this module need not import the widget."""

    @property
    def trace(self) -> Trace:
        """The trace that is displayed."""

    @property
    def sweeps(self) -> list[Any]:
        """The sweeps asked for in it."""

    def save_figures(self, folder: str | os.PathLike[str], *, suffix: str = ".svg") -> list[Path]:
        """Write its figures to a folder, and return their paths."""

    def close(self) -> None:
        """Close the widget and remove its views."""


_EXPLORER_FACTORY: list[Callable[..., Any]] = []


def provide_explorer(factory: Callable[..., Any]) -> None:
    """Register the function that creates an Explorer; `latentlens/__init__.py` does this at import.

    Args:
        factory: function called as factory(session, trace, vectors=...) that returns the Explorer.
    """
    _EXPLORER_FACTORY[:] = [factory]


def make_explorer(session: Any, trace: Trace, *, vectors: Any = None) -> Any:
    """Return a new Explorer of a trace.

    Args:
        session: session whose model answers the questions.
        trace: trace to display.
        vectors: vectors that can be asked about besides the trace's sites. Default None: none.
    """
    (factory,) = _EXPLORER_FACTORY
    return factory(session, trace, vectors=vectors)


@dataclasses.dataclass(frozen=True)
class _View:
    """One display of an Explorer: its display handle, and the run of the cell that displayed it."""

    explorer: OpenExplorer
    handle: Any
    run: int


class ExplorerViews:
    """The Explorers of a session: which are open, and which cell displays them.

    What a cell displays is kept alive, so that it can be clicked even if nothing else references it. A cell
    that runs again releases what its earlier runs displayed. If it ran to its end, Explorers that no cell
    displays any more are closed, if their own traces created them and these were superseded: the cell that
    ran the prompt has run again.

    Examples:
        >>> views = ExplorerViews()
        >>> views.begin(CellId("8a7c", "[1]"))
        >>> views.end(CellId("8a7c", "[1]"), ok=True)
    """

    def __init__(self) -> None:
        self._open: weakref.WeakKeyDictionary[OpenExplorer, None] = weakref.WeakKeyDictionary()  # in order
        self._views: dict[str, list[_View]] = {}
        self._runs: Counter[str] = Counter()
        self._ran: weakref.WeakKeyDictionary[Trace, tuple[str, int]] = weakref.WeakKeyDictionary()
        self._held: list[Trace] = []
        self._at_close: list[Callable[[], None]] = []
        self._lock = FairRLock()

    def opened(self, explorer: OpenExplorer) -> None:
        """Register a new Explorer."""
        with self._lock:
            self._open[explorer] = None

    def closed(self, explorer: OpenExplorer) -> bool:
        """Unregister a closed Explorer; return whether no other is open."""
        with self._lock:
            self._open.pop(explorer, None)
            for cell, views in self._views.items():
                self._views[cell] = [view for view in views if view.explorer is not explorer]
            return not self._open

    @property
    def explorers(self) -> list[OpenExplorer]:
        """The Explorers that are open, oldest first."""
        with self._lock:
            return list(self._open)

    @property
    def traces(self) -> list[Trace]:
        """The traces that were run and are still in use, oldest first."""
        with self._lock:
            return list(self._ran)

    def hold(self, traces: Sequence[Trace]) -> None:
        """Keep traces as long as the session, such as those that were loaded with it."""
        self._held += traces

    def ran(self, trace: Trace) -> None:
        """Record that the current cell ran a prompt."""
        with self._lock:
            cell = current_cell().id
            self._ran[trace] = (cell, self._runs[cell])

    def show(self, explorer: OpenExplorer, handle: Any = None) -> None:
        """Record that the current cell displays an Explorer.

        Args:
            explorer: the Explorer.
            handle: display handle of the view in the notebook file, used to update it; None if there is none.
        """
        cell = current_cell()
        with self._lock:
            cell_id = cell.id if has_front_end_id(cell) else ""
            views = self._views.setdefault(cell_id, [])
            views.append(_View(explorer, handle, self._runs[cell.id]))
            if not cell_id:
                del views[:-MOST_UNNAMED]

    def handles(self, explorer: OpenExplorer) -> list[Any]:
        """Return the display handles of an Explorer's views in the notebook file."""
        with self._lock:
            views = [view for views in self._views.values() for view in views]
        return [v.handle for v in views if v.explorer is explorer and v.handle is not None]

    def begin(self, cell: CellId) -> None:
        """Note that a cell starts to run."""
        with self._lock:
            self._runs[cell.id] += 1

    def end(self, cell: CellId, ok: bool) -> None:
        """Note that a cell has run: what it displayed before is gone from the notebook."""
        with self._lock:
            run, views = self._runs[cell.id], self._views.get(cell.id, [])
            self._views[cell.id] = [view for view in views if view.run == run]
            displayed = {id(view.explorer) for held in self._views.values() for view in held}
            unused = [e for e in self._open if ok and id(e) not in displayed and self._superseded(e)]
        for explorer in unused:
            explorer.close()

    def close(self) -> None:
        """Close every Explorer, and end what was started for them."""
        for explorer in self.explorers:
            explorer.close()
        for end in self._at_close:
            end()

    def at_close(self, end: Callable[[], None]) -> None:
        """Have a function called when the session is closed, after its Explorers.

        Args:
            end: ends something that was started for them, such as a thread; it may be called several times.
        """
        self._at_close.append(end)

    def _superseded(self, explorer: OpenExplorer) -> bool:
        """Return whether the cell that ran the prompt of an Explorer's trace has run again since."""
        trace = explorer.trace
        cell, run = self._ran.get(trace, ("", 0))
        return getattr(trace, "_explorer", None) is explorer and self._runs[cell] > run


def views_of(session: Any) -> ExplorerViews:
    """Return the views of a session, created on first use.

    The session references it, it references the Explorers, and these the session, so all are freed together.

    Args:
        session: any object with attributes.
    """
    views: ExplorerViews | None = vars(session).get("_views")
    if views is None:
        views = vars(session).setdefault("_views", ExplorerViews())
        watch_cells(views)
        note_open(session)
    return views

"""Finds out which notebook cell is running, and tells ledgers when one starts and ends.

The cell is a context variable. It is set by IPython's ``pre_run_cell`` event and reaches whatever the
cell starts within its context, including asyncio tasks and ``contextvars.copy_context()`` jobs, and nothing
else. A widget's callback runs in the context of its own message, often on another thread while a cell is
busy, so it never inherits that cell; it names one with :func:`in_cell`.
"""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol

from latentlens.notebook.cell import SCRIPT, CellId
from latentlens.notebook.outputs import forget_outputs

__all__ = ["SCRIPT", "CellId", "current_cell", "has_front_end_id", "in_cell", "watch_cells"]

_CELL: ContextVar[CellId | None] = ContextVar("latentlens_cell", default=None)
_WATCHER = "_latentlens_cell_watcher"


class Ledger(Protocol):
    """Something that is told when a notebook cell starts and ends."""

    def begin(self, cell: CellId) -> None:
        """Called when a cell starts to run."""

    def end(self, cell: CellId, ok: bool) -> None:
        """Called when a cell has run, successfully or not."""


def current_cell() -> CellId:
    """Return the notebook cell that the calling code belongs to.

    Returns:
        The cell named with :func:`in_cell`, else the cell in whose context the code runs, else
        :data:`SCRIPT`: no notebook, a widget's callback, or a bare thread, which carries no context. The id
        is the front end's if it sends one, else ``"In[7]"``, which no later run shares.

    Example:
        >>> current_cell().id
        'script'
    """
    return _CELL.get() or _executing(_shell()) or SCRIPT


def has_front_end_id(cell: CellId) -> bool:
    """Return whether a cell has an id from the front end, by which its next run is recognised.

    Args:
        cell: the cell to look at.

    Example:
        >>> [has_front_end_id(cell) for cell in (CellId("8a7c", "[3]"), CellId("In[3]", "[3]"), SCRIPT)]
        [True, False, False]
    """
    return cell != SCRIPT and not cell.id.startswith("In[")


@contextmanager
def in_cell(cell: CellId) -> Iterator[CellId]:
    """Attribute whatever runs inside the block to a cell, on any thread.

    Args:
        cell: the cell, for instance one that :func:`current_cell` returned before the work was handed over.

    Example:
        >>> with in_cell(CellId("8a7c", "[3]")):
        ...     current_cell().label
        '[3]'
    """
    token = _CELL.set(cell)
    try:
        yield cell
    finally:
        _CELL.reset(token)


def watch_cells(ledger: Ledger) -> None:
    """Tell a ledger when a notebook cell starts and ends, as long as something else references the ledger.

    Without a running IPython shell this does nothing; called twice, it registers once.

    Args:
        ledger: its ``begin(cell)`` and ``end(cell, ok)`` are called. If a cell is running now, its ``begin``
            is called at once.

    Example:
        >>> class Bell:
        ...     def begin(self, cell): ...
        ...     def end(self, cell, ok): ...
        >>> watch_cells(Bell())
    """
    shell = _shell()
    if shell is None:
        return
    watcher: _Watcher | None = getattr(shell, _WATCHER, None)
    if watcher is None:
        watcher = _Watcher()
        # Kept on the shell, so that a reloaded module finds it instead of registering a second one.
        setattr(shell, _WATCHER, watcher)
        shell.events.register("pre_run_cell", watcher.before)
        shell.events.register("post_run_cell", watcher.after)
        from latentlens.notebook.log import show_log

        show_log()
    watcher.add(ledger, shell)


@dataclass
class _Run:
    """One run of a notebook cell on a thread."""

    cell: CellId | None  # None: code that belongs to no cell
    outer: CellId | None  # the cell of the context before this run
    nested: bool = False
    failed: bool = False


class _Watcher:
    """The two callbacks of one shell, and the open runs of each thread."""

    def __init__(self) -> None:
        self._ledgers: weakref.WeakSet[Ledger] = weakref.WeakSet()
        self._local = threading.local()
        self._counts: dict[str, list[int]] = {}
        """Cell id -> the numbers under which IPython stores what the cell's runs returned."""

    def add(self, ledger: Ledger, shell: Any) -> None:
        """Register a ledger; if a cell is running now, tell it so at once."""
        if ledger in self._ledgers:
            return
        self._ledgers.add(ledger)
        runs = self._runs()
        if not runs and (cell := _executing(shell)) is not None:
            # Opened by the very cell that is running, before the ledger was registered.
            self._open(_Run(cell, _CELL.get()))
        if runs and (cell := runs[-1].cell) is not None:
            ledger.begin(cell)

    def before(self, info: Any) -> None:
        """Handle IPython's ``pre_run_cell``."""
        runs = self._runs()
        if runs and info.cell_id in (None, getattr(runs[-1].cell, "id", None)):
            # %%capture, %run and others run code within a cell; it belongs to that cell.
            self._open(_Run(runs[-1].cell, _CELL.get(), nested=True))
            return
        cell = _name(info, _next_count(_shell()))
        self._open(_Run(cell, _CELL.get()))
        if cell is not None:
            self._tell("begin", cell)

    def after(self, result: Any) -> None:
        """Handle IPython's ``post_run_cell``; the result is None if an asynchronous cell was cancelled."""
        if result is not None and (not result.info.raw_cell or result.info.raw_cell.isspace()):
            return  # IPython ends an empty cell without having started it
        runs = self._runs()
        if not runs:
            return
        run = runs.pop()
        # An asynchronous cell starts in its task's context and ends outside it: set, never reset by token.
        _CELL.set(run.outer)
        ok = result is not None and bool(result.success) and not run.failed
        if run.nested:
            runs[-1].failed |= not ok
        elif run.cell is not None:
            self._tell("end", run.cell, ok)
            if ok:
                self._forget(run.cell)

    def _open(self, run: _Run) -> None:
        """Note that a run has started on this thread."""
        self._runs().append(run)
        _CELL.set(run.cell)

    def _forget(self, cell: CellId) -> None:
        """Make IPython drop what earlier runs of a cell returned, as far as it belongs to latentlens."""
        if not has_front_end_id(cell) or not cell.label[1:-1].isdigit():
            return
        earlier = self._counts.get(cell.id, [])
        self._counts[cell.id] = [int(cell.label[1:-1])]
        forget_outputs(_shell(), earlier)

    def _runs(self) -> list[_Run]:
        """Return the open runs of this thread, the innermost last."""
        runs: list[_Run] | None = getattr(self._local, "runs", None)
        if runs is None:
            runs = self._local.runs = []
        return runs

    def _tell(self, what: str, *args: Any) -> None:
        """Call a method of every registered ledger."""
        for ledger in tuple(self._ledgers):
            getattr(ledger, what)(*args)


def _shell() -> Any:
    """Return the running IPython shell; None if there is none, or IPython was never imported."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def _executing(shell: Any) -> CellId | None:
    """Return the cell that the main thread is executing, as far as the shell reports it."""
    if shell is None or threading.current_thread() is not threading.main_thread():
        return None  # on other threads the shell reports what the main thread does
    result = getattr(shell.displayhook, "exec_result", None)
    if result is None:
        return None
    parent: dict[str, Any] = shell.get_parent() if hasattr(shell, "get_parent") else {}
    # While a cell awaits, the main thread also handles messages that are not that cell's.
    if parent and parent["header"]["msg_type"] != "execute_request":
        return None
    cell_id = parent.get("metadata", {}).get("cellId")
    if cell_id is not None:
        return CellId(str(cell_id), _label(result.execution_count))
    return _name(result.info, result.execution_count)


def _name(info: Any, count: int | None) -> CellId | None:
    """Return the id of a run's cell; None for code that comes from no cell and is not counted."""
    counted = count if info.store_history else None
    if info.cell_id is not None:
        return CellId(str(info.cell_id), _label(counted))
    return None if counted is None else CellId(f"In[{counted}]", _label(counted))


def _label(count: int | None) -> str:
    """Return the label of a cell from its execution count, such as "[7]"."""
    return "[*]" if count is None else f"[{count}]"


def _next_count(shell: Any) -> int | None:
    """Return the execution count that IPython will give to the next cell."""
    # Not shell.execution_count: IPython 9 raises it before the cell runs, IPython 8 afterwards.
    history = getattr(shell, "history_manager", None)
    return None if history is None else len(history.input_hist_parsed)

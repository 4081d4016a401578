"""CellLedger: which notebook cell holds which traces, and which it releases when it runs again."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from latentlens.activations.key import TraceKey
from latentlens.model.fair_lock import FairRLock
from latentlens.notebook.cell import CellId
from latentlens.notebook.ledger_table import CellRow, ledger_html, ledger_text

if TYPE_CHECKING:
    from latentlens.activations.store import TraceStore


@dataclass
class _Holding:
    """A trace that a notebook cell holds."""

    key: TraceKey
    prompt: str | None
    n_tokens: int
    hits: int = 0
    run: int = 0  # number of the cell's run that last used it
    late: bool = False  # used after that run had ended, by a worker thread or a task of the cell


@dataclass
class _CellRecord:
    """A notebook cell: the number of its last run, and the traces that it holds, by key."""

    id: CellId
    run: int = 0
    running: bool = False
    holdings: dict[str, _Holding] = field(default_factory=dict)


_LEDGERS: weakref.WeakSet[CellLedger] = weakref.WeakSet()
"""Every ledger of the process: those that share a cache directory consult each other before deleting."""


class CellLedger:
    """The traces that each notebook cell holds; displayed as a table.

    A cell holds what its last successful run used. When it has run again to its end, what it held before and
    did not use this time is dropped, in memory and on disk, unless another cell holds it. A run that fails or
    is interrupted drops nothing. A file that was found in the cache directory rather than written by this
    session is never deleted: it may belong to another notebook.

    Work that continues after the cell's end (a worker thread, an asyncio task) counts as the cell's. Since
    its next run ends before such work can use its traces again, they are kept for one run more.

    Args:
        store: store of the traces.

    Example:
        >>> import torch
        >>> from latentlens.activations.store import TraceStore
        >>> store = TraceStore()
        >>> ledger, cell = CellLedger(store), CellId("8a7c", "[1]")
        >>> for prompt in ("Rome", "Paris"):
        ...     ledger.begin(cell)
        ...     key = TraceKey("f00d", tuple(prompt.encode()), (0, 1), "float32")
        ...     store.put(key, torch.zeros(2, len(prompt), 4))
        ...     ledger.record(cell, key, prompt, len(prompt))
        ...     ledger.end(cell, ok=True)
        >>> ledger
        cell  prompts  tokens  bytes  hits  lives
        [1]   Paris         5  160 B     0  memory
    """

    def __init__(self, store: TraceStore) -> None:
        self._store = store
        self._cells: dict[str, _CellRecord] = {}
        self._lock = FairRLock()
        _LEDGERS.add(self)

    def begin(self, cell: CellId) -> None:
        """Note that a cell starts to run; what it records from now on belongs to this run."""
        with self._lock:
            record = self._record_of(cell)
            record.run += 1
            record.running = True

    def record(
        self, cell: CellId, key: TraceKey, prompt: str | None, n_tokens: int, *, hit: bool = False
    ) -> None:
        """Record that a cell ran a prompt.

        Args:
            cell: the cell, running or not.
            key: content key of the trace.
            prompt: text to display; None if token ids were given.
            n_tokens: number of tokens of the trace.
            hit: True if the trace was found in the store, False (default) if it was computed.
        """
        with self._lock:
            record = self._record_of(cell)
            holding = record.holdings.setdefault(key.digest, _Holding(key, prompt, n_tokens))
            holding.prompt, holding.n_tokens = prompt, n_tokens
            holding.hits += hit
            holding.run, holding.late = record.run, not record.running

    def end(self, cell: CellId, ok: bool) -> None:
        """Note that a cell has run; if it ran to its end, release what it held and did not use.

        Args:
            cell: the cell; one that never started is ignored.
            ok: False if it failed or was interrupted: then nothing is released.
        """
        with self._lock:
            record = self._cells.get(cell.id)
            if record is None or not record.running:
                return
            record.running = False
            if not ok:
                return
            released = [held for held in record.holdings.values() if held.run + held.late < record.run]
            for held in released:
                del record.holdings[held.key.digest]
            orphans = [held.key for held in released if not self.holders(held.key)]
        # Outside the lock: another ledger may hold its own lock and wait for this one.
        for key in orphans:
            self._store.forget(key, disk=self._store.has_written(key) and not self._held_elsewhere(key))

    def holders(self, key: TraceKey) -> tuple[CellId, ...]:
        """Return the cells that hold a trace."""
        with self._lock:
            return tuple(cell.id for cell in self._cells.values() if key.digest in cell.holdings)

    def keys(self, cell: CellId) -> tuple[TraceKey, ...]:
        """Return the keys of the traces that a cell holds, in the order in which it first ran them."""
        with self._lock:
            record = self._cells.get(cell.id)
            return () if record is None else tuple(held.key for held in record.holdings.values())

    def rows(self) -> list[CellRow]:
        """Return the table: one row per cell that holds something, in the order of their first runs."""
        with self._lock:
            by_cell = [(cell.id, list(cell.holdings.values())) for cell in self._cells.values()]
        return [
            CellRow(
                cell=cell,
                prompts=tuple(each.prompt for each in holdings),
                tokens=sum(each.n_tokens for each in holdings),
                bytes=sum(self._store.bytes(each.key) for each in holdings),
                hits=sum(each.hits for each in holdings),
                lives=tuple(self._store.location(each.key) for each in holdings),
            )
            for cell, holdings in by_cell
            if holdings
        ]

    def __repr__(self) -> str:
        return ledger_text(self.rows())

    def _repr_html_(self) -> str:
        return str(ledger_html(self.rows(), self._store.stats, self._store.cache_dir))

    def _record_of(self, cell: CellId) -> _CellRecord:
        record = self._cells.setdefault(cell.id, _CellRecord(cell))
        record.id = cell  # with the label of the latest run
        return record

    def _held_elsewhere(self, key: TraceKey) -> bool:
        """Return whether another session with the same cache directory holds a trace."""
        directory = self._store.cache_dir
        return any(
            other is not self and other._store.cache_dir == directory and bool(other.holders(key))
            for other in tuple(_LEDGERS)
        )

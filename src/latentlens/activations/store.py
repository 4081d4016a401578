"""Traces in memory under a budget, and on disk where a directory is given."""

from __future__ import annotations

import os
import threading
import warnings
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jaxtyping import Float
from torch import Tensor

from latentlens.activations.disk import Disk
from latentlens.activations.key import TraceKey
from latentlens.activations.memory import Entry, LRUTensorCache
from latentlens.activations.sizes import parse_size
from latentlens.activations.spill import DamagedFileError
from latentlens.errors import CacheWarning, InputError
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import shown

DEFAULT_MEMORY_BUDGET = 2**30
"""1 GiB: every layer of a 100-token prompt on a 7-billion-parameter model takes about 50 MB."""

Place = Literal["memory", "disk", "dropped"]


@dataclass(frozen=True)
class StoreStats:
    """What a store holds and did.

    Args:
        memory_bytes: held in memory now.
        memory_budget: the most it may hold.
        memory_traces: how many traces that is.
        memory_hits: traces found in memory since the store was opened.
        disk_hits: traces found on disk and verified.
        misses: traces found nowhere, or only damaged.
        writes: files written.
        evictions: traces that had to leave the memory for others.
    """

    memory_bytes: int
    memory_budget: int
    memory_traces: int
    memory_hits: int
    disk_hits: int
    misses: int
    writes: int
    evictions: int


class TraceStore:
    """Activations by what they were made from: memory first, then disk, then None.

    Memory never holds more than the budget: the least recently used trace leaves first. With a directory,
    every trace is written to it at once, so leaving the memory loses nothing and a restarted kernel finds
    its traces again. A file is believed only if its checksum holds; a damaged one is a miss and a
    :class:`~latentlens.errors.CacheWarning`, and is replaced when the trace is put again. A full or
    unwritable disk is a warning too: the trace then lives in memory only.

    Every method may be called from any thread, and several processes may share one directory.

    Args:
        memory_budget: bytes, or text such as ``"512 MB"``; None is 1 GiB, 0 keeps nothing in memory.
        cache_dir: where traces are written; None keeps them in memory only.

    Raises:
        InputError: the budget is not an amount of memory.

    Example:
        >>> import torch
        >>> store = TraceStore(memory_budget="1 MB")
        >>> key = TraceKey("f00d", (0, 17), (0, 1), "float32")
        >>> store.put(key, torch.ones(2, 2, 8))
        >>> store.where(key), store.bytes(key), store.get(key).shape
        ('memory', 128, torch.Size([2, 2, 8]))
    """

    def __init__(
        self, *, memory_budget: int | str | None = None, cache_dir: str | os.PathLike[str] | None = None
    ) -> None:
        self._shelf = LRUTensorCache(
            DEFAULT_MEMORY_BUDGET if memory_budget is None else parse_size(memory_budget)
        )
        self._disk = None if cache_dir is None else Disk(_folder(cache_dir))
        self._lock = threading.RLock()
        self._counts: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()

    @property
    def memory_budget(self) -> int:
        """The most bytes held in memory at any moment."""
        return self._shelf.budget

    @property
    def cache_dir(self) -> Path | None:
        """The directory that traces are written to, or None."""
        return None if self._disk is None else self._disk.directory

    @property
    def stats(self) -> StoreStats:
        """What the store holds now and did since it was opened."""
        with self._lock:
            counts = self._counts
            return StoreStats(
                memory_bytes=self._shelf.used,
                memory_budget=self._shelf.budget,
                memory_traces=len(self._shelf),
                memory_hits=counts["memory"],
                disk_hits=counts["disk"],
                misses=counts["miss"],
                writes=counts["write"],
                evictions=counts["eviction"],
            )

    def get(self, key: TraceKey) -> Float[Tensor, "layer position d_model"] | None:
        """Return the activations, verified if they come from disk, or None.

        The tensor is the store's own, not a copy: clone it before writing into it. A write in place is
        noticed at the next ``get``: the tensor is dropped with a warning, never handed out as the model's.
        (Torch does not see writes through ``.numpy()`` or ``.data``; neither does the store.)

        Args:
            key: what they were made from.

        Returns:
            A CPU tensor, bit for bit the one that was put, or None: compute it and put it.
        """
        with self._lock:
            entry = self._shelf.get(key)
            intact = entry is not None and entry.intact
            if intact:
                self._count_hit(key, "memory")
            elif entry is not None:
                self._shelf.pop(key)
        if entry is not None and intact:
            self._restore(entry)
            return entry.tensor
        if entry is not None:
            _warn("a cached trace was written to in place and is dropped; clone a trace before changing it.")
        tensor = self._read(key)
        with self._lock:
            if tensor is None:
                self._counts["miss"] += 1
                return None
            self._count_hit(key, "disk")
            gone = self._insert(key, tensor)
            held = self._shelf.peek(key)
        self._spill(gone)
        return tensor if held is None else held.tensor

    def put(self, key: TraceKey, resid: Float[Tensor, "layer position d_model"]) -> None:
        """Keep activations: on disk at once where there is a directory, and in memory if they fit the budget.

        Args:
            key: what they were made from.
            resid: of any device and dtype; the store keeps a CPU copy of exactly these values.
        """
        tensor = resid.detach().cpu().contiguous()
        trouble = self._write(key, tensor)
        with self._lock:
            gone = self._insert(key, tensor)
        self._spill(gone)
        if trouble is not None:
            _warn(trouble)

    def where(self, key: TraceKey) -> Place:
        """Return where a trace would be found now: ``"memory"``, ``"disk"`` or ``"dropped"``."""
        with self._lock:
            entry = self._shelf.peek(key)
        if entry is not None and entry.intact:
            return "memory"
        return "disk" if self._disk is not None and self._disk.has(key) else "dropped"

    def bytes(self, key: TraceKey) -> int:
        """Return the bytes of a trace's tensor, in memory or on disk; 0 once it is dropped."""
        with self._lock:
            entry = self._shelf.peek(key)
        if entry is not None:
            return entry.tensor.nbytes
        return self._disk.size(key) if self._disk is not None and self._disk.has(key) else 0

    def hits(self, key: TraceKey) -> int:
        """Return how often ``get`` found this trace."""
        with self._lock:
            return self._hits[key.digest]

    def wrote(self, key: TraceKey) -> bool:
        """Return whether this store made the trace's file, rather than found it in the directory."""
        return self._disk is not None and self._disk.wrote(key)

    def forget(self, key: TraceKey, *, disk: bool = True) -> None:
        """Drop a trace from memory and, unless ``disk`` is false, delete its file."""
        with self._lock:
            self._shelf.pop(key)
            self._hits.pop(key.digest, None)
        if disk and self._disk is not None:
            self._disk.remove(key)

    def clear(self) -> None:
        """Drop every trace from memory; files stay."""
        with self._lock:
            self._shelf.clear()

    def _count_hit(self, key: TraceKey, place: str) -> None:
        self._counts[place] += 1
        self._hits[key.digest] += 1

    def _insert(self, key: TraceKey, tensor: Tensor) -> list[Entry]:
        gone = self._shelf.put(key, tensor)
        self._counts["eviction"] += len(gone)
        return gone

    def _read(self, key: TraceKey) -> Tensor | None:
        if self._disk is None:
            return None
        try:
            return self._disk.read(key)
        except DamagedFileError as damage:
            _warn(
                f"the cache file {self._disk.path(key)} is not used: {damage}. "
                "The activations are computed again, and the file is replaced."
            )
            return None

    def _write(self, key: TraceKey, tensor: Tensor) -> str | None:
        """Write a trace through; return what to warn of, where it cannot be written."""
        if self._disk is None:
            return None
        try:
            written = self._disk.write(key, tensor)
        except OSError as error:
            # The text names no file, so that a notebook of many prompts shows the same warning once.
            return (
                f"traces cannot be written to {self._disk.directory} ({error.strerror or error}); they are "
                "kept in memory only. Free some space, or open the session with another cache_dir."
            )
        with self._lock:
            self._counts["write"] += written
        return None

    def _restore(self, entry: Entry) -> None:
        """Write a trace again whose file another process, or a person, deleted."""
        if self._disk is not None and self._disk.lost(entry.key):
            self._spill([entry])

    def _spill(self, gone: list[Entry]) -> None:
        """See that what left the memory is on disk: its first write may have met a full disk."""
        if self._disk is None:
            return
        for entry in gone:
            if not entry.intact or self._disk.has(entry.key):
                continue
            if trouble := self._write(entry.key, entry.tensor):
                _warn(trouble)


def _warn(text: str) -> None:
    warnings.warn(text, CacheWarning, stacklevel=3)


def _folder(cache_dir: str | os.PathLike[str]) -> Path:
    found = file_path("cache_dir", cache_dir)
    try:
        return found.expanduser().absolute()
    except RuntimeError as error:  # nobody of that name has a home
        raise InputError(f"cache_dir is {shown(str(found))}, which is no folder: {error}.") from error

"""The store of activations: traces in memory within a budget, and in a cache directory if one is given."""

from __future__ import annotations

import os
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
from latentlens.model.fair_lock import FairRLock

DEFAULT_MEMORY_BUDGET = 2**30
"""1 GiB: every layer of a 100-token prompt on a 7-billion-parameter model takes about 50 MB."""

Place = Literal["memory", "disk", "dropped"]


@dataclass(frozen=True)
class StoreStats:
    """Counters of a store: what it holds now, and what it did since it was opened.

    Args:
        memory_bytes: bytes of activations in memory now.
        memory_budget: most bytes that may be in memory.
        memory_traces: number of traces in memory now.
        memory_hits: number of lookups that found the trace in memory.
        disk_hits: number of lookups that found it on disk, with its checksum verified.
        misses: number of lookups that found nothing, or only a damaged file.
        writes: number of files written.
        evictions: number of traces evicted from memory to make room.
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
    """Residual streams of traces, found by content key: first in memory, then on disk.

    Memory never holds more than the budget: the least recently used trace is evicted first. With a cache
    directory every trace is also written to disk at once, so that an eviction loses nothing and a restarted
    kernel finds its traces again. A file whose checksum is wrong counts as a miss with a `CacheWarning`, and
    is replaced when the trace is put again. If the disk is full or cannot be written, a warning says so and
    the trace is kept in memory only.

    Every method may be called from any thread, and several processes may share one directory.

    Args:
        memory_budget: bytes, or a text such as "512 MB". Default None: 1 GiB; 0 keeps nothing in memory.
        cache_dir: directory that traces are written to. Default None: in memory only.

    Raises:
        InputError: if `memory_budget` is not an amount of memory.

    Examples:
        >>> import torch
        >>> store = TraceStore(memory_budget="1 MB")
        >>> key = TraceKey("f00d", (0, 17), (0, 1), "float32")
        >>> store.put(key, torch.ones(2, 2, 8))
        >>> store.location(key), store.bytes(key), store.get(key).shape
        ('memory', 128, torch.Size([2, 2, 8]))
    """

    def __init__(
        self, *, memory_budget: int | str | None = None, cache_dir: str | os.PathLike[str] | None = None
    ) -> None:
        self._memory = LRUTensorCache(
            DEFAULT_MEMORY_BUDGET if memory_budget is None else parse_size(memory_budget)
        )
        self._disk = None if cache_dir is None else Disk(_absolute(cache_dir))
        self._lock = FairRLock()
        self._counts: Counter[str] = Counter()
        self._hits: Counter[str] = Counter()

    @property
    def memory_budget(self) -> int:
        """Most bytes held in memory at any moment."""
        return self._memory.budget

    @property
    def cache_dir(self) -> Path | None:
        """Directory that traces are written to, or None."""
        return None if self._disk is None else self._disk.directory

    @property
    def stats(self) -> StoreStats:
        """Counters of what the store holds now, and of hits, misses and writes since it was opened."""
        with self._lock:
            counts = self._counts
            return StoreStats(
                memory_bytes=self._memory.used,
                memory_budget=self._memory.budget,
                memory_traces=len(self._memory),
                memory_hits=counts["memory"],
                disk_hits=counts["disk"],
                misses=counts["miss"],
                writes=counts["write"],
                evictions=counts["eviction"],
            )

    def get(self, key: TraceKey) -> Float[Tensor, "layer position d_model"] | None:
        """Return the residual stream of a trace.

        The tensor is shared with the store: clone it before writing into it. After a write in place, the next
        `get` drops the tensor with a warning, so that changed activations are never taken for the model's.
        (Torch does not count writes through `.numpy()` or `.data`, so these are not noticed.)

        Args:
            key: content key of the trace.

        Returns:
            The tensor that was put, bit for bit, on the CPU; None if it is neither in memory nor on disk.
        """
        with self._lock:
            entry = self._memory.get(key)
            intact = entry is not None and entry.intact
            if intact:
                self._count_hit(key, "memory")
            elif entry is not None:
                self._memory.pop(key)
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
            evicted = self._insert(key, tensor)
            cached = self._memory.peek(key)
        self._spill(evicted)
        return tensor if cached is None else cached.tensor

    def put(self, key: TraceKey, resid: Float[Tensor, "layer position d_model"]) -> None:
        """Keep the residual stream of a trace: in memory if it fits, and on disk with a cache directory.

        Args:
            key: content key of the trace.
            resid: residual stream, on any device and of any dtype; an exact copy is kept on the CPU.
        """
        tensor = resid.detach().cpu().contiguous()
        warning = self._write(key, tensor)
        with self._lock:
            evicted = self._insert(key, tensor)
        self._spill(evicted)
        if warning is not None:
            _warn(warning)

    def location(self, key: TraceKey) -> Place:
        """Return where a trace's activations are now: "memory", "disk" or "dropped"."""
        with self._lock:
            entry = self._memory.peek(key)
        if entry is not None and entry.intact:
            return "memory"
        return "disk" if self._disk is not None and self._disk.has(key) else "dropped"

    def bytes(self, key: TraceKey) -> int:
        """Return the size in bytes of a trace's tensor, in memory or on disk; 0 once it is dropped."""
        with self._lock:
            entry = self._memory.peek(key)
        if entry is not None:
            return entry.tensor.nbytes
        return self._disk.size(key) if self._disk is not None and self._disk.has(key) else 0

    def hits(self, key: TraceKey) -> int:
        """Return how often `get` found this trace."""
        with self._lock:
            return self._hits[key.digest]

    def has_written(self, key: TraceKey) -> bool:
        """Return whether this store wrote the trace's file, rather than found it in the directory."""
        return self._disk is not None and self._disk.has_written(key)

    def forget(self, key: TraceKey, *, disk: bool = True) -> None:
        """Drop a trace from memory and delete its file.

        Args:
            key: content key of the trace.
            disk: whether the file is deleted too. Default True.
        """
        with self._lock:
            self._memory.pop(key)
            self._hits.pop(key.digest, None)
        if disk and self._disk is not None:
            self._disk.remove(key)

    def clear(self) -> None:
        """Drop every trace from memory; files stay on disk."""
        with self._lock:
            self._memory.clear()

    def _count_hit(self, key: TraceKey, place: str) -> None:
        self._counts[place] += 1
        self._hits[key.digest] += 1

    def _insert(self, key: TraceKey, tensor: Tensor) -> list[Entry]:
        """Cache a tensor in memory, and return the entries evicted for it."""
        evicted = self._memory.put(key, tensor)
        self._counts["eviction"] += len(evicted)
        return evicted

    def _read(self, key: TraceKey) -> Tensor | None:
        """Read a trace from disk, and warn if its file is damaged; None if it is not there."""
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
        """Write a trace to disk if there is a cache directory; return a warning if that fails."""
        if self._disk is None:
            return None
        try:
            written = self._disk.write(key, tensor)
        except OSError as error:
            # The warning names no file, so that it is the same for all prompts and is shown once.
            return (
                f"traces cannot be written to {self._disk.directory} ({error.strerror or error}); they are "
                "kept in memory only. Free some space, or open the session with another cache_dir."
            )
        with self._lock:
            self._counts["write"] += written
        return None

    def _restore(self, entry: Entry) -> None:
        """Write a trace to disk again if its file was deleted by somebody else."""
        if self._disk is not None and self._disk.lost(entry.key):
            self._spill([entry])

    def _spill(self, evicted: list[Entry]) -> None:
        """Write evicted traces to disk if they are not there, since the disk may have been full before."""
        if self._disk is None:
            return
        for entry in evicted:
            if not entry.intact or self._disk.has(entry.key):
                continue
            if warning := self._write(entry.key, entry.tensor):
                _warn(warning)


def _warn(text: str) -> None:
    warnings.warn(text, CacheWarning, stacklevel=3)


def _absolute(cache_dir: str | os.PathLike[str]) -> Path:
    path = file_path("cache_dir", cache_dir)
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:  # "~name" where no user has this name
        raise InputError(f"cache_dir is {shown(str(path))}, which is no folder: {error}.") from error

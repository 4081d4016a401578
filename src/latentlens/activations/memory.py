"""The in-memory cache of residual streams: least recently used evicted first, within a budget in bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from cachetools import Cache, LRUCache
from torch import Tensor

from latentlens.activations.key import TraceKey


@dataclass(frozen=True)
class Entry:
    """One trace's tensor in the cache.

    Args:
        key: content key of the trace.
        tensor: its residual stream, a contiguous tensor on the CPU that shares memory with no other.
        version: torch's count of in-place writes to the tensor when it was cached.
    """

    key: TraceKey
    tensor: Tensor
    version: int

    @property
    def intact(self) -> bool:
        """Whether the tensor has not been written to in place since it was cached."""
        return self.version == self.tensor._version


class LRUTensorCache:
    """Least-recently-used cache of tensors within a number of bytes. Not thread-safe: the store locks.

    Every operation takes constant time, apart from evictions. If a KeyboardInterrupt stops one in the middle,
    the next operation rebuilds the cache, which loses at most the order of use.

    Args:
        budget: largest number of bytes held at any moment.

    Examples:
        >>> cache = LRUTensorCache(budget=8)
        >>> first, second = (TraceKey("f", (i,), (0,), "float32") for i in range(2))
        >>> cache.put(first, torch.zeros(2))
        []
        >>> [evicted.key == first for evicted in cache.put(second, torch.zeros(1))]
        [True]
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._cache = self._empty_cache()
        self._changing = False

    @property
    def used(self) -> int:
        """Number of bytes held now."""
        return int(self._consistent().currsize)

    def __len__(self) -> int:
        return len(self._cache)

    def peek(self, key: TraceKey) -> Entry | None:
        """Return an entry without marking it as used; None if it is not cached."""
        # LRUCache.__getitem__ would mark the entry as used
        return Cache.__getitem__(self._cache, key.digest) if key.digest in self._cache else None

    def get(self, key: TraceKey) -> Entry | None:
        """Return an entry and mark it as the most recently used; None if it is not cached."""
        return self._consistent().get(key.digest)

    def put(self, key: TraceKey, tensor: Tensor) -> list[Entry]:
        """Cache a copy of a tensor, after evicting entries to make room.

        Args:
            key: content key of the trace.
            tensor: tensor on any device, with any strides; it is copied to the CPU, so the caller may write
                into it afterwards.

        Returns:
            The evicted entries, oldest first. A tensor larger than the whole budget is not cached, and then
            nothing is evicted.
        """
        self.pop(key)
        if tensor.nbytes > self.budget:
            return []
        with self._change() as cache:
            evicted = []
            while cache.currsize + tensor.nbytes > self.budget:
                evicted.append(cache.popitem()[1])
            # A tensor made in inference mode has no write count; a copy made outside it has.
            with torch.inference_mode(mode=False):
                copy = torch.empty(tensor.shape, dtype=tensor.dtype, device="cpu").copy_(tensor.detach())
            cache[key.digest] = Entry(key, copy, copy._version)
        return evicted

    def pop(self, key: TraceKey) -> Entry | None:
        """Remove and return an entry, or None."""
        if key.digest not in self._cache:
            return None
        with self._change() as cache:
            return cache.pop(key.digest, None)

    def clear(self) -> None:
        """Remove every entry."""
        self._cache, self._changing = self._empty_cache(), False

    def _empty_cache(self) -> LRUCache[str, Entry]:
        return LRUCache(self.budget, getsizeof=lambda entry: entry.tensor.nbytes)

    @contextlib.contextmanager
    def _change(self) -> Iterator[LRUCache[str, Entry]]:
        """Yield the cache for a change; if the block is interrupted, the cache is rebuilt at the next use."""
        cache = self._consistent()
        self._changing = True
        yield cache
        self._changing = False

    def _consistent(self) -> LRUCache[str, Entry]:
        """Return the cache, rebuilt with the right number of bytes if a change was interrupted."""
        if self._changing:
            rebuilt = self._empty_cache()
            for digest in list(self._cache):
                rebuilt[digest] = Cache.__getitem__(self._cache, digest)
            self._cache, self._changing = rebuilt, False
        return self._cache

"""Tensors in memory: least recently used out first, never more bytes than the budget."""

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
    """One tensor held in memory.

    Args:
        key: what it was made from.
        tensor: the activations, on the CPU, owning exactly their own bytes.
        version: torch's count of in-place writes at the time the tensor was taken in.
    """

    key: TraceKey
    tensor: Tensor
    version: int

    @property
    def intact(self) -> bool:
        """Whether nobody has written into the tensor since."""
        return self.version == self.tensor._version


class LRUTensorCache:
    """Least-recently-used cache of tensors, bounded in bytes. Not thread-safe: its owner locks.

    Every operation takes constant time, evictions aside. An interrupt in the middle of one costs at most the
    order of use: the next operation counts the bytes anew.

    Args:
        budget: the largest number of bytes held at any moment.

    Example:
        >>> cache = LRUTensorCache(budget=8)
        >>> first, second = (TraceKey("f", (i,), (0,), "float32") for i in range(2))
        >>> cache.put(first, torch.zeros(2))
        []
        >>> [gone.key == first for gone in cache.put(second, torch.zeros(1))]
        [True]
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._cache = self._emptied()
        self._changing = False

    @property
    def used(self) -> int:
        """The number of bytes held now."""
        return int(self._settled().currsize)

    def __len__(self) -> int:
        return len(self._cache)

    def peek(self, key: TraceKey) -> Entry | None:
        """Return an entry without counting this as a use."""
        # LRUCache's own lookup moves the entry to the end
        return Cache.__getitem__(self._cache, key.digest) if key.digest in self._cache else None

    def get(self, key: TraceKey) -> Entry | None:
        """Return an entry and mark it as the most recently used."""
        return self._settled().get(key.digest)

    def put(self, key: TraceKey, tensor: Tensor) -> list[Entry]:
        """Take in a copy of a tensor, making room first.

        Args:
            key: what it was made from.
            tensor: on any device, with any strides; it is copied, so the caller may write into it afterwards.

        Returns:
            The evicted entries, oldest first. A tensor larger than the whole budget is itself not taken in,
            and then nothing is evicted.
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
        self._cache, self._changing = self._emptied(), False

    def _emptied(self) -> LRUCache[str, Entry]:
        return LRUCache(self.budget, getsizeof=lambda entry: entry.tensor.nbytes)

    @contextlib.contextmanager
    def _change(self) -> Iterator[LRUCache[str, Entry]]:
        """Give the cache to change it; where the block does not end, what is held is counted anew later."""
        cache = self._settled()
        self._changing = True
        yield cache
        self._changing = False

    def _settled(self) -> LRUCache[str, Entry]:
        """Return the cache, counted anew where an interrupt left it half changed."""
        if self._changing:
            whole = self._emptied()
            for digest in list(self._cache):
                whole[digest] = Cache.__getitem__(self._cache, digest)
            self._cache, self._changing = whole, False
        return self._cache

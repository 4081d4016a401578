"""Tensors in memory: least recently used out first, never more bytes than the budget."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import torch
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
    """A place for tensors with a fixed number of bytes; its owner does the locking.

    Args:
        budget: the most bytes it holds at any moment.

    Example:
        >>> shelf = LRUTensorCache(budget=8)
        >>> first, second = (TraceKey("f", (i,), (0,), "float32") for i in range(2))
        >>> shelf.put(first, torch.zeros(2))
        []
        >>> [gone.key == first for gone in shelf.put(second, torch.zeros(1))]
        [True]
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    @property
    def used(self) -> int:
        """The bytes held now; summed each time, so that no interrupt can make it drift."""
        return sum(entry.tensor.nbytes for entry in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def peek(self, key: TraceKey) -> Entry | None:
        """Return an entry without counting this as a use."""
        return self._entries.get(key.digest)

    def get(self, key: TraceKey) -> Entry | None:
        """Return an entry and mark it as the most recently used."""
        entry = self._entries.get(key.digest)
        if entry is not None:
            self._entries.move_to_end(key.digest)
        return entry

    def put(self, key: TraceKey, tensor: Tensor) -> list[Entry]:
        """Take in a copy of a tensor, making room first.

        Args:
            key: what it was made from.
            tensor: of any device and strides; it is copied, so the caller may write into it afterwards.

        Returns:
            The entries that had to go, oldest first. A tensor larger than the whole budget is itself not
            taken in, and then nothing has to go.
        """
        self.pop(key)
        if tensor.nbytes > self.budget:
            return []
        gone = []
        while self.used + tensor.nbytes > self.budget:
            gone.append(self._entries.popitem(last=False)[1])
        # A tensor made in inference mode has no write count; a copy made outside it has.
        with torch.inference_mode(mode=False):
            copy = torch.empty(tensor.shape, dtype=tensor.dtype, device="cpu").copy_(tensor.detach())
        self._entries[key.digest] = Entry(key, copy, copy._version)
        return gone

    def pop(self, key: TraceKey) -> Entry | None:
        """Remove and return an entry, or None."""
        return self._entries.pop(key.digest, None)

    def clear(self) -> None:
        """Remove every entry."""
        self._entries.clear()

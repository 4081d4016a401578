"""The cache of tensors in memory by itself: what an operation costs, and what an interrupt leaves."""

from __future__ import annotations

import pytest
import torch
from cachetools import LRUCache

from latentlens.activations.key import TraceKey
from latentlens.activations.memory import Entry, LRUTensorCache


def key(number: int) -> TraceKey:
    """Return one of many keys."""
    return TraceKey("f00d", (number,), (0,), "float32")


def filled(count: int) -> LRUTensorCache:
    """Return a cache that is full of tensors of four bytes."""
    cache = LRUTensorCache(4 * count)
    for number in range(count):
        cache.put(key(number), torch.zeros(1))
    return cache


def test_an_operation_looks_at_no_other_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a get, a put and a count cost does not grow with the number of entries."""
    cache, looked = filled(50), []
    monkeypatch.setattr(
        Entry, "tensor", property(lambda entry: looked.append(entry) or torch.zeros(1)), raising=False
    )
    cache.get(key(3))
    assert 200 == cache.used
    assert [] == looked


@pytest.mark.parametrize("where", ["__setitem__", "__delitem__", "popitem"])
def test_an_interrupt_does_not_make_the_count_drift(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an interrupt in the middle of a change the bytes are those of the entries that are held."""
    cache = filled(5)
    real = getattr(LRUCache, where)

    def interrupted(self: LRUCache[str, Entry], *given: object) -> None:
        real(self, *given)
        self._Cache__currsize += 1000  # as where the interrupt came between two steps
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(LRUCache, where, interrupted)
        with pytest.raises(KeyboardInterrupt):
            cache.put(key(9), torch.zeros(2))

    held = [number for number in range(10) if cache.peek(key(number)) is not None]
    assert 4 * len([n for n in held if n != 9]) + 8 * (9 in held) == cache.used <= cache.budget
    cache.put(key(10), torch.zeros(5))
    assert 20 == cache.used


def test_peeking_is_not_a_use() -> None:
    """The entry that was peeked at still leaves first; one that was got does not."""
    cache = filled(3)
    cache.peek(key(0))
    cache.get(key(1))

    assert [key(0), key(2)] == [gone.key for gone in cache.put(key(9), torch.zeros(2))]

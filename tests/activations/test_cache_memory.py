"""Traces in memory: under a budget, bit for bit, and without a graph."""

from __future__ import annotations

import pathlib
import tempfile
import threading
from collections import OrderedDict

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cached_tensors import FLOATS, LIMITED, key, same_bits, tensor
from latentlens.activations.store import TraceStore
from latentlens.errors import CacheWarning


class TestMemory:
    """The memory never holds more than its budget, and what it holds is exactly what was put."""

    @LIMITED
    @given(
        budget=st.integers(0, 400),
        steps=st.lists(
            st.tuples(st.sampled_from("pgf"), st.integers(0, 5), st.sampled_from([2, 16, 40])), max_size=40
        ),
    )
    def test_least_recently_used_leaves_first_and_the_budget_holds(
        self, budget: int, steps: list[tuple[str, int, int]]
    ) -> None:
        """After every step the store holds what a plain model of an LRU cache holds, byte for byte."""
        store, model = TraceStore(memory_budget=budget), OrderedDict[int, torch.Tensor]()
        for action, number, floats in steps:
            if action == "p":
                value = tensor(number, floats=floats)
                store.put(key(number), value)
                model.pop(number, None)
                if value.nbytes <= budget:
                    while sum(each.nbytes for each in model.values()) + value.nbytes > budget:
                        model.popitem(last=False)
                    model[number] = value
            elif action == "g":
                found = store.get(key(number))
                assert (number in model) is (found is not None)
                if number in model:
                    model.move_to_end(number)
                    assert same_bits(model[number], found)
            else:
                store.forget(key(number))
                model.pop(number, None)

            assert sum(each.nbytes for each in model.values()) == store.stats.memory_bytes <= budget
            assert {n: each.nbytes for n, each in model.items()} == {
                n: store.bytes(key(n)) for n in range(6) if store.location(key(n)) == "memory"
            }

    @LIMITED
    @given(
        dtype=st.sampled_from(FLOATS),
        shape=st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)),
        bits=st.binary(min_size=512, max_size=512),
        on_disk=st.booleans(),
        budget=st.sampled_from([0, 10**6]),
    )
    def test_get_after_put_is_equal_bit_for_bit(
        self, dtype: torch.dtype, shape: tuple[int, ...], bits: bytes, on_disk: bool, budget: int
    ) -> None:
        """Every bit comes back, NaN payloads and negative zeros too, from memory, disk and a new store."""
        count = shape[0] * shape[1] * shape[2]
        value = torch.frombuffer(bytearray(bits), dtype=dtype)[:count].reshape(shape)
        name = key(dtype=str(dtype))
        with tempfile.TemporaryDirectory() as directory:
            cache_dir = directory if on_disk else None
            store = TraceStore(memory_budget=budget, cache_dir=cache_dir)
            store.put(name, value)

            if on_disk or budget or not value.nbytes:
                assert same_bits(value, store.get(name))
            else:
                assert store.get(name) is None
            if on_disk:
                assert same_bits(value, TraceStore(cache_dir=cache_dir).get(name))

    def test_a_trace_that_was_found_leaves_after_one_that_was_not(self) -> None:
        """Getting a trace is using it."""
        store = TraceStore(memory_budget=128)
        store.put(key(0), tensor(0))
        store.put(key(1), tensor(1))
        store.get(key(0))
        store.put(key(2), tensor(2))

        assert ["memory", "dropped", "memory"] == [store.location(key(number)) for number in range(3)]

    def test_bytes_are_those_of_the_values_not_of_their_storage(self) -> None:
        """A slice of a large tensor is kept, and counted, alone."""
        whole, store = torch.randn(100, 100, 1), TraceStore()
        store.put(key(), whole[3:5, ::2])

        kept = store.get(key())
        assert kept is not None
        assert 2 * 50 * 4 == store.bytes(key()) == store.stats.memory_bytes == kept.untyped_storage().nbytes()
        assert same_bits(whole[3:5, ::2].contiguous(), kept)

    def test_the_store_keeps_a_copy(self) -> None:
        """Writing into a tensor after it was put changes nothing in the store."""
        value, store = tensor(), TraceStore()
        store.put(key(), value)
        value.zero_()

        assert same_bits(tensor(), store.get(key()))

    @pytest.mark.parametrize("on_disk", [False, True])
    def test_a_write_into_a_cached_tensor_is_never_handed_out(
        self, tmp_path: pathlib.Path, on_disk: bool
    ) -> None:
        """A changed tensor is dropped with a warning; the true one comes from disk, or is computed again."""
        store = TraceStore(cache_dir=tmp_path if on_disk else None)
        store.put(key(), tensor())
        found = store.get(key())
        assert found is not None
        found[0, 1:].mul_(2)

        assert ("disk" if on_disk else "dropped") == store.location(key())
        with pytest.warns(CacheWarning, match="written to in place"):
            again = store.get(key())
        assert same_bits(tensor(), again) if on_disk else again is None

    def test_tensors_made_in_inference_mode_are_kept(self) -> None:
        """Inference tensors, which torch does not watch for writes, become ordinary ones."""
        store = TraceStore()
        with torch.inference_mode():
            store.put(key(), tensor())
            assert same_bits(tensor(), store.get(key()))

        assert same_bits(tensor(), store.get(key()))

    def test_nothing_keeps_a_graph_alive(self) -> None:
        """A tensor with a gradient is kept without it."""
        store = TraceStore()
        store.put(key(), tensor().requires_grad_() * 2)

        found = store.get(key())
        assert found is not None
        assert not found.requires_grad

    def test_hits_and_statistics_count_what_was_found(self) -> None:
        """Only a get that finds counts as a hit."""
        store = TraceStore()
        assert store.get(key()) is None
        store.put(key(), tensor())
        for _ in range(3):
            store.get(key())

        assert 3 == store.hits(key()) == store.stats.memory_hits
        assert 1 == store.stats.misses

    def test_clear_empties_the_memory_and_leaves_the_files(self, tmp_path: pathlib.Path) -> None:
        """What was written is found again after clear; what was not is gone."""
        stores = TraceStore(), TraceStore(cache_dir=tmp_path)
        for store in stores:
            store.put(key(), tensor())
            store.clear()

        assert ["dropped", "disk"] == [store.location(key()) for store in stores]
        assert [0, 0] == [store.stats.memory_bytes for store in stores]

    def test_threads_share_a_store(self, tmp_path: pathlib.Path) -> None:
        """Under many threads every tensor found is the right one and the budget holds."""
        store, wrong = TraceStore(memory_budget=300, cache_dir=tmp_path), []

        def work(seed: int) -> None:
            for step in range(40):
                number = (seed * 7 + step * 3) % 6
                store.put(key(number), tensor(number))
                found = store.get(key((number + 1) % 6))
                if found is not None and not same_bits(tensor((number + 1) % 6), found):
                    wrong.append(number)
                if store.stats.memory_bytes > 300:
                    wrong.append(-1)
                if step % 10 == 0:
                    store.forget(key(number))

        threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [] == wrong

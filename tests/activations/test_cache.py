"""Laws of the cache: what is put is found again bit for bit, within the budget, or not at all."""

from __future__ import annotations

import doctest
import errno
import gc
import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import types
import warnings
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlens.activations import spill as spill_module
from latentlens.activations.key import TraceKey
from latentlens.activations.sizes import format_size, parse_size
from latentlens.activations.spill import trace_path
from latentlens.activations.store import TraceStore
from latentlens.errors import CacheWarning, InputError
from latentlens.notebook.cell import CellId
from latentlens.notebook.ledger import CellLedger

ROOM = (
    *("activations.disk", "activations.key", "activations.memory", "activations.sizes", "activations.spill"),
    *("activations.store", "notebook.cell", "notebook.ledger", "notebook.ledger_table"),
)
FLOATS = (torch.float32, torch.float16, torch.bfloat16, torch.float64)
LIMITED = settings(max_examples=60, deadline=None)

TEXTS = st.text(min_size=1, max_size=6).filter(lambda text: text.isprintable() or "\ud800" > max(text))
TEXTS = TEXTS.filter(lambda text: not text.startswith("torch."))
IDS = st.lists(st.integers(0, 300), max_size=5)
KEYS = st.builds(TraceKey, TEXTS, IDS, IDS, TEXTS, TEXTS)


def key(number: int = 0, dtype: str = "float32") -> TraceKey:
    """Return one of many keys."""
    return TraceKey("f00d", (0, number), (0, 1), dtype)


def tensor(number: int = 0, *, floats: int = 16, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """Return activations [2, floats // 2, 1] that tell their number."""
    values = torch.randn(floats, generator=torch.Generator().manual_seed(number))
    return values.reshape(2, -1, 1).to(dtype)


def same_bits(one: torch.Tensor, other: torch.Tensor | None) -> bool:
    """Return whether two tensors agree in type, shape and every bit, NaNs among them."""
    if other is None or one.dtype != other.dtype or one.shape != other.shape:
        return False
    return torch.equal(one.reshape(-1).view(torch.uint8), other.reshape(-1).view(torch.uint8))


@contextmanager
def quiet() -> Iterator[None]:
    """Let the cache warn without stopping the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CacheWarning)
        yield


class TestKey:
    """A key is its content."""

    @given(one=KEYS, other=KEYS)
    def test_the_digest_is_injective(self, one: TraceKey, other: TraceKey) -> None:
        """Two keys have the same digest exactly when they are equal."""
        assert (one == other) is (one.digest == other.digest)
        assert (one == other) is (one.encoded == other.encoded)

    def test_neighbouring_parts_do_not_run_together(self) -> None:
        """Moving a character or a number from one part to the next changes the digest."""
        keys = [
            TraceKey("ab", (1, 2), (3,), "f", "raw"),
            TraceKey("a", (1, 2), (3,), "bf", "raw"),
            TraceKey("ab", (1,), (2, 3), "f", "raw"),
            TraceKey("ab", (12,), (3,), "f", "raw"),
            TraceKey("ab", (1, 2), (3,), "fr", "aw"),
            TraceKey('ab",[1,2]', (), (3,), "f", "raw"),
            TraceKey("ab", (2, 1), (3,), "f", "raw"),
        ]

        assert len(keys) == len({each.digest for each in keys})

    def test_spellings_of_one_content_are_one_key(self) -> None:
        """Lists, ranges, tensors' integers and torch's own type names make the same key."""
        plain = TraceKey("f00d", (1, 2), (0, 1), "float32")

        assert plain == TraceKey("f00d", [1, 2], range(2), torch.float32)  # type: ignore[arg-type]
        assert plain.digest == TraceKey("f00d", tuple(torch.tensor([1, 2])), (0, 1), "torch.float32").digest

    def test_the_digest_is_the_same_in_every_process(self) -> None:
        """A digest does not depend on hash seeds, so that a restarted kernel finds its files."""
        code = (
            "from latentlens.activations.key import TraceKey\n"
            "print(TraceKey('f00d', (1, 2), (0,), 'float32').digest)"
        )
        environment = {**os.environ, "PYTHONHASHSEED": "7"}
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)

        assert TraceKey("f00d", (1, 2), (0,), "float32").digest == out.stdout.decode().strip()

    @pytest.mark.parametrize(
        "parts",
        [
            ("", (1,), (0,), "float32"),
            (None, (1,), (0,), "float32"),
            ("f\ud83d", (1,), (0,), "float32"),
            ("f", (1.5,), (0,), "float32"),
            ("f", "12", (0,), "float32"),
            ("f", (1,), None, "float32"),
        ],
    )
    def test_what_cannot_be_a_key_is_an_input_error(self, parts: tuple[object, ...]) -> None:
        """A missing or mistyped part is named, not encoded."""
        with pytest.raises(InputError, match="a trace key's"):
            TraceKey(*parts)  # type: ignore[arg-type]


class TestSizes:
    """Amounts of memory are read as people write them."""

    @pytest.mark.parametrize(
        ("expected", "given"),
        [
            (0, 0),
            (5, "5"),
            (512_000_000, "512 MB"),
            (512_000_000, "512mb"),
            (2 * 2**30, "2GiB"),
            (1536, "1.5 KiB"),
            (1536, "1.5Ki"),
            (100, ".1k"),
            (10**12, " 1 TB "),
        ],
    )
    def test_sizes_are_bytes_or_text_with_a_unit(self, expected: int, given: int | str) -> None:
        """Decimal units are powers of 1000, those with an i powers of 1024."""
        assert expected == parse_size(given)

    @pytest.mark.parametrize(
        "bad", [-1, 1.5, True, None, "", "lots", "5 XB", "-5 MB", "1 2", "MB", "nan", "٥"]
    )
    def test_anything_else_is_an_input_error_that_shows_how(self, bad: object) -> None:
        """The error names the argument, what was given, and gives an example."""
        with pytest.raises(InputError, match=r'memory_budget .* "512 MB"'):
            parse_size(bad)  # type: ignore[arg-type]

    def test_a_store_refuses_a_bad_budget(self) -> None:
        """The error comes when the store is opened, not when it is full."""
        with pytest.raises(InputError, match="memory_budget"):
            TraceStore(memory_budget="half of it")

    @given(st.integers(0, 10**13))
    def test_what_is_written_is_read_back_to_three_digits(self, size: int) -> None:
        """Formatting and parsing are inverse up to rounding."""
        assert parse_size(format_size(size)) == pytest.approx(size, rel=5.1e-3)


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
                n: store.bytes(key(n)) for n in range(6) if store.where(key(n)) == "memory"
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

        assert ["memory", "dropped", "memory"] == [store.where(key(number)) for number in range(3)]

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

        assert ("disk" if on_disk else "dropped") == store.where(key())
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

        assert ["dropped", "disk"] == [store.where(key()) for store in stores]
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


class TestDisk:
    """A file is the exact trace, or it is not used."""

    def test_a_restarted_kernel_finds_its_traces(self, tmp_path: pathlib.Path) -> None:
        """A new store on the same directory has what the old one put, without anything else being done."""
        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        store = TraceStore(cache_dir=tmp_path)

        assert ("disk", 64) == (store.where(key()), store.bytes(key()))
        assert same_bits(tensor(), store.get(key()))
        assert ("memory", 64, 1) == (store.where(key()), store.bytes(key()), store.stats.disk_hits)

    def test_what_leaves_the_memory_stays_on_disk(self, tmp_path: pathlib.Path) -> None:
        """Eviction with a directory loses nothing."""
        store = TraceStore(memory_budget=64, cache_dir=tmp_path)
        for number in range(4):
            store.put(key(number), tensor(number))

        assert ["disk", "disk", "disk", "memory"] == [store.where(key(number)) for number in range(4)]
        assert all(same_bits(tensor(number), store.get(key(number))) for number in range(4))

    def test_the_files_are_plain_safetensors_that_name_their_key(self, tmp_path: pathlib.Path) -> None:
        """Any reader of the format opens them; no pickle is involved."""
        from safetensors import safe_open

        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        with safe_open(trace_path(tmp_path, key()), "pt") as file:
            assert json.loads(file.metadata()["key"]) == json.loads(key().encoded)
            assert same_bits(tensor(), file.get_tensor("resid"))

    def test_the_directory_is_made(self, tmp_path: pathlib.Path) -> None:
        """A directory that does not exist yet, given as text, is made at the first write."""
        TraceStore(cache_dir=str(tmp_path / "a" / "b")).put(key(), tensor())

        assert trace_path(tmp_path / "a" / "b", key()).exists()

    @settings(max_examples=400, deadline=None)
    @given(data=st.data(), dtype=st.sampled_from(FLOATS))
    def test_any_changed_byte_is_a_miss_or_the_exact_tensor(
        self, data: st.DataObject, dtype: torch.dtype
    ) -> None:
        """No single byte of a file can be changed so that a different tensor comes out."""
        name, value = key(dtype=str(dtype)), tensor(dtype=dtype)
        with tempfile.TemporaryDirectory() as directory, quiet():
            TraceStore(cache_dir=directory).put(name, value)
            path = trace_path(pathlib.Path(directory), name)
            content = bytearray(path.read_bytes())
            content[data.draw(st.integers(0, len(content) - 1), "place")] ^= data.draw(
                st.integers(1, 255), "flip"
            )
            path.write_bytes(content)
            found = TraceStore(cache_dir=directory).get(name)

            assert found is None or same_bits(value, found)

    def test_every_single_bit_of_the_values_matters(self, tmp_path: pathlib.Path) -> None:
        """Flipping any bit of the tensor's own bytes is a miss."""
        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        path = trace_path(tmp_path, key())
        content = path.read_bytes()
        for place in range(len(content) - 64, len(content)):
            for bit in range(8):
                path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
                with pytest.warns(CacheWarning, match="checksum"):
                    assert TraceStore(cache_dir=tmp_path).get(key()) is None

    def test_a_file_cut_anywhere_is_a_miss(self, tmp_path: pathlib.Path) -> None:
        """A truncated file is never a tensor, wherever it ends."""
        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        path = trace_path(tmp_path, key())
        content = path.read_bytes()
        for length in range(len(content)):
            path.write_bytes(content[:length])
            with pytest.warns(CacheWarning, match="is not used"):
                assert TraceStore(cache_dir=tmp_path).get(key()) is None

    @pytest.mark.parametrize(
        "kind",
        ["garbage", "empty", "another key", "plain safetensors", "a directory", "reshaped", "huge header"],
    )
    def test_a_foreign_file_is_a_miss_that_names_it_and_is_replaced(
        self, tmp_path: pathlib.Path, kind: str
    ) -> None:
        """Whatever lies at a trace's place, the warning names it, and the next put makes it good again."""
        from safetensors.torch import save_file

        path = trace_path(tmp_path, key())
        if kind == "another key":
            TraceStore(cache_dir=tmp_path).put(key(1), tensor(1))
            trace_path(tmp_path, key(1)).rename(path)
        elif kind == "plain safetensors":
            save_file({"resid": tensor()}, path)
        elif kind == "a directory":
            path.mkdir()
        elif kind == "reshaped":
            spill_module.write_trace(
                path, key(), tensor().reshape(1, -1), spill_module.checksum(key(), tensor())
            )
        else:
            path.write_bytes(
                {"garbage": b"not a tensor" * 99, "empty": b"", "huge header": b"\xff" * 64}[kind]
            )
        store = TraceStore(cache_dir=tmp_path)
        why = "something else" if kind == "another key" else "checksum" if kind == "reshaped" else "it"
        with pytest.warns(CacheWarning, match=f"{path.name} is not used: .*{why}"):
            assert store.get(key()) is None

        assert "dropped" == store.where(key())
        assert 0 == store.bytes(key())
        assert store.get(key()) is None  # said once
        if kind == "a directory":
            path.rmdir()
        store.put(key(), tensor())
        assert same_bits(tensor(), TraceStore(cache_dir=tmp_path).get(key()))

    def test_a_file_damaged_while_the_trace_is_in_memory_does_no_harm(self, tmp_path: pathlib.Path) -> None:
        """The memory is believed first, and a put after the damage was seen replaces the file."""
        store = TraceStore(cache_dir=tmp_path)
        store.put(key(), tensor())
        trace_path(tmp_path, key()).write_bytes(b"spoilt")

        assert same_bits(tensor(), store.get(key()))
        store.clear()
        with pytest.warns(CacheWarning, match="is not used"):
            assert store.get(key()) is None
        store.put(key(), tensor())
        assert same_bits(tensor(), TraceStore(cache_dir=tmp_path).get(key()))

    def test_the_last_put_wins_on_disk_too(self, tmp_path: pathlib.Path) -> None:
        """Putting other values under the same key replaces the file; the same values do not touch it."""
        store = TraceStore(cache_dir=tmp_path, memory_budget=0)
        store.put(key(), tensor(1))
        before = trace_path(tmp_path, key()).stat().st_ino
        store.put(key(), tensor(1))
        assert before == trace_path(tmp_path, key()).stat().st_ino
        store.put(key(), tensor(2))

        assert same_bits(tensor(2), store.get(key()))
        assert 2 == store.stats.writes

    def test_a_deleted_file_is_written_again_when_the_trace_is_used(self, tmp_path: pathlib.Path) -> None:
        """What another process deleted comes back, so that a restart still finds it."""
        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        store = TraceStore(cache_dir=tmp_path)
        store.get(key())
        trace_path(tmp_path, key()).unlink()
        store.get(key())

        assert same_bits(tensor(), TraceStore(cache_dir=tmp_path).get(key()))

    def test_forget_deletes_the_file_unless_told_not_to(self, tmp_path: pathlib.Path) -> None:
        """Forgetting is for memory and disk; disk=False is for memory only."""
        store = TraceStore(cache_dir=tmp_path)
        for number in range(2):
            store.put(key(number), tensor(number))
            store.forget(key(number), disk=number == 0)

        assert ["dropped", "disk"] == [store.where(key(number)) for number in range(2)]
        assert not trace_path(tmp_path, key(0)).exists()


class TestTrouble:
    """A disk that fails is a warning, never a crash and never half a file."""

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_full_disk_is_a_warning_and_leaves_nothing_behind(
        self, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        """The trace stays in memory, the part that was written is removed, and the session goes on."""

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        store = TraceStore(cache_dir=tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(spill_module.os, step, full)
            with pytest.warns(CacheWarning, match="No space left on device.*cache_dir"):
                store.put(key(), tensor())

        assert same_bits(tensor(), store.get(key()))
        assert [] == list(tmp_path.iterdir())

    def test_what_could_not_be_written_is_written_when_it_leaves_the_memory(
        self, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Space that was freed in the meantime is used."""
        store = TraceStore(cache_dir=tmp_path, memory_budget=64)
        with monkeypatch.context() as patched, quiet():
            patched.setattr(spill_module.os, "replace", _raise_no_space)
            store.put(key(0), tensor(0))
        store.put(key(1), tensor(1))

        assert "disk" == store.where(key(0))
        assert same_bits(tensor(0), store.get(key(0)))

    def test_an_old_file_is_not_believed_after_a_failed_write_of_other_values(
        self, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a put that could not be written, the values put before do not come back."""
        store = TraceStore(cache_dir=tmp_path, memory_budget=0)
        store.put(key(), tensor(1))
        monkeypatch.setattr(spill_module.os, "replace", _raise_no_space)
        with quiet():
            store.put(key(), tensor(2))

            assert store.get(key()) is None

    def test_a_directory_that_cannot_be_is_a_warning(self, tmp_path: pathlib.Path) -> None:
        """A cache_dir under a file cannot be made; everything works from memory."""
        (tmp_path / "file").write_text("in the way")
        store = TraceStore(cache_dir=tmp_path / "file" / "cache")
        with pytest.warns(CacheWarning, match="cannot be written"):
            store.put(key(), tensor())

        assert ("memory", True) == (store.where(key()), same_bits(tensor(), store.get(key())))

    def test_an_interrupt_while_writing_leaves_the_old_file(
        self, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A keyboard interrupt goes through, and what was on disk is still whole."""
        store = TraceStore(cache_dir=tmp_path, memory_budget=0)
        store.put(key(), tensor(1))

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(spill_module.os, "fsync", interrupt)
            with pytest.raises(KeyboardInterrupt):
                store.put(key(), tensor(2))

        assert [trace_path(tmp_path, key())] == list(tmp_path.iterdir())
        assert same_bits(tensor(1), TraceStore(cache_dir=tmp_path).get(key()))

    def test_warnings_as_errors_leave_the_store_whole(self, tmp_path: pathlib.Path) -> None:
        """Where warnings are raised, the trace is in memory all the same."""
        (tmp_path / "file").write_text("in the way")
        store = TraceStore(cache_dir=tmp_path / "file")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(CacheWarning):
                store.put(key(), tensor())

        assert same_bits(tensor(), store.get(key()))

    def test_only_our_own_old_leftovers_are_removed(self, tmp_path: pathlib.Path) -> None:
        """Half-written files of another machine go after an hour; a young one, or a stranger's, stays."""
        old, young, stranger = (
            tmp_path / ".latentlens-00000000-41-0123abcd.safetensors",
            tmp_path / ".latentlens-00000000-42-0123abcd.safetensors",
            tmp_path / ".draft.tmp",
        )
        for path in (old, young, stranger):
            path.write_bytes(b"half")
        for path in (old, stranger):
            os.utime(path, (time.time() - 7200,) * 2)
        TraceStore(cache_dir=tmp_path)

        assert [False, True, True] == [path.exists() for path in (old, young, stranger)]

    def test_a_process_killed_while_writing_harms_nobody(self, tmp_path: pathlib.Path) -> None:
        """Kill a writer at any moment: another process finds whole traces or none, and no warning."""
        writer = _start_writer(tmp_path)
        time.sleep(0.4)
        writer.kill()
        writer.wait()
        store = TraceStore(cache_dir=tmp_path)
        found = [store.get(key(number)) for number in range(6)]

        assert all(
            value is None or same_bits(tensor(number, floats=4096), value)
            for number, value in enumerate(found)
        )

    def test_two_processes_share_a_directory(self, tmp_path: pathlib.Path) -> None:
        """While one process writes, deletes and rewrites, the other reads right values or none."""
        writer = _start_writer(tmp_path)
        try:
            right = 0
            deadline = time.monotonic() + 20
            while right < 200 and time.monotonic() < deadline:
                store = TraceStore(cache_dir=tmp_path)
                for number in range(6):
                    found = store.get(key(number))
                    assert found is None or same_bits(tensor(number, floats=4096), found)
                    right += found is not None
                    if right % 17 == 0:
                        store.forget(key(number))
        finally:
            writer.kill()
            writer.wait()

        assert right >= 200


def _raise_no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _start_writer(directory: pathlib.Path) -> subprocess.Popen[bytes]:
    code = """
import sys, torch
from latentlens.activations.key import TraceKey
from latentlens.activations.store import TraceStore
print("ready", flush=True)
while True:
    store = TraceStore(cache_dir=sys.argv[1])
    for number in range(6):
        values = torch.randn(4096, generator=torch.Generator().manual_seed(number)).reshape(2, -1, 1)
        store.put(TraceKey("f00d", (0, number), (0, 1), "float32"), values)
        if number % 3 == 0:
            store.forget(TraceKey("f00d", (0, number), (0, 1), "float32"))
"""
    process = subprocess.Popen([sys.executable, "-c", code, str(directory)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        process.stdout.readline()
    return process


class TestLedger:
    """A cell holds what its last run to the end touched."""

    def setup_method(self) -> None:
        """Give each test a store, a ledger and two cells."""
        self.store = TraceStore()
        self.ledger = CellLedger(self.store)
        self.a, self.b = CellId("a", "[1]"), CellId("b", "[2]")

    def run(self, cell: CellId, *numbers: int, ok: bool = True, ledger: CellLedger | None = None) -> int:
        """Run a cell of prompts and return how many were computed."""
        ledger = ledger or self.ledger
        ledger.begin(cell)
        computed = sum(self.trace(cell, number, ledger) for number in numbers)
        ledger.end(cell, ok=ok)
        return computed

    def trace(self, cell: CellId, number: int, ledger: CellLedger | None = None) -> bool:
        """Do what a session's run does, and return whether it computed."""
        ledger = ledger or self.ledger
        hit = ledger._store.get(key(number)) is not None
        if not hit:
            ledger._store.put(key(number), tensor(number))
        ledger.record(cell, key(number), f"prompt {number}", 2, hit=hit)
        return not hit

    def places(self, *numbers: int, store: TraceStore | None = None) -> list[str]:
        """Return where each trace lives."""
        return [(store or self.store).where(key(number)) for number in numbers]

    def test_an_unchanged_cell_makes_only_hits(self) -> None:
        """The second run computes nothing, and the table counts its hits."""
        assert [2, 0, 0] == [self.run(self.a, 0, 1) for _ in range(3)]
        assert 4 == self.ledger.rows()[0].hits

    def test_a_changed_cell_lets_go_of_what_only_it_held(self) -> None:
        """After the changed run, the old trace is gone, the kept one and the new one are there."""
        self.run(self.a, 0, 1)
        self.run(self.a, 1, 2)

        assert ["dropped", "memory", "memory"] == self.places(0, 1, 2)
        assert (key(1), key(2)) == self.ledger.keys(self.a)

    def test_what_another_cell_holds_stays(self) -> None:
        """A trace goes with its last holder."""
        self.run(self.a, 0)
        self.run(self.b, 0)
        self.run(self.a, 1)
        assert ["memory", "memory"] == self.places(0, 1)
        assert (self.b,) == self.ledger.holders(key(0))

        self.run(self.b, 1)
        assert ["dropped", "memory"] == self.places(0, 1)

    def test_nothing_is_let_go_before_the_end(self) -> None:
        """While the changed cell runs, its old traces are still there to be hit."""
        self.run(self.a, 0)
        self.ledger.begin(self.a)
        self.trace(self.a, 1)
        assert ["memory", "memory"] == self.places(0, 1)

        self.ledger.end(self.a, ok=True)
        assert ["dropped", "memory"] == self.places(0, 1)

    def test_a_run_that_failed_drops_nothing_and_the_next_good_one_does(self) -> None:
        """A failed or interrupted run adds; the next run to the end decides."""
        self.run(self.a, 0, 1)
        self.run(self.a, 2, ok=False)
        assert ["memory"] * 3 == self.places(0, 1, 2)

        self.run(self.a, 1)
        assert ["dropped", "memory", "dropped"] == self.places(0, 1, 2)

    def test_an_interrupted_cell_without_an_end_drops_nothing(self) -> None:
        """A run whose end was never heard counts as failed."""
        self.run(self.a, 0)
        self.ledger.begin(self.a)
        self.run(self.a, 0)

        assert ["memory"] == self.places(0)

    def test_a_cell_that_runs_nothing_any_more_lets_go_of_everything(self) -> None:
        """Its row leaves the table."""
        self.run(self.a, 0, 1)
        self.run(self.a)

        assert ["dropped", "dropped"] == self.places(0, 1)
        assert [] == self.ledger.rows()

    def test_code_outside_cells_holds_for_good(self) -> None:
        """The pseudo-cell of scripts never begins or ends."""
        script = CellId("script", "script")
        self.trace(script, 0)
        self.ledger.end(script, ok=True)
        self.run(self.a, 0)
        self.run(self.a, 1)

        assert ["memory", "memory"] == self.places(0, 1)

    def test_work_after_the_cells_end_survives_one_more_run(self) -> None:
        """A thread that a cell started may touch its traces after the cell's next end, and still hits."""
        self.run(self.a)
        assert self.trace(self.a, 0)
        for _ in range(3):
            self.run(self.a)
            assert not self.trace(self.a, 0)

        self.run(self.a)
        self.run(self.a)
        assert ["dropped"] == self.places(0)

    def test_a_new_label_is_not_a_new_cell(self) -> None:
        """The table shows the label of the latest run."""
        self.run(self.a, 0)
        self.run(CellId("a", "[7]"), 0)

        assert ["[7]"] == [row.cell.label for row in self.ledger.rows()]

    def test_the_file_goes_with_its_last_holder(self, tmp_path: pathlib.Path) -> None:
        """What this session wrote and lets go leaves the disk as well."""
        store = TraceStore(cache_dir=tmp_path)
        ledger = CellLedger(store)
        self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledger)

        assert [trace_path(tmp_path, key(1))] == list(tmp_path.iterdir())

    def test_a_file_that_was_found_is_not_deleted(self, tmp_path: pathlib.Path) -> None:
        """What lay in the directory before may be another notebook's, and stays."""
        TraceStore(cache_dir=tmp_path).put(key(0), tensor(0))
        store = TraceStore(cache_dir=tmp_path)
        ledger = CellLedger(store)
        assert 0 == self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledger)

        assert ["disk", "memory"] == self.places(0, 1, store=store)

    def test_sessions_of_one_process_do_not_delete_each_others_files(self, tmp_path: pathlib.Path) -> None:
        """A file stays while any other live session on the same directory holds its trace."""
        stores = [TraceStore(cache_dir=tmp_path) for _ in range(2)]
        ledgers = [CellLedger(store) for store in stores]
        for ledger in ledgers:
            self.run(self.a, 0, ledger=ledger)
        self.run(self.a, 1, ledger=ledgers[0])
        assert ["disk"] == self.places(0, store=stores[0])

        del ledgers[1], ledger
        gc.collect()
        self.run(self.a, 0, ledger=ledgers[0])
        self.run(self.a, 1, ledger=ledgers[0])
        assert not trace_path(tmp_path, key(0)).exists()

    @LIMITED
    @given(
        runs=st.lists(
            st.tuples(st.sampled_from("ab"), st.lists(st.integers(0, 4), max_size=4), st.booleans()),
            max_size=12,
        )
    )
    def test_exactly_what_is_held_is_kept(self, runs: list[tuple[str, list[int], bool]]) -> None:
        """After any sequence of runs, a trace is in memory exactly when a cell holds it."""
        self.setup_method()
        held: dict[str, set[int]] = {"a": set(), "b": set()}
        for name, numbers, ok in runs:
            self.run(CellId(name, name), *numbers, ok=ok)
            held[name] = set(numbers) if ok else held[name] | set(numbers)

            everything = held["a"] | held["b"]
            assert everything == {n for n in range(5) if self.store.where(key(n)) == "memory"}
            for cell in held:
                assert {key(n) for n in held[cell]} == set(self.ledger.keys(CellId(cell, cell)))


class TestTable:
    """The ledger shows itself, as text and as HTML."""

    def fill(self, store: TraceStore, *prompts: str | None) -> CellLedger:
        """Return a ledger with one cell of prompts."""
        ledger, cell = CellLedger(store), CellId("id<1>", "[1]")
        ledger.begin(cell)
        for number, prompt in enumerate(prompts):
            store.put(key(number), tensor(number))
            ledger.record(cell, key(number), prompt, 3)
        ledger.end(cell, ok=True)
        return ledger

    def test_the_text_is_an_aligned_table(self) -> None:
        """One row for each cell: cell, prompts, tokens, bytes, hits, lives."""
        ledger = self.fill(TraceStore(), "Rome is", None)

        assert repr(ledger).splitlines() == [
            "cell  prompts                tokens  bytes  hits  lives",
            "[1]   Rome is | (token ids)       6  128 B     0  memory",
        ]

    def test_where_traces_live_is_counted_when_they_differ(self, tmp_path: pathlib.Path) -> None:
        """Memory, disk and dropped are told apart."""
        assert "1 memory, 2 disk" in repr(
            self.fill(TraceStore(memory_budget=64, cache_dir=tmp_path), "a", "b", "c")
        )
        assert "1 memory, 2 dropped" in repr(self.fill(TraceStore(memory_budget=64), "a", "b", "c"))

    def test_long_and_many_prompts_are_shortened(self) -> None:
        """The row stays one line, and the HTML's title has every prompt whole."""
        ledger = self.fill(TraceStore(), "word " * 40, "two\nlines", "c", "d", "e")

        line = repr(ledger).splitlines()[1]
        assert "…" in line
        assert "two⏎lines | c | +2 more" in line
        assert "word " * 40 in ledger._repr_html_()

    def test_html_escapes_everything_and_loads_nothing(self) -> None:
        """Prompts, labels and paths are text; there is no script, style sheet, link or colour."""
        nasty = "<img src=x onerror=alert(1)>\"'&</td><script>"
        html = self.fill(TraceStore(cache_dir=tempfile.gettempdir() + "/a<b>"), nasty)._repr_html_()
        seen = _Tags()
        seen.feed(html)

        assert {"table", "caption", "code", "thead", "tbody", "tr", "th", "td"} == seen.tags
        assert {"class", "style", "title", "scope"} >= seen.attributes
        assert nasty in seen.text
        assert not any(word in html for word in ("http", "url(", "color:#", "rgb", "<script", "<img"))

    def test_an_empty_ledger_says_so(self) -> None:
        """Before anything ran the table is a sentence."""
        ledger = CellLedger(TraceStore())

        assert "no notebook cell holds a trace yet" == repr(ledger)
        assert "No notebook cell holds a trace yet." in ledger._repr_html_()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", ROOM)
def test_examples_in_docstrings_hold(name: str) -> None:
    """Every example of the room runs and shows what it says."""
    module: types.ModuleType = importlib.import_module(f"latentlens.{name}")

    assert 0 == doctest.testmod(module).failed

"""Traces on disk: found again whole, or not at all, whatever happened to the file."""

from __future__ import annotations

import errno
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cached_tensors import FLOATS, key, same_bits, tensor
from latentlens.activations import spill as spill_module
from latentlens.activations.spill import trace_path
from latentlens.activations.store import TraceStore
from latentlens.errors import CacheWarning


@contextmanager
def quiet() -> Iterator[None]:
    """Let the cache warn without stopping the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CacheWarning)
        yield


class TestDisk:
    """A file is the exact trace, or it is not used."""

    def test_a_restarted_kernel_finds_its_traces(self, tmp_path: pathlib.Path) -> None:
        """A new store on the same directory has what the old one put, without anything else being done."""
        TraceStore(cache_dir=tmp_path).put(key(), tensor())
        store = TraceStore(cache_dir=tmp_path)

        assert ("disk", 64) == (store.location(key()), store.bytes(key()))
        assert same_bits(tensor(), store.get(key()))
        assert ("memory", 64, 1) == (store.location(key()), store.bytes(key()), store.stats.disk_hits)

    def test_what_leaves_the_memory_stays_on_disk(self, tmp_path: pathlib.Path) -> None:
        """Eviction with a directory loses nothing."""
        store = TraceStore(memory_budget=64, cache_dir=tmp_path)
        for number in range(4):
            store.put(key(number), tensor(number))

        assert ["disk", "disk", "disk", "memory"] == [store.location(key(number)) for number in range(4)]
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

        assert "dropped" == store.location(key())
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

        assert ["dropped", "disk"] == [store.location(key(number)) for number in range(2)]
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

        assert "disk" == store.location(key(0))
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

        assert ("memory", True) == (store.location(key()), same_bits(tensor(), store.get(key())))

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
        try:
            deadline = time.monotonic() + 60
            while len(list(tmp_path.glob("[!.]*"))) < 3 and time.monotonic() < deadline:
                pass  # it goes on writing and deleting; any moment from here on will do
        finally:
            writer.kill()
            writer.wait()
        store = TraceStore(cache_dir=tmp_path)
        found = {number: store.get(key(number)) for number in range(6)}
        whole = {number: value for number, value in found.items() if value is not None}

        assert whole
        assert all(same_bits(tensor(number, floats=4096), value) for number, value in whole.items())

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

"""Files are written whole or not at all, whoever else writes them and however the writing ends."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from latentlens.files import atomic
from latentlens.files.atomic import remove_leftovers, replacing, write_atomically


@pytest.fixture(autouse=True)
def look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for leftovers at every write; else a process looks once a minute."""
    monkeypatch.setattr(atomic, "_CLEANING_INTERVAL", 0.0)


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt(), SystemExit(1), ValueError("x")])
def test_a_write_that_ends_early_leaves_the_old_file_alone(
    error: BaseException, tmp_path: pathlib.Path
) -> None:
    """An error, an interrupt or an exit in the middle: the old file is there, and nothing beside it."""
    path = tmp_path / "file.txt"
    write_atomically(path, "old")

    def half() -> None:
        with replacing(path) as part:
            part.write_text("ne")
            raise error

    with pytest.raises(type(error)):
        half()

    assert "old" == path.read_text()
    assert [path] == list(tmp_path.iterdir())


# a file that was just opened when the interrupt came is closed by Python itself, which says so
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: pathlib.Path) -> None:
    """Hundreds of interrupts at random moments: the file is whole, and the next write clears the rest."""
    path, rng = tmp_path / "file.txt", random.Random(0)
    texts = ["a" * 5000, "b" * 5000]
    write_atomically(path, texts[0])
    stop, stopped = threading.Event(), 0

    def interrupt(target: int) -> None:
        while not stop.wait(rng.random() * 0.004):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(target), ctypes.py_object(KeyboardInterrupt)
            )

    thread = threading.Thread(target=interrupt, args=(threading.get_ident(),))
    deadline = time.monotonic() + 3
    try:
        thread.start()
        while stopped < 300 and time.monotonic() < deadline:
            try:
                for text in texts:
                    write_atomically(path, text)
            except KeyboardInterrupt:
                stopped += 1
    except KeyboardInterrupt:  # it came between two of the lines above
        stopped += 1
    while thread.is_alive():
        try:
            stop.set()
            thread.join()
        except KeyboardInterrupt:
            continue

    assert 5 < stopped
    assert path.read_text() in texts
    write_atomically(path, "c")
    assert [path] == list(tmp_path.iterdir())


WRITER = """
import signal, sys, time
from latentlens.files.atomic import replacing
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background turns off
with replacing(sys.argv[1]) as part:
    part.write_text("half")
    print(part.name, flush=True)
    time.sleep(60)
"""


def _writer(path: pathlib.Path) -> tuple[subprocess.Popen[str], pathlib.Path]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, path.with_name(process.stdout.readline().strip())


def test_what_a_killed_process_left_is_cleared_away_by_the_next_write(tmp_path: pathlib.Path) -> None:
    """The part of a dead process goes at once, that of a living one stays until it is whole."""
    dead, left = _writer(tmp_path / "one.txt")
    living, writing = _writer(tmp_path / "other.txt")
    with living, dead:
        dead.kill()
        dead.wait()
        assert {left, writing} == set(tmp_path.iterdir())

        write_atomically(tmp_path / "mine.txt", "mine")
        assert {tmp_path / "mine.txt", writing} == set(tmp_path.iterdir())

        living.send_signal(signal.SIGINT)
        living.wait()
    assert [tmp_path / "mine.txt"] == list(tmp_path.iterdir())


def test_only_our_own_parts_are_cleared_away(tmp_path: pathlib.Path) -> None:
    """Of another machine's process nothing is known: its part goes after an hour; a stranger's file stays."""
    here = atomic._host()
    own = tmp_path / f".latentlens-{here}-{os.getpid()}-0123abcd.json"
    young, old = (tmp_path / f".latentlens-00000000-41-0123abc{n}.svg" for n in range(2))
    strange = [
        tmp_path / name for name in (".latentlens-notes.txt", f".latentlens-{here}-41.txt", ".draft.tmp")
    ]
    for path in (own, young, old, *strange):
        path.write_text("half")
    for path in (old, *strange):
        os.utime(path, (time.time() - 7200,) * 2)

    with replacing(tmp_path / "file.json") as part:
        part.write_text("now")
        remove_leftovers(tmp_path)
        assert {part, young, *strange} == set(tmp_path.iterdir())

    remove_leftovers(tmp_path / "no such directory")


def _write_often(path: pathlib.Path, text: str) -> None:
    for _ in range(150):
        write_atomically(path, text)


def test_processes_and_threads_may_write_one_file_at_once(tmp_path: pathlib.Path) -> None:
    """Whoever reads sees one writer's whole text, at every moment."""
    path, texts = tmp_path / "file.txt", [letter * 20_000 for letter in "abcd"]
    write_atomically(path, texts[0])
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_often, args=(path, text)) for text in texts[:2]]
    writers += [threading.Thread(target=_write_often, args=(path, text)) for text in texts[2:]]
    for writer in writers:
        writer.start()
    seen = 0
    while any(writer.is_alive() for writer in writers):
        assert path.read_text() in texts
        seen += 1
    for writer in writers:
        writer.join()

    assert 20 < seen
    assert [0, 0] == [writer.exitcode for writer in writers[:2]]
    assert [path] == list(tmp_path.iterdir())


def test_any_name_that_a_file_may_have_can_be_written(tmp_path: pathlib.Path) -> None:
    """The part's own name is short, however long the file's; its suffix says the format."""
    for name in ("x" * 250, "x" * 240 + ".svg", "x." + "y" * 200, "é" * 100, "no suffix", ".hidden"):
        write_atomically(tmp_path / name, "text")
        assert "text" == (tmp_path / name).read_text()
    with replacing(tmp_path / "plot.svg") as part:
        part.write_text("")
        assert ".svg" == part.suffix


def test_an_error_names_the_file_that_was_asked_for(tmp_path: pathlib.Path) -> None:
    """Nobody knows the name of a part."""
    path = tmp_path / "missing" / "file.txt"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(path, "text")

    assert os.fspath(path) == caught.value.filename
    assert str(caught.value).endswith(repr(os.fspath(path)))

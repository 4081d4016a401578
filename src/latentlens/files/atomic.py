"""Writing files whole or not at all, and taking away what a killed process left half-written."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import pathlib
import re
import socket
import threading
import time
import uuid
from collections.abc import Iterator

_PART = re.compile(r"\.latentlens-(?P<place>[0-9a-f]{8})-(?P<pid>\d{1,10})-[0-9a-f]{8}(\.[^/]{0,16})?")
_FORSAKEN = 3600.0
"""Seconds without a write after which a part of another machine's process counts as left behind."""
_PAUSE = 60.0
"""A process looks for leftovers in a directory at most this often, in seconds."""

_LIVE: set[str] = set()
"""The parts that this process is writing now; every other one with its number was left by an interrupt."""
_LOOKED: dict[str, float] = {}
_LOCK = threading.Lock()


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[pathlib.Path]:
    """Give a path to write to, whose file takes the place of another at the end of the block.

    A reader sees the old file or the new one, never half of it, even after a power cut; where the block
    fails or is interrupted the old one stays and nothing new. Several processes and threads may write the
    same file: the last one to finish wins. What killed processes left in the directory is removed.

    Args:
        path: of the file to replace; there need not be one.

    Raises:
        OSError: if the file cannot be written; it names `path`.
    """
    target = pathlib.Path(path)
    # short, whatever the file's own name; the suffix stays, since some formats are chosen by it
    suffix = target.suffix if len(target.suffix) <= 17 else ""
    name = f".latentlens-{_place()}-{os.getpid()}-{uuid.uuid4().hex[:8]}{suffix}"
    part = target.with_name(name)
    _LIVE.add(name)
    try:
        _remove_leftovers_now_and_then(target.parent)
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        if error.filename in (part, os.fspath(part)):  # a name that says nothing to whoever asked
            error.filename, error.filename2 = os.fspath(target), None
        raise
    finally:
        # an interrupt between these two lines leaves a file that is no longer in use, which goes later
        _LIVE.discard(name)
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_atomically(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file so that a reader sees the old one or the new one, never half of it."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")


def remove_leftovers(directory: str | os.PathLike[str]) -> None:
    """Delete files that were being written when their process was killed or interrupted.

    What a living process of this machine is writing stays, and so does what a process elsewhere, of which
    nothing is known, wrote to within the last hour.

    Args:
        directory: where to look, not in the directories within; one that cannot be read is left alone.
    """
    with contextlib.suppress(OSError):
        for name in os.listdir(directory):
            match, path = _PART.fullmatch(name), os.path.join(directory, name)
            with contextlib.suppress(OSError):
                if match and _left(path, match["place"], int(match["pid"])):
                    os.unlink(path)


def _remove_leftovers_now_and_then(directory: pathlib.Path) -> None:
    where, now = os.path.abspath(directory), time.monotonic()
    with _LOCK:
        if now - _LOOKED.get(where, -_PAUSE) < _PAUSE:
            return
        _LOOKED[where] = now
    remove_leftovers(directory)


def _left(path: str, place: str, pid: int) -> bool:
    if place == _place() and pid == os.getpid():
        return os.path.basename(path) not in _LIVE
    if place == _place() and os.name == "posix" and not _alive(pid):
        return True
    return time.time() - os.lstat(path).st_mtime > _FORSAKEN


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's, or no number of a process at all
        return True
    return True


@functools.cache
def _place() -> str:
    """Name where a process's number means that process: the machine, and the container on it."""
    try:
        container = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        container = 0
    return hashlib.sha256(f"{socket.gethostname()} {container}".encode()).hexdigest()[:8]

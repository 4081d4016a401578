"""Writes files atomically, and deletes temporary files that killed processes left behind."""

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

_TEMPORARY = re.compile(r"\.latentlens-(?P<host>[0-9a-f]{8})-(?P<pid>\d{1,10})-[0-9a-f]{8}(\.[^/]{0,16})?")
"""Name of a temporary file: the machine and process that write it, and a random part."""
_ABANDONED_AFTER = 3600.0
"""Seconds without a write after which a temporary file of another machine's process counts as abandoned."""
_CLEANING_INTERVAL = 60.0
"""Least seconds between two searches for abandoned files in one directory."""

_BEING_WRITTEN: set[str] = set()
"""Temporary files that this process is writing now; any other with its process id is abandoned."""
_LAST_CLEANED: dict[str, float] = {}
_LOCK = threading.Lock()


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[pathlib.Path]:
    """Yield the path of a temporary file, which replaces the target file at the end of the block.

    Other processes see the old file or the complete new one, even after a power failure. If the block fails
    or is interrupted, the old file stays as it was. Several processes and threads may write the same file:
    the last one to finish wins. Temporary files that killed processes left in the directory are deleted.

    Args:
        path: path of the file to replace; it need not exist.

    Raises:
        OSError: if the file cannot be written; its `filename` is `path`.
    """
    target = pathlib.Path(path)
    # The name is short, however long the target's is; the suffix is kept, since some formats depend on it.
    suffix = target.suffix if len(target.suffix) <= 17 else ""
    name = f".latentlens-{_host()}-{os.getpid()}-{uuid.uuid4().hex[:8]}{suffix}"
    temporary = target.with_name(name)
    _BEING_WRITTEN.add(name)
    try:
        _remove_leftovers_now_and_then(target.parent)
        yield temporary
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except OSError as error:
        if error.filename in (temporary, os.fspath(temporary)):  # a name that means nothing to the caller
            error.filename = os.fspath(target)
            del error.filename2  # set to None, the message would end in "-> None"
        raise
    finally:
        # An interrupt between the two statements leaves an abandoned file, which is deleted later.
        _BEING_WRITTEN.discard(name)
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_atomically(path: str | os.PathLike[str], text: str) -> None:
    """Write a text file in UTF-8 atomically: other processes see the old file or the complete new one."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def remove_leftovers(directory: str | os.PathLike[str]) -> None:
    """Delete temporary files whose process was killed or interrupted while it wrote them.

    Files that a running process on this machine is writing stay, and so do files of processes on other
    machines that were written to within the last hour.

    Args:
        directory: directory to clean, without its subdirectories; one that cannot be read is left alone.
    """
    with contextlib.suppress(OSError):
        for name in os.listdir(directory):
            match, path = _TEMPORARY.fullmatch(name), os.path.join(directory, name)
            with contextlib.suppress(OSError):
                if match and _is_abandoned(path, match["host"], int(match["pid"])):
                    os.unlink(path)


def _remove_leftovers_now_and_then(directory: pathlib.Path) -> None:
    """Delete abandoned temporary files, unless that was done within the last minute."""
    absolute, now = os.path.abspath(directory), time.monotonic()
    with _LOCK:
        if now - _LAST_CLEANED.get(absolute, -_CLEANING_INTERVAL) < _CLEANING_INTERVAL:
            return
        _LAST_CLEANED[absolute] = now
    remove_leftovers(directory)


def _is_abandoned(path: str, host: str, pid: int) -> bool:
    """Return whether no process is writing a temporary file any more."""
    if host == _host() and pid == os.getpid():
        return os.path.basename(path) not in _BEING_WRITTEN
    if host == _host() and os.name == "posix" and not _is_running(pid):
        return True
    return time.time() - os.lstat(path).st_mtime > _ABANDONED_AFTER


def _is_running(pid: int) -> bool:
    """Return whether there is a process with this id on the machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's process, or no process id at all
        return True
    return True


@functools.cache
def _host() -> str:
    """Return a name for the machine and the container, within which a process id is unique."""
    try:
        container = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        container = 0
    return hashlib.sha256(f"{socket.gethostname()} {container}".encode()).hexdigest()[:8]

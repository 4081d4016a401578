"""The cache directory of traces: which files this process wrote, found, or knows to be damaged."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.activations.spill import (
    DamagedFileError,
    checksum,
    payload_size,
    read_trace,
    trace_path,
    write_trace,
)
from latentlens.files.atomic import remove_leftovers

_FileStamp = tuple[int, int, int]


@dataclass(frozen=True)
class _SeenFile:
    """What is known of a cache file since it was last read or written."""

    stamp: _FileStamp | None  # its size, modification time and inode then
    sha256: str | None  # its checksum; None: the file is damaged


class Disk:
    """Traces in a cache directory, which other processes may use at the same time.

    Every method may be called from any thread: files are replaced atomically, and what is remembered about a
    file counts only as long as its size, modification time and inode stay the same.

    Args:
        directory: cache directory; it is created when the first trace is written.

    Examples:
        >>> Disk(Path("no-such-directory")).has(TraceKey("f00d", (1,), (0,), "float32"))
        False
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._seen: dict[str, _SeenFile] = {}
        self._written: set[str] = set()
        remove_leftovers(directory)

    def path(self, key: TraceKey) -> Path:
        """Return the path of a trace's file, whether or not there is one."""
        return trace_path(self.directory, key)

    def has(self, key: TraceKey) -> bool:
        """Return whether a trace has a file that is not known to be damaged."""
        stamp = _stamp(self.path(key))
        return stamp is not None and not self._known_damaged(key, stamp)

    def lost(self, key: TraceKey) -> bool:
        """Return whether a trace's file, intact when it was last read or written, has been deleted since."""
        seen = self._seen.get(key.digest)
        return seen is not None and seen.sha256 is not None and _stamp(self.path(key)) is None

    def has_written(self, key: TraceKey) -> bool:
        """Return whether this process wrote the trace's file."""
        return key.digest in self._written

    def size(self, key: TraceKey) -> int:
        """Return the size in bytes of the tensor in a trace's file; 0 if there is no file."""
        return payload_size(self.path(key))

    def write(self, key: TraceKey, tensor: Tensor) -> bool:
        """Write a trace, unless its file already holds the same tensor.

        Args:
            key: content key of the trace.
            tensor: its residual stream, on the CPU.

        Returns:
            Whether a file was written.

        Raises:
            OSError: if the disk is full, or the directory cannot be written. An older file of this trace then
                counts as damaged, since it does not hold this tensor.
        """
        path, sha256, stamp = self.path(key), checksum(key, tensor), _stamp(self.path(key))
        if stamp is not None and self._seen.get(key.digest) == _SeenFile(stamp, sha256):
            return False
        try:
            write_trace(path, key, tensor, sha256)
        except OSError:
            self._seen[key.digest] = _SeenFile(stamp, None)
            raise
        self._seen[key.digest] = _SeenFile(_stamp(path), sha256)
        self._written.add(key.digest)
        return True

    def read(self, key: TraceKey) -> Tensor | None:
        """Return a trace's tensor, verified by its checksum.

        Returns:
            The residual stream, on the CPU; None if there is no file, or it is already known to be damaged.

        Raises:
            DamagedFileError: if the file is damaged; only the first time, until the file changes.
        """
        path = self.path(key)
        stamp = _stamp(path)
        if stamp is None or self._known_damaged(key, stamp):
            return None
        try:
            tensor, sha256 = read_trace(path, key)
        except FileNotFoundError:
            return None
        except DamagedFileError:
            self._seen[key.digest] = _SeenFile(stamp, None)
            raise
        self._seen[key.digest] = _SeenFile(stamp, sha256)
        return tensor

    def remove(self, key: TraceKey) -> None:
        """Delete a trace's file, if there is one and it can be deleted."""
        self._seen.pop(key.digest, None)
        self._written.discard(key.digest)
        with contextlib.suppress(OSError):
            self.path(key).unlink(missing_ok=True)

    def _known_damaged(self, key: TraceKey, stamp: _FileStamp) -> bool:
        """Return whether a trace's file, unchanged since, was found damaged before."""
        return self._seen.get(key.digest) == _SeenFile(stamp, None)


def _stamp(path: Path) -> _FileStamp | None:
    """Return a file's size, modification time in nanoseconds and inode; None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino

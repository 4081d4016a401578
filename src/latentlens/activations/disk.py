"""The cache directory as one process sees it: what it wrote, what it found, what it does not believe."""

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

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class _SeenFile:
    stamp: _Stamp | None  # the file's size, time and inode when it was last looked into
    sha256: str | None  # None: the file is not to be believed


class Disk:
    """Traces in a directory that other processes may use at the same time.

    Every method may be called from any thread: each file is replaced whole, and what is remembered about a
    file counts only as long as its size, time and inode stay the same.

    Args:
        directory: made when the first trace is written.

    Example:
        >>> Disk(Path("no-such-directory")).has(TraceKey("f00d", (1,), (0,), "float32"))
        False
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._seen: dict[str, _SeenFile] = {}
        self._wrote: set[str] = set()
        remove_leftovers(directory)

    def path(self, key: TraceKey) -> Path:
        """Return the file of a trace."""
        return trace_path(self.directory, key)

    def has(self, key: TraceKey) -> bool:
        """Return whether there is a file that is not known to be damaged."""
        stamp = _stamp(self.path(key))
        return stamp is not None and not self._distrusted(key, stamp)

    def lost(self, key: TraceKey) -> bool:
        """Return whether a file that was good when last looked into has been deleted since."""
        seen = self._seen.get(key.digest)
        return seen is not None and seen.sha256 is not None and _stamp(self.path(key)) is None

    def wrote(self, key: TraceKey) -> bool:
        """Return whether this process made the file, rather than found it."""
        return key.digest in self._wrote

    def size(self, key: TraceKey) -> int:
        """Return the bytes of the tensor in the file, 0 where there is none."""
        return payload_size(self.path(key))

    def write(self, key: TraceKey, tensor: Tensor) -> bool:
        """Write a trace, unless its file is there and already holds exactly this.

        Args:
            key: what the tensor was made from.
            tensor: on the CPU.

        Returns:
            Whether a file was written.

        Raises:
            OSError: the disk is full, or the directory cannot be written. What the file held before is then
                no longer believed, for it is not what was to be written.
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
        self._wrote.add(key.digest)
        return True

    def read(self, key: TraceKey) -> Tensor | None:
        """Return a verified tensor, or None where there is no file or one already known to be damaged.

        Raises:
            DamagedFileError: the file is damaged; said once for each state of the file.
        """
        path = self.path(key)
        stamp = _stamp(path)
        if stamp is None or self._distrusted(key, stamp):
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
        self._wrote.discard(key.digest)
        with contextlib.suppress(OSError):
            self.path(key).unlink(missing_ok=True)

    def _distrusted(self, key: TraceKey, stamp: _Stamp) -> bool:
        return self._seen.get(key.digest) == _SeenFile(stamp, None)


def _stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino

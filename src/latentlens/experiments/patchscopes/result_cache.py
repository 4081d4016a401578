"""Parts of a long measurement, each kept as soon as it is finished: a stopped run goes on after the last."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import pathlib
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from latentlens._errors import CacheWarning, InputError
from latentlens._files import write_atomically
from latentlens._restored import restored
from latentlens._sealed import KEY, sealed, unsealed
from latentlens.mappings.layer_mappings import LayerMappings

Row = dict[str, Any]
"""One row of a table: names to what JSON can hold."""


@dataclasses.dataclass(frozen=True)
class _Part:
    """What a part's file holds: of which work it is, how long it took, and its rows."""

    part: str
    key: str
    seconds: float
    rows: tuple[Row, ...]


class Parts:
    """The finished parts of one experiment, in a directory of their own.

    What was measured on another model, with another seed or size, or by other code has another key and is
    never taken for this. A file that was damaged is said to be so in a `CacheWarning`, and its part is
    measured again.

    Args:
        folder: where the parts of all runs are kept; made when the first part is finished.
        key: all that the parts depend on, as JSON can hold it.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     first = Parts(folder, {"seed": 0}).rows("a", lambda: [{"n": 1}])
        ...     again = Parts(folder, {"seed": 0}).rows("a", lambda: [{"n": 2}])
        ...     other = Parts(folder, {"seed": 1}).rows("a", lambda: [{"n": 3}])
        >>> first, again, other
        ([{'n': 1}], [{'n': 1}], [{'n': 3}])
    """

    def __init__(self, folder: str | pathlib.Path, key: Mapping[str, Any]) -> None:
        named = json.dumps(key, sort_keys=True)
        self._key = dict(key)
        self.folder = pathlib.Path(folder) / hashlib.blake2b(named.encode(), digest_size=8).hexdigest()
        self.seconds = 0.0
        """How long all parts took that were asked for, those of earlier runs included."""

    def rows(self, name: str, compute: Callable[[], list[Row]]) -> list[Row]:
        """Return a part's rows, computed unless they are kept already.

        Args:
            name: of the part; equal for equal work.
            compute: measures it.

        Raises:
            OSError: if the part cannot be written.
        """
        part = self._kept(name)
        if part is None:
            begun = time.perf_counter()
            part = self._keep(name, begun, compute())
        self.seconds += part.seconds
        return list(part.rows)

    def mappings(self, name: str, fit: Callable[[], LayerMappings]) -> LayerMappings:
        """Return fitted mappings, fitted unless they are kept already.

        Args:
            name: of the part.
            fit: makes them.

        Raises:
            OSError: if they cannot be written.
        """
        path, fitted = self._path(name, ".safetensors"), f"{name}, fitted"
        part = self._kept(fitted)
        if part is not None:
            try:
                mappings = _mappings(path, part)
            except InputError as error:
                _warn(str(error))
            else:
                self.seconds += part.seconds
                return mappings
        begun = time.perf_counter()
        fit().save(path)
        part = self._keep(fitted, begun, [{KEY: _digest(path)}])
        self.seconds += part.seconds
        # read back, so that a run that was stopped sees the very numbers of one that was not
        return LayerMappings.load(path)

    def _kept(self, name: str) -> _Part | None:
        path = self._path(name, ".json")
        try:
            part = restored(_Part, unsealed(path.read_bytes()), "it")
            if (part.part, part.key) != (name, self.folder.name):
                raise InputError(f"it holds the part {part.part!r} of {part.key}")
        except FileNotFoundError:
            return None
        except (OSError, InputError) as error:
            _warn(f"{path} cannot be used: {error}")
            return None
        return part

    def _keep(self, name: str, begun: float, rows: list[Row]) -> _Part:
        part = _Part(name, self.folder.name, time.perf_counter() - begun, tuple(rows))
        text = json.dumps(sealed(dataclasses.asdict(part)), ensure_ascii=False, allow_nan=False)
        write_atomically(self._path(name, ".json"), text)
        # as it is read back, so that a run that was stopped sees the very values of one that was not
        return restored(_Part, unsealed(text.encode()), "it")

    def _path(self, name: str, suffix: str) -> pathlib.Path:
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / "key.json", json.dumps(self._key, indent=2) + "\n")
        short = "".join(c if c.isalnum() else "-" for c in name)[:40]
        return self.folder / f"{short}-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}{suffix}"


def _mappings(path: pathlib.Path, part: _Part) -> LayerMappings:
    mappings = LayerMappings.load(path)
    if [{KEY: _digest(path)}] != list(part.rows):
        raise InputError(f"{path} is not the file that was kept")
    return mappings


def _digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _warn(what: str) -> None:
    warnings.warn(f"{what}. This part is measured again, and the file replaced.", CacheWarning, stacklevel=4)

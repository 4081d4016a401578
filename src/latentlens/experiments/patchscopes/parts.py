"""Parts of a long measurement, each kept as soon as it is finished: a stopped run goes on after the last."""

from __future__ import annotations

import hashlib
import json
import pathlib
import time
from collections.abc import Callable, Mapping
from typing import Any

from latentlens._files import write_atomically
from latentlens.engine.layer_mappings import LayerMappings

Row = dict[str, Any]
"""One row of a table: names to what JSON can hold."""


class Parts:
    """The finished parts of one experiment, in a directory of their own.

    What was measured on another model, with another seed or size, or by other code has another key and is
    never taken for this.

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
        path = self._path(name, ".json")
        if not path.exists():
            begun = time.perf_counter()
            rows = compute()
            part = {"part": name, "seconds": time.perf_counter() - begun, "rows": rows}
            write_atomically(path, json.dumps(part, ensure_ascii=False, allow_nan=False))
        # read back in any case, so that a run that was stopped sees the very values of one that was not
        kept = json.loads(path.read_text("utf-8"))
        self.seconds += kept["seconds"]
        found: list[Row] = kept["rows"]
        return found

    def mappings(self, name: str, fit: Callable[[], LayerMappings]) -> LayerMappings:
        """Return fitted mappings, fitted unless they are kept already.

        Args:
            name: of the part.
            fit: makes them.

        Raises:
            OSError: if they cannot be written.
        """
        path = self._path(name, ".safetensors")
        self.rows(f"{name}, fitted", lambda: _saved(fit(), path))
        return LayerMappings.load(path)

    def _path(self, name: str, suffix: str) -> pathlib.Path:
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / "key.json", json.dumps(self._key, indent=2) + "\n")
        short = "".join(c if c.isalnum() else "-" for c in name)[:40]
        return self.folder / f"{short}-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}{suffix}"


def _saved(mappings: LayerMappings, path: pathlib.Path) -> list[Row]:
    mappings.save(path)
    return []

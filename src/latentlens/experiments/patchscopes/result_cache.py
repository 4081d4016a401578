"""A cache of a long measurement's parts, each saved as soon as it is done, so that runs can be resumed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import pathlib
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from latentlens.errors import CacheWarning, InputError
from latentlens.files.atomic import write_atomically
from latentlens.files.restored import restored
from latentlens.files.sealed import KEY, sealed, unsealed
from latentlens.mappings.layer_mappings import LayerMappings
from latentlens.readers.chat_prompt import ChatPrompt

Row = dict[str, Any]
"""One row of a table: column -> a value that JSON can hold."""


@dataclasses.dataclass(frozen=True)
class _CachedPart:
    """The file of one part: what it is a part of, how long it took, and its rows."""

    part: str
    key: str
    seconds: float
    processor_seconds: float
    rows: tuple[Row, ...]


def prompts_for_key(prompts: Mapping[str, str | ChatPrompt]) -> dict[str, str]:
    """Return a session's target prompts as a key can hold them: texts as they are, chats as their code.

    Args:
        prompts: target prompts by name, `session.prompts`.

    Examples:
        >>> from latentlens import ChatPrompt
        >>> prompts_for_key({"one": "x is", "other": ChatPrompt("What is {slot}?")})
        {'one': 'x is', 'other': "ChatPrompt('What is {slot}?')"}
    """
    return {name: prompt if isinstance(prompt, str) else repr(prompt) for name, prompt in prompts.items()}


class ResultCache:
    """The finished parts of one experiment, in their own directory.

    Results of another model, seed, size or version of the code have another key and are never returned for
    this one. A damaged file raises a `CacheWarning`, and its part is measured again.

    Args:
        folder: directory for the parts of all runs; made when the first part is finished.
        key: everything that the parts depend on, as JSON can hold it.
        counted_in: cache that counts the seconds of these parts too; None (default) if there is none.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     first = ResultCache(folder, {"seed": 0}).rows("a", lambda: [{"n": 1}])
        ...     again = ResultCache(folder, {"seed": 0}).rows("a", lambda: [{"n": 2}])
        ...     other = ResultCache(folder, {"seed": 1}).rows("a", lambda: [{"n": 3}])
        >>> first, again, other
        ([{'n': 1}], [{'n': 1}], [{'n': 3}])
    """

    def __init__(
        self, folder: str | pathlib.Path, key: Mapping[str, Any], counted_in: ResultCache | None = None
    ) -> None:
        named = json.dumps(key, sort_keys=True)
        self._key, self._counted_in = dict(key), counted_in
        self.folder = pathlib.Path(folder) / hashlib.blake2b(named.encode(), digest_size=8).hexdigest()
        self.seconds = 0.0
        """Seconds that all requested parts took, those of earlier runs included."""
        self.processor_seconds = 0.0
        """The same in time of the processor's cores, which other programs on the machine do not lengthen."""

    def rows(self, name: str, compute: Callable[[], list[Row]]) -> list[Row]:
        """Return a part's rows, computing them unless they are cached.

        Args:
            name: name of the part; equal names must mean equal work.
            compute: function that measures the part.

        Raises:
            OSError: if the part cannot be written.
        """
        part = self._load(name)
        if part is None:
            begun = _now()
            part = self._save(name, begun, compute())
        self._count(part)
        return list(part.rows)

    def mappings(self, name: str, fit: Callable[[], LayerMappings]) -> LayerMappings:
        """Return fitted mappings, fitting them unless they are cached.

        Args:
            name: name of the part.
            fit: function that fits the mappings.

        Raises:
            OSError: if they cannot be written.
        """
        path, fitted = self._path(name, ".safetensors"), f"{name}, fitted"
        part = self._load(fitted)
        if part is not None:
            try:
                mappings = _mappings(path, part)
            except InputError as error:
                _warn(str(error))
            else:
                self._count(part)
                return mappings
        begun = _now()
        fit().save(path)
        part = self._save(fitted, begun, [{KEY: _digest(path)}])
        self._count(part)
        # read back, so that a resumed run sees exactly the numbers of an uninterrupted one
        return LayerMappings.load(path)

    def _count(self, part: _CachedPart) -> None:
        self.seconds += part.seconds
        self.processor_seconds += part.processor_seconds
        if self._counted_in is not None:
            self._counted_in._count(part)

    def _load(self, name: str) -> _CachedPart | None:
        path = self._path(name, ".json")
        try:
            part = restored(_CachedPart, unsealed(path.read_bytes()), "it")
            if (part.part, part.key) != (name, self.folder.name):
                raise InputError(f"it holds the part {part.part!r} of {part.key}")
        except FileNotFoundError:
            return None
        except (OSError, InputError) as error:
            _warn(f"{path} cannot be used: {error}")
            return None
        return part

    def _save(self, name: str, begun: tuple[float, float], rows: list[Row]) -> _CachedPart:
        seconds, of_processor = (ended - start for start, ended in zip(begun, _now(), strict=True))
        part = _CachedPart(name, self.folder.name, seconds, of_processor, tuple(rows))
        text = json.dumps(sealed(dataclasses.asdict(part)), ensure_ascii=False, allow_nan=False)
        write_atomically(self._path(name, ".json"), text)
        # as it is read back, so that a resumed run sees exactly the values of an uninterrupted one
        return restored(_CachedPart, unsealed(text.encode()), "it")

    def _path(self, name: str, suffix: str) -> pathlib.Path:
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / "key.json", json.dumps(self._key, indent=2) + "\n")
        short = "".join(c if c.isalnum() else "-" for c in name)[:40]
        return self.folder / f"{short}-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}{suffix}"


def _now() -> tuple[float, float]:
    """Return the clock's time and the processor's, in seconds."""
    return time.perf_counter(), time.process_time()


def _mappings(path: pathlib.Path, part: _CachedPart) -> LayerMappings:
    mappings = LayerMappings.load(path)
    if [{KEY: _digest(path)}] != list(part.rows):
        raise InputError(f"{path} is not the file that was kept")
    return mappings


def _digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _warn(what: str) -> None:
    warnings.warn(f"{what}. This part is measured again, and the file replaced.", CacheWarning, stacklevel=4)

"""Measurements that are kept for a machine, so that what they decide is decided the same way each time."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import warnings
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from latentlens.errors import CacheWarning, InputError
from latentlens.files.atomic import write_atomically
from latentlens.files.restored import restored
from latentlens.files.sealed import checksum, sealed, unsealed

T = TypeVar("T")


def cache_directory() -> pathlib.Path:
    """Return the directory of what can be measured again: the user's cache directory for latentlens.

    The environment variable LATENTLENS_CACHE_DIR names another.
    """
    given = os.environ.get("LATENTLENS_CACHE_DIR")
    if given:
        return pathlib.Path(given).expanduser().absolute()
    import platformdirs

    return platformdirs.user_cache_path("latentlens", appauthor=False)


def kept(kind: str, facts: Mapping[str, Any], of: type[T], measure: Callable[[], T]) -> tuple[T, str]:
    """Return the measurement that is kept for some facts; where there is none, measure, and keep it.

    A file that is damaged, or of another version, is measured again and replaced. A directory that cannot be
    written is warned of, and the measurement serves this process.

    Args:
        kind: name of the directory for this kind of measurement, such as "matrix-products".
        facts: dict that JSON can hold, with all that the measurement depends on.
        of: the measurement's type: a dataclass that `restored` can rebuild.
        measure: function that measures.

    Returns:
        The measurement, and where it comes from: "measured now", or "kept in" and the file.
    """
    names = [field.name for field in dataclasses.fields(of)]  # type: ignore[arg-type]
    facts = {**facts, "fields": names}
    path = cache_directory() / kind / f"{checksum(facts)[:24]}.json"
    if (found := _read(path, facts, of)) is not None:
        return found, f"kept in {path}"
    measurement = measure()
    content = {"facts": facts, "measured": dataclasses.asdict(measurement)}  # type: ignore[call-overload]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(sealed(content)) + "\n")
    except OSError as error:
        warnings.warn(
            f"{path} cannot be written ({error.strerror or error}), so this is measured again the next time. "
            "Name another directory in LATENTLENS_CACHE_DIR.",
            CacheWarning,
            stacklevel=2,
        )
    return measurement, "measured now"


def _read(path: pathlib.Path, facts: Mapping[str, Any], of: type[T]) -> T | None:
    """Return the measurement in a file; None if there is none, or none for these facts."""
    try:
        data = unsealed(path.read_bytes())
        if data["facts"] != facts:
            return None
        return restored(of, data["measured"], "measured")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, InputError, KeyError, TypeError) as error:
        warnings.warn(f"{path} cannot be read ({error}), and is measured again.", CacheWarning, stacklevel=3)
        return None

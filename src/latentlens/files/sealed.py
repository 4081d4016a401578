"""Plain data with a checksum over all of it, so that what was damaged is never read as something else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import short

KEY = "sha256"
"""The name under which the checksum stands beside what it covers."""


def checksum(data: Any) -> str:
    """Return the sha256, in hex, of data that JSON can hold; equal data have equal ones.

    Args:
        data: numbers, text, None, and lists and dictionaries of them.

    Examples:
        >>> checksum({"a": 1, "b": [0.5]}) == checksum({"b": [0.5], "a": 1})
        True
    """
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with their checksum beside them.

    Args:
        data: what JSON can hold, without a "sha256" of its own.
    """
    return {**data, KEY: checksum(json.loads(json.dumps(data)))}


def unsealed(content: bytes) -> dict[str, Any]:
    """Return the data of a file that holds what `sealed` gave, as JSON.

    Args:
        content: of the file.

    Returns:
        The data, without the checksum.

    Raises:
        InputError: if it is no JSON object, has no checksum, or was changed; it says which.

    Examples:
        >>> unsealed(json.dumps(sealed({"a": 1})).encode())
        {'a': 1}
    """
    try:
        found = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"it is no JSON that can be read: {short(error)}") from error
    if not isinstance(found, dict):
        raise InputError(f"it is no JSON object but a {type(found).__name__}")
    given = found.pop(KEY, None)
    if given is None:
        raise InputError(f"it has no checksum ({KEY}), so a change in it could not be told")
    try:
        right = given == checksum(found)
    except (ValueError, RecursionError, MemoryError):
        right = False
    if not right:
        raise InputError("it was changed since it was written: its checksum does not hold")
    return found

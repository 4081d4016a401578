"""JSON files with a checksum over their content, so that a damaged file is never read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import short

KEY = "sha256"
"""Field of the JSON object that holds the checksum of the other fields."""


def checksum(data: Any) -> str:
    """Return the sha256, in hexadecimal, of data that JSON can hold; the order of keys does not matter.

    Args:
        data: numbers, texts, None, and lists and dicts of them.

    Examples:
        >>> checksum({"a": 1, "b": [0.5]}) == checksum({"b": [0.5], "a": 1})
        True
    """
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with their checksum added under "sha256".

    Args:
        data: dict that JSON can hold, without a field "sha256".
    """
    return {**data, KEY: checksum(json.loads(json.dumps(data)))}


def unsealed(content: bytes) -> dict[str, Any]:
    """Parse a JSON file that holds what `sealed` returned, and verify its checksum.

    Args:
        content: bytes of the file.

    Returns:
        The data, without the checksum.

    Raises:
        InputError: if the file is no JSON object, has no checksum, or was changed; the message says which.

    Examples:
        >>> unsealed(json.dumps(sealed({"a": 1})).encode())
        {'a': 1}
    """
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"it is no JSON that can be read: {short(error)}") from error
    if not isinstance(data, dict):
        raise InputError(f"it is no JSON object but a {type(data).__name__}")
    sha256 = data.pop(KEY, None)
    if sha256 is None:
        raise InputError(f"it has no checksum ({KEY}), so a change in it could not be told")
    try:
        intact = sha256 == checksum(data)
    except (ValueError, RecursionError, MemoryError):
        intact = False
    if not intact:
        raise InputError("it was changed since it was written: its checksum does not hold")
    return data

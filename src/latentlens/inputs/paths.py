"""Paths that a user handed in."""

from __future__ import annotations

import os
import pathlib
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_LONGEST_PATH = 4096


def file_path(name: str, value: Any, *, error: type[InputError] = InputError) -> pathlib.Path:
    """Return the path of a file or folder.

    Args:
        name: of the argument, for the error.
        value: a text or a path.
        error: raised.

    Raises:
        InputError: if it is neither, or no file could have this name.

    Examples:
        >>> file_path("path", "lens.safetensors").name
        'lens.safetensors'
    """
    if not isinstance(value, (str, os.PathLike)):
        raise error(f"{name} is the path of a file, as a text or a Path; got {shown(value)}.")
    try:
        found = pathlib.Path(value)
        encoded = os.fsencode(found)
    except Exception as failure:  # of an object's own __fspath__, or half a character
        raise error(f"{name} is {shown(value)}, which cannot be the path of a file.") from failure
    if b"\0" in encoded or len(encoded) > _LONGEST_PATH:
        raise error(f"{name} is {shown(str(found))}, which cannot be the path of a file.")
    return found

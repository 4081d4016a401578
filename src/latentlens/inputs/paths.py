"""Checks of users' file paths."""

from __future__ import annotations

import os
import pathlib
from typing import Any

from latentlens.errors import InputError
from latentlens.inputs.shown import shown

_MAX_PATH_BYTES = 4096


def file_path(name: str, value: Any, *, error: type[InputError] = InputError) -> pathlib.Path:
    """Return the path of a file or directory as a pathlib.Path; it need not exist.

    Args:
        name: name of the argument, for the error message.
        value: a str or a path-like object.
        error: class of the error that is raised. Default: InputError.

    Raises:
        InputError: or `error`, if `value` is neither, or no file can have this name.

    Examples:
        >>> file_path("path", "lens.safetensors").name
        'lens.safetensors'
    """
    if not isinstance(value, (str, os.PathLike)):
        raise error(f"{name} is the path of a file, as a text or a Path; got {shown(value)}.")
    try:
        path = pathlib.Path(value)
        encoded = os.fsencode(path)
    except Exception as failure:  # __fspath__ can raise anything; a lone surrogate cannot be encoded
        raise error(f"{name} is {shown(value)}, which cannot be the path of a file.") from failure
    if b"\0" in encoded or len(encoded) > _MAX_PATH_BYTES:
        raise error(f"{name} is {shown(str(path))}, which cannot be the path of a file.")
    return path

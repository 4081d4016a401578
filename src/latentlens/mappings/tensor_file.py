"""Saves and loads fitted tensors with JSON metadata as safetensors files, written atomically."""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Iterator, Mapping
from typing import Any

from torch import Tensor

from latentlens.errors import InputError, MappingError
from latentlens.files.atomic import replacing
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.inputs.shown import short


def write_tensors(
    path: str | os.PathLike[str], tensors: Mapping[str, Tensor], metadata: Mapping[str, Any]
) -> None:
    """Write tensors and metadata atomically: other processes see the old file or the complete new one.

    Args:
        path: file to write; its directory is created if it is missing.
        tensors: tensors by name; they are saved bit for bit.
        metadata: metadata that JSON can hold, for the file's header. Nothing is pickled.

    Raises:
        OSError: if the disk is full, or the directory cannot be written.
    """
    data = tensor_file(tensors, metadata)
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def read_tensors(
    path: str | os.PathLike[str], what: str
) -> Iterator[tuple[dict[str, Tensor], dict[str, Any]]]:
    """Yield the tensors and the metadata of a file that `write_tensors` wrote.

    Errors that the block raises while it builds a value of them become errors that name the file.

    Args:
        path: file to read.
        what: value that the file must have under "what" in its metadata, such as "layer mappings".

    Raises:
        MappingError: if there is no such file, it cannot be read, is damaged, holds something else, or has
            another version; or if the block raises any error.
    """
    try:
        data = pathlib.Path(path).read_bytes()
    except (OSError, ValueError, TypeError) as error:  # ValueError: a path with a NUL byte, for example
        raise MappingError(
            f"{short(path)} cannot be read ({short(getattr(error, 'strerror', None) or error)}). Give the "
            "file that save() wrote."
        ) from error
    try:
        content = tensors_and_metadata(data, what)
    except InputError as error:
        raise MappingError(f"{short(path)} {error}") from error
    try:
        yield content
    except Exception as error:  # the checksum is right, so another program wrote the file this way
        raise MappingError(
            f"{short(path)} holds no {what} that can be used: {short(error) or type(error).__name__}. Give "
            "the file that save() wrote, or fit and save it again."
        ) from error

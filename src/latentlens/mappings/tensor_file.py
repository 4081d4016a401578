"""Files of fitted tensors: written whole or not at all, and read as what they state or refused."""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Iterator, Mapping
from typing import Any

from torch import Tensor

from latentlens.errors import InputError, MappingError
from latentlens.files.atomic import replacing
from latentlens.files.safetensors_file import tensor_file, tensors_and_facts
from latentlens.inputs.shown import short


def write_tensors(
    path: str | os.PathLike[str], tensors: Mapping[str, Tensor], facts: Mapping[str, Any]
) -> None:
    """Write tensors and facts so that a reader sees the old file or the new one, never half of it.

    Args:
        path: the file; its directory is made if it is missing.
        tensors: name -> tensor; written bit for bit.
        facts: any data that JSON can hold. They stand in the file's header, so no pickle is ever read.

    Raises:
        OSError: if the disk is full, or the directory cannot be written.
    """
    data = tensor_file(tensors, facts)
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(data)


@contextlib.contextmanager
def read_tensors(
    path: str | os.PathLike[str], what: str
) -> Iterator[tuple[dict[str, Tensor], dict[str, Any]]]:
    """Give the tensors and the facts of a file that `write_tensors` wrote.

    The block makes a value of them: whatever it finds wrong becomes an error that names the file.

    Args:
        path: the file.
        what: the fact "what" that the file must state, such as "layer mappings".

    Raises:
        MappingError: if there is no such file, it cannot be read, was damaged, holds something else, or is
            of another version; or if the block raises anything.
    """
    try:
        data = pathlib.Path(path).read_bytes()
    except (OSError, ValueError, TypeError) as error:  # some paths are none, such as those with a NUL
        raise MappingError(
            f"{short(path)} cannot be read ({short(getattr(error, 'strerror', None) or error)}). Give the "
            "file that save() wrote."
        ) from error
    try:
        found = tensors_and_facts(data, what)
    except InputError as error:
        raise MappingError(f"{short(path)} {error}") from error
    try:
        yield found
    except Exception as error:  # what has a right checksum and yet is odd was written by something else
        raise MappingError(
            f"{short(path)} holds no {what} that can be used: {short(error) or type(error).__name__}. Give "
            "the file that save() wrote, or fit and save it again."
        ) from error

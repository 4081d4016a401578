"""Tensors and what must be known about them in one safetensors file, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import load, save
from torch import Tensor

from latentlens._errors import MappingError
from latentlens._files import replacing

_KEY = "latentlens"

_VERSION = 1
"""Of all that is written here; another number means that an older latentlens cannot read it."""


def write_tensors(
    path: str | os.PathLike[str], tensors: Mapping[str, Tensor], facts: Mapping[str, Any]
) -> None:
    """Write tensors and facts so that a reader sees the old file or the new one, never half of it.

    Args:
        path: the file; its directory is made if it is missing.
        tensors: by name; they are written as they are, bit for bit.
        facts: what JSON can hold; they stand in the file's header, so no pickle is ever read.

    Raises:
        OSError: if the disk is full, or the directory cannot be written.
    """
    # cloned, since the format refuses tensors that share memory
    content = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    head = json.dumps({**facts, "version": _VERSION, "content": _digest(content)}, sort_keys=True)
    data = save(content, {"format": "pt", _KEY: head})
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(data)


def read_tensors(path: str | os.PathLike[str], what: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the tensors and the facts of a file that `write_tensors` wrote.

    Args:
        path: the file.
        what: the fact "what" that the file must state, such as "layer mappings".

    Raises:
        MappingError: if there is no such file, it cannot be read, it was damaged, or holds something else,
            or is of a later version.
    """
    try:
        data = pathlib.Path(path).read_bytes()
    except OSError as error:
        raise MappingError(
            f"{os.fspath(path)} cannot be read ({error.strerror or error}). Give the file that save() wrote."
        ) from error
    try:
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        facts: dict[str, Any] = json.loads(header["__metadata__"][_KEY])
        tensors: dict[str, Tensor] = load(data)
        found, content, version = facts["what"], facts.pop("content"), facts.pop("version")
    except Exception as error:  # a foreign file can make a parser raise anything
        raise MappingError(
            f"{os.fspath(path)} holds no {what}: it is not a whole file that latentlens wrote. Give the "
            "file that save() wrote, or save it again."
        ) from error
    if found != what:
        raise MappingError(f"{os.fspath(path)} holds {found}, not {what}. Give the file that save() wrote.")
    if version != _VERSION:
        raise MappingError(
            f"{os.fspath(path)} has the version {version}, and this latentlens reads version {_VERSION}. "
            "Install the latentlens that wrote it, or a newer one."
        )
    if content != _digest(tensors):
        raise MappingError(
            f"{os.fspath(path)} was damaged: its numbers are not those that were saved. Copy it again, or "
            "fit and save it again."
        )
    return tensors, facts


def _digest(tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype} ".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()

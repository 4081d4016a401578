"""Safetensors files that hold tensors and JSON metadata under one checksum, as all saved fits do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import load, save
from torch import Tensor

from latentlens.errors import InputError
from latentlens.files.sealed import checksum
from latentlens.inputs.shown import short

_KEY = "latentlens"

VERSION = 2
"""Version of the file format; files with another version cannot be read."""


def tensor_file(tensors: Mapping[str, Tensor], metadata: Mapping[str, Any]) -> bytes:
    """Return the bytes of a safetensors file with the given tensors and metadata.

    Args:
        tensors: tensors by name; they are saved bit for bit.
        metadata: metadata that JSON can hold, for the file's header. Nothing is pickled.
    """
    # Cloned, because safetensors refuses tensors that share memory.
    content = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    plain: dict[str, Any] = json.loads(json.dumps(dict(metadata)))
    head = {**plain, "version": VERSION, "content": _digest(content, plain)}
    return save(content, {"format": "pt", _KEY: json.dumps(head, sort_keys=True)})


def tensors_and_metadata(data: bytes, what: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the tensors and the metadata of a file that `tensor_file` made.

    Args:
        data: bytes of the file.
        what: value that the file must have under "what" in its metadata, such as "layer mappings".

    Raises:
        InputError: if the file is damaged, holds something else, or has another version; the caller puts the
            file's name before the message.
    """
    try:
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        metadata: dict[str, Any] = json.loads(header["__metadata__"][_KEY])
        kind, digest, version = metadata["what"], metadata.pop("content"), metadata.pop("version")
    except Exception as error:  # a foreign file can make a parser raise anything
        raise InputError(_foreign(what)) from error
    if version != VERSION:
        older = isinstance(version, int) and version < VERSION
        raise InputError(
            f"has the version {short(version, 20)}, and this latentlens reads version {VERSION}. "
            + (
                "Its checksum does not cover all that it holds; fit and save it again."
                if older
                else "Install the latentlens that wrote it, or a newer one."
            )
        )
    if kind != what:
        raise InputError(f"holds {short(kind, 40)}, not {what}. Give the file that save() wrote.")
    try:
        tensors: dict[str, Tensor] = load(data)
        intact = digest == _digest(tensors, metadata)
    except Exception as error:
        raise InputError(_foreign(what)) from error
    if not intact:
        raise InputError(
            "was damaged: its content is not what was saved. Copy it again, or fit and save it again."
        )
    return tensors, metadata


def _foreign(what: str) -> str:
    """Return the error message for a file that latentlens did not write."""
    return (
        f"holds no {what}: it is not a whole file that latentlens wrote. Give the file that save() wrote, or "
        "save it again."
    )


def _digest(tensors: Mapping[str, Tensor], metadata: Mapping[str, Any]) -> str:
    """Return the sha256, in hexadecimal, of all tensors and the metadata."""
    digest = hashlib.sha256(checksum(metadata).encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(json.dumps([name, list(tensor.shape), str(tensor.dtype)]).encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()

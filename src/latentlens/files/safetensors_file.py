"""Tensors and facts as one safetensors file, with a checksum over all that is read back."""

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
"""Of all that is written here; another number means that this latentlens cannot read it."""


def tensor_file(tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> bytes:
    """Return a file's content.

    Args:
        tensors: by name; they are kept as they are, bit for bit.
        facts: what JSON can hold; they stand in the file's header, so no pickle is ever read.
    """
    # cloned, since the format refuses tensors that share memory
    content = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    plain: dict[str, Any] = json.loads(json.dumps(dict(facts)))
    head = {**plain, "version": VERSION, "content": _digest(content, plain)}
    return save(content, {"format": "pt", _KEY: json.dumps(head, sort_keys=True)})


def tensors_and_facts(data: bytes, what: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Return the tensors and the facts of what `tensor_file` made.

    Args:
        data: the file's content.
        what: the fact "what" that the file must state, such as "layer mappings".

    Raises:
        InputError: if it was damaged, holds something else, or is of another version; the text goes on
            after the file's name.
    """
    try:
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        facts: dict[str, Any] = json.loads(header["__metadata__"][_KEY])
        found, content, version = facts["what"], facts.pop("content"), facts.pop("version")
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
    if found != what:
        raise InputError(f"holds {short(found, 40)}, not {what}. Give the file that save() wrote.")
    try:
        tensors: dict[str, Tensor] = load(data)
        whole = content == _digest(tensors, facts)
    except Exception as error:
        raise InputError(_foreign(what)) from error
    if not whole:
        raise InputError(
            "was damaged: it holds something else than what was saved. Copy it again, or fit and save it "
            "again."
        )
    return tensors, facts


def _foreign(what: str) -> str:
    return (
        f"holds no {what}: it is not a whole file that latentlens wrote. Give the file that save() wrote, or "
        "save it again."
    )


def _digest(tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(checksum(facts).encode())
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(json.dumps([name, list(tensor.shape), str(tensor.dtype)]).encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()

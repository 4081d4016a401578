"""One trace, one file: safetensors, written atomically, believed only if its checksum holds."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import torch
from safetensors.torch import load, save
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.files.atomic import replacing

_NAME = "resid"


class DamagedFileError(Exception):
    """A cache file cannot be believed; the text says why."""


def trace_path(directory: Path, key: TraceKey) -> Path:
    """Return where a trace lives in a cache directory.

    Example:
        >>> trace_path(Path("cache"), TraceKey("f00d", (1,), (0,), "float32")).suffix
        '.safetensors'
    """
    return directory / f"{key.digest}.safetensors"


def checksum(key: TraceKey, tensor: Tensor) -> str:
    """Return the sha256, in hex, of a key and a tensor's dtype, shape and bytes.

    Args:
        key: what the tensor was made from.
        tensor: on the CPU, of any shape.
    """
    head = json.dumps([key.encoded, str(tensor.dtype), list(tensor.shape)]).encode()
    digest = hashlib.sha256(b"%d:%s" % (len(head), head))
    digest.update(tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def write_trace(path: Path, key: TraceKey, tensor: Tensor, sha256: str) -> None:
    """Write one trace so that a reader sees the old file, or the whole new one, and never a part.

    Args:
        path: the file; its directory is made if it is missing.
        key: what the tensor was made from.
        tensor: on the CPU, of any shape.
        sha256: its :func:`checksum`.

    Raises:
        OSError: the disk is full, or the directory cannot be written.
    """
    metadata = {"format": "pt", "latentlens": "trace 1", "key": key.encoded, "sha256": sha256}
    content = save({_NAME: tensor.detach().contiguous()}, metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(content)


def read_trace(path: Path, key: TraceKey) -> tuple[Tensor, str]:
    """Read one trace and verify that it is the one asked for, bit for bit.

    The file is read, not mapped into memory: a mapped file that another process cuts short kills the kernel.

    Args:
        path: the file.
        key: what the tensor must have been made from.

    Returns:
        The tensor and its checksum.

    Raises:
        FileNotFoundError: there is no such file.
        DamagedFileError: it cannot be read, is cut short, was changed, or holds something else.
    """
    try:
        content = path.read_bytes()
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        metadata = header["__metadata__"]
        tensor, found = load(content)[_NAME], metadata["key"]
        sha256 = checksum(key, tensor)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedFileError(f"it cannot be read ({error.strerror or error})") from error
    except Exception as error:  # a foreign file can make a parser raise anything
        raise DamagedFileError("it is not a whole safetensors file of this cache") from error
    if found != key.encoded:
        raise DamagedFileError("it holds the activations of something else")
    if metadata.get("sha256") != sha256:
        raise DamagedFileError("its checksum does not hold")
    return tensor, sha256


def payload_size(path: Path) -> int:
    """Return the bytes of the tensor in a file from its header, without reading it; 0 where there is none.

    Example:
        >>> payload_size(Path("no-such-file.safetensors"))
        0
    """
    try:
        with path.open("rb") as file:
            header = int.from_bytes(file.read(8), "little")
            return max(0, os.fstat(file.fileno()).st_size - 8 - header)
    except OSError:
        return 0

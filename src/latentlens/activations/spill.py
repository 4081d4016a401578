"""Cache files of traces: one safetensors file each, written atomically and checked by its checksum."""

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

_TENSOR_NAME = "resid"


class DamagedFileError(Exception):
    """A cache file is damaged or holds something else; the message says why."""


def trace_path(directory: Path, key: TraceKey) -> Path:
    """Return the path of a trace's file in a cache directory.

    Args:
        directory: cache directory.
        key: content key of the trace.

    Examples:
        >>> trace_path(Path("cache"), TraceKey("f00d", (1,), (0,), "float32")).suffix
        '.safetensors'
    """
    return directory / f"{key.digest}.safetensors"


def checksum(key: TraceKey, tensor: Tensor) -> str:
    """Return the sha256, in hexadecimal, of a key and a tensor's dtype, shape and bytes.

    Args:
        key: content key of the trace.
        tensor: its residual stream, on the CPU.
    """
    head = json.dumps([key.encoded, str(tensor.dtype), list(tensor.shape)]).encode()
    digest = hashlib.sha256(b"%d:%s" % (len(head), head))
    digest.update(tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def write_trace(path: Path, key: TraceKey, tensor: Tensor, sha256: str) -> None:
    """Write one trace atomically: other processes see the old file or the new one, never a part of it.

    Args:
        path: file to write; its directory is created if it is missing.
        key: content key of the trace.
        tensor: its residual stream, on the CPU.
        sha256: what `checksum` returns for the two.

    Raises:
        OSError: if the disk is full, or the directory cannot be written.
    """
    metadata = {"format": "pt", "latentlens": "trace 1", "key": key.encoded, "sha256": sha256}
    content = save({_TENSOR_NAME: tensor.detach().contiguous()}, metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(content)


def read_trace(path: Path, key: TraceKey) -> tuple[Tensor, str]:
    """Read one trace and verify its key and its checksum.

    The file is read as a whole and not mapped into memory, because a mapped file that another process
    truncates would crash the kernel.

    Args:
        path: file to read.
        key: content key that the file must hold.

    Returns:
        The residual stream, on the CPU, and its checksum.

    Raises:
        FileNotFoundError: if there is no such file.
        DamagedFileError: if it cannot be read, is cut short, was changed, or holds another trace.
    """
    try:
        content = path.read_bytes()
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
        metadata = header["__metadata__"]
        tensor, key_in_file = load(content)[_TENSOR_NAME], metadata["key"]
        sha256 = checksum(key, tensor)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DamagedFileError(f"it cannot be read ({error.strerror or error})") from error
    except Exception as error:  # a foreign file can make a parser raise anything
        raise DamagedFileError("it is not a whole safetensors file of this cache") from error
    if key_in_file != key.encoded:
        raise DamagedFileError("it holds the activations of something else")
    if metadata.get("sha256") != sha256:
        raise DamagedFileError("its checksum does not hold")
    return tensor, sha256


def payload_size(path: Path) -> int:
    """Return the size in bytes of the tensor in a file, from its header alone; 0 if there is no file.

    Args:
        path: cache file of a trace.

    Examples:
        >>> payload_size(Path("no-such-file.safetensors"))
        0
    """
    try:
        with path.open("rb") as file:
            header = int.from_bytes(file.read(8), "little")
            return max(0, os.fstat(file.fileno()).st_size - 8 - header)
    except OSError:
        return 0

"""Reads safetensors files that other programs wrote: their tensors, and the texts in their header."""

from __future__ import annotations

import pathlib

from torch import Tensor

from latentlens.errors import DecoderError
from latentlens.inputs.shown import short


def header_of(path: pathlib.Path) -> tuple[dict[str, str], set[str]]:
    """Return the metadata of a safetensors file and the names of its tensors, without reading them.

    Args:
        path: file to read.

    Raises:
        DecoderError: if it is no whole safetensors file.
    """
    import safetensors

    try:
        with safetensors.safe_open(path, "pt") as found:
            return dict(found.metadata() or {}), set(found.keys())
    except Exception as error:  # SafetensorError derives from Exception alone
        raise _damaged(path, error) from error


def names_in(path: pathlib.Path) -> set[str]:
    """Return the names of a file's tensors; none for a file that is no safetensors file.

    Args:
        path: file to read.
    """
    try:
        return header_of(path)[1]
    except DecoderError:
        return set()


def tensors_of(path: pathlib.Path) -> dict[str, Tensor]:
    """Return the tensors of a safetensors file, in float32.

    Args:
        path: file to read.

    Raises:
        DecoderError: if it is no whole safetensors file.
    """
    from safetensors.torch import load_file

    try:
        return {name: tensor.float() for name, tensor in load_file(path).items()}
    except Exception as error:  # SafetensorError derives from Exception alone
        raise _damaged(path, error) from error


def _damaged(path: pathlib.Path, error: Exception) -> DecoderError:
    return DecoderError(
        f"{path} is no whole safetensors file: {short(error)}. Fetch it again; only safetensors are read."
    )

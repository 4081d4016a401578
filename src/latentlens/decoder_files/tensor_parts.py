"""Files of a decoder's mapping and mean states."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Mapping as ReadMapping

from torch import Tensor

from latentlens.errors import DecoderError, MappingError
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.hashed_tensors import HashedByTensors
from latentlens.mappings.low_rank import LowRankAffine
from latentlens.mappings.mapping import Mapping
from latentlens.mappings.tensor_file import read_tensors, write_tensors

MAPPING_FILE, MEAN_FILE = "mapping.safetensors", "mean.safetensors"

_MAPPING, _MEAN = "decoder mapping", "decoder means"
MAPPING_KINDS: dict[str, type[HashedByTensors]] = {
    "affine": Affine,
    "linear": Linear,
    "scalar_affine": ScalarAffine,
    "low_rank_affine": LowRankAffine,
}
"""The mappings that a decoder can have; each is made of its tensors alone."""


def write_mapping(directory: pathlib.Path, mapping: Mapping) -> None:
    """Write a decoder's mapping as `mapping.safetensors`.

    Args:
        directory: directory of the decoder.
        mapping: mapping of one of the kinds in `MAPPING_KINDS`.

    Raises:
        DecoderError: if it is of another kind.
    """
    kinds: dict[type, str] = {each: name for name, each in MAPPING_KINDS.items()}
    kind = kinds.get(type(mapping))
    if kind is None or not isinstance(mapping, HashedByTensors):
        raise DecoderError(
            f"A decoder's mapping {mapping!r} cannot be saved. Those that can are "
            f"{', '.join(each.__name__ for each in MAPPING_KINDS.values())}."
        )
    write_tensors(directory / MAPPING_FILE, mapping.tensors, {"what": _MAPPING, "kind": kind})


def read_mapping(directory: pathlib.Path) -> Mapping | None:
    """Return the mapping of a decoder's directory; None if it has none.

    Args:
        directory: directory of the decoder.

    Raises:
        DecoderError: if the file is damaged or of a kind that is not known.
    """
    if not (directory / MAPPING_FILE).is_file():
        return None
    try:
        with read_tensors(directory / MAPPING_FILE, _MAPPING) as (tensors, metadata):
            return MAPPING_KINDS[metadata["kind"]](**tensors)  # type: ignore[return-value]
    except MappingError as error:
        raise DecoderError(str(error)) from error


def write_means(directory: pathlib.Path, mean: ReadMapping[int, Tensor]) -> None:
    """Write a decoder's mean states as `mean.safetensors`.

    Args:
        directory: directory of the decoder.
        mean: mean state [d_source] of each layer.
    """
    write_tensors(
        directory / MEAN_FILE, {f"layer_{layer}": tensor for layer, tensor in mean.items()}, {"what": _MEAN}
    )


def read_means(directory: pathlib.Path) -> dict[int, Tensor]:
    """Return the mean states of a decoder's directory; an empty dict if it has none.

    Args:
        directory: directory of the decoder.

    Raises:
        DecoderError: if the file is damaged.
    """
    if not (directory / MEAN_FILE).is_file():
        return {}
    try:
        with read_tensors(directory / MEAN_FILE, _MEAN) as (tensors, _):
            named = {name: re.fullmatch(r"layer_(\d{1,6})", name) for name in tensors}
            return {int(match[1]): tensors[name] for name, match in named.items() if match}
    except MappingError as error:
        raise DecoderError(str(error)) from error

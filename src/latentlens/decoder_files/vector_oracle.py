"""Vector activation oracles as published: one safetensors file with a vector for every block."""

from __future__ import annotations

import pathlib
import re
from typing import Any

import torch
from torch import Tensor

from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.decoder_files.given import Given
from latentlens.decoder_files.manifest import Manifest, ModelIdentity, Read, WriteAt
from latentlens.decoder_files.peft_directory import json_object
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.safetensors_header import header_of, names_in, tensors_of
from latentlens.decoder_files.weights import DecoderWeights
from latentlens.errors import DecoderError

SAID = frozenset({"base", "form", "layers", "placeholder", "injection", "file"})
"""What can be said of it, beyond what its files say."""

_NAME = re.compile(r"(?:(?P<where>post_attn|post_mlp)/)?layer_(?P<block>\d+)")
_MEANS = ("mean.safetensors", "mean-vectors.safetensors")
_STANDARD = {"injection_layer": "1", "steering_coefficient": "1.0"}
"""What the published code takes where a header says nothing, as older ones do."""


def file_in(directory: pathlib.Path, given: Given) -> pathlib.Path | None:
    """Return the file of a directory that holds a vector oracle, or None.

    Args:
        directory: directory of a decoder.
        given: what its user says; `file` where there are several.

    Raises:
        DecoderError: if there are several and none was named, or a file is damaged.
    """
    files = [
        path
        for path in sorted(directory.glob("*.safetensors"))
        if given.file in (None, path.name, path.stem) and _holds_vectors(path)
    ]
    if len(files) > 1:
        raise DecoderError(
            f"{directory} holds {len(files)} vector oracles. Say which: Decoder.load(..., file=...), one of: "
            f"{'; '.join(repr(path.name) for path in files)}."
        )
    return files[0] if files else None


def recognises(directory: pathlib.Path) -> bool:
    """Return whether a directory holds a vector oracle, from the names of the tensors.

    Args:
        directory: directory of a decoder.
    """
    return any(map(_holds_vectors, sorted(directory.glob("*.safetensors"))))


def read(directory: pathlib.Path, given: Given) -> DecoderWeights:
    """Return a vector oracle.

    Args:
        directory: directory with the file, and a file of the same name that ends in `.cfg`, if there is one.
        given: what its user says.

    Raises:
        DecoderError: if the file lacks a vector, or says other sizes than its vectors have.
    """
    path = file_in(directory, given)
    if path is None:
        raise DecoderError(f"{directory} holds no vector oracle of the name {given.file!r}.")
    header, config = _STANDARD | header_of(path)[0], _config(path)
    adapter = _vectors(path)
    n_layers, width = next(iter(adapter.tensors.values())).shape
    for key, size in (("n_layers", n_layers), ("n_embd", width)):
        if header.get(key, str(size)) != str(size):
            raise DecoderError(
                f"{path} says {key} {header[key]}, and its vectors are those of {n_layers} blocks of width "
                f"{width}. Fetch it again."
            )
    name = str(config.get("model_name") or "unnamed")
    base = given.base or ModelIdentity(name=name, d_model=width, n_layers=n_layers)
    if (base.n_layers, base.d_model) != (n_layers, width):
        raise DecoderError(
            f"{path} was made for another model: it has vectors of width {width} for {n_layers} blocks, and "
            f"{base.name} has {base.n_layers} of width {base.d_model}. Load it on the model that it was "
            "trained on."
        )
    depths = config.get("activation_layer_pcts") or ()
    layers = given.layers or tuple((int(n_layers * depth) + 1,) for depth in depths)
    manifest = Manifest(
        method="vector_oracle",
        name=path.stem,
        base=base,
        read=Read(layers=layers),
        write=WriteAt(
            layer=int(header["injection_layer"]) + 1,
            injection=given.injection or "add_norm_matched",
            coefficient=float(header["steering_coefficient"]),
        ),
        prompt=PromptSettings(
            form=given.form or "ao_block", placeholder=given.placeholder or " ?", counts="blocks"
        ),
    )
    return DecoderWeights(manifest, adapter)


def _holds_vectors(path: pathlib.Path) -> bool:
    """Return whether all tensors of a file are named as those of a vector oracle; means are named alike."""
    names = names_in(path)
    return bool(names) and path.name not in _MEANS and all(map(_NAME.fullmatch, names))


def _vectors(path: pathlib.Path) -> VectorAdapter:
    """Return the vectors, by where they are added; older files have those after the MLP alone."""
    by_place: dict[str, dict[int, Tensor]] = {}
    for key, tensor in tensors_of(path).items():
        found = _NAME.fullmatch(key)
        assert found is not None
        by_place.setdefault(found["where"] or "post_mlp", {})[int(found["block"])] = tensor
    stacked: dict[str, Tensor] = {}
    n_layers = 1 + max(block for vectors in by_place.values() for block in vectors)
    for where, vectors in by_place.items():
        if missing := set(range(n_layers)) - set(vectors):
            raise DecoderError(f"{path} has no vector {where}/layer_{min(missing)}. Fetch it again, whole.")
        stacked[where] = torch.stack([vectors[block] for block in range(n_layers)])
    return VectorAdapter(**stacked)


def _config(path: pathlib.Path) -> dict[str, Any]:
    """Return the settings of the training beside the file, if they are there."""
    for suffix in (".cfg", ".json"):
        if path.with_suffix(suffix).is_file():
            return json_object(path.with_suffix(suffix))
    return {}

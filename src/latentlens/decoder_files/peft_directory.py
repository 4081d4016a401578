"""What PEFT's directories say of the model that a LoRA was trained on: its name and its sizes."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Mapping
from typing import Any

from torch import Tensor

from latentlens.decoder_files.given import Given
from latentlens.decoder_files.manifest import ModelIdentity
from latentlens.errors import DecoderError
from latentlens.inputs.shown import short

_BLOCK = re.compile(r"\.(?:layers|h|blocks)\.(\d+)\.")
_READS_STREAM = re.compile(r"\.(?:[qkv]_proj|qkv_proj|gate_proj|up_proj|gate_up_proj|c_attn|c_fc)\.lora_A\.")
_WRITES_STREAM = re.compile(r"\.(?:o_proj|down_proj)\.lora_B\.")


def json_object(path: pathlib.Path) -> dict[str, Any]:
    """Return the object that a JSON file holds.

    Args:
        path: file to read.

    Raises:
        DecoderError: if it cannot be read, or holds no object.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError(f"it holds {type(found).__name__}, not an object")
    except (OSError, ValueError, RecursionError) as error:
        raise DecoderError(
            f"{path} cannot be read: {short(error)}. Fetch the decoder's directory again, and whole."
        ) from error
    return found


def names_of(directory: pathlib.Path) -> list[str]:
    """Return the names that a directory may have on the hub: its own, and that of the cache it lies in.

    Args:
        directory: directory of a decoder.

    Examples:
        >>> names_of(pathlib.Path("hub/models--ann--oracle/snapshots/0a1b"))
        ['0a1b', 'oracle']
    """
    cached = [part.split("--")[-1] for part in directory.parts if part.startswith("models--")]
    return [directory.name, *cached]


def is_lora(directory: pathlib.Path) -> bool:
    """Return whether a directory holds an adapter of PEFT's.

    Args:
        directory: directory of a decoder.
    """
    return (directory / "adapter_config.json").is_file()


def facts_of_base(directory: pathlib.Path, weights: Mapping[str, Tensor], given: Given) -> ModelIdentity:
    """Return what is known of the model that a LoRA was trained on.

    Args:
        directory: PEFT's directory.
        weights: the LoRA's weights by PEFT's names.
        given: what its user says.

    Raises:
        DecoderError: if the LoRA was made for a model of another size than the one that was given, or its
            size is not known.
    """
    name = str(json_object(directory / "adapter_config.json").get("base_model_name_or_path") or "unnamed")
    blocks = [int(found[1]) for key in weights if (found := _BLOCK.search(key))]
    n_layers = max(blocks, default=-1) + 1
    width = next((tensor.shape[-1] for key, tensor in weights.items() if _READS_STREAM.search(key)), None)
    width = width or next((t.shape[0] for key, t in weights.items() if _WRITES_STREAM.search(key)), None)
    said = given.base or facts_in_config(directory, name)
    if said is None and (width is None or not n_layers):
        raise DecoderError(
            f"The adapter in {directory} does not show the size of its base {name}. Say it: "
            "Decoder.load(..., base=ModelIdentity(name=..., d_model=..., n_layers=...))."
        )
    if said is None:
        return ModelIdentity(name=name, d_model=int(width or 0), n_layers=n_layers)
    if (width or said.d_model) != said.d_model or n_layers > said.n_layers:
        raise DecoderError(
            f"The adapter in {directory} was made for another model: its weights belong to {n_layers} blocks "
            f"of width {width} ({name}), and {said.name} has {said.n_layers} of width {said.d_model}. Load "
            "it on the model that it was trained on."
        )
    return said


def facts_in_config(directory: pathlib.Path, name: str) -> ModelIdentity | None:
    """Return the sizes in a model's config.json, of which many adapters have a copy; None without one.

    Args:
        directory: directory of a model or of an adapter.
        name: name of the model.

    Raises:
        DecoderError: if the file cannot be read.
    """
    if not (directory / "config.json").is_file():
        return None
    config = json_object(directory / "config.json")
    config = config.get("text_config") or config
    width, blocks = (
        next((config[key] for key in keys if isinstance(config.get(key), int)), None)
        for keys in (("hidden_size", "n_embd"), ("num_hidden_layers", "n_layer"))
    )
    if width is None or blocks is None:
        return None
    return ModelIdentity(name=name, d_model=width, n_layers=blocks, vocab_size=config.get("vocab_size"))

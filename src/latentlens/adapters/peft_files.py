"""Reads and writes a LoRA in PEFT's own files: adapter_config.json and adapter_model.safetensors."""

from __future__ import annotations

import json
import os
import pathlib
from collections.abc import Mapping

import safetensors.torch
from torch import Tensor

from latentlens.adapters.lora_settings import LoraSettings
from latentlens.errors import InputError
from latentlens.files.atomic import replacing, write_atomically
from latentlens.inputs.shown import short

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


def read_peft(directory: str | os.PathLike[str]) -> tuple[LoraSettings, dict[str, Tensor]]:
    """Return the settings and the weights of a LoRA that PEFT saved.

    Args:
        directory: directory with adapter_config.json and adapter_model.safetensors.

    Raises:
        InputError: if a file is missing or damaged, or a setting is not understood.
    """
    root = pathlib.Path(directory)
    try:
        config = json.loads((root / CONFIG).read_text(encoding="utf-8"))
        if not isinstance(config, dict):
            raise ValueError("it holds no fields")
    except (OSError, ValueError) as error:
        raise InputError(
            f"{short(root / CONFIG)} cannot be read ({short(error)}). Give the directory that PEFT's "
            "save_pretrained wrote."
        ) from error
    settings = LoraSettings.from_peft(config)
    path = root / WEIGHTS
    if not path.is_file() and (root / "adapter_model.bin").is_file():
        raise InputError(
            f"{short(root)} has its weights in adapter_model.bin, a pickle, which can run any code and is "
            "not opened. Save it with safetensors: save_pretrained(directory, safe_serialization=True)."
        )
    try:
        weights = safetensors.torch.load(path.read_bytes())
    except Exception as error:  # a foreign file can make a parser raise anything
        raise InputError(
            f"{short(path)} cannot be read ({short(error)}). Give the directory that PEFT's save_pretrained "
            "wrote, or fetch it again."
        ) from error
    return settings, weights


def write_peft(
    directory: str | os.PathLike[str], settings: LoraSettings, weights: Mapping[str, Tensor]
) -> None:
    """Write a LoRA as PEFT does; each file is whole or not there, the configuration last.

    Args:
        directory: directory to write to; it is created if it is missing.
        settings: the LoRA's settings.
        weights: its weights, by PEFT's names.
    """
    root = pathlib.Path(directory)
    root.mkdir(parents=True, exist_ok=True)
    content = {name: weight.detach().cpu().contiguous().clone() for name, weight in weights.items()}
    with replacing(root / WEIGHTS) as temporary:
        temporary.write_bytes(safetensors.torch.save(content, {"format": "pt"}))
    write_atomically(root / CONFIG, json.dumps(settings.to_peft(), indent=2, sort_keys=True) + "\n")

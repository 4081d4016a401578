"""Load weights and tokenizer from a directory or the hub, running no code that comes with them."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Mapping
from typing import Any

import torch

from latentlens.display.printable import printable
from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.inputs.shown import shown
from latentlens.model.bundled import bundled_names
from latentlens.model.directories import check_directory

DeviceMap = str | int | torch.device | Mapping[str, str | int | torch.device]


@dataclasses.dataclass(frozen=True)
class Placement:
    """Where the weights of a model are put when it is loaded, as transformers and accelerate take it.

    Args:
        device_map: "auto", "balanced", "balanced_low_0" or "sequential" to let accelerate divide the blocks
            among the devices; a device for the whole model; or module name -> device, "cpu" or "disk".
        max_memory: device ("cpu" or a GPU's number) -> how much of it "auto" may fill, in bytes or as "20GB".
        offload_folder: a directory for weights that are put on disk and stand in no safetensors file as they
            are; made where there is none.
    """

    device_map: DeviceMap
    max_memory: Mapping[int | str, int | str] | None = None
    offload_folder: str | os.PathLike[str] | None = None

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of transformers' `from_pretrained`."""
        given = {"device_map": self.device_map, "max_memory": self.max_memory}
        folder = None if self.offload_folder is None else os.fspath(self.offload_folder)
        return {
            key: value for key, value in (given | {"offload_folder": folder}).items() if value is not None
        }


def load(
    place: str | os.PathLike[str], dtype: torch.dtype | None, placement: Placement | None = None
) -> tuple[Any, Any]:
    """Load a causal language model and its tokenizer.

    Args:
        place: a model directory in the hub's layout, or a hub name.
        dtype: the weights' dtype; None for the checkpoint's own.
        placement: where the weights are put; None for the CPU.

    Returns:
        The transformers model and tokenizer.

    Raises:
        ModelError: if there is none, or its weights are pickled or incomplete.
        TokenizerError: if the directory holds no usable tokenizer.
        UnsupportedModel: if it is no causal language model, an adapter alone or a GGUF file.
    """
    check_directory(place)
    config = _config(place)
    tokenizer = load_tokenizer(place)
    return _weights(place, config, dtype, placement), tokenizer


def _config(place: str | os.PathLike[str]) -> Any:
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig

    try:
        # no remote code: it would run as soon as it is read, and transformers would stop to ask
        config = AutoConfig.from_pretrained(place, trust_remote_code=False)
    except Exception as error:  # transformers raises many kinds; all mean the same to the user
        raise ModelError(_not_found(place, "model", error)) from error
    pair = bool(getattr(config, "is_encoder_decoder", False))
    if pair or type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING:
        raise UnsupportedModel(
            f"{place} holds a model of type {config.model_type!r}, which is not a decoder-only language "
            f"model{' but an encoder-decoder' if pair else ''}. Open one that predicts the next token, such "
            "as a GPT, Llama, Qwen or Gemma."
        )
    return config


def load_tokenizer(place: str | os.PathLike[str]) -> Any:
    """Load a tokenizer, without running code that comes with it.

    Args:
        place: a directory, or a hub name.

    Raises:
        TokenizerError: if the directory holds no usable tokenizer.
        ModelError: if the name cannot be had from the hub.
    """
    from transformers import AutoTokenizer

    directory = pathlib.Path(place)
    if directory.is_dir() and not any(
        (directory / name).exists() for name in ("tokenizer.json", "tokenizer_config.json", "tokenizer.model")
    ):
        raise TokenizerError(
            f"{directory} holds no tokenizer (no tokenizer.json, tokenizer_config.json or tokenizer.model). "
            f"Save one there with tokenizer.save_pretrained({str(directory)!r}), or pass "
            "Session((model, tokenizer))."
        )
    try:
        return AutoTokenizer.from_pretrained(place, trust_remote_code=False)
    except Exception as error:  # as above
        kind = TokenizerError if directory.is_dir() else ModelError
        raise kind(_not_found(place, "tokenizer", error)) from error


def _weights(
    place: str | os.PathLike[str], config: Any, dtype: torch.dtype | None, placement: Placement | None
) -> Any:
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging as transformers_logging

    quiet = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        # safetensors only: a pickled checkpoint can run any code when it is read
        hf_model, report = AutoModelForCausalLM.from_pretrained(
            place,
            config=config,
            dtype=dtype or "auto",
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
            **({} if placement is None else placement.arguments()),
        )
    except Exception as error:  # as above
        if placement is not None and "device" in str(error):
            raise ModelError(
                f"The model in {place} cannot be placed by device_map={shown(placement.device_map)}: "
                f"{printable(str(error))[:300]} Give device_map='auto', a device, or a dict that names every "
                "module, as model.hf_device_map of a model loaded with 'auto' shows it."
            ) from error
        raise ModelError(_not_found(place, "model", error)) from error
    finally:
        if quiet:
            transformers_logging.enable_progress_bar()
    if missing := sorted(report["missing_keys"]):
        raise ModelError(
            f"The weights in {place} lack {len(missing)} tensors of {type(hf_model).__name__} "
            f"({', '.join(missing[:3])}{', ...' if len(missing) > 3 else ''}). transformers fills them with "
            "random numbers; such a model says nothing. Save the whole model with save_pretrained."
        )
    return hf_model


def _not_found(place: str | os.PathLike[str], what: str, error: Exception) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    try:
        found = pathlib.Path(place).is_dir()
    except (OSError, ValueError):  # longer than the name of any file, or none
        found = False
    if found:
        return (
            f"The {what} in {place} cannot be loaded: {reason} A model directory holds config.json, "
            "*.safetensors (pickled weights are refused) and a tokenizer, as save_pretrained writes them."
        )
    return (
        f"No {what} {shown(str(place))}: it is not a directory, and it could not be had from the hub "
        f"({reason}) "
        f"Bundled models: {', '.join(bundled_names())}. For a hub model go online once "
        f"(`hf download {place}`), or give the path of a local model directory."
    )

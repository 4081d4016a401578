"""Loads a transformers model and tokenizer from a directory, a GGUF file or the hub, without remote code."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import re
from collections.abc import Mapping
from typing import Any

import torch

from latentlens.display.printable import printable
from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.shown import shown
from latentlens.model.bundled import bundled_names, fetchable_names
from latentlens.model.directories import check_directory
from latentlens.model.gguf_file import load_gguf
from latentlens.model.gguf_header import is_gguf
from latentlens.model.quiet_transformers import no_transformers_bars

DeviceMap = str | int | torch.device | Mapping[str, str | int | torch.device]


@dataclasses.dataclass(frozen=True)
class Placement:
    """Placement of a model's weights on several devices, as transformers and accelerate take it.

    Args:
        device_map: "auto", "balanced", "balanced_low_0" or "sequential" to let accelerate divide the blocks
            among the devices; a device for the whole model; or a dict from module names to devices, "cpu" or
            "disk".
        max_memory: dict from device ("cpu" or a GPU's number) to how much of it "auto" may fill, in bytes or
            as a text such as "20GB". Default None: all that is free.
        offload_folder: directory for weights on disk that are not in safetensors files in the needed dtype;
            it is created if it is missing. Default None.
    """

    device_map: DeviceMap
    max_memory: Mapping[int | str, int | str] | None = None
    offload_folder: str | os.PathLike[str] | None = None

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments for transformers' `from_pretrained`, without those that are None."""
        arguments = {"device_map": self.device_map, "max_memory": self.max_memory}
        folder = None if self.offload_folder is None else os.fspath(self.offload_folder)
        return {
            key: value for key, value in (arguments | {"offload_folder": folder}).items() if value is not None
        }


def load(
    name_or_path: str | os.PathLike[str],
    dtype: torch.dtype | None,
    placement: Placement | None = None,
    *,
    may_lack: str | None = None,
) -> tuple[Any, Any]:
    """Load a causal language model and its tokenizer.

    Args:
        name_or_path: directory with a saved transformers model, GGUF file, or hub name.
        dtype: dtype of the weights; None for the checkpoint's.
        placement: placement on several devices. Default None: all on the CPU.
        may_lack: regular expression of the names of tensors that are not needed, so that they may be missing
            from a directory. Default None: every tensor has to be there.

    Returns:
        The transformers model and tokenizer.

    Raises:
        ModelError: if there is no model, or its weights are pickled or incomplete.
        TokenizerError: if the directory has no usable tokenizer.
        UnsupportedModel: if it is no causal language model, only an adapter, or a GGUF file that
            transformers cannot convert whole.
    """
    if is_gguf(name_or_path):
        return load_gguf(name_or_path, dtype, None if placement is None else placement.arguments())
    check_directory(name_or_path)
    config = load_config(name_or_path)
    tokenizer = load_tokenizer(name_or_path)
    return _weights(name_or_path, config, dtype, placement, may_lack), tokenizer


def load_config(name_or_path: str | os.PathLike[str]) -> Any:
    """Load the config of a model, and check that it is a causal language model.

    Args:
        name_or_path: directory with a saved transformers model, or a hub name.

    Raises:
        ModelError: if there is no model.
        UnsupportedModel: if it is no causal language model.
    """
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig

    try:
        # Remote code would run when it is loaded; left unset, transformers would prompt for consent.
        config = AutoConfig.from_pretrained(name_or_path, trust_remote_code=False)
    except Exception as error:  # transformers raises many kinds of errors here
        raise ModelError(_not_found(name_or_path, "model", error)) from error
    encoder_decoder = bool(getattr(config, "is_encoder_decoder", False))
    if encoder_decoder or type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING:
        raise UnsupportedModel(
            f"{name_or_path} holds a model of type {config.model_type!r}, which is not a decoder-only "
            f"language model{' but an encoder-decoder' if encoder_decoder else ''}. Open one that predicts "
            "the next token, such as a GPT, Llama, Qwen or Gemma."
        )
    return config


def load_tokenizer(name_or_path: str | os.PathLike[str]) -> Any:
    """Load a tokenizer, without remote code.

    Args:
        name_or_path: directory with a saved tokenizer, or a hub name.

    Raises:
        TokenizerError: if the directory has no usable tokenizer.
        ModelError: if it cannot be downloaded from the hub.
    """
    from transformers import AutoTokenizer

    directory = pathlib.Path(name_or_path)
    if directory.is_dir() and not any(
        (directory / name).exists() for name in ("tokenizer.json", "tokenizer_config.json", "tokenizer.model")
    ):
        raise TokenizerError(
            f"{directory} holds no tokenizer (no tokenizer.json, tokenizer_config.json or tokenizer.model). "
            f"Save one there with tokenizer.save_pretrained({str(directory)!r}), or pass "
            "Session((model, tokenizer))."
        )
    try:
        return AutoTokenizer.from_pretrained(name_or_path, trust_remote_code=False)
    except Exception as error:  # transformers raises many kinds of errors here
        kind = TokenizerError if directory.is_dir() else ModelError
        raise kind(_not_found(name_or_path, "tokenizer", error)) from error


def _weights(
    name_or_path: str | os.PathLike[str],
    config: Any,
    dtype: torch.dtype | None,
    placement: Placement | None,
    may_lack: str | None,
) -> Any:
    """Load the weights of a model from safetensors, and check that none is missing."""
    from transformers import AutoModelForCausalLM

    try:
        # Only safetensors: loading a pickled checkpoint can run any code.
        with no_transformers_bars():
            hf_model, report = AutoModelForCausalLM.from_pretrained(
                name_or_path,
                config=config,
                dtype=dtype or "auto",
                use_safetensors=True,
                trust_remote_code=False,
                output_loading_info=True,
                **({} if placement is None else placement.arguments()),
            )
    except Exception as error:  # transformers raises many kinds of errors here
        if placement is not None and "device" in str(error):
            raise ModelError(
                f"The model in {name_or_path} cannot be placed by device_map={shown(placement.device_map)}: "
                f"{printable(str(error))[:300]} Give device_map='auto', a device, or a dict that names every "
                "module, as model.hf_device_map of a model loaded with 'auto' shows it."
            ) from error
        raise ModelError(_not_found(name_or_path, "model", error)) from error
    needed = (name for name in report["missing_keys"] if not (may_lack and re.fullmatch(may_lack, name)))
    if missing := sorted(needed):
        raise ModelError(
            f"The weights in {name_or_path} lack {len(missing)} tensors of {type(hf_model).__name__} "
            f"({', '.join(missing[:3])}{', ...' if len(missing) > 3 else ''}). transformers fills them with "
            "random numbers, so its outputs would mean nothing. Save the whole model with save_pretrained."
        )
    return hf_model


def _not_found(name_or_path: str | os.PathLike[str], what: str, error: Exception) -> str:
    """Return the error message for a model or tokenizer that cannot be loaded."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    try:
        is_directory = pathlib.Path(name_or_path).is_dir()
    except (OSError, ValueError):  # too long for a file name, or not a valid one
        is_directory = False
    if is_directory:
        return (
            f"The {what} in {name_or_path} cannot be loaded: {reason} A model directory holds config.json, "
            "*.safetensors (pickled weights are refused) and a tokenizer, as save_pretrained writes them."
        )
    near = did_you_mean(str(name_or_path), [*bundled_names(), *fetchable_names()])
    return (
        f"No {what} {shown(str(name_or_path))}: it is not a directory, and it could not be had from the hub "
        f"({reason}) "
        f"Bundled models: {', '.join(bundled_names())}; `latentlens fetch` gets "
        f"{', '.join(fetchable_names())}.{near} For a hub model go online once "
        f"(`hf download {name_or_path}`), or give the path of a local model directory."
    )

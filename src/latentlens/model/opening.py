"""Open a model: the bundled one, a directory, a hub name, or a model and tokenizer in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import torch

from latentlens.errors import InputError, ModelError
from latentlens.inputs.shown import shown
from latentlens.model.architecture import known_architecture
from latentlens.model.bundled import bundled, bundled_names
from latentlens.model.checks import check_served
from latentlens.model.handed_in import handed_in
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import DeviceMap, Placement, load
from latentlens.model.placement import check_placement
from latentlens.model.tokenizer import ModelTokenizer

Source = str | os.PathLike[str] | tuple[Any, Any] | None


def open_model(
    source: Source = None,
    *,
    device: str | torch.device | None = None,
    dtype: str | torch.dtype | None = None,
    device_map: DeviceMap | None = None,
    max_memory: Mapping[int | str, int | str] | None = None,
    offload_folder: str | os.PathLike[str] | None = None,
) -> LanguageModel:
    """Open a model for reading.

    Args:
        source: None for the bundled model; the name of a bundled model; a model directory in the hub's
            layout, which a `Path` always is; a hub name; or a pair (transformers model, tokenizer), also out
            of a pipeline, compiled, or in other wrappers that change nothing of what it says. A model
            in memory is read and left as it is: its modules, hooks, attention and training mode are not
            touched, and its weights are moved or cast only if `device` or `dtype` is given. It is always
            read in evaluation mode, with the hooks that are on it; a PEFT model with the adapters that are
            on.
        device: where to put the weights; None leaves a model in memory where it is and loads others to
            the CPU.
        dtype: a torch dtype or its name; None keeps the checkpoint's.
        device_map: where the parts of a model that is too large for one device are put, as transformers takes
            it: "auto" to fill the GPUs, then memory, then disk; or module name -> device, "cpu" or "disk".
            Parts in memory or on disk are brought to a device whenever they run, which is slow and exact.
            Not together with `device`, nor with a model in memory. Default: all on one device.
        max_memory: device ("cpu" or a GPU's number) -> how much of it a `device_map` of "auto" may fill, in
            bytes or as a text such as "20GB". Default: what is free.
        offload_folder: a directory for weights put on disk that their safetensors files do not hold as they
            are; most models need none.

    Raises:
        InputError: if `device_map` is given with a `device` or a model in memory, or `max_memory` or
            `offload_folder` without a `device_map`.
        ModelError: if nothing can be loaded from `source`, some weights are missing there, or they cannot
            be had on that device or in that dtype.
        TokenizerError: if the directory holds no usable tokenizer.
        UnsupportedModel: if the architecture fails the checks made here.
    """
    dtype = _dtype(dtype)
    placement = _placement(device, device_map, max_memory, offload_folder)
    named = source is None or isinstance(source, (str, os.PathLike))
    if named:
        name = str(source) if source is not None else bundled_names()[0]
        # A path is a directory, even one of a bundled model's name: that is where training writes it.
        shipped = None if isinstance(source, os.PathLike) else bundled(name)
        hf_model, hf_tokenizer = load(name if shipped is None else shipped.directory, dtype, placement)
    else:
        if placement is not None:
            raise InputError(
                "device_map places a model while it is loaded, and one in memory is somewhere already. Give "
                "its name or directory, or load it with "
                "AutoModelForCausalLM.from_pretrained(name, device_map=...)."
            )
        hf_model, hf_tokenizer = handed_in(source)
        name = getattr(hf_model.config, "name_or_path", "") or type(hf_model).__name__
    check_placement(hf_model)
    _move(hf_model, device, None if named else dtype)
    text_config = hf_model.config.get_text_config()
    n_ctx = getattr(text_config, "max_position_embeddings", None)
    tokenizer = ModelTokenizer(hf_tokenizer, n_ctx, text_config.vocab_size, _end_ids(hf_model))
    model = LanguageModel(hf_model, tokenizer, name, architecture=known_architecture(hf_model))
    check_served(model)
    return model


def _placement(
    device: object,
    device_map: DeviceMap | None,
    max_memory: Mapping[int | str, int | str] | None,
    offload_folder: str | os.PathLike[str] | None,
) -> Placement | None:
    if device_map is None:
        if max_memory is not None or offload_folder is not None:
            name = "max_memory" if max_memory is not None else "offload_folder"
            raise InputError(
                f"{name} was given without a device_map. Add device_map='auto', or leave it out."
            )
        return None
    if device is not None:
        raise InputError(
            f"Both device={shown(device)} and device_map={shown(device_map)} were given. Give device for a "
            "model on one device, or device_map for one on several."
        )
    return Placement(device_map, max_memory, offload_folder)


def _end_ids(hf_model: Any) -> list[int]:
    ends = getattr(getattr(hf_model, "generation_config", None), "eos_token_id", None)
    return list(ends) if isinstance(ends, (list, tuple)) else [] if ends is None else [int(ends)]


def _dtype(dtype: str | torch.dtype | None) -> torch.dtype | None:
    if dtype is None:
        return None
    found = getattr(torch, dtype, None) if isinstance(dtype, str) else dtype
    if not isinstance(found, torch.dtype) or not found.is_floating_point:
        raise ModelError(
            f"{shown(dtype)} is not a dtype that a model can run in. Use for example 'float32' or 'bfloat16'."
        )
    return found


def _move(hf_model: Any, device: str | torch.device | None, dtype: torch.dtype | None) -> None:
    try:
        if device is not None:
            hf_model.to(device)
        if dtype is not None:
            hf_model.to(dtype)
    except Exception as error:  # torch raises many kinds here, for no such device and for no memory alike
        there = [f"cuda:{i}" for i in range(torch.cuda.device_count())]
        raise ModelError(
            f"The model cannot be put on device={shown(device)} with dtype={dtype}: {error}. "
            f"Devices of this machine: {', '.join(['cpu', *there])}."
        ) from error

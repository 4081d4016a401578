"""Opens a model: the bundled one, a directory or GGUF file, a hub name, or one in memory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import torch

from latentlens.errors import InputError, ModelError
from latentlens.inputs.shown import shown
from latentlens.model.architecture import known_architecture
from latentlens.model.bundled import bundled, bundled_names, missing
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
    """Open a model and check that its architecture is served exactly.

    A model in memory is left as it is: its modules, hooks, attention implementation and training mode are not
    touched, and its weights are moved or cast only if `device` or `dtype` is given. It is always run in
    evaluation mode, with the hooks that are on it; a PEFT model with the adapters that are active.

    Args:
        source: None (default) for the bundled model; the name of a bundled or fetched model; a directory with
            a saved transformers model, or a GGUF file, which is dequantised (a `Path` is always one of the
            two); a hub name; or a pair (transformers model,
            tokenizer). Instead of the pair a text-generation pipeline may be given, and the model may be
            compiled or in another wrapper that does not change its outputs.
        device: device for the weights. Default None: a model in memory stays where it is, and any other is
            loaded to the CPU.
        dtype: a torch dtype or its name. Default None: the checkpoint's.
        device_map: placement of a model that is too large for one device, as transformers takes it: "auto" to
            fill the GPUs, then memory, then disk; or a dict from module names to devices, "cpu" or "disk".
            Parts in memory or on disk are copied to a device whenever they run, which is slow but exact. Not
            together with `device`, nor for a model in memory. Default None: all on one device.
        max_memory: with a `device_map` of "auto", a dict from device ("cpu" or a GPU's number) to how much of
            it may be filled, in bytes or as a text such as "20GB". Default None: all that is free.
        offload_folder: directory for weights on disk that are not in safetensors files in the needed dtype;
            most models need none. Default None.

    Returns:
        The opened model.

    Raises:
        InputError: if `device_map` is given with a `device` or a model in memory, or `max_memory` or
            `offload_folder` without a `device_map`.
        ModelError: if nothing can be loaded from `source`, some weights are missing, or they cannot be put on
            that device or in that dtype.
        TokenizerError: if there is no usable tokenizer.
        UnsupportedModel: if the architecture fails the checks made at opening.

    Examples:
        >>> open_model().name
        'world-small'
    """
    dtype = _dtype(dtype)
    placement = _placement(device, device_map, max_memory, offload_folder)
    by_name = source is None or isinstance(source, (str, os.PathLike))
    if by_name:
        name = str(source) if source is not None else bundled_names()[0]
        # A Path is a directory even if it is named as a bundled model, as those that training writes are.
        shipped = None if isinstance(source, os.PathLike) else bundled(name)
        if shipped is None and not isinstance(source, os.PathLike) and (what_to_do := missing(name)):
            raise ModelError(what_to_do)
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
    _move(hf_model, device, None if by_name else dtype)
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
    """Return the placement on several devices, or None; check that the arguments fit together."""
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
    """Return the end-of-sequence token ids of the model's generation config."""
    ids = getattr(getattr(hf_model, "generation_config", None), "eos_token_id", None)
    return list(ids) if isinstance(ids, (list, tuple)) else [] if ids is None else [int(ids)]


def _dtype(dtype: str | torch.dtype | None) -> torch.dtype | None:
    """Return a torch dtype given as itself or by name; raise an error if it is no floating-point one."""
    if dtype is None:
        return None
    torch_dtype = getattr(torch, dtype, None) if isinstance(dtype, str) else dtype
    if not isinstance(torch_dtype, torch.dtype) or not torch_dtype.is_floating_point:
        raise ModelError(
            f"{shown(dtype)} is not a dtype that a model can run in. Use for example 'float32' or 'bfloat16'."
        )
    return torch_dtype


def _move(hf_model: Any, device: str | torch.device | None, dtype: torch.dtype | None) -> None:
    """Move a model to a device and cast it to a dtype, where these are given."""
    try:
        if device is not None:
            hf_model.to(device)
        if dtype is not None:
            hf_model.to(dtype)
    except Exception as error:  # torch raises different kinds of errors for a missing device or full memory
        gpus = [f"cuda:{i}" for i in range(torch.cuda.device_count())]
        raise ModelError(
            f"The model cannot be put on device={shown(device)} with dtype={dtype}: {error}. "
            f"Devices of this machine: {', '.join(['cpu', *gpus])}."
        ) from error

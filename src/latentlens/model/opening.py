"""Opens a model: the bundled one, a directory or GGUF file, a hub name, or one in memory."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import nn

from latentlens.errors import InputError, ModelError
from latentlens.inputs.shown import shown
from latentlens.model.architecture import known_architecture
from latentlens.model.bundled import BundledModel, bundled, bundled_names, missing
from latentlens.model.checks import check_served
from latentlens.model.dtype_choice import checked_dtype
from latentlens.model.dtype_copies import converted_copy, loaded_copy
from latentlens.model.earlier_checks import check_served_once
from latentlens.model.fastest_dtype import FASTEST, fastest_dtype, with_rounding
from latentlens.model.gathering import Gathering
from latentlens.model.gguf_header import is_gguf
from latentlens.model.handed_in import handed_in
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import DeviceMap, Placement, load, load_config
from latentlens.model.parts import adapter_of, find_parts
from latentlens.model.placement import check_placement
from latentlens.model.sharding import shard
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
        dtype: a torch dtype or its name; or "fastest" for bfloat16 where products of the model's matrices
            were measured clearly faster in it than in float32, and float32 elsewhere: see
            `model.dtype_choice`. Default None: the checkpoint's.
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
            `offload_folder` without a `device_map`; or a `dtype` of "fastest" with a `device_map` or for a
            model in memory.
        ModelError: if nothing can be loaded from `source`, some weights are missing, or they cannot be put on
            that device or in that dtype.
        TokenizerError: if there is no usable tokenizer.
        UnsupportedModel: if the architecture fails the checks made at opening.

    Examples:
        >>> open_model().name
        'world-small'
    """
    if dtype != FASTEST:
        dtype = checked_dtype(dtype)
    placement = _placement(device, device_map, max_memory, offload_folder)
    if source is None or isinstance(source, (str, os.PathLike)):
        return _open_by_name(source, device, dtype, placement)
    if placement is not None:
        raise InputError(
            "device_map places a model while it is loaded, and one in memory is somewhere already. Give "
            "its name or directory, or load it with "
            "AutoModelForCausalLM.from_pretrained(name, device_map=...)."
        )
    if dtype == FASTEST:
        raise InputError(
            "dtype='fastest' chooses what a model is loaded in, and one in memory is loaded already. Give "
            "its name or directory, or a dtype to convert it to, such as 'bfloat16'."
        )
    hf_model, hf_tokenizer = handed_in(source)
    name = getattr(hf_model.config, "name_or_path", "") or type(hf_model).__name__
    check_placement(hf_model)
    _move(hf_model, device, checked_dtype(dtype))
    model = _made(hf_model, hf_tokenizer, name)
    model.copy_in = functools.partial(converted_copy, model)
    check_served(model)
    return model


def _open_by_name(
    source: str | os.PathLike[str] | None,
    device: str | torch.device | None,
    dtype: str | torch.dtype | None,
    placement: Placement | None,
) -> LanguageModel:
    """Open a bundled or fetched model, a directory, a GGUF file or a hub name."""
    name, shipped, place = _found(source)
    choice = None
    if dtype == FASTEST:
        if placement is not None:
            raise InputError(
                "dtype='fastest' measures on one device, and device_map gives several. Give a dtype, or "
                "leave device_map out."
            )
        choice = fastest_dtype(place, _there(device))
        dtype = choice.dtype

    def loaded(torch_dtype: torch.dtype | None) -> LanguageModel:
        hf_model, hf_tokenizer = load(place, torch_dtype, placement)
        check_placement(hf_model)
        _move(hf_model, device, None)
        return _made(hf_model, hf_tokenizer, name)

    model = loaded(checked_dtype(dtype))
    model.copy_in = functools.partial(loaded_copy, model, loaded)
    if placement is None:
        check_served_once(model)
    else:
        check_served(model)
    if choice is not None:
        model.dtype_choice = with_rounding(choice, model, None if shipped is None else shipped.passages)
    return model


def _found(
    source: str | os.PathLike[str] | None,
) -> tuple[str, BundledModel | None, str | os.PathLike[str]]:
    """Return the name of a model, what is bundled or fetched under it, and where its files are."""
    name = str(source) if source is not None else bundled_names()[0]
    # A Path is a directory even if it is named as a bundled model, as those that training writes are.
    shipped = None if isinstance(source, os.PathLike) else bundled(name)
    if shipped is None and not isinstance(source, os.PathLike) and (what_to_do := missing(name)):
        raise ModelError(what_to_do)
    return name, shipped, name if shipped is None else shipped.directory


def open_sharded(
    source: str | os.PathLike[str] | None,
    gathering: Gathering,
    device: str | torch.device,
    *,
    from_first: bool = True,
    check: Callable[[Sequence[nn.Module]], None] | None = None,
) -> LanguageModel:
    """Open a model whose blocks' weights are sharded over processes, all of which call this.

    Args:
        source: as in `open_model`, but for a model in memory.
        gathering: the processes.
        device: device of this one.
        from_first: whether the first process alone loads weights, and others get theirs from it. Default
            True; of a GGUF file all load them.
        check: called with the blocks, without their weights and before any are loaded (of a GGUF file with
            them); it may raise an error. Default None.

    Returns:
        The opened model. Its modules hold NaN for what is sharded; twins gather a block while it runs.

    Raises:
        ModelError: as `open_model` does, or if another process has failed.
        UnsupportedModel: if its weights are quantised, or it fails the checks made at opening.
    """
    name, _, place = _found(source)
    if check is not None and not is_gguf(place):
        check(_blocks(_without_weights(place), name))
    empty = from_first and not gathering.is_first and not is_gguf(place)
    hf_model, hf_tokenizer = load(place, None, Placement({"": "meta"}) if empty else None)
    blocks = _blocks(hf_model, name)
    if check is not None:
        check(blocks)
    with gathering.exchange():
        gathering.meet()
        shard(hf_model, blocks, gathering, torch.device(device), name)
    check_placement(hf_model)
    model = _made(hf_model, hf_tokenizer, name)
    check_served(model)
    return model


def _without_weights(place: str | os.PathLike[str]) -> Any:
    """Return the transformers model of a directory or hub name, with no numbers in its weights."""
    from transformers import AutoModelForCausalLM

    config = load_config(place)
    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(config)


def _blocks(hf_model: Any, name: str) -> list[nn.Module]:
    """Return the blocks of a transformers model."""
    return find_parts(hf_model, adapter_of(hf_model, known_architecture(hf_model), name), name).blocks


def _made(hf_model: Any, hf_tokenizer: Any, name: str) -> LanguageModel:
    """Put a transformers model and its tokenizer together."""
    text_config = hf_model.config.get_text_config()
    n_ctx = getattr(text_config, "max_position_embeddings", None)
    tokenizer = ModelTokenizer(hf_tokenizer, n_ctx, text_config.vocab_size, _end_ids(hf_model))
    return LanguageModel(hf_model, tokenizer, name, architecture=known_architecture(hf_model))


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


def _move(hf_model: Any, device: str | torch.device | None, dtype: torch.dtype | None) -> None:
    """Move a model to a device and cast it to a dtype, where these are given."""
    try:
        if device is not None:
            hf_model.to(device)
        if dtype is not None:
            hf_model.to(dtype)
    except Exception as error:  # torch raises different kinds of errors for a missing device or full memory
        raise _cannot_be_put(device, dtype, error) from error


def _there(device: str | torch.device | None) -> torch.device:
    """Return a device as torch has it; raise an error if this machine has none such."""
    try:
        return torch.empty(0, device=device or "cpu").device
    except Exception as error:  # as above
        raise _cannot_be_put(device, FASTEST, error) from error


def _cannot_be_put(device: object, dtype: object, error: Exception) -> ModelError:
    gpus = [f"cuda:{i}" for i in range(torch.cuda.device_count())]
    return ModelError(
        f"The model cannot be put on device={shown(device)} with dtype={dtype}: {error}. "
        f"Devices of this machine: {', '.join(['cpu', *gpus])}."
    )

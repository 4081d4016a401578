"""Open a model: the bundled one, a directory, a hub name, or a model and tokenizer in memory."""

from __future__ import annotations

import os
from typing import Any

import torch

from latentlens import world
from latentlens._errors import ModelError, UnsupportedModel
from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import BUNDLED, load
from latentlens.model.tokenizer import ModelTokenizer

Source = str | os.PathLike[str] | tuple[Any, Any] | None


def open_model(
    source: Source = None,
    *,
    device: str | torch.device | None = None,
    dtype: str | torch.dtype | None = None,
) -> LanguageModel:
    """Open a model for reading.

    Args:
        source: None for the bundled model; the name of a bundled model; a model directory in the hub's
            layout, which a `Path` always is; a hub name; or a pair (transformers model, tokenizer). A model
            in memory is read and left as it is: its modules, hooks, attention and training mode are not
            touched, and its weights are moved or cast only if `device` or `dtype` is given. It is always
            read in evaluation mode, with the hooks that are on it; a PEFT model with the adapters that are
            on.
        device: where to put the weights; None leaves a model in memory where it is and loads others to
            the CPU.
        dtype: a torch dtype or its name; None keeps the checkpoint's.

    Raises:
        ModelError: if nothing can be loaded from `source`, some weights are missing there, or they cannot
            be had on that device or in that dtype.
        TokenizerError: if the directory holds no usable tokenizer.
        UnsupportedModel: if the architecture fails the checks made here.
    """
    dtype = _dtype(dtype)
    if isinstance(source, tuple):
        hf_model, hf_tokenizer = _pair(source)
        name = getattr(hf_model.config, "name_or_path", "") or type(hf_model).__name__
    elif source is None or isinstance(source, (str, os.PathLike)):
        name = str(source) if source is not None else BUNDLED[0]
        # A path is a directory, even one of a bundled model's name: that is where training writes it.
        bundled = name in BUNDLED and not isinstance(source, os.PathLike)
        place = world.model_path(name) if bundled else name
        hf_model, hf_tokenizer = load(place, dtype)
    else:
        raise ModelError(
            f"A model is a name, a directory, or a pair (model, tokenizer); got {type(source).__name__}. "
            "Give for example Session((model, tokenizer))."
        )
    _move(hf_model, device, dtype if isinstance(source, tuple) else None)
    config: Any = hf_model.config
    text_config = config.get_text_config() if hasattr(config, "get_text_config") else config
    if not hasattr(text_config, "vocab_size"):
        raise UnsupportedModel(
            f"{name}: {type(hf_model).__name__} has no vocabulary in its configuration, so it is not a "
            "transformers language model. Open a decoder-only language model."
        )
    n_ctx = getattr(text_config, "max_position_embeddings", None)
    tokenizer = ModelTokenizer(hf_tokenizer, n_ctx, text_config.vocab_size, _end_ids(hf_model))
    model = LanguageModel(hf_model, tokenizer, name)
    check_served(model)
    return model


def _end_ids(hf_model: Any) -> list[int]:
    ends = getattr(getattr(hf_model, "generation_config", None), "eos_token_id", None)
    return list(ends) if isinstance(ends, (list, tuple)) else [] if ends is None else [int(ends)]


def _pair(source: tuple[Any, ...]) -> tuple[Any, Any]:
    if len(source) != 2 or not hasattr(source[0], "config") or not callable(source[1]):
        kinds = ", ".join(type(part).__name__ for part in source)
        raise ModelError(f"A model in memory is given as (model, tokenizer); got ({kinds}).")
    hf_model, hf_tokenizer = source
    if hasattr(hf_model, "peft_config") and hasattr(hf_model, "get_base_model"):
        if any(config.is_prompt_learning for config in hf_model.peft_config.values()):
            raise UnsupportedModel(
                "This PEFT model learned a prompt, which adds positions that no token stands for. Open a "
                "model with LoRA or other weight adapters, or the base model."
            )
        hf_model = hf_model.get_base_model()  # the same modules, adapters in place
    return hf_model, hf_tokenizer


def _dtype(dtype: str | torch.dtype | None) -> torch.dtype | None:
    if dtype is None:
        return None
    found = getattr(torch, dtype, None) if isinstance(dtype, str) else dtype
    if not isinstance(found, torch.dtype) or not found.is_floating_point:
        raise ModelError(
            f"{dtype!r} is not a dtype that a model can run in. Use for example 'float32' or 'bfloat16'."
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
            f"The model cannot be put on device={device!r} with dtype={dtype}: {error}. "
            f"Devices of this machine: {', '.join(['cpu', *there])}."
        ) from error

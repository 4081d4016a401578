"""Open a model: the bundled one, a directory, a hub name, or a model and tokenizer in memory."""

from __future__ import annotations

import os
import pathlib
from typing import Any

import torch

from latentlens import world
from latentlens._errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel
from latentlens.model.tokenizer import ModelTokenizer

BUNDLED = ("world-small",)

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
            layout; a hub name; or a pair (transformers model, tokenizer). A model in memory is used as it
            is, in place: it is switched to eager attention and evaluation mode, and its weights are
            moved or cast only if `device` or `dtype` is given.
        device: where to put the weights; None leaves a model in memory where it is and loads others to
            the CPU.
        dtype: a torch dtype or its name; None keeps the checkpoint's.

    Raises:
        ModelError: if nothing can be loaded from `source`.
        TokenizerError: if the directory holds no tokenizer.
        UnsupportedModel: if the architecture fails the checks made here.
    """
    dtype = _dtype(dtype)
    if isinstance(source, tuple):
        hf_model, hf_tokenizer = _pair(source)
        name = getattr(hf_model.config, "name_or_path", "") or type(hf_model).__name__
    else:
        name = str(source) if source is not None else BUNDLED[0]
        place = world.model_path(name) if name in BUNDLED else name
        hf_tokenizer = _load_tokenizer(place)
        hf_model = _load_weights(place, dtype)
    if device is not None:
        hf_model.to(device)
    if dtype is not None and isinstance(source, tuple):
        hf_model.to(dtype)
    model = _bridge(hf_model.eval(), hf_tokenizer, name)
    check_served(model)
    return model


def _bridge(hf_model: Any, hf_tokenizer: Any, name: str) -> LanguageModel:
    # Built from the module rather than booted by name: booting re-instantiates the tokenizer (which moves
    # every position by one where it adds a BOS) and records a dtype and device that it does not apply.
    from transformer_lens.model_bridge.sources import build_bridge_from_module

    architecture = type(hf_model).__name__
    try:
        hf_model.set_attn_implementation("eager")
        bridge = build_bridge_from_module(
            hf_model, architecture, hf_config=hf_model.config, model_name=name
        ).eval()
    except Exception as error:  # whatever the adapter stumbles over, the architecture is the cause
        raise UnsupportedModel(
            f"{name}: TransformerLens cannot wrap the architecture {architecture} ({error}). "
            "Open a decoder-only model that it supports; see the list in the documentation."
        ) from error
    if not hasattr(bridge, "blocks"):
        raise UnsupportedModel(
            f"{name}: {architecture} has no single stack of blocks, so its residual stream has no layers "
            "to read. Open a decoder-only language model."
        )
    n_ctx = getattr(hf_model.config.get_text_config(), "max_position_embeddings", None)
    return LanguageModel(bridge, hf_model, ModelTokenizer(hf_tokenizer, n_ctx), name)


def _pair(source: tuple[Any, ...]) -> tuple[Any, Any]:
    if len(source) != 2 or not hasattr(source[0], "config") or not callable(source[1]):
        kinds = ", ".join(type(part).__name__ for part in source)
        raise ModelError(f"A model in memory is given as (model, tokenizer); got ({kinds}).")
    return source


def _dtype(dtype: str | torch.dtype | None) -> torch.dtype | None:
    if dtype is None or isinstance(dtype, torch.dtype):
        return dtype
    found = getattr(torch, dtype, None)
    if not isinstance(found, torch.dtype):
        raise ModelError(f"{dtype!r} is not a torch dtype. Use for example 'float32' or 'bfloat16'.")
    return found


def _load_tokenizer(place: str | os.PathLike[str]) -> Any:
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
        return AutoTokenizer.from_pretrained(place)
    except Exception as error:  # transformers raises many kinds; all mean the same to the user
        raise _not_found(place, "tokenizer", error) from error


def _load_weights(place: str | os.PathLike[str], dtype: torch.dtype | None) -> Any:
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging as transformers_logging

    quiet = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        # safetensors only: a pickled checkpoint can run any code when it is read
        return AutoModelForCausalLM.from_pretrained(
            place, dtype=dtype or "auto", use_safetensors=True, attn_implementation="eager"
        )
    except Exception as error:
        raise _not_found(place, "model", error) from error
    finally:
        if quiet:
            transformers_logging.enable_progress_bar()


def _not_found(place: str | os.PathLike[str], what: str, error: Exception) -> ModelError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if pathlib.Path(place).is_dir():
        return ModelError(
            f"The {what} in {place} cannot be loaded: {reason} A model directory holds config.json, "
            "*.safetensors (pickled weights are refused) and a tokenizer, as save_pretrained writes them."
        )
    return ModelError(
        f"No {what} {str(place)!r}: it is not a directory, and it could not be had from the hub ({reason}) "
        f"Bundled models: {', '.join(BUNDLED)}. For a hub model go online once (`hf download {place}`), or "
        "give the path of a local model directory."
    )

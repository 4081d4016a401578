"""Load a model, its tokenizer and its chat template from a GGUF file, dequantised by transformers."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import torch

from latentlens.display.printable import printable
from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.model.gguf_checks import check_settings, check_tensors
from latentlens.model.gguf_header import GGUFHeader, read_header
from latentlens.model.gguf_rotary import FACTORS, restore_scaling
from latentlens.model.gguf_tokenizer import split_as_the_file_says
from latentlens.model.quiet_transformers import no_transformers_bars

_PART = re.compile(r"-\d{5}-of-(\d{5})\.gguf", re.IGNORECASE)


def load_gguf(
    path: str | os.PathLike[str], dtype: torch.dtype | None, placement: Mapping[str, Any] | None = None
) -> tuple[Any, Any]:
    """Load a causal language model and its tokenizer from a GGUF file.

    Args:
        path: the GGUF file.
        dtype: the weights' dtype; None for the file's own, which is float32 where they are quantised.
        placement: arguments of `from_pretrained` that say where the weights are put; None for the CPU.

    Returns:
        The transformers model, with dequantised weights, and the tokenizer with the file's chat template.

    Raises:
        ModelError: if the file is damaged or one part of several.
        TokenizerError: if its tokenizer cannot be made.
        UnsupportedModel: if transformers cannot convert its architecture, or leaves out something of it.
    """
    if found := _PART.search(str(path)):
        raise ModelError(
            f"{path} is one of {int(found[1])} parts of a model. Put them together with llama.cpp's "
            "`llama-gguf-split --merge`, and give the whole file."
        )
    header = read_header(path)
    with no_transformers_bars():
        config = _config(header)
        check_settings(header, config)
        served = {FACTORS} if restore_scaling(header, config) else set()
        tokenizer = _tokenizer(header)
        hf_model = _weights(header, config, dtype, placement or {})
    check_tensors(header, hf_model, served)
    return hf_model, tokenizer


def _config(header: GGUFHeader) -> Any:
    from transformers import MODEL_FOR_CAUSAL_LM_MAPPING, AutoConfig

    try:
        config = AutoConfig.from_pretrained(**_place(header), trust_remote_code=False)
    except Exception as error:  # transformers raises many kinds; all mean the same to the user
        raise UnsupportedModel(
            f"{header.path} holds a model of the GGUF architecture {header.architecture!r}, which this "
            f"transformers cannot convert ({_first_line(error)}) Open the model in the hub's own format "
            "(config.json with *.safetensors), or give one of another family, such as llama, qwen2 or gemma3."
        ) from error
    if type(config) not in MODEL_FOR_CAUSAL_LM_MAPPING or getattr(config, "is_encoder_decoder", False):
        raise UnsupportedModel(
            f"{header.path} holds a model of type {config.model_type!r}, which is not a decoder-only "
            "language model. Open one that predicts the next token, such as a GPT, Llama, Qwen or Gemma."
        )
    return config


def _tokenizer(header: GGUFHeader) -> Any:
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(**_place(header), trust_remote_code=False)
    except Exception as error:  # as above
        raise TokenizerError(
            f"The tokenizer in {header.path} cannot be loaded: {_first_line(error)} Load the model's own "
            "tokenizer, and pass Session((model, tokenizer))."
        ) from error
    split_as_the_file_says(tokenizer, header)
    return tokenizer


def _weights(header: GGUFHeader, config: Any, dtype: torch.dtype | None, placement: Mapping[str, Any]) -> Any:
    from transformers import AutoModelForCausalLM

    try:
        hf_model, report = AutoModelForCausalLM.from_pretrained(
            **_place(header),
            config=config,
            dtype=dtype or getattr(torch, header.dtype),
            trust_remote_code=False,
            output_loading_info=True,
            **_dequantised(),
            **placement,
        )
    except Exception as error:  # as above
        raise ModelError(
            f"The weights in {header.path} cannot be loaded: {_first_line(error)} Copy or download the file "
            "again, and whole; or open the model in the hub's own format."
        ) from error
    if missing := sorted(report["missing_keys"]):
        raise ModelError(
            f"{header.path} lacks {len(missing)} tensors of {type(hf_model).__name__} "
            f"({', '.join(missing[:3])}{', ...' if len(missing) > 3 else ''}). transformers fills them with "
            "random numbers; such a model says nothing. Give a file that holds the whole model."
        )
    return hf_model


def _place(header: GGUFHeader) -> dict[str, str]:
    path = header.path.absolute()
    return {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}


def _dequantised() -> dict[str, Any]:
    """Return the argument that unpacks all weights, where transformers would leave some packed."""
    try:
        from transformers import GgufConfig
    except ImportError:  # an older one, which always unpacks
        return {}
    return {"quantization_config": GgufConfig(dequantize=True)}


def _first_line(error: Exception) -> str:
    lines = printable(str(error)).strip().splitlines()
    said = lines[0][:300] if lines else type(error).__name__
    return said if said.endswith((".", "!", "?")) else f"{said}."

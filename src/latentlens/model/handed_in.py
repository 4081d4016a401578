"""Unwraps and checks a transformers model and tokenizer that the user passes as objects."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.model.architecture import check_predicts_next_token
from latentlens.model.loading import load_tokenizer
from latentlens.model.offloading import all_offloaded
from latentlens.model.placement import check_placement
from latentlens.model.wrappers import check_forward, unwrapped

_PAIR = "A model in memory is given as (model, tokenizer)"
_TOKENIZER_METHODS = ("all_special_ids", "convert_ids_to_tokens", "convert_tokens_to_string", "decode")


def handed_in(source: Any) -> tuple[Any, Any]:
    """Return the plain transformers model and the tokenizer of a pair that the user passed.

    Args:
        source: a pair (model, tokenizer), or a text-generation pipeline. The model may be compiled, in
            DataParallel or DeepSpeed, a PEFT model or under a TRL value head. In place of the tokenizer, a
            processor or the name or directory of a tokenizer may be given.

    Returns:
        The unwrapped model, which is the user's own object, unchanged; and the tokenizer.

    Raises:
        ModelError: if `source` is no such pair; the message says why.
        TokenizerError: if the second element is no usable tokenizer.
        UnsupportedModel: if the model is of a kind that is not served, or some of its weights are missing.
    """
    if not isinstance(source, tuple) and all(
        hasattr(source, part) for part in ("model", "tokenizer", "task")
    ):
        source = (source.model, source.tokenizer)  # a pipeline
    if isinstance(source, nn.Module):
        raise ModelError(f"A {type(source).__name__} alone was given. {_PAIR}; add its tokenizer.")
    if not isinstance(source, tuple) or len(source) != 2:
        kinds = ", ".join(_kind(part) for part in source) if isinstance(source, tuple) else _kind(source)
        raise ModelError(f"{_PAIR}; got ({kinds}).")
    hf_model, hf_tokenizer = source
    if isinstance(hf_tokenizer, nn.Module) and not isinstance(hf_model, nn.Module):
        raise ModelError(
            f"{_PAIR}; got them the other way round, ({_kind(hf_model)}, {_kind(hf_tokenizer)})."
        )
    if isinstance(hf_model, str):
        raise ModelError(
            f"{_PAIR}; got the name {hf_model!r} for the model. Give Session({hf_model!r}), which brings its "
            "own tokenizer, or load the model first."
        )
    hf_model = unwrapped(hf_model)
    if not isinstance(hf_model, nn.Module) or not hasattr(hf_model, "config"):
        raise ModelError(
            f"{_PAIR}, the model being one of transformers (PyTorch); got ({_kind(hf_model)}, "
            f"{_kind(hf_tokenizer)})."
        )
    check_predicts_next_token(hf_model)
    check_placement(hf_model)
    check_forward(hf_model)
    check_numbers(hf_model)
    return hf_model, tokenizer_of(hf_tokenizer)


def tokenizer_of(tokenizer: Any) -> Any:
    """Return a transformers tokenizer.

    Args:
        given: the tokenizer itself, a processor that has one, or its name or directory.

    Raises:
        TokenizerError: if it is none of these, or cannot be used; the message says what to give instead.
    """
    if isinstance(tokenizer, str):
        return load_tokenizer(tokenizer)
    if isinstance(tokenizer, type):
        raise TokenizerError(
            f"The tokenizer is the class {tokenizer.__name__}. Give one of its objects, such as "
            f"{tokenizer.__name__}.from_pretrained(name)."
        )
    if not hasattr(tokenizer, "all_special_ids") and hasattr(tokenizer, "tokenizer"):
        tokenizer = tokenizer.tokenizer  # of a processor
    if type(tokenizer).__module__.partition(".")[0] == "tokenizers":
        raise TokenizerError(
            "The tokenizer is a tokenizers.Tokenizer, which does not say which of its tokens begin and end a "
            "text. Give PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=..., eos_token=...)."
        )
    lacking = [name for name in _TOKENIZER_METHODS if not hasattr(tokenizer, name)]
    if lacking or not callable(tokenizer):
        raise TokenizerError(
            f"{_PAIR}; a {_kind(tokenizer)} is no transformers tokenizer (it has no "
            f"{lacking[0] if lacking else '__call__'}). Give AutoTokenizer.from_pretrained(name)."
        )
    try:
        ids = list(tokenizer("a", add_special_tokens=False)["input_ids"])
    except Exception as error:  # whatever it raises, it cannot be used
        raise TokenizerError(
            f"The tokenizer, a {_kind(tokenizer)}, cannot be used: {type(error).__name__}: {error}. Give "
            "AutoTokenizer.from_pretrained(name)."
        ) from error
    if not all(isinstance(i, int) for i in ids):
        raise TokenizerError(
            f"The tokenizer, a {_kind(tokenizer)}, gives {type(ids[0]).__name__} for ids where ints are "
            "needed. Give AutoTokenizer.from_pretrained(name)."
        )
    return tokenizer


def check_numbers(hf_model: nn.Module) -> None:
    """Raise an error if a weight is NaN, or is an integer or 8-bit float without a quantiser.

    Args:
        hf_model: a transformers model, already unwrapped.

    Raises:
        UnsupportedModel: naming the tensor and what to do.
    """
    if getattr(hf_model, "hf_quantizer", None) is not None:
        return  # quantised modules dequantise their integers themselves
    elsewhere = all_offloaded(hf_model)
    for name, parameter in hf_model.named_parameters():
        plain = type(parameter) in (nn.Parameter, torch.Tensor)
        if plain and (not parameter.is_floating_point() or parameter.itemsize == 1):
            raise UnsupportedModel(
                f"{name} holds {str(parameter.dtype).removeprefix('torch.')} numbers with no quantiser that "
                "runs them. Convert the model first, with model.to(torch.bfloat16), or load it with the "
                "quantization_config that it was made with."
            )
        numbers = elsewhere[name].load() if name in elsewhere else parameter.detach()
        if plain and parameter.numel() and bool(numbers.amax().isnan()):
            raise UnsupportedModel(
                f"{name} holds NaN, so all that comes after it is NaN. Load the weights again, or an earlier "
                "checkpoint."
            )


def _kind(value: Any) -> str:
    return type(value).__name__

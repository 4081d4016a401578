"""Copies of a model in another dtype, to compare its results with."""

from __future__ import annotations

import copy
from collections.abc import Callable

import torch

from latentlens.errors import ModelError, UnsupportedModel
from latentlens.model.language_model import LanguageModel


def loaded_copy(
    model: LanguageModel, load: Callable[[torch.dtype], LanguageModel], dtype: torch.dtype
) -> LanguageModel:
    """Load a model's checkpoint again in another dtype, with what rounding took from the weights.

    Args:
        model: the model that was loaded before.
        load: function that loads its checkpoint in a dtype.
        dtype: dtype of the copy.

    Raises:
        ModelError: if the model's weights are not the checkpoint's any more.
    """
    other = load(dtype)
    theirs = dict(other.hf_model.named_parameters())
    for name, ours in model.hf_model.named_parameters():
        if ours.is_meta or name not in theirs or not torch.equal(ours, theirs[name].to(ours)):
            raise ModelError(
                f"{name} of {model.name} is not what it was when the model was opened, so the checkpoint, "
                f"loaded again in {str(dtype).removeprefix('torch.')}, is another model. Open a session on "
                "the changed model in that dtype, and compare with that."
            )
    return other


def converted_copy(model: LanguageModel, dtype: torch.dtype) -> LanguageModel:
    """Convert a copy of a model in memory to another dtype; the model itself stays as it is.

    Args:
        model: the model.
        dtype: dtype of the copy.

    Raises:
        UnsupportedModel: if its weights are quantised, so that they cannot be converted.
    """
    if getattr(model.hf_model, "is_quantized", False):
        raise UnsupportedModel(
            f"The weights of {model.name} are quantised, and are not converted to "
            f"{str(dtype).removeprefix('torch.')}. Open the checkpoint that they were made from."
        )
    converted = copy.deepcopy(model.hf_model).to(dtype)
    return LanguageModel(converted, model.tokenizer, model.name, architecture=model.architecture)

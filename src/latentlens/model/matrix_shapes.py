"""The shapes of a model's matrices, known before its weights are loaded."""

from __future__ import annotations

import math
import os
from collections import Counter
from typing import Any

from torch import nn

from latentlens.errors import ModelError
from latentlens.model.gguf_header import is_gguf, read_header
from latentlens.model.loading import load_config

Shapes = Counter[tuple[int, int]]
"""(outputs, inputs) of a matrix -> how many of that shape a forward pass multiplies with."""

_SMALLEST = 8  # a side of fewer is that of no matrix worth measuring, such as a depthwise convolution


def matrix_shapes(name_or_path: str | os.PathLike[str]) -> Shapes:
    """Return the shapes of the matrices that a model multiplies with, the unembedding included.

    Args:
        name_or_path: directory with a saved transformers model, GGUF file, or hub name.

    Raises:
        ModelError: if there is no model, or its weights are quantised, so that they have no dtype to choose.
        UnsupportedModel: if it is no causal language model.
    """
    if is_gguf(name_or_path):
        header = read_header(name_or_path)
        shapes = dict(header.shapes)
        shapes.setdefault("output.weight", shapes.get("token_embd.weight", ()))  # tied
        shapes.pop("token_embd.weight", None)
        return _counted(list(shapes.values()))
    config = load_config(name_or_path)
    if getattr(config, "quantization_config", None) is not None:
        raise ModelError(
            f"The weights of {name_or_path} are quantised, so there is no dtype to choose for them. Leave "
            "dtype='fastest' out."
        )
    return _counted([tuple(weight.shape) for weight in _weights(config)])


def _weights(config: Any) -> list[nn.Parameter]:
    """Return the weights that are multiplied with, without their numbers."""
    import torch
    from transformers import AutoModelForCausalLM

    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config)
    return [
        weight
        for module in model.modules()
        if not isinstance(module, nn.Embedding)  # looked up; as a tied unembedding it is seen there
        for weight in module.parameters(recurse=False)
    ]


def _counted(shapes: list[tuple[int, ...]]) -> Shapes:
    counted: Shapes = Counter()
    for shape in shapes:
        if len(shape) >= 2 and min(shape[-2:]) >= _SMALLEST:
            counted[(shape[-2], shape[-1])] += math.prod(shape[:-2])  # experts are stacked
    return counted

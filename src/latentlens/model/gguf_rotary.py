"""The rotary scaling of Llama 3.1 and later: numbers in a GGUF file, settings in transformers."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from latentlens.model.gguf_header import GGUFHeader

FACTORS = "rope_freqs.weight"
"""The tensor with the number that each rotary frequency is divided by."""

_LOW, _HIGH, _LENGTH = 1.0, 4.0, 8192
"""low_freq_factor, high_freq_factor and original_max_position_embeddings of every Llama with this scaling."""

_EQUAL = 1e-6  # of what a frequency is multiplied by, which float32 computes no more exactly


def restore_scaling(header: GGUFHeader, config: Any) -> bool:
    """Give a configuration the rotary scaling whose numbers a file holds, if its settings can be told.

    llama.cpp divides each rotary frequency by a number of the file; transformers computes these numbers from
    settings. The factor is solved for, the other settings are Llama's own, and together they have to give
    every number of the file again, as far as float32 goes. Else nothing is changed.

    Args:
        header: the header of the file.
        config: the configuration that transformers made of it, which is changed.

    Returns:
        Whether the model that is made with this configuration has the file's frequencies.
    """
    rotary = getattr(config, "rope_parameters", None) or {}
    numbers = header.numbers(FACTORS) if FACTORS in header.shapes else None
    if numbers is None or rotary.get("rope_type") != "default" or "rope_theta" not in rotary:
        return False
    size = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    given = torch.tensor(numbers, dtype=torch.float64, device="cpu")
    smooth = _smoothness(float(rotary["rope_theta"]), size)
    if len(given) != len(smooth) or float(smooth[-1]) == 1 or not bool((given >= 1).all()):
        return False
    # the lowest frequency is divided most: 1 / given = (1 - smooth) / factor + smooth
    rest = float(1 / given[-1] - smooth[-1])
    if rest <= 0:
        return False
    factor = float((1 - smooth[-1]) / rest)
    factor = float(round(factor)) if math.isclose(factor, round(factor), rel_tol=1e-5) else factor
    if float(((1 - smooth) / factor + smooth - 1 / given).abs().max()) > _EQUAL:
        return False
    config.rope_parameters = {
        **rotary,
        "rope_type": "llama3",
        "factor": factor,
        "low_freq_factor": _LOW,
        "high_freq_factor": _HIGH,
        "original_max_position_embeddings": _LENGTH,
    }
    return True


def _smoothness(theta: float, size: int) -> Tensor:
    """Return for each frequency how much of it stays as it is: 1 for high ones, 0 for low ones."""
    frequencies = 1.0 / theta ** (torch.arange(0, size, 2, dtype=torch.float64, device="cpu") / size)
    turns = _LENGTH * frequencies / (2 * math.pi)
    return ((turns - _LOW) / (_HIGH - _LOW)).clamp(0, 1)

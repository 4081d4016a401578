"""Builds an untrained causal language model from a config, and opens a saved one, for training."""

from __future__ import annotations

from typing import Any

from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedModel


def init_model(config: dict[str, Any]) -> PreTrainedModel:
    """Build a causal language model with random weights.

    Args:
        config: transformers configuration, as in a `config.json`, with `model_type`.

    Returns:
        The model on the CPU; seed torch first for reproducible weights.

    Raises:
        ValueError: if transformers does not know the `model_type`.
    """
    settings = AutoConfig.for_model(**config)
    return AutoModelForCausalLM.from_config(settings)


def saved_model(path: str) -> PreTrainedModel:
    """Open a causal language model from a directory, without a network.

    Args:
        path: directory with `config.json` and `model.safetensors`.

    Returns:
        The model on the CPU, in evaluation mode.

    Raises:
        OSError: if the directory holds no model.
    """
    return AutoModelForCausalLM.from_pretrained(path, local_files_only=True).eval()

"""ModelFacts: a model's sizes, dtype, device and number of weights, read from the transformers model."""

from __future__ import annotations

import functools
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import ModelError
from latentlens.model.offloading import runs_on


class ModelFacts:
    """A transformers model's sizes, dtype and device, read from it at every access.

    Args:
        hf_model: the transformers model.
        name: name that the user opened it by; shown in tables and messages.
    """

    n_layers: int
    """Number of blocks L; layers are numbered 0 (embeddings) to L (before the final norm)."""
    d_model: int
    """Width of the residual stream."""

    def __init__(self, hf_model: Any, name: str) -> None:
        self.hf_model = hf_model
        self.name = name

    @property
    def device(self) -> torch.device:
        """Device of the input embeddings, to which token ids are sent."""
        return runs_on(self.hf_model)

    @property
    def dtype(self) -> torch.dtype:
        """Dtype of the weights."""
        weight: Tensor = next(self.hf_model.parameters())
        return weight.dtype

    @property
    def rounding(self) -> float:
        """Tolerance for two computations of the same tensor, relative to its largest entry.

        Half precision rounds differently in batches of another size, and kernels of quantised weights for
        another number of tokens; real errors are far larger.
        """
        full_precision = self.dtype in (torch.float32, torch.float64)
        return 1e-3 if full_precision and not getattr(self.hf_model, "is_quantized", False) else 5e-2

    @property
    def vocab_size(self) -> int:
        """Number of logits at each position."""
        config = self.hf_model.config
        return int(config.get_text_config().vocab_size)

    @property
    def n_heads(self) -> int:
        """Number of attention heads of a block; 0 if the configuration does not say."""
        config = self.hf_model.config.get_text_config()
        heads = getattr(config, "num_attention_heads", 0)
        return max(heads, default=0) if isinstance(heads, (list, tuple)) else int(heads or 0)

    @functools.cached_property
    def n_parameters(self) -> int:
        """Number of weights; tied weights are counted once."""
        return sum(parameter.numel() for parameter in self.hf_model.parameters())

    def check_gradients(self) -> None:
        """Raise an error unless gradients can flow through the model.

        Raises:
            ModelError: if its weights were made in inference mode, so that torch records no graph.
        """
        if any(weight.is_inference() for weight in self.hf_model.parameters()):
            raise ModelError(
                f"The weights of {self.name} were made under torch.inference_mode(), so no gradient can flow "
                "through them, and nothing that needs gradients can be fitted. Load the model outside of it; "
                "reading and asking work as it is."
            )

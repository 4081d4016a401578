"""What is known of a model before it runs: its sizes, its precision and where its weights are."""

from __future__ import annotations

import functools
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import ModelError
from latentlens.model.offloading import runs_on


class ModelFacts:
    """A transformers model's sizes, precision and device, read from it whenever they are asked for.

    Args:
        hf_model: the transformers model.
        name: the name that the user opened it by; shown in tables and messages.
    """

    n_layers: int
    """The number of blocks L; layers are numbered 0 (embeddings) to L (before the final norm)."""
    d_model: int
    """The width of the residual stream."""

    def __init__(self, hf_model: Any, name: str) -> None:
        self.hf_model = hf_model
        self.name = name

    @property
    def device(self) -> torch.device:
        """Where token ids go: the device on which the input embeddings run."""
        return runs_on(self.hf_model)

    @property
    def dtype(self) -> torch.dtype:
        """The weights' own dtype, read from them."""
        weight: Tensor = next(self.hf_model.parameters())
        return weight.dtype

    @property
    def rounding(self) -> float:
        """By how much two ways to compute the same may differ, in units of the largest entry.

        Half precision rounds differently for another batch, and kernels of quantised weights for another
        number of tokens; a real defect is far larger.
        """
        whole = self.dtype in (torch.float32, torch.float64)
        return 1e-3 if whole and not getattr(self.hf_model, "is_quantized", False) else 5e-2

    @property
    def vocab_size(self) -> int:
        """The number of logits."""
        config = self.hf_model.config
        return int(config.get_text_config().vocab_size)

    @property
    def n_heads(self) -> int:
        """The number of attention heads of a block, or 0 where the configuration names none."""
        config = self.hf_model.config.get_text_config()
        heads = getattr(config, "num_attention_heads", 0)
        return max(heads, default=0) if isinstance(heads, (list, tuple)) else int(heads or 0)

    @functools.cached_property
    def n_parameters(self) -> int:
        """The number of weights, each tied one counted once."""
        return sum(parameter.numel() for parameter in self.hf_model.parameters())

    def check_gradients(self) -> None:
        """Raise unless gradients can flow through the model.

        Raises:
            ModelError: if its weights were made in inference mode, where torch keeps no graph.
        """
        if any(weight.is_inference() for weight in self.hf_model.parameters()):
            raise ModelError(
                f"The weights of {self.name} were made under torch.inference_mode(), so no gradient can flow "
                "through them, and nothing that needs gradients can be fitted. Load the model outside of it; "
                "reading and asking work as it is."
            )

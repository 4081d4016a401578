"""How a LoRA computes while it is trained: with fewer passes over the outputs, and with dropout."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


class LoraInTraining:
    """Computes PEFT's linear LoRA layers of a twin, adding the low-rank product to the output in one pass.

    PEFT multiplies an output as large as the layer's by the scale, and adds it in another pass; here the
    scale is applied to the low-rank product's smaller side. Numbers differ by rounding.

    Args:
        dropout: probability with which each number of a layer's input is left out of the low-rank product
            inside `dropping`; the others are multiplied by 1 / (1 - dropout). 0 for none.
    """

    def __init__(self, dropout: float = 0.0) -> None:
        self.dropout = dropout
        self._seed: int | None = None

    @contextlib.contextmanager
    def dropping(self, seed: int) -> Iterator[None]:
        """Return a context in which layers leave numbers out while torch records gradients.

        Args:
            seed: seed of the choice. A layer chooses the same ones whenever it runs with it, as when a block
                is run again in the backward pass.
        """
        before, self._seed = self._seed, seed
        try:
            yield
        finally:
            self._seed = before

    def take_over(self, module: nn.Module, name: str) -> None:
        """Compute the layers of a twin that are plain linear LoRA layers; others stay as they are.

        Args:
            module: the twin, with the LoRA as the only adapter that is on.
            name: name of the adapter in the twin.
        """
        from peft.tuners.lora import Linear

        layers: list[Any] = [layer for layer in module.modules() if type(layer) is Linear]
        for number, layer in enumerate(layers):
            if name in layer.lora_A and name not in layer.lora_variant and layer.lora_B[name].bias is None:
                layer.forward = functools.partial(self._forward, layer, name, number)

    def _forward(self, layer: Any, name: str, number: int, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        result: Tensor = layer.base_layer(x, *args, **kwargs)
        down, up = layer.lora_A[name].weight, layer.lora_B[name].weight
        if not torch.is_autocast_enabled(x.device.type):
            x = x.to(down.dtype)
        low = functional.linear(self._dropped(x, number), down) * layer.scaling[name]
        if low.dtype != result.dtype:
            return (result + functional.linear(low, up)).to(result.dtype)
        width, rank = result.shape[-1], low.shape[-1]
        return torch.addmm(result.reshape(-1, width), low.reshape(-1, rank), up.t()).view(result.shape)

    def _dropped(self, x: Tensor, number: int) -> Tensor:
        # without gradients the model is tried, when it is first used with the adapter
        if self._seed is None or not self.dropout or not torch.is_grad_enabled():
            return x
        draw = torch.Generator(x.device).manual_seed((self._seed + number) % 2**63)
        kept = torch.rand(x.shape, generator=draw, device=x.device) >= self.dropout
        return x * (kept.to(x.dtype) / (1 - self.dropout))

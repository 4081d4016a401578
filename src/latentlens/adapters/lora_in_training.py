"""How a LoRA computes while it is trained: merged for a step, or in fewer passes, and with dropout."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional

from latentlens.model.matrix_product import filled, product

_MOST_BYTES = 2**28
"""Most memory that merged matrices take: 256 MiB."""


class LoraInTraining:
    """Computes PEFT's linear LoRA layers of a twin in fewer and smaller products.

    PEFT multiplies an output as large as the layer's by the scale, and adds it in another pass; here the
    scale is applied to the low-rank product's smaller side. Inside `merging`, a layer is one product with a
    matrix to which the low-rank one was added once. Numbers differ by rounding.

    Args:
        dropout: probability with which each number of a layer's input is left out of the low-rank product
            inside `dropping`; the others are multiplied by 1 / (1 - dropout). 0 for none.
    """

    def __init__(self, dropout: float = 0.0) -> None:
        self.dropout = dropout
        self._seed: int | None = None
        self._merged: _MergedWeights | None = None

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

    @contextlib.contextmanager
    def merging(self, tokens: int) -> Iterator[None]:
        """Return a context in which no weight changes, so that low-rank products are added up beforehand.

        That is done on a CPU, in layers that multiply in the LoRA's own dtype and leave nothing out, as long
        as it takes less time than it saves for so many tokens, and up to 256 MiB.

        Args:
            tokens: tokens that run in it.
        """
        before, self._merged = self._merged, _MergedWeights(tokens)
        try:
            yield
        finally:
            self._merged = before

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
        down, up = layer.lora_A[name].weight, layer.lora_B[name].weight
        cast = torch.is_autocast_enabled(x.device.type)
        if self._merged is not None and not cast and not self._drops and x.dtype == down.dtype:
            merged = self._merged.of(number, layer, down, up, layer.scaling[name])
            if merged is not None:
                found: Tensor = _MergedLinear.apply(x, down, up, merged)  # type: ignore[no-untyped-call]
                return found
        result: Tensor = layer.base_layer(x, *args, **kwargs)
        if not cast:
            x = x.to(down.dtype)
        low = functional.linear(self._dropped(x, number), down) * layer.scaling[name]
        if low.dtype != result.dtype:
            return (result + functional.linear(low, up)).to(result.dtype)
        width, rank = result.shape[-1], low.shape[-1]
        return torch.addmm(result.reshape(-1, width), low.reshape(-1, rank), up.t()).view(result.shape)

    @property
    def _drops(self) -> bool:
        # without gradients the model is tried, when it is first used with the adapter
        return self._seed is not None and self.dropout > 0 and torch.is_grad_enabled()

    def _dropped(self, x: Tensor, number: int) -> Tensor:
        if not self._drops or self._seed is None:
            return x
        draw = torch.Generator(x.device).manual_seed((self._seed + number) % 2**63)
        kept = torch.rand(x.shape, generator=draw, device=x.device) >= self.dropout
        return x * (kept.to(x.dtype) / (1 - self.dropout))


class _Merged(NamedTuple):
    """A layer's matrix with the low-rank product added, and the two low-rank matrices times the scale."""

    weight: Float[Tensor, "d_out d_in"]
    bias: Float[Tensor, " d_out"] | None
    down: Float[Tensor, "r d_in"]
    up: Float[Tensor, "d_out r"]


class _MergedWeights:
    """The matrices of layers with the low-rank products added, while no weight changes.

    Args:
        tokens: tokens that run meanwhile.
    """

    def __init__(self, tokens: int) -> None:
        self._tokens, self._room = tokens, _MOST_BYTES
        self._held: dict[int, _Merged | None] = {}

    def of(self, number: int, layer: Any, down: Tensor, up: Tensor, scale: float) -> _Merged | None:
        """Return the matrices of a layer; None if it is not to be merged.

        Args:
            number: number of the layer, by which its matrices are kept.
            layer: PEFT's LoRA layer.
            down: the LoRA's first matrix.
            up: its second matrix.
            scale: factor of their product.
        """
        if number not in self._held:
            self._held[number] = self._made(layer, down, up, scale)
        return self._held[number]

    @torch.no_grad()
    def _made(self, layer: Any, down: Tensor, up: Tensor, scale: float) -> _Merged | None:
        base = layer.base_layer
        d_out, d_in, nbytes = len(up), down.shape[1], len(up) * down.shape[1] * down.element_size()
        if d_out * d_in > self._tokens * (d_out + d_in) or nbytes > self._room or not _plain(base, down):
            return None
        self._room -= nbytes
        weight = base.weight if type(base) is nn.Linear else base.weight.t()
        return _Merged(torch.addmm(weight, up, down, alpha=scale), base.bias, down * scale, up * scale)


def _plain(base: nn.Module, down: Tensor) -> bool:
    """Return whether a layer only multiplies by its weight, in the LoRA's dtype on a CPU."""
    return (
        (type(base) is nn.Linear or type(base).__name__ == "Conv1D")
        and "forward" not in vars(base)
        and not base._forward_hooks
        and not base._forward_pre_hooks
        and isinstance(base.weight, Tensor)
        and base.weight.device.type == down.device.type == "cpu"
        and base.weight.dtype == down.dtype
    )


class _MergedLinear(torch.autograd.Function):
    """The product of an input with a merged matrix, with gradients for the input and the LoRA's two matrices.

    A gradient of the frozen weight, which would be the largest product of all, is not made: those of the two
    matrices need products with their few rows alone.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, down: Tensor, up: Tensor, merged: _Merged) -> Tensor:
        ctx.save_for_backward(x)
        ctx.merged = merged
        return product(x.reshape(-1, x.shape[-1]), merged.weight, merged.bias).view(*x.shape[:-1], -1)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        (x,), merged = ctx.saved_tensors, ctx.merged
        above, inputs = gradient.reshape(-1, gradient.shape[-1]), x.reshape(-1, x.shape[-1])
        more, rows = filled(above), above.shape[0]
        of_x = of_down = of_up = None
        if ctx.needs_input_grad[0]:
            of_x = product(more, merged.weight.t())[:rows].view(x.shape)
        if ctx.needs_input_grad[1]:
            of_down = product(more, merged.up.t())[:rows].t() @ inputs
        if ctx.needs_input_grad[2]:
            # above.t() @ (...) takes a third longer
            of_up = ((inputs @ merged.down.t()).t() @ above).t().contiguous()
        return of_x, of_down, of_up, None

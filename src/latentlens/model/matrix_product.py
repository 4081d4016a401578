"""Matrix products by oneDNN, on processors for which MKL, torch's usual library, has only slower code."""

from __future__ import annotations

import functools

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import linear

from latentlens.model.processor import processor

_ROWS = 64
"""oneDNN compiles code for each number of rows, in half a millisecond, so it gets a multiple of this."""

_LEAST = 2**21
"""Multiplications below which oneDNN, which begins more slowly, is no faster."""


def product(
    x: Float[Tensor, "row d_in"],
    weight: Float[Tensor, "d_out d_in"],
    bias: Float[Tensor, " d_out"] | None = None,
) -> Float[Tensor, "row d_out"]:
    """Return x @ weight.T + bias, without gradients, by the library that is faster on this processor.

    On an AMD processor with AVX-512 oneDNN, which comes with torch, multiplies float32 twice as fast as MKL.
    The same product gives the same bits again; between the two libraries the numbers differ by rounding.

    Args:
        x: any number of rows; those that `filled` returned are not copied again.
        weight: matrix, as `torch.nn.functional.linear` takes it; may be a transposed view.
        bias: added to each row. Default None: nothing.

    Examples:
        >>> product(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0, 4.0], [5.0, 6.0]])).tolist()
        [[11.0, 17.0]]
    """
    small = x.numel() * weight.shape[0] < _LEAST
    if small or not (_by_onednn(x) and _by_onednn(weight)):
        return linear(x, weight, bias)
    found: Tensor = torch.ops.mkldnn._linear_pointwise(filled(x), weight, bias, "none", [], "")
    return found[: x.shape[0]]


def filled(x: Float[Tensor, "row d"]) -> Float[Tensor, "more d"]:
    """Return rows with zeros after them, as `product` takes them without a copy, for several products.

    Args:
        x: the rows; they are returned as they are where `product` needs no more of them.
    """
    more = -x.shape[0] % _ROWS
    return torch.cat([x, x.new_zeros(more, x.shape[1])]) if more and _by_onednn(x) else x


def _by_onednn(x: Tensor) -> bool:
    return x.dtype == torch.float32 and x.device.type == "cpu" and onednn_is_faster()


@functools.cache
def onednn_is_faster() -> bool:
    """Return whether torch multiplies float32 by MKL on a processor for whose AVX-512 MKL has no code."""
    return (
        torch.backends.mkl.is_available()  # type: ignore[no-untyped-call]
        and torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        and hasattr(torch.ops.mkldnn, "_linear_pointwise")
        and torch.backends.cpu.get_cpu_capability() == "AVX512"
        and processor().name.startswith("AMD")
    )

"""DtypeChoice: the dtype that a model was opened in because it is the fastest, and what that costs."""

from __future__ import annotations

import dataclasses

import torch

from latentlens.errors import ModelError
from latentlens.inputs.shown import shown

ROWS = (8, 128)
"""Rows that are multiplied at once where speed is measured: a question's, as it generates, and a grid's."""


@dataclasses.dataclass(frozen=True)
class Rounding:
    """Difference of a model's next-token distributions from the same model's in float32, on passages.

    Args:
        tokens: number of tokens after which distributions were compared.
        same_top_token: after how many of these the most probable next token is the same.
        mean_kl: mean KL divergence of the distribution from float32's, in nats.
        max_logit_difference: largest absolute difference of a logit.
    """

    tokens: int
    same_top_token: int
    mean_kl: float
    max_logit_difference: float

    def __str__(self) -> str:
        """Return the difference in a few words.

        Examples:
            >>> print(Rounding(240, 231, 0.0031, 0.52))
            the next token is float32's at 231 of 240 tokens, KL 0.0031 nats, logits within 0.52
        """
        return (
            f"the next token is float32's at {self.same_top_token} of {self.tokens} tokens, "
            f"KL {self.mean_kl:.2g} nats, logits within {self.max_logit_difference:.2g}"
        )


@dataclasses.dataclass(frozen=True)
class DtypeChoice:
    """The dtype that a model was opened in because it is the fastest, and what it costs.

    Args:
        dtype: "bfloat16" or "float32".
        ratios: how many times as fast matrix products of the model's shapes are in bfloat16, with 8 rows and
            with 128.
        where: where that comes from: "measured now", or the file in which it is kept.
        rounding: difference of the model's next-token distributions from float32; None in float32, or where
            it was not measured. Default None.
        why_not: why it was not measured; empty (default) if it was.
    """

    dtype: str
    ratios: tuple[float, ...]
    where: str
    rounding: Rounding | None = None
    why_not: str = ""

    def __str__(self) -> str:
        """Return the choice in one line.

        Examples:
            >>> print(DtypeChoice("float32", (0.4, 0.2), "measured now"))
            bfloat16 products are 0.4 (8 rows) and 0.2 (128 rows) times as fast as float32's, measured now
        """
        each = " and ".join(f"{ratio:.1f} ({n} rows)" for ratio, n in zip(self.ratios, ROWS, strict=True))
        speed = f"bfloat16 products are {each} times as fast as float32's, {self.where}"
        if self.rounding is not None:
            return f"{speed}; {self.rounding}"
        return f"{speed}; {self.why_not}" if self.why_not else speed


def checked_dtype(dtype: str | torch.dtype | None) -> torch.dtype | None:
    """Return a torch dtype that was given as itself or by name; None for None.

    Args:
        dtype: a torch dtype or its name, such as "bfloat16".

    Raises:
        ModelError: if it is no floating-point dtype.
    """
    if dtype is None:
        return None
    torch_dtype = getattr(torch, dtype, None) if isinstance(dtype, str) else dtype
    if not isinstance(torch_dtype, torch.dtype) or not torch_dtype.is_floating_point:
        raise ModelError(
            f"{shown(dtype)} is not a dtype that a model can run in. Use for example 'float32' or "
            "'bfloat16', or 'fastest' for the one of these that is measured faster."
        )
    return torch_dtype

"""A translator: a trainable mapping that begins as the identity."""

from __future__ import annotations

from typing import Any, Literal

import torch

from latentlens.mappings.affine import Affine, ScalarAffine

Kind = Literal["affine", "scalar_affine"]


class Translator:
    """A mapping in residual form, h + change(h), that begins as the identity.

    The change is what is trained, so weight decay pulls towards the identity and not towards zero.

    Args:
        kind: "affine" or "scalar_affine".
        d_model: width of the residual stream.
        device: device to train on; None for the CPU.

    Examples:
        >>> Translator("scalar_affine", 2).mapping()(torch.ones(1, 1, 2), torch.zeros(1, 1, 2)).tolist()
        [[[1.0, 1.0]]]
    """

    def __init__(self, kind: Kind, d_model: int, device: torch.device | None = None) -> None:
        shape = (d_model, d_model) if kind == "affine" else ()
        plain: dict[str, Any] = {"dtype": torch.float32, "device": device}
        self._base = torch.eye(d_model, **plain) if kind == "affine" else torch.ones((), **plain)
        self.change = torch.zeros(shape, **plain, requires_grad=True)
        self.bias = torch.zeros(d_model, **plain, requires_grad=True)

    def mapping(self) -> Affine | ScalarAffine:
        """Return the current mapping; gradients flow through it to `change` and `bias`."""
        form = Affine if self.change.ndim else ScalarAffine
        return form(self._base + self.change, self.bias)

    def fixed(self) -> Affine | ScalarAffine:
        """Return a detached copy of the current mapping."""
        form = Affine if self.change.ndim else ScalarAffine
        return form((self._base + self.change).detach(), self.bias.detach().clone())

"""What models do to their logits outside of any module, by their configuration."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

Finish = Callable[[Tensor], Tensor]
"""Takes logits, of any part of the vocabulary, and returns what the model makes of them."""


def settings(config: Any) -> tuple[float | None, ...]:
    """Return the numbers in a configuration that `logit_postprocessors` goes by."""
    config = config.get_text_config()
    names = ("final_logit_softcapping", "logit_scale", "logits_scaling")
    return tuple(getattr(config, name, None) for name in names)


def logit_postprocessors(config: Any) -> list[Finish]:
    """Return what a model with this configuration may do to its logits, the likeliest first."""
    cap, scale, divisor = settings(config)
    found: list[Finish] = [_same]
    if cap:
        found.insert(0, functools.partial(_softcap, cap))
    if scale:
        found.append(functools.partial(_times, scale))
    if divisor:
        found.append(functools.partial(_times, 1 / divisor))
    return found


def _same(logits: Tensor) -> Tensor:
    return logits


def _softcap(cap: float, logits: Tensor) -> Tensor:
    return cap * torch.tanh(logits / cap)


def _times(scale: float, logits: Tensor) -> Tensor:
    return logits * scale

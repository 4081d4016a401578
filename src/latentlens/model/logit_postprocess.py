"""Logit post-processing by the configuration, outside of any module: soft-capping and scaling."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

LogitPostprocess = Callable[[Tensor], Tensor]
"""Takes logits, of any part of the vocabulary, and returns the model's final ones."""


def config_values(config: Any) -> tuple[float | None, ...]:
    """Return a configuration's soft cap, scale and divisor of logits; None for what it lacks."""
    config = config.get_text_config()
    names = ("final_logit_softcapping", "logit_scale", "logits_scaling")
    return tuple(getattr(config, name, None) for name in names)


def logit_postprocessors(config: Any) -> list[LogitPostprocess]:
    """Return the post-processings that a model with this configuration may apply, the likeliest first.

    Args:
        config: the model's transformers configuration; which of them it applies has to be tried.
    """
    cap, scale, divisor = config_values(config)
    found: list[LogitPostprocess] = [_same]
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

"""Post-processing of logits that a model's config asks for: soft-capping and scaling."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

LogitPostprocess = Callable[[Tensor], Tensor]
"""Function from raw logits, of any part of the vocabulary, to the model's final ones."""


def config_values(config: Any) -> tuple[float | None, ...]:
    """Return a config's soft cap, scale and divisor of logits, each None if it has none."""
    config = config.get_text_config()
    names = ("final_logit_softcapping", "logit_scale", "logits_scaling")
    return tuple(getattr(config, name, None) for name in names)


def logit_postprocessors(config: Any) -> list[LogitPostprocess]:
    """Return the post-processings that a model with this config may apply, the most likely first.

    Args:
        config: the model's transformers config; the caller finds out by trial which one the model applies.
    """
    cap, scale, divisor = config_values(config)
    candidates: list[LogitPostprocess] = [_same]
    if cap:
        candidates.insert(0, functools.partial(_softcap, cap))
    if scale:
        candidates.append(functools.partial(_times, scale))
    if divisor:
        candidates.append(functools.partial(_times, 1 / divisor))
    return candidates


def _same(logits: Tensor) -> Tensor:
    return logits


def _softcap(cap: float, logits: Tensor) -> Tensor:
    return cap * torch.tanh(logits / cap)


def _times(scale: float, logits: Tensor) -> Tensor:
    return logits * scale

"""Rotary embeddings whose frequencies depend on the sequence length, and which lengths share a KV cache."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from typing import Any

import torch
from torch import nn

from latentlens.model.hooks import hooked
from latentlens.model.scope import Scope

_SWITCHING = ("longrope", "dynamic")


class Rotary:
    """The rotary embeddings of a model whose frequencies depend on the length of the sequence.

    transformers chooses the frequencies in every forward pass by the largest position in it: longrope has
    other factors beyond the original context, dynamic NTK others at every length beyond it. So keys cached in
    a shorter pass do not fit a longer one, unless both lengths are in the same `regime`.

    Args:
        model: the twin that runs; its rotary modules are looked up once.
    """

    def __init__(self, model: nn.Module) -> None:
        self._switching = [module for module in model.modules() if _kinds(module)]

    @property
    def switches(self) -> bool:
        """Whether the model has such rotary embeddings."""
        return bool(self._switching)

    def regime(self, length: int) -> Hashable:
        """Return a key that is equal for sequence lengths with the same angles at every position.

        Args:
            length: number of tokens of the whole sequence, with those in a cache.
        """
        return tuple(_regime(module, length) for module in self._switching)

    def as_long_as(self, length: int) -> Scope:
        """Return a context in which shorter passes use the frequencies of a sequence of `length` tokens.

        The caller must hold the model's lock, since this puts hooks on its modules.
        """
        return hooked(
            before=[(module, functools.partial(_lengthen, length)) for module in self._switching],
            after=[(module, _cut) for module in self._switching],
        )


def _kinds(module: nn.Module) -> list[str]:
    """Return the length-dependent scalings of a rotary module; several if kinds of layers have their own."""
    rope_type = getattr(module, "rope_type", None)
    kinds = list(rope_type.values()) if isinstance(rope_type, dict) else [rope_type]
    return [kind for kind in kinds if isinstance(kind, str) and any(name in kind for name in _SWITCHING)]


def _regime(module: Any, length: int) -> Hashable:
    """Return the regime of one rotary module at a sequence length."""
    kinds = _kinds(module)
    long = (
        {length > limit for limit in _limits(module.config.rope_parameters)} if "longrope" in kinds else set()
    )
    grown = length if any("dynamic" in kind for kind in kinds) else 0
    return tuple(sorted(long)), grown if grown > getattr(module, "original_max_seq_len", 0) else 0


def _limits(settings: dict[str, Any]) -> list[int]:
    """Return the lengths beyond which longrope changes its factors, for all kinds of layers."""
    layers = [settings, *(inner for inner in settings.values() if isinstance(inner, dict))]
    name = "original_max_position_embeddings"
    return [int(layer[name]) for layer in layers if layer.get(name) is not None]


def _lengthen(length: int, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Pre-hook: append the last position of the long sequence, so that its frequencies are chosen."""
    given = kwargs["position_ids"] if "position_ids" in kwargs else args[1]
    last = torch.full_like(given[..., :1], length - 1)
    longer = torch.cat([given, last], dim=-1)
    if "position_ids" in kwargs:
        return args, {**kwargs, "position_ids": longer}
    return (args[0], longer, *args[2:]), kwargs


def _cut(_: nn.Module, __: tuple[Any, ...], angles: Any) -> Any:
    """Hook: remove the angles of the appended position again."""
    if isinstance(angles, tuple):
        return tuple(part[..., :-1, :] for part in angles)
    return angles[..., :-1, :]

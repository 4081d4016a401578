"""Rotary positions that turn at another pace in longer sequences, and what may be shared because of it."""

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

    transformers chooses them in every forward pass by the largest position in it: longrope takes its long
    factors beyond the original context, dynamic NTK new ones at every length beyond it. Keys that were
    computed in a shorter pass than the one that reads them therefore do not fit it, unless both lie in one
    `regime`.

    Args:
        model: the twin that runs, whose rotary modules are looked up once.
    """

    def __init__(self, model: nn.Module) -> None:
        self._switching = [module for module in model.modules() if _kinds(module)]

    @property
    def switches(self) -> bool:
        """Whether there is any."""
        return bool(self._switching)

    def regime(self, length: int) -> Hashable:
        """Return what is equal for two lengths at which every position has the same angle.

        Args:
            length: number of tokens in the whole sequence, those in a cache included.
        """
        return tuple(_regime(module, length) for module in self._switching)

    def as_long_as(self, length: int) -> Scope:
        """Run shorter passes with the frequencies of a sequence of `length` tokens.

        The caller holds the model's lock: the hooks that do it are on its modules.
        """
        return hooked(
            before=[(module, functools.partial(_lengthen, length)) for module in self._switching],
            after=[(module, _cut) for module in self._switching],
        )


def _kinds(module: nn.Module) -> list[str]:
    """Return the switching scalings of a rotary embedding; several where kinds of layers have their own."""
    found = getattr(module, "rope_type", None)
    kinds = list(found.values()) if isinstance(found, dict) else [found]
    return [kind for kind in kinds if isinstance(kind, str) and any(name in kind for name in _SWITCHING)]


def _regime(module: Any, length: int) -> Hashable:
    kinds = _kinds(module)
    long = (
        {length > limit for limit in _limits(module.config.rope_parameters)} if "longrope" in kinds else set()
    )
    grown = length if any("dynamic" in kind for kind in kinds) else 0
    return tuple(sorted(long)), grown if grown > getattr(module, "original_max_seq_len", 0) else 0


def _limits(settings: dict[str, Any]) -> list[int]:
    """Return the lengths beyond which longrope switches, of all kinds of layers."""
    layers = [settings, *(inner for inner in settings.values() if isinstance(inner, dict))]
    name = "original_max_position_embeddings"
    return [int(layer[name]) for layer in layers if layer.get(name) is not None]


def _lengthen(length: int, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Add a last position to those that are asked for, so that the pass looks as long as it is to look."""
    given = kwargs["position_ids"] if "position_ids" in kwargs else args[1]
    last = torch.full_like(given[..., :1], length - 1)
    longer = torch.cat([given, last], dim=-1)
    if "position_ids" in kwargs:
        return args, {**kwargs, "position_ids": longer}
    return (args[0], longer, *args[2:]), kwargs


def _cut(_: nn.Module, __: tuple[Any, ...], angles: Any) -> Any:
    """Take the angles of the added position away again."""
    if isinstance(angles, tuple):
        return tuple(part[..., :-1, :] for part in angles)
    return angles[..., :-1, :]

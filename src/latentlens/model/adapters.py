"""PEFT adapters of a model: their names, and switching a twin to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn

from latentlens.errors import SelectionError, UnsupportedModel

BASE = "__base__"
"""Adapter name that stands for the model without any adapter, as in PEFT's `adapter_names`."""


def adapter_names(model: nn.Module) -> frozenset[str]:
    """Return the names of all adapters in a model, active or not."""
    return frozenset(name for layer in _layers(model) for name in _names(layer))


def check_adapter(model: nn.Module, name: str, of: str) -> None:
    """Raise an error if a model cannot run with only the given adapter active.

    Args:
        model: the transformers model with its adapters.
        name: name of the adapter, or `BASE` for none.
        of: name that the user opened the model by, for messages.

    Raises:
        SelectionError: if the model has no adapter of that name.
        UnsupportedModel: if an adapter was merged into the weights.
    """
    names = adapter_names(model)
    if name != BASE and name not in names:
        there = f"It has {', '.join(map(repr, sorted(names)))}." if names else "It has none."
        raise SelectionError(
            f"{of} has no adapter {name!r}. {there} Load one with PEFT's load_adapter(directory, "
            f"adapter_name={name!r}), or name {BASE!r} for the model without any."
        )
    merged = {each for layer in _layers(model) for each in getattr(layer, "merged_adapters", ())}
    if merged:
        raise UnsupportedModel(
            f"The adapter {sorted(merged)[0]!r} is merged into the weights of {of}, so the model cannot run "
            "without it. Undo that with unmerge_adapter()."
        )


def switch_adapter(model: nn.Module, name: str) -> None:
    """Make one adapter of a twin the only active one.

    PEFT's set_adapter would also change `requires_grad` of parameters, which are shared with the user's
    model; this changes only what the twin computes.

    Args:
        model: the twin, never the user's model.
        name: name of an adapter that it has, or `BASE` for none.
    """
    for layer in _layers(model):
        on = name in _names(layer)  # adapters may have weights in different layers
        layer._active_adapter = [name] if on else []
        layer._disable_adapters = not on


def _layers(model: nn.Module) -> Iterator[Any]:
    """Yield the modules that PEFT put into a model."""
    for module in model.modules():
        if "_active_adapter" in vars(module) or hasattr(type(module), "_active_adapter"):
            yield module


def _names(layer: Any) -> frozenset[str]:
    """Return the names of the adapters that have weights in one layer."""
    if "_adapters" in vars(layer):  # a module that is trained or saved as a whole
        return frozenset(layer._adapters)
    return frozenset(layer._all_available_adapter_names())

"""Replaces weights of a twin's modules by others, which may be in another dtype while they are trained."""

from __future__ import annotations

import functools
from typing import Any

import torch
from torch import nn

from latentlens.adapters.adapter import Weights
from latentlens.errors import UnsupportedModel

_WRAPPED = ("base_layer", "original_module")  # where PEFT keeps a module that it has wrapped


def module_at(root: nn.Module, path: str) -> nn.Module | None:
    """Return the module at a path of names, within PEFT's wrappers if there are any; None if there is none.

    Args:
        root: module that the path starts from.
        path: names of the modules, with dots between them.

    Examples:
        >>> module_at(nn.Sequential(nn.Linear(1, 2)), "0").out_features
        2
    """
    found = root
    for step in filter(None, path.split(".")):
        inner = found._modules.get(step)
        while inner is None:
            wrapped = next((each for each in _WRAPPED if found._modules.get(each) is not None), None)
            if wrapped is None:
                return None
            found = found._modules[wrapped]  # type: ignore[assignment]
            inner = found._modules.get(step)
        found = inner
    return found


def replace_weight(root: nn.Module, path: str, key: str, weights: Weights, adapter: str) -> None:
    """Put a tensor in the place of one of a twin's weights; modules that share the weight keep it.

    The tensor is used in the weight's dtype. One that is trained in a wider one is converted in every forward
    pass, so that gradients flow to it.

    Args:
        root: module that the path starts from.
        path: path of the weight, such as "self_attn.q_proj.weight".
        key: name of the tensor that replaces it.
        weights: function that gives the tensor.
        adapter: the adapter's name, for messages.

    Raises:
        UnsupportedModel: if there is no such weight, or it has another shape.
    """
    where, _, last = path.rpartition(".")
    module = module_at(root, where)
    while module is not None and module._parameters.get(last) is None:
        module = next((module._modules[each] for each in _WRAPPED if each in module._modules), None)
    if module is None:
        raise UnsupportedModel(
            f"The adapter {adapter} replaces {path!r}, and the model has no such weight. Load it on the "
            "model that it was trained for."
        )
    old = module._parameters[last]
    assert old is not None
    new = weights(key, old.device, old.dtype)
    if new.shape != old.shape:
        raise UnsupportedModel(
            f"The adapter {adapter} replaces {path!r} by a tensor of shape {tuple(new.shape)}; the model's "
            f"is {tuple(old.shape)}. Load it on the model that it was trained for."
        )
    if not new.requires_grad and torch.equal(new, old):
        return  # one copy is enough, as of the embeddings that PEFT saves with a LoRA on them
    if new.dtype == old.dtype:
        module._parameters[last] = new
        return
    del module._parameters[last]
    convert = functools.partial(_convert, last, new, old.dtype)
    module.register_forward_pre_hook(convert)
    convert(module)


def _convert(name: str, weight: nn.Parameter, dtype: torch.dtype, module: nn.Module, _: Any = None) -> None:
    """Pre-hook of a module: set one of its weights to a parameter in another dtype."""
    vars(module)[name] = weight.to(dtype)

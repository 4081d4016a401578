"""Structural twins: copies of a model's modules that share its weights, so that the model is not changed."""

from __future__ import annotations

import copy
from collections import OrderedDict
from typing import Any, TypeVar

from torch import nn

from latentlens.errors import UnsupportedModel
from latentlens.model.offloading import shared_in_a_copy
from latentlens.model.tensors import tensors_of

M = TypeVar("M", bound=nn.Module)

HOOKS = (
    "_forward_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_hooks_always_called",
    "_forward_pre_hooks",
    "_forward_pre_hooks_with_kwargs",
)
"""Attributes in which a torch module keeps its forward hooks."""

_BACKWARD = ("_backward_hooks", "_backward_pre_hooks", "_state_dict_hooks", "_state_dict_pre_hooks")
_RECORDERS = "transformers.utils.output_capturing"


def twin(module: M) -> M:
    """Return a copy of a module tree that shares every parameter, buffer and other tensor with it.

    A write to a weight of either is a write to both. Modules, settings, training mode (evaluation) and hooks
    are separate. The user's forward hooks are on the copy too, since they change what the model computes.
    Compiled forward passes are not copied, as they belong to the original's modules.

    Args:
        module: model to copy; it is not changed.

    Raises:
        UnsupportedModel: if some part of it cannot be copied.

    Examples:
        >>> original = nn.Linear(2, 2)
        >>> copied = twin(original)
        >>> copied.weight is original.weight, copied is original
        (True, False)
    """
    try:
        copied = copy.deepcopy(module, _shared(module))
    except Exception as error:  # a __deepcopy__ can raise anything
        raise UnsupportedModel(
            f"A {type(module).__name__} holds something that cannot be copied ({type(error).__name__}: "
            f"{error}), and latentlens runs a copy of its modules to leave the model alone. Remove what "
            "was attached to the model, or open it from its directory."
        ) from error
    for original, part in zip(module.modules(), copied.modules(), strict=True):
        part.training = False
        part._compiled_call_impl = None
        for name in HOOKS:
            vars(part)[name] = OrderedDict(_users(original, name))
    for config in _configs(copied):
        config.output_hidden_states = False
        config.output_attentions = False
        config.return_dict = True
    return copied


def is_recorder(hook: object) -> bool:
    """Return whether a hook is one of transformers' that only collects outputs for `output_hidden_states`."""
    return getattr(hook, "__module__", None) == _RECORDERS


def _shared(module: nn.Module) -> dict[int, Any]:
    """Return the memo for `copy.deepcopy`: the objects, by id, that the copy shares with the original."""
    # Length-dependent rotary frequencies are written in place by forward passes, so they are not shared.
    tensors = (*tensors_of(module).values(), *module.parameters())
    shared: dict[int, Any] = {id(part): part for part in (*tensors, *shared_in_a_copy(module))}
    for part in module.modules():
        attributes = vars(part)
        for name in (*HOOKS, *_BACKWARD):
            # Hook tables are emptied here; the user's hooks are then added as the same objects.
            if isinstance(attributes.get(name), dict):
                shared[id(attributes[name])] = OrderedDict()
        for name in ("hf_quantizer", "_compiled_call_impl"):
            if attributes.get(name) is not None:
                shared[id(attributes[name])] = attributes[name]
    return shared


def _users(part: nn.Module, name: str) -> dict[int, Any]:
    """Return the entries of a module's hook table that are not transformers' recorders."""
    hooks = {**part._forward_hooks, **part._forward_pre_hooks}
    return {key: entry for key, entry in vars(part).get(name, {}).items() if not is_recorder(hooks.get(key))}


def _configs(model: Any) -> list[Any]:
    """Return the distinct transformers configs of a model's modules, with their text configs."""
    configs: dict[int, Any] = {}
    for part in model.modules():
        config = vars(part).get("config")
        if hasattr(config, "get_text_config"):
            for each in (config, config.get_text_config()):
                configs[id(each)] = each
    return list(configs.values())

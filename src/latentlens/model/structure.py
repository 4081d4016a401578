"""What a model is made of beside its weights' numbers: modules, settings, adapters, the user's hooks."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import types
import uuid
import weakref
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules import module as torch_module

from latentlens.model.twin import HOOKS, is_recorder

_NO_MATTER = {
    *(
        "_name_or_path",
        "architectures",
        "attn_implementation",
        "_attn_implementation",
        "dtype",
        "torch_dtype",
    ),
    *("id2label", "label2id", "output_attentions", "output_hidden_states", "problem_type", "return_dict"),
    *("transformers_version", "use_cache"),
}
"""Settings that a forward pass of latentlens does not depend on; saving and opening again changes some."""

_NOT_COMPUTED_WITH = {
    *("training", "name_or_path", "warnings_issued", "hf_device_map", "gradient_checkpointing", "loss_type"),
    *("max_seq_len_cached", "tied_weights_keys", "all_tied_weights_keys"),
}
"""Public attributes of modules that an evaluation pass does not depend on, or that it sets itself."""

_ADAPTERS = ("_active_adapter", "_disable_adapters")  # what PEFT keeps, though privately

_LONG = 4096  # entries; a longer list on a module is somebody's data, not a setting


@dataclasses.dataclass(frozen=True)
class Structure:
    """A model as it stands, its weights' numbers apart.

    Args:
        identity: equal as long as a structural twin made earlier still computes what the model does.
        described: the same in every process for equal models.
        code: the user's own code that runs with a forward pass, such as hooks; empty for most models.
        tensors: parameters and buffers by name; buffers that are computed anew at loading apart.
        computed: those buffers by name, as rotary frequencies.
        attention: the attention implementations that the configurations name.
    """

    identity: tuple[object, ...]
    described: str
    code: tuple[object, ...]
    tensors: dict[str, Tensor]
    computed: dict[str, Tensor]
    attention: tuple[object, ...]


def structure(model: nn.Module) -> Structure:
    """Look at a model once, without touching it."""
    settings = _settings(model)
    identity: list[object] = [settings]
    described: list[str] = [type(model).__name__, settings, _softcapped(model)]
    code: list[object] = [*_global_hooks()]
    tensors: dict[str, Tensor] = {}
    computed: dict[str, Tensor] = {}
    for name, part in model.named_modules():
        own = vars(part)
        attributes = _attributes(own)
        identity += [id(part), type(part), attributes]
        described.append(f"{name} {type(part).__name__} {attributes}")
        code += [(name, *entry) for entry in _user_code(part)]
        for key, tensor, kept in _own_tensors(own):
            identity += [key, id(tensor)]
            where = f"{name}.{key}" if name else key
            if kept:
                tensors[where] = tensor
                continue
            described.append(f"{key} {tensor.dtype}")
            if not _recomputed(own):
                computed[where] = tensor
    attention = tuple(_attention(model))
    return Structure(
        (*identity, *code, attention), "\n".join(described), tuple(code), tensors, computed, attention
    )


def _own_tensors(own: dict[str, Any]) -> Iterator[tuple[str, Tensor, bool]]:
    """Yield a module's tensors by name, and whether they are saved with it."""
    for table in (own["_parameters"], own["_buffers"], own):
        for key, value in table.items():
            if isinstance(value, Tensor):
                yield key, value, table is not own and key not in own["_non_persistent_buffers_set"]


def _recomputed(own: dict[str, Any]) -> bool:
    """Whether a module sets its buffers anew in every forward pass, by the length of the text."""
    return own.get("rope_type") in ("dynamic", "longrope")


def _attributes(own: dict[str, Any]) -> str:
    """Return a module's public settings as text, such as a dropout's rate or an attention's scale."""
    found = []
    for key, value in sorted(own.items()):
        if key in _NOT_COMPUTED_WITH or (key.startswith("_") and key not in _ADAPTERS):
            continue
        text = _text(value)
        if text is not None:
            found.append(f"{key}={text}")
    return " ".join(found)


def _text(value: Any) -> str | None:
    """Return a setting as text that is the same in every process; None for what is not a setting."""
    if value is None or isinstance(value, (bool, int, float, complex, str, torch.dtype)):
        return repr(value)
    if isinstance(value, (list, tuple, set, frozenset)) and len(value) <= _LONG:
        parts = [_text(part) for part in value]
        if isinstance(value, (set, frozenset)):
            parts.sort(key=str)
        return f"[{','.join(map(str, parts))}]"
    if isinstance(value, dict) and len(value) <= _LONG:
        return f"{{{','.join(f'{key!r}:{_text(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, functools.partial):
        return f"{_text(value.func)}({_text(value.args)},{_text(value.keywords)})"
    return None


def _user_code(part: nn.Module) -> Iterator[tuple[object, ...]]:
    """Yield what runs when a module is called beside its class's own code."""
    own = vars(part)
    if "forward" in own:
        yield ("forward", _number(own["forward"]))
    for table in HOOKS:
        for hook in own.get(table, {}).values():
            if callable(hook) and not is_recorder(hook):
                yield (table, _number(hook))


def _global_hooks() -> Iterator[tuple[object, ...]]:
    for table in ("_global_forward_hooks", "_global_forward_pre_hooks"):
        for hook in getattr(torch_module, table, {}).values():
            yield (table, _number(hook))


_numbers: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_count = itertools.count()
_process = uuid.uuid4().hex


def _number(code: Any) -> str:
    """Return a name for a piece of the user's code that no other piece ever has, in any process."""
    try:
        return _numbers.setdefault(code, f"{_process}.{next(_count)}")
    except TypeError:  # neither hashable nor weakly referable: what it does cannot be told from outside
        return f"{_process}.{next(_count)}"


def _attention(model: nn.Module) -> Iterator[object]:
    config: Any = getattr(model, "config", None)
    if hasattr(config, "get_text_config"):
        yield getattr(config, "_attn_implementation", None)
        yield getattr(config.get_text_config(), "_attn_implementation", None)


def _softcapped(model: nn.Module) -> str:
    """Return the attention implementation where it changes more than rounding: some leave soft caps out."""
    config: Any = getattr(model, "config", None)
    text = config.get_text_config() if hasattr(config, "get_text_config") else None
    return str(list(_attention(model))) if getattr(text, "attn_logit_softcapping", None) else ""


def _settings(module: nn.Module) -> str:
    config = getattr(module, "config", None)
    return json.dumps(_telling(config.to_dict()), sort_keys=True, default=repr) if config else ""


def _telling(value: Any) -> Any:
    """Leave out what does not change a forward pass, in nested configurations too."""
    if not isinstance(value, dict):
        return value
    return {
        str(key): _telling(inner)
        for key, inner in value.items()
        if key not in _NO_MATTER and not str(key).endswith("_token_id")
    }

"""Structure: a model's modules, settings, adapters and hooks (all but its weights), to notice changes."""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
import json
import operator
import types
import uuid
import weakref
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules import module as torch_module

from latentlens.model.offloading import Offloaded, all_offloaded, moves_inputs
from latentlens.model.tensors import own_tensors
from latentlens.model.twin import HOOKS, is_recorder

_IRRELEVANT_SETTINGS = {
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
"""Config settings that a forward pass of latentlens does not depend on; saving and loading changes some."""

_NOT_COMPUTED_WITH = {
    *("training", "name_or_path", "warnings_issued", "hf_device_map", "gradient_checkpointing", "loss_type"),
    *("max_seq_len_cached", "tied_weights_keys", "all_tied_weights_keys"),
    *("to", "cuda", "npu", "xpu", "mlu", "sdaa", "musa"),  # accelerate wraps them to warn
}
"""Public attributes of modules that a forward pass in evaluation mode does not depend on, or sets itself."""

_ADAPTERS = ("_active_adapter", "_disable_adapters")  # private attributes of PEFT that matter

_HELD = ("_parameters", "_buffers", "_modules", *HOOKS)
"""Tables of a torch module whose entries a forward pass depends on."""

_VALUES = operator.methodcaller("values")

_LONG = 4096  # a longer list on a module is data, not a setting


@dataclasses.dataclass(frozen=True, eq=False)
class Structure:
    """The state of a model, apart from its weights' numbers.

    Args:
        identity: key that stays equal as long as an earlier twin still computes what the model does.
        described: description as text, the same in every process for equal models.
        code: the user's own code that runs in a forward pass, such as hooks; empty for most models.
        tensors: parameters and saved buffers by name; offloaded ones with their location.
        computed: buffers that are not saved but computed at loading, by name, such as rotary frequencies.
        settings: the config as text.
        attention: attention implementations that the config names.
        device: device of the weights.
    """

    identity: tuple[object, ...]
    described: str
    code: tuple[object, ...]
    tensors: dict[str, Tensor | Offloaded]
    computed: dict[str, Tensor]
    settings: str
    attention: tuple[object, ...]
    device: str


class Structures:
    """Reads the structure of a model, quickly if it has not changed since the last time.

    Args:
        model: the transformers model; it is never changed.
    """

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._seen: list[_Seen] = []
        self._last: Structure | None = None
        self._config: tuple[object, str] = (None, "")

    def now(self) -> Structure:
        """Return the model's structure now; the same object as the last time if nothing has changed."""
        settings, attention, global_hooks = self._settings(), _attention(self._model), _global_hooks()
        device = next((str(weight.device) for weight in self._model.parameters()), "")
        last = self._last
        if (
            last is not None
            and last.settings == settings
            and last.attention == attention
            and last.device == device
            and not global_hooks
            and all(seen.still() for seen in self._seen)
        ):
            return last
        named = list(_named(self._model))
        self._seen = [_Seen(part) for _, part in named]
        self._last = _structure(self._model, named, settings, attention, global_hooks, device)
        return self._last

    def _settings(self) -> str:
        """Return the model's config as text, nested configs included."""
        config: Any = getattr(self._model, "config", None)
        if config is None:
            return ""
        values = _values(config)
        if self._config[0] != values:
            relevant = _relevant(config.to_dict())
            self._config = (copy.deepcopy(values), json.dumps(relevant, sort_keys=True, default=repr))
        return self._config[1]


class _Seen:
    """Snapshot of one module's attributes, to find out later whether they have changed.

    It references the attributes, so that no new object can get the id of an old one.

    Args:
        part: the module.
    """

    def __init__(self, part: nn.Module) -> None:
        self._part = part
        self._values = self._now()
        attributes = vars(part)
        self._changing = any(
            isinstance(value, (list, dict, set)) for key, value in attributes.items() if key not in _TABLES
        )
        self._attributes = _attributes(attributes) if self._changing else ""

    def _now(self) -> tuple[object, ...]:
        attributes = vars(self._part)
        # run for every module before every forward pass, hence without a generator
        tables = filter(None, map(attributes.get, _HELD))
        return (*attributes.values(), *itertools.chain.from_iterable(map(_VALUES, tables)))

    def still(self) -> bool:
        """Return whether the module's attributes, tensors, submodules and hooks are the same objects."""
        now = self._now()
        return (
            len(now) == len(self._values)
            and all(map(operator.is_, now, self._values))
            and (not self._changing or _attributes(vars(self._part)) == self._attributes)
        )


def _structure(
    model: nn.Module,
    named: list[tuple[str, nn.Module]],
    settings: str,
    attention: tuple[object, ...],
    global_hooks: tuple[object, ...],
    device: str,
) -> Structure:
    """Return the structure of a model from its named modules and settings."""
    identity: list[object] = [settings, attention, device]
    described: list[str] = [type(model).__name__, settings, _softcapped(model)]
    code: list[object] = [*global_hooks]
    tensors: dict[str, Tensor | Offloaded] = {}
    elsewhere = all_offloaded(model)
    computed: dict[str, Tensor] = {}
    for name, part in named:
        attributes = vars(part)
        kind = f"{type(part).__module__}.{type(part).__qualname__}"
        line = f"{name} {kind} {_attributes(attributes)}"
        identity += (id(part), line)
        described.append(line)
        code += [(name, *entry) for entry in _user_code(part)]
        for where, tensor, saved in own_tensors(part, f"{name}." if name else ""):
            if saved and where in elsewhere:
                # accelerate puts a new empty tensor there in every forward pass.
                tensors[where] = elsewhere[where]
                identity += (where, id(elsewhere[where].held))
                continue
            identity += (where, id(tensor))
            if saved:
                tensors[where] = tensor
            else:
                described.append(f"{where} {tensor.dtype}")
                computed[where] = tensor
    return Structure(
        (*identity, *code), "\n".join(described), tuple(code), tensors, computed, settings, attention, device
    )


def _named(model: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """Yield all modules by name, each once; `named_modules` of torch takes twice as long."""
    stack: list[tuple[str, nn.Module]] = [("", model)]
    visited: set[int] = set()
    while stack:
        name, part = stack.pop()
        if id(part) in visited:
            continue
        visited.add(id(part))
        yield name, part
        prefix = f"{name}." if name else ""
        stack += [(prefix + key, child) for key, child in part._modules.items() if child is not None][::-1]


def _values(config: Any) -> list[object]:
    """Return the attributes of a config and of the configs nested in it."""
    flat = {key: value for key, value in vars(config).items() if not hasattr(value, "get_text_config")}
    inner = [value for value in vars(config).values() if hasattr(value, "get_text_config")]
    return [flat, *(_values(value) for value in inner)]


_TABLES = frozenset(key for key, value in vars(nn.Module()).items() if isinstance(value, (list, dict, set)))
"""Attributes in which every module keeps its submodules, tensors and hooks."""


def _attributes(attributes: dict[str, Any]) -> str:
    """Return a module's public settings as text, such as a dropout's rate or an attention's scale."""
    settings = []
    for key, value in sorted(attributes.items()):
        if key in _NOT_COMPUTED_WITH or (key.startswith("_") and key not in _ADAPTERS):
            continue
        text = _text(value)
        if text is not None:
            settings.append(f"{key}={text}")
    return " ".join(settings)


def _text(value: Any) -> str | None:
    """Return a setting as text that is the same in every process; None for values that are no settings."""
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
    if isinstance(value, functools.partial) and not moves_inputs(value):
        return f"{_text(value.func)}({_text(value.args)},{_text(value.keywords)})"
    return None


def _user_code(part: nn.Module) -> Iterator[tuple[object, ...]]:
    """Yield the hooks and the replaced `forward` of a module, as (table, unique name)."""
    attributes = vars(part)
    if "forward" in attributes and not moves_inputs(attributes["forward"]):
        yield ("forward", _number(attributes["forward"]))
    for table in HOOKS:
        for hook in attributes.get(table, {}).values():
            if callable(hook) and not is_recorder(hook):
                yield (table, _number(hook))


def _global_hooks() -> tuple[object, ...]:
    """Return torch's global module hooks, which run with every module."""
    tables = ("_global_forward_hooks", "_global_forward_pre_hooks")
    return tuple(
        (table, _number(hook)) for table in tables for hook in getattr(torch_module, table, {}).values()
    )


_numbers: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_count = itertools.count()
_process = uuid.uuid4().hex


def _number(code: Any) -> str:
    """Return a name for a function of the user's that is unique over all processes."""
    try:
        return _numbers.setdefault(code, f"{_process}.{next(_count)}")
    except TypeError:  # neither hashable nor weakly referable, so it gets a new name every time
        return f"{_process}.{next(_count)}"


def _attention(model: nn.Module) -> tuple[object, ...]:
    """Return the attention implementations that a model's config and its text config name."""
    config: Any = getattr(model, "config", None)
    if not hasattr(config, "get_text_config"):
        return ()
    configs = (config, config.get_text_config())
    return tuple(getattr(each, "_attn_implementation", None) for each in configs)


def _softcapped(model: nn.Module) -> str:
    """Return the attention implementation of a model with soft-capped attention, which some leave out."""
    config: Any = getattr(model, "config", None)
    text = config.get_text_config() if hasattr(config, "get_text_config") else None
    return str(_attention(model)) if getattr(text, "attn_logit_softcapping", None) else ""


def _relevant(value: Any) -> Any:
    """Return a config's dict without the settings that do not change a forward pass, also in nested ones."""
    if not isinstance(value, dict):
        return value
    return {
        str(key): _relevant(inner)
        for key, inner in value.items()
        if key not in _IRRELEVANT_SETTINGS and not str(key).endswith("_token_id")
    }

"""What a model is made of beside its weights' numbers: modules, settings, adapters, the user's hooks."""

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
    *("to", "cuda", "npu", "xpu", "mlu", "sdaa", "musa"),  # accelerate wraps them to warn
}
"""Public attributes of modules that an evaluation pass does not depend on, or that it sets itself."""

_ADAPTERS = ("_active_adapter", "_disable_adapters")  # what PEFT keeps, though privately

_LONG = 4096  # entries; a longer list on a module is somebody's data, not a setting


@dataclasses.dataclass(frozen=True, eq=False)
class Structure:
    """A model as it stands, its weights' numbers apart.

    Args:
        identity: equal as long as a structural twin made earlier still computes what the model does.
        described: the same in every process for equal models.
        code: the user's own code that runs with a forward pass, such as hooks; empty for most models.
        tensors: parameters and buffers by name; buffers that are computed anew at loading apart. Of weights
            that are offloaded, where they are.
        computed: those buffers by name, as rotary frequencies.
        settings: the configuration as text.
        attention: the attention implementations that the configurations name.
        device: where the weights are.
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
    """Looks at a model again and again; one that has not changed since the last time costs little.

    Args:
        model: the transformers model; it is read and never changed.
    """

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._seen: list[_Seen] = []
        self._last: Structure | None = None
        self._config: tuple[object, str] = (None, "")

    def now(self) -> Structure:
        """Return the model as it is; the very same object as the last time if nothing has changed."""
        settings, attention, everywhere = self._settings(), _attention(self._model), _global_hooks()
        device = next((str(weight.device) for weight in self._model.parameters()), "")
        last = self._last
        if (
            last is not None
            and last.settings == settings
            and last.attention == attention
            and last.device == device
            and not everywhere
            and all(seen.still() for seen in self._seen)
        ):
            return last
        named = list(_named(self._model))
        self._seen = [_Seen(part) for _, part in named]
        self._last = _structure(self._model, named, settings, attention, everywhere, device)
        return self._last

    def _settings(self) -> str:
        """Return the model's configuration as text, nested configurations included."""
        config: Any = getattr(self._model, "config", None)
        if config is None:
            return ""
        now = _values(config)
        if self._config[0] != now:
            told = _telling(config.to_dict())
            self._config = (copy.deepcopy(now), json.dumps(told, sort_keys=True, default=repr))
        return self._config[1]


class _Seen:
    """A module as it was last seen; it holds on to what it saw, so that nothing new has the same identity.

    Args:
        part: the module to compare with later.
    """

    def __init__(self, part: nn.Module) -> None:
        self._part = part
        self._values = self._now()
        own = vars(part)
        self._changing = any(
            isinstance(value, (list, dict, set)) for key, value in own.items() if key not in _TABLES
        )
        self._attributes = _attributes(own) if self._changing else ""

    def _now(self) -> tuple[object, ...]:
        own = vars(self._part)
        tables = [own.get(name) for name in ("_parameters", "_buffers", "_modules", *HOOKS)]
        return (*own.values(), *(value for table in tables if table for value in table.values()))

    def still(self) -> bool:
        """Return whether a module's attributes, tensors, parts and hooks are the very same."""
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
    everywhere: tuple[object, ...],
    device: str,
) -> Structure:
    """Put together what the parts of a model are."""
    identity: list[object] = [settings, attention, device]
    described: list[str] = [type(model).__name__, settings, _softcapped(model)]
    code: list[object] = [*everywhere]
    tensors: dict[str, Tensor | Offloaded] = {}
    elsewhere = all_offloaded(model)
    computed: dict[str, Tensor] = {}
    for name, part in named:
        own = vars(part)
        kind = f"{type(part).__module__}.{type(part).__qualname__}"
        line = f"{name} {kind} {_attributes(own)}"
        identity += (id(part), line)
        described.append(line)
        code += [(name, *entry) for entry in _user_code(part)]
        for where, tensor, saved in own_tensors(part, f"{name}." if name else ""):
            if saved and where in elsewhere:
                # Each run puts another empty tensor there.
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
    """Yield all modules by name, each once; torch's own way costs twice as much."""
    stack: list[tuple[str, nn.Module]] = [("", model)]
    done: set[int] = set()
    while stack:
        name, part = stack.pop()
        if id(part) in done:
            continue
        done.add(id(part))
        yield name, part
        prefix = f"{name}." if name else ""
        stack += [(prefix + key, child) for key, child in part._modules.items() if child is not None][::-1]


def _values(config: Any) -> list[object]:
    """Return what a configuration and those in it hold."""
    own = {key: value for key, value in vars(config).items() if not hasattr(value, "get_text_config")}
    inner = [value for value in vars(config).values() if hasattr(value, "get_text_config")]
    return [own, *(_values(value) for value in inner)]


_TABLES = frozenset(key for key, value in vars(nn.Module()).items() if isinstance(value, (list, dict, set)))
"""Where every module keeps its parts and hooks; these are looked into each time."""


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
    if isinstance(value, functools.partial) and not moves_inputs(value):
        return f"{_text(value.func)}({_text(value.args)},{_text(value.keywords)})"
    return None


def _user_code(part: nn.Module) -> Iterator[tuple[object, ...]]:
    """Yield what runs when a module is called beside its class's own code."""
    own = vars(part)
    if "forward" in own and not moves_inputs(own["forward"]):
        yield ("forward", _number(own["forward"]))
    for table in HOOKS:
        for hook in own.get(table, {}).values():
            if callable(hook) and not is_recorder(hook):
                yield (table, _number(hook))


def _global_hooks() -> tuple[object, ...]:
    """Return the hooks that run with every module there is."""
    tables = ("_global_forward_hooks", "_global_forward_pre_hooks")
    return tuple(
        (table, _number(hook)) for table in tables for hook in getattr(torch_module, table, {}).values()
    )


_numbers: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
_count = itertools.count()
_process = uuid.uuid4().hex


def _number(code: Any) -> str:
    """Return a name for a piece of the user's code that no other piece ever has, in any process."""
    try:
        return _numbers.setdefault(code, f"{_process}.{next(_count)}")
    except TypeError:  # neither hashable nor weakly referable: what it does cannot be told from outside
        return f"{_process}.{next(_count)}"


def _attention(model: nn.Module) -> tuple[object, ...]:
    """Return the attention implementations that a model's configurations name."""
    config: Any = getattr(model, "config", None)
    if not hasattr(config, "get_text_config"):
        return ()
    configs = (config, config.get_text_config())
    return tuple(getattr(each, "_attn_implementation", None) for each in configs)


def _softcapped(model: nn.Module) -> str:
    """Return the attention implementation where it changes more than rounding: some leave soft caps out."""
    config: Any = getattr(model, "config", None)
    text = config.get_text_config() if hasattr(config, "get_text_config") else None
    return str(_attention(model)) if getattr(text, "attn_logit_softcapping", None) else ""


def _telling(value: Any) -> Any:
    """Leave out what does not change a forward pass, in nested configurations too."""
    if not isinstance(value, dict):
        return value
    return {
        str(key): _telling(inner)
        for key, inner in value.items()
        if key not in _NO_MATTER and not str(key).endswith("_token_id")
    }

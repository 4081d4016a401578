"""Lists every tensor that a module's forward pass may read: parameters, buffers, quantisation scales."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import is_traceable_wrapper_subclass

_INTERNAL = frozenset(vars(nn.Module()))
_NO_TENSORS = frozenset({int, float, bool, str, type(None), torch.dtype, torch.device, type})
_PLAIN = frozenset({Tensor, nn.Parameter})
_QUANTISER = "bitsandbytes"
_FOLLOWS_LENGTH = ("dynamic", "longrope")


def tensors_of(module: nn.Module) -> dict[str, Tensor]:
    """Return the tensors that a module computes with, without copying or moving them.

    `state_dict()` cannot be used for this: it leaves out buffers that are not saved (rotary frequencies), and
    some modules change themselves in it (bitsandbytes packs its weights again).

    Args:
        module: any torch module.

    Returns:
        The tensors by name, in the order of the modules: parameters, under every name if tied; buffers, saved
        or not; tensors that are plain attributes; scales of quantised weights; and in place of a tensor
        subclass that wraps others, these. Rotary frequencies that each forward pass computes from the
        sequence length are left out, since they follow from the config.
    """
    return {
        name: tensor
        for prefix, child in module.named_modules()
        for name, tensor, _ in own_tensors(child, f"{prefix}." if prefix else "")
    }


def own_tensors(module: nn.Module, prefix: str = "") -> Iterator[tuple[str, Tensor, bool]]:
    """Yield one module's own tensors, without those of its submodules.

    Args:
        module: the module.
        prefix: text put before each name, such as "model.norm.". Default: none.

    Yields:
        The name, the tensor, and whether it is saved with the module.
    """
    attributes = vars(module)  # faster than getattr; this runs for every module before every question
    for name, parameter in module._parameters.items():
        if parameter is not None:
            for part in _parts(prefix + name, parameter):
                yield *part, True
            if type(parameter) is not nn.Parameter:
                for part in _scales(prefix + name, parameter, attributes):
                    yield *part, True
    follows_length = any(kind in str(attributes.get("rope_type")) for kind in _FOLLOWS_LENGTH)
    for others in (module._buffers, attributes):
        for name, value in others.items():
            if type(value) in _NO_TENSORS or name in _INTERNAL:
                continue
            if not follows_length or name.endswith("original_inv_freq"):
                saved = others is not attributes and name not in module._non_persistent_buffers_set
                for part in _inside(prefix + name, value):
                    yield *part, saved


def _inside(name: str, value: Any) -> Iterator[tuple[str, Tensor]]:
    """Yield a tensor, or the tensors in a list, tuple or dict."""
    if isinstance(value, Tensor):
        yield from _parts(name, value)
    elif isinstance(value, (list, tuple, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            if isinstance(item, Tensor):
                yield from _parts(f"{name}.{key}", item)


def _parts(name: str, tensor: Any) -> Iterator[tuple[str, Tensor]]:
    """Yield a plain tensor itself, and the inner tensors of a wrapper subclass (such as torchao's)."""
    if type(tensor) in _PLAIN or not is_traceable_wrapper_subclass(tensor):
        yield name, tensor
        return
    for inner in tensor.__tensor_flatten__()[0]:
        yield from _parts(f"{name}.{inner}", getattr(tensor, inner))


def _scales(name: str, parameter: Tensor, attributes: dict[str, Any]) -> Iterator[tuple[str, Tensor]]:
    """Yield the scales of a quantised weight; some are on the module after its first forward pass."""
    for key, elsewhere in (
        ("quant_state", attributes.get("quant_state")),
        ("SCB", getattr(attributes.get("state"), "SCB", None)),
    ):
        value = getattr(parameter, key, None)
        yield from _deep(f"{name}.{key}", elsewhere if value is None else value)


def _deep(name: str, value: Any) -> Iterator[tuple[str, Tensor]]:
    """Yield the tensors in bitsandbytes' nested objects."""
    if isinstance(value, Tensor):
        yield name, value
    elif type(value).__module__.partition(".")[0] == _QUANTISER:
        for key, item in vars(value).items():
            yield from _deep(f"{name}.{key}", item)

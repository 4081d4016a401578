"""Offloaded weights, which are kept elsewhere and copied to a module while it runs, as accelerate does."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from latentlens.model.sharding import place_of


@dataclasses.dataclass(frozen=True, eq=False)
class Offloaded:
    """An offloaded tensor of a module; the module itself has an empty tensor in its place.

    Args:
        held: mapping from names to tensors: accelerate's, in memory or in files, or that of a block which is
            sharded over processes.
        name: name of the tensor there.
        empty: tensor without its numbers that is in its place on the module, with its shape and dtype.
    """

    held: Mapping[str, Tensor]
    name: str
    empty: Tensor

    @property
    def shape(self) -> torch.Size:
        """Shape of the tensor."""
        return self.empty.shape

    @property
    def dtype(self) -> torch.dtype:
        """Dtype that the module computes in."""
        return self.empty.dtype

    def load(self) -> Tensor:
        """Return the tensor; one in a file is read again at every call."""
        return self.held[self.name].detach().to(self.dtype)


def alignment(module: nn.Module) -> Iterator[Any]:
    """Yield accelerate's hooks on one module that move its inputs and weights to a device."""
    hook = vars(module).get("_hf_hook")
    for one in getattr(hook, "hooks", (hook,)):
        if type(one).__name__ == "AlignDevicesHook":  # by name, so that accelerate is not imported
            yield one


def offloaded(module: nn.Module) -> dict[str, Offloaded]:
    """Return the offloaded tensors of a module, and of its submodules if its hook handles these too.

    Args:
        module: the module.

    Returns:
        The tensors by their name within the module.
    """
    by_name: dict[str, Offloaded] = {}
    for hook in alignment(module):
        if getattr(hook, "offload", False) and hook.weights_map is not None:
            deep = bool(hook.place_submodules)
            tensors: list[tuple[str, Tensor]] = [
                *module.named_parameters(recurse=deep, remove_duplicate=False),
                *module.named_buffers(recurse=deep, remove_duplicate=False),
            ]
            by_name |= {
                name: Offloaded(hook.weights_map, name, part) for name, part in tensors if part.is_meta
            }
    return by_name


def all_offloaded(model: nn.Module) -> dict[str, Offloaded]:
    """Return every tensor of a model that is offloaded, or sharded over processes, by its full name."""
    sharded = {
        name: Offloaded(place.block, place.name, weight)
        for name, weight in model.named_parameters(remove_duplicate=False)
        if (place := place_of(weight)) is not None
    }
    return sharded | {
        f"{prefix}.{name}" if prefix else name: tensor
        for prefix, module in model.named_modules()
        if "_hf_hook" in vars(module)
        for name, tensor in offloaded(module).items()
    }


def moves_inputs(forward: object) -> bool:
    """Return whether a module's replaced `forward` is accelerate's, which only moves inputs and weights."""
    return isinstance(forward, functools.partial) and str(forward.func.__module__).startswith("accelerate.")


def shared_in_a_copy(model: nn.Module) -> list[Any]:
    """Return the objects with weights in accelerate's hooks, which a copy of the model must share."""
    held: list[Any] = []
    for module in model.modules():
        for hook in alignment(module):
            if hook.weights_map is not None:
                held.append(hook.weights_map)
            for devices in (hook.tied_params_map or {}).values():
                held += devices.values()
    return held


def runs_on(model: nn.Module) -> torch.device:
    """Return the device that the first module with weights runs on, to which token ids are sent."""
    for module in model.modules():
        weight = next(module.parameters(recurse=False), None)
        if weight is None:
            continue
        devices = [hook.execution_device for hook in alignment(module) if hook.execution_device is not None]
        if weight.is_meta and devices:
            return torch.device(devices[0])
        return weight.device
    return torch.device("cpu")

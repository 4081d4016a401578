"""Weights that accelerate keeps elsewhere, in memory or on disk, and brings to a module while it runs."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn


@dataclasses.dataclass(frozen=True, eq=False)
class Offloaded:
    """A tensor of a module that is fetched while the module runs; the module itself holds an empty one.

    Args:
        held: where accelerate keeps the tensors of the module, by name: in memory or in files.
        name: the tensor's name there.
        empty: what stands in its place on the module: its shape and dtype without numbers.
    """

    held: Mapping[str, Tensor]
    name: str
    empty: Tensor

    @property
    def shape(self) -> torch.Size:
        """The shape of the tensor."""
        return self.empty.shape

    @property
    def dtype(self) -> torch.dtype:
        """The dtype in which it is computed with."""
        return self.empty.dtype

    def load(self) -> Tensor:
        """Return the numbers; from a file they are read anew each time."""
        return self.held[self.name].detach().to(self.dtype)


def alignment(module: nn.Module) -> Iterator[Any]:
    """Yield the hooks with which accelerate brings one module's inputs and weights to a device."""
    hook = vars(module).get("_hf_hook")
    for one in getattr(hook, "hooks", (hook,)):
        if type(one).__name__ == "AlignDevicesHook":  # by name, so that accelerate need not be imported
            yield one


def offloaded(module: nn.Module) -> dict[str, Offloaded]:
    """Return the tensors of a module, and of those inside where it fetches theirs too, that are elsewhere.

    Returns:
        Name within the module -> the tensor.
    """
    found: dict[str, Offloaded] = {}
    for hook in alignment(module):
        if getattr(hook, "offload", False) and hook.weights_map is not None:
            deep = bool(hook.place_submodules)
            tensors: list[tuple[str, Tensor]] = [
                *module.named_parameters(recurse=deep, remove_duplicate=False),
                *module.named_buffers(recurse=deep, remove_duplicate=False),
            ]
            found |= {name: Offloaded(hook.weights_map, name, part) for name, part in tensors if part.is_meta}
    return found


def all_offloaded(model: nn.Module) -> dict[str, Offloaded]:
    """Return every tensor of a model that is elsewhere, by its full name."""
    return {
        f"{prefix}.{name}" if prefix else name: tensor
        for prefix, module in model.named_modules()
        if "_hf_hook" in vars(module)
        for name, tensor in offloaded(module).items()
    }


def moves_inputs(forward: object) -> bool:
    """Return whether a module's replaced `forward` is accelerate's, which changes where and not what."""
    return isinstance(forward, functools.partial) and str(forward.func.__module__).startswith("accelerate.")


def shared_in_a_copy(model: nn.Module) -> list[Any]:
    """Return what hooks of accelerate hold that a copy of the model takes over as it is: the weights."""
    held: list[Any] = []
    for module in model.modules():
        for hook in alignment(module):
            if hook.weights_map is not None:
                held.append(hook.weights_map)
            for devices in (hook.tied_params_map or {}).values():
                held += devices.values()
    return held


def runs_on(model: nn.Module) -> torch.device:
    """Return the device that token ids go to: where the first module with weights runs."""
    for module in model.modules():
        weight = next(module.parameters(recurse=False), None)
        if weight is None:
            continue
        devices = [hook.execution_device for hook in alignment(module) if hook.execution_device is not None]
        if weight.is_meta and devices:
            return torch.device(devices[0])
        return weight.device
    return torch.device("cpu")

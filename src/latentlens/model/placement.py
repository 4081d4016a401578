"""Checks on which devices a model's weights are: one device, or several with accelerate's hooks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn

from latentlens.errors import UnsupportedModel
from latentlens.model.offloading import alignment, all_offloaded

_WHOLE = (
    "Load it whole on one device, without device_map='auto': AutoModelForCausalLM.from_pretrained(name, "
    "device_map=None), in dtype=torch.bfloat16 or quantised if it is too large, or open a smaller model."
)
_UNKNOWN = ("CpuOffload", "LayerwiseCastingHook")
_BY_MAP = "open it by its name with Session(name, device_map='auto'), which lets accelerate place it."


def check_placement(hf_model: nn.Module) -> None:
    """Raise an error unless a model's weights are on one device, or placed by accelerate's hooks.

    With a `device_map`, accelerate's hooks handle weights on several devices, or offloaded to memory or disk
    and copied to a device while they run.

    Args:
        hf_model: a transformers model, already unwrapped.

    Raises:
        UnsupportedModel: naming the modules or devices, and how to load the model instead.
    """
    kind = type(hf_model).__name__
    if moved := list(_moved_otherwise(hf_model)):
        raise UnsupportedModel(
            f"This {kind} is offloaded: its weights in {_some(moved)} are moved or cast only while they run, "
            f"in a way that cannot be followed. {_WHOLE} Too large for that, {_BY_MAP}"
        )
    tensors = [*hf_model.named_parameters(), *hf_model.named_buffers()]
    if shards := [name for name, tensor in tensors if _in_shards(tensor)]:
        raise UnsupportedModel(
            f"The weights of this {kind} are spread over processes (FSDP, DeepSpeed ZeRO-3 or tensor "
            f"parallelism): {_some(shards)}. Gather them first: save the model, and load it whole in one "
            "process with AutoModelForCausalLM.from_pretrained(directory)."
        )
    elsewhere = all_offloaded(hf_model)
    if empty := [name for name, part in tensors if part.device.type == "meta" and name not in elsewhere]:
        raise UnsupportedModel(
            f"{_some(empty)} of this {kind} are on the meta device, which holds shapes and no numbers. "
            "Load the weights: AutoModelForCausalLM.from_pretrained(name)."
        )
    present = [(name, part) for name, part in tensors if part.device.type != "meta"]
    devices = sorted({str(part.device) for _, part in present})
    if len(devices) > 1 and (stray := _stray(hf_model)):
        raise UnsupportedModel(
            f"This {kind} is spread over {', '.join(devices)} with nothing that brings the inputs of "
            f"{_some(stray)} there. {_WHOLE} Or {_BY_MAP}"
        )


def is_placed(hf_model: nn.Module) -> bool:
    """Return whether accelerate's hooks place the weights of a model: offloaded, or on several devices."""
    devices = {part.device for part in hf_model.parameters()}
    return len(devices) > 1 or bool(all_offloaded(hf_model))


def _moved_otherwise(hf_model: nn.Module) -> Iterator[str]:
    """Yield the modules whose weights are moved or cast by hooks other than those of a device_map."""
    for name, module in hf_model.named_modules():
        hook = vars(module).get("_hf_hook")
        if any(type(one).__name__ in _UNKNOWN for one in getattr(hook, "hooks", (hook,))):
            yield name or "the whole model"


def _stray(hf_model: nn.Module) -> list[str]:
    """Return the modules with weights whose inputs no hook moves to their device."""
    without_hook: list[str] = []
    covered: set[int] = set()
    for name, module in hf_model.named_modules():
        if id(module) in covered or any(True for _ in alignment(module)):
            # a hook with place_submodules handles all submodules too
            deep = any(hook.place_submodules for hook in alignment(module))
            covered |= {id(part) for part in module.modules()} if deep else set()
        elif next(module.parameters(recurse=False), None) is not None:
            without_hook.append(name or "the model")
    return without_hook


def _in_shards(tensor: Any) -> bool:
    """Return whether a tensor is sharded over processes by FSDP, DeepSpeed or tensor parallelism."""
    # By class name, so that none of these libraries is imported.
    kinds = {cls.__name__ for cls in type(tensor).__mro__}
    return bool(kinds & {"DTensor", "FlatParameter"}) or hasattr(tensor, "ds_status")


def _some(names: list[str]) -> str:
    return f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"

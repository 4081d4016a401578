"""Where a model's weights are: all of them on one device, or refused with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn

from latentlens._errors import UnsupportedModel

_WHOLE = (
    "Load it whole on one device, without device_map='auto': AutoModelForCausalLM.from_pretrained(name, "
    "device_map=None), in dtype=torch.bfloat16 or quantised if it is too large, or open a smaller model."
)


def check_placement(hf_model: nn.Module) -> None:
    """Refuse a model whose weights are offloaded, in parts elsewhere, or nowhere.

    Args:
        hf_model: a transformers model, out of its wrappers.

    Raises:
        UnsupportedModel: naming the modules or devices, and how to load the model so that it is served.
    """
    kind = type(hf_model).__name__
    if offloaded := list(_offloaded(hf_model)):
        raise UnsupportedModel(
            f"This {kind} is offloaded: accelerate fetches the weights of {_some(offloaded)} only while they "
            f"run, so they cannot be read or shared. {_WHOLE}"
        )
    tensors = [*hf_model.named_parameters(), *hf_model.named_buffers()]
    if shards := [name for name, tensor in tensors if _in_shards(tensor)]:
        raise UnsupportedModel(
            f"The weights of this {kind} are spread over processes (FSDP, DeepSpeed ZeRO-3 or tensor "
            f"parallelism): {_some(shards)}. Gather them first: save the model, and load it whole in one "
            "process with AutoModelForCausalLM.from_pretrained(directory)."
        )
    if empty := [name for name, tensor in tensors if tensor.device.type == "meta"]:
        raise UnsupportedModel(
            f"{_some(empty)} of this {kind} are on the meta device, which holds shapes and no numbers. "
            "Load the weights: AutoModelForCausalLM.from_pretrained(name)."
        )
    planned = getattr(hf_model, "hf_device_map", None) or {}
    devices = sorted({str(tensor.device) for _, tensor in tensors})
    if len(devices) > 1:
        where = ", ".join(f"{name or 'the model'} on {device}" for name, device in list(planned.items())[:3])
        raise UnsupportedModel(
            f"This {kind} is spread over {', '.join(devices)}{f' ({where}, ...)' if where else ''}, and a "
            f"session runs on one device. {_WHOLE}"
        )


def _offloaded(hf_model: nn.Module) -> Iterator[str]:
    """Yield the modules that accelerate brings their weights to, or casts, while they run."""
    for name, module in hf_model.named_modules():
        hook = getattr(module, "_hf_hook", None)
        for one in getattr(hook, "hooks", (hook,)):
            own = any(True for _ in module.parameters(recurse=False))
            moves = type(one).__name__ in ("CpuOffload", "LayerwiseCastingHook")
            if moves or (own and getattr(one, "offload", False)):
                yield name or "the whole model"


def _in_shards(tensor: Any) -> bool:
    # by name, so that none of the libraries is imported to find that it is not in use
    kinds = {cls.__name__ for cls in type(tensor).__mro__}
    return bool(kinds & {"DTensor", "FlatParameter"}) or hasattr(tensor, "ds_status")


def _some(names: list[str]) -> str:
    return f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"

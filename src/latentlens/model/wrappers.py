"""Unwraps transformers models from torch.compile, DataParallel, DeepSpeed, PEFT and TRL."""

from __future__ import annotations

import types
from typing import Any

from torch import nn

from latentlens.errors import UnsupportedModel

_INSIDE = {
    "OptimizedModule": "_orig_mod",  # torch.compile
    "DataParallel": "module",
    "DistributedDataParallel": "module",
    "DeepSpeedEngine": "module",  # weights that it keeps in shards are found where they are
    "PreTrainedModelWrapper": "pretrained_model",  # TRL's value heads, which read and never write
}


def unwrapped(model: Any) -> Any:
    """Return the transformers model inside a compiled, parallel, value-head or PEFT model.

    Args:
        model: a transformers model in any number of wrappers.

    Returns:
        The wrapped object itself, not a copy; that of a PEFT model has its adapters in place.

    Raises:
        UnsupportedModel: if a wrapper changes the model's outputs in a way that is not supported: a learned
            prompt or sharded weights.
    """
    while True:
        names = {cls.__name__ for cls in type(model).__mro__}
        if shards := names & {"FullyShardedDataParallel", "FSDPModule"}:
            raise UnsupportedModel(
                f"This model's weights are spread over processes by FSDP ({shards.pop()}). Gather them: "
                "save the model, and load it whole in one process with "
                "AutoModelForCausalLM.from_pretrained(directory)."
            )
        inner = next((getattr(model, _INSIDE[name], None) for name in _INSIDE if name in names), None)
        if inner is None and hasattr(model, "peft_config") and names & {"PeftModel", "PeftMixedModel"}:
            inner = _base_model(model)
        if inner is None or not isinstance(inner, nn.Module):
            return model
        model = inner


def _base_model(peft: Any) -> Any:
    """Return the transformers model inside a PEFT model, unless it has a learned prompt."""
    for config in peft.peft_config.values():
        if config.is_prompt_learning or getattr(config, "is_adaption_prompt", False):
            raise UnsupportedModel(
                "This PEFT model learned a prompt, which adds positions that no token stands for. Open a "
                "model with LoRA or other weight adapters, or the base model."
            )
    # The same modules, with adapters in place; a PeftMixedModel has only the attribute.
    return peft.get_base_model() if hasattr(peft, "get_base_model") else peft.base_model.model


def check_forward(hf_model: nn.Module) -> None:
    """Raise an error if a module's `forward` was replaced by a plain function.

    A copy of such a module would still run the original one. `model.compile()` and bound methods are fine.

    Args:
        hf_model: a transformers model, already unwrapped.

    Raises:
        UnsupportedModel: naming the module and how to restore its forward method.
    """
    for name, module in hf_model.named_modules():
        forward = vars(module).get("forward")
        where = f"model.{name}" if name else "model"
        if hasattr(module, "_original_forward"):
            raise UnsupportedModel(
                f"accelerate wraps {where}.forward in mixed precision. Open the model itself: "
                "accelerator.unwrap_model(model, keep_fp32_wrapper=False)."
            )
        if forward is not None and isinstance(forward, types.FunctionType) and "_hf_hook" not in vars(module):
            compiled = " by torch.compile" if hasattr(forward, "_torchdynamo_orig_callable") else ""
            raise UnsupportedModel(
                f"{where}.forward was replaced{compiled}: {forward.__qualname__} stands in its place. Take "
                f"it off with `del {where}.forward`" + (", or use model.compile()." if compiled else ".")
            )

"""Puts PEFT's LoRA layers into a twin of a model; the weights that it shares stay as they are."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn

from latentlens.adapters.adapter import Weights
from latentlens.adapters.lora_settings import LoraSettings
from latentlens.adapters.replaced_weights import module_at, replace_weight
from latentlens.errors import UnsupportedModel
from latentlens.inputs.shown import short
from latentlens.model.adapters import switch_adapter

PREFIX = "base_model.model."
"""What PEFT puts before the name of every weight that it saves."""

_OTHERS = "Load it on the model that it was trained for."


def add_layers(module: nn.Module, settings: LoraSettings, name: str) -> None:
    """Put LoRA layers without weights (on the device "meta") into a twin.

    PEFT switches gradients off for all weights of a module that it changes, and these weights are the user's
    own; every one is set back.

    Args:
        module: the twin.
        settings: rank, targets and the like.
        name: name of the adapter in the layers.

    Raises:
        UnsupportedModel: if PEFT finds none of the targets, or cannot adapt one of them.
    """
    from peft import LoraConfig, inject_adapter_in_model

    flags = [(weight, weight.requires_grad) for weight in module.parameters()]
    try:
        # On the device "meta" nothing is initialised, so torch's random numbers stay as they are.
        with warnings.catch_warnings(), torch.device("meta"):
            warnings.simplefilter("ignore")
            inject_adapter_in_model(LoraConfig(**settings.for_layers()), module, adapter_name=name)
    except Exception as error:  # PEFT raises errors of many kinds for what it cannot adapt
        raise UnsupportedModel(
            f"The adapter {name} cannot be put into {type(module).__name__}: {short(error)} {_OTHERS}"
        ) from error
    finally:
        for weight, flag in flags:
            if weight.requires_grad != flag:
                with torch.inference_mode(weight.is_inference()):
                    weight.requires_grad_(flag)
    for part in module.modules():
        part.training = False


def empty_weights(module: nn.Module, name: str) -> Iterator[tuple[str, nn.Module, str, nn.Parameter]]:
    """Yield the weights of a LoRA in a twin, by the names under which PEFT saves them.

    Args:
        module: the twin, after `add_layers`.
        name: name of the adapter in the layers.

    Yields:
        The name in PEFT's files, the adapted module, the attribute of it that holds the weights of all
        adapters, and the weight.
    """
    for path, layer in module.named_modules():
        for table in getattr(layer, "adapter_layer_names", ()):
            held = layer._modules.get(table)
            if held is None:
                continue
            if isinstance(held, nn.ParameterDict):
                if name in held:
                    yield f"{PREFIX}{path}.{table}", layer, table, held[name]
            elif name in held._modules:
                for weight, parameter in held[name].named_parameters():
                    yield f"{PREFIX}{path}.{table}.{weight}", layer, table, parameter


def put_lora(
    module: nn.Module, settings: LoraSettings, name: str, shapes: dict[str, torch.Size], weights: Weights
) -> None:
    """Put a LoRA with its weights into a twin, as the only adapter that is on.

    Args:
        module: the twin.
        settings: rank, targets and the like.
        name: name of the adapter in the twin.
        shapes: the shapes of the adapter's tensors, by PEFT's names.
        weights: function that gives each tensor.

    Raises:
        UnsupportedModel: if the tensors are not those that the settings ask for on this model.
    """
    add_layers(module, settings, name)
    left = dict(shapes)
    for key, layer, table, empty in list(empty_weights(module, name)):
        shape = left.pop(key, None)
        if shape != empty.shape:
            has = "lacks it" if shape is None else f"has it with the shape {tuple(shape)}"
            raise UnsupportedModel(
                f"{type(module).__name__} needs {key} of shape {tuple(empty.shape)}, and the adapter {name} "
                f"{has}. {_OTHERS}"
            )
        adapted: Any = layer
        base = next(iter(adapted.get_base_layer().parameters()))
        new = weights(key, base.device, torch.promote_types(base.dtype, torch.float32))
        held: Any = layer._modules[table]
        if isinstance(held, nn.ParameterDict):
            held[name] = new
        else:
            where, _, last = key.rpartition(".")
            inner = module_at(held, f"{name}.{where.partition(f'.{table}')[2].lstrip('.')}".rstrip("."))
            assert inner is not None
            inner._parameters[last] = new
    for key in left:
        if ".lora_" in key or not key.startswith(PREFIX):
            raise UnsupportedModel(
                f"The adapter {name} has {key}, and {type(module).__name__} has no module that it belongs "
                f"to, or target_modules do not name it. {_OTHERS}"
            )
        replace_weight(module, key.removeprefix(PREFIX), key, weights, name)
    switch_adapter(module, name)

"""Checkpoints of a training run, as safetensors only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from latentlens.errors import InputError
from latentlens.files.atomic import replacing
from latentlens.files.safetensors_file import tensor_file, tensors_and_metadata
from latentlens.inputs.shown import short

_WHAT = "training checkpoint"


def save_checkpoint(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, run: dict[str, Any]
) -> None:
    """Write the model, the optimizer state and the run's numbers to one file.

    Args:
        path: checkpoint file, replaced atomically.
        model: the model being trained.
        optimizer: its optimizer.
        run: the step reached and other numbers or strings.
    """
    tensors = {f"model.{n}": p for n, p in model.named_parameters()}
    for index, state in optimizer.state_dict()["state"].items():
        for key, value in state.items():
            tensors[f"optimizer.{index}.{key}"] = value
    data = tensor_file(tensors, {"what": _WHAT, "run": run})
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_bytes(data)


def load_checkpoint(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    """Load a checkpoint into a model and its optimizer; on an error both stay unchanged.

    Args:
        path: checkpoint file.
        model: a model of the same shape.
        optimizer: optimizer over the model's parameters.

    Returns:
        The values that were given to `save_checkpoint` as `run`.

    Raises:
        InputError: if the file is missing, damaged, or of another model.
    """
    try:
        tensors, metadata = tensors_and_metadata(path.read_bytes(), _WHAT)
        run, state = _taken_apart(tensors, metadata, model)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror or error}). Give the training another --out."
        ) from error
    except InputError as error:
        raise InputError(
            f"{path} {error} To begin the training from its first step, delete this file."
        ) from error
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(tensors[f"model.{name}"])
    return run


def _taken_apart(
    tensors: dict[str, Tensor], metadata: dict[str, Any], model: nn.Module
) -> tuple[dict[str, Any], dict[int, dict[str, Tensor]]]:
    """Split tensors into the run's numbers and the optimizer state; check that the weights are present."""
    run = metadata.get("run")
    if not isinstance(run, dict):
        raise InputError("does not say how far its run was.")
    parameters = dict(model.named_parameters())
    for name, parameter in parameters.items():
        held = tensors.get(f"model.{name}")
        if held is None or held.shape != parameter.shape:
            raise InputError(f"is of a model of another shape: its {name} is not as large, or missing.")
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        kind, _, rest = name.partition(".")
        if kind == "optimizer":
            index, _, key = rest.partition(".")
            if not (index in map(str, range(len(parameters))) and key):
                raise InputError(f"has {short(name, 40)}, which no optimiser of this model holds.")
            state.setdefault(int(index), {})[key] = tensor
    return run, state

"""Checkpoints of a training run, in safetensors only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from latentlens._files import replacing


def save_checkpoint(
    path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, run: dict[str, Any]
) -> None:
    """Write the model, the optimiser's state and the run's numbers to one file.

    Args:
        path: the file; it is replaced as a whole or not at all.
        model: the model.
        optimizer: its optimiser.
        run: the step reached and other plain values.
    """
    tensors = {f"model.{n}": p.detach().contiguous() for n, p in model.named_parameters()}
    for index, state in optimizer.state_dict()["state"].items():
        for key, value in state.items():
            tensors[f"optimizer.{index}.{key}"] = value.contiguous()
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        save_file(tensors, part, metadata={"run": json.dumps(run)})


def load_checkpoint(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    """Put a checkpoint back into a model and its optimiser.

    Args:
        path: the file.
        model: a model of the same shape.
        optimizer: an optimiser over the model's parameters.

    Returns:
        The plain values given to `save_checkpoint`.
    """
    tensors = load_file(path)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(tensors[f"model.{name}"])
    state: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith("optimizer."):
            _, index, key = name.split(".", 2)
            state.setdefault(int(index), {})[key] = tensor
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
    with safe_open(path, "pt") as file:
        run: dict[str, Any] = json.loads(file.metadata()["run"])
    return run

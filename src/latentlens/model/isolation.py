"""Run a forward pass independent of the caller's torch settings (autocast, inference mode, gradients)."""

from __future__ import annotations

import functools

import torch

from latentlens.model.scope import Scope, Step


def isolated(device: torch.device, *, grad: bool = False) -> Scope:
    """Run torch code the same way whatever the caller's settings are; they are surely back afterwards.

    Autocast and inference mode are off inside, so that activations are in the model's own precision and may
    take part in a later backward pass.

    Args:
        device: device that the model runs on; autocast is switched off for its type.
        grad: whether operations are recorded for gradients; False by default.
    """
    # torch's own managers are written in Python, and an interrupt at their first bytecode leaves the mode.
    begin: list[Step] = [functools.partial(torch._C._set_grad_enabled, grad)]
    end: list[Step] = [functools.partial(torch._C._set_grad_enabled, torch.is_grad_enabled())]
    if torch.is_inference_mode_enabled():
        guards: list[object] = []  # such a guard works from its making to its end
        begin.insert(0, functools.partial(guards.extend, map(torch._C._InferenceMode, [False])))
        end.append(guards.clear)
    if torch.is_autocast_enabled(device.type):
        begin.append(functools.partial(torch.set_autocast_enabled, device.type, False))
        end.append(functools.partial(torch.set_autocast_enabled, device.type, True))
    return Scope(begin, end)

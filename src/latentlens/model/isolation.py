"""Runs forward passes independently of the caller's torch settings (autocast, inference mode, gradients)."""

from __future__ import annotations

import functools

import torch

from latentlens.model.scope import Scope, Step


def isolated(device: torch.device, *, grad: bool = False) -> Scope:
    """Return a context with autocast and inference mode off, which restores the caller's settings at its end.

    So activations have the model's dtype and can be used in a later backward pass.

    Args:
        device: device that the model runs on; autocast is switched off for its type.
        grad: whether operations are recorded for gradients. Default False.
    """
    # torch's context managers are written in Python: an interrupt in them could leave the mode set.
    begin: list[Step] = [functools.partial(torch._C._set_grad_enabled, grad)]
    end: list[Step] = [functools.partial(torch._C._set_grad_enabled, torch.is_grad_enabled())]
    if torch.is_inference_mode_enabled():
        guards: list[object] = []  # a guard works as long as it exists
        begin.insert(0, functools.partial(guards.extend, map(torch._C._InferenceMode, [False])))
        end.append(guards.clear)
    if torch.is_autocast_enabled(device.type):
        begin.append(functools.partial(torch.set_autocast_enabled, device.type, False))
        end.append(functools.partial(torch.set_autocast_enabled, device.type, True))
    return Scope(begin, end)

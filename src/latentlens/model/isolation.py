"""Runs forward passes independently of the caller's torch settings (autocast, inference mode, gradients)."""

from __future__ import annotations

import functools
import threading

import torch

from latentlens.model.scope import Scope, Step

_wanted = threading.local()


def autocast(dtype: torch.dtype | None) -> Scope:
    """Return a context in which isolated forward passes that record gradients multiply matrices in a dtype.

    Other passes, such as those that read activations, run in the model's own dtype all the same.

    Args:
        dtype: dtype of the products, such as torch.bfloat16; None for the model's own.
    """
    set_to = functools.partial(setattr, _wanted, "dtype")
    before = getattr(_wanted, "dtype", None)
    return Scope([functools.partial(set_to, dtype)], [functools.partial(set_to, before)])


def isolated(device: torch.device, *, grad: bool = False) -> Scope:
    """Return a context with the caller's autocast and inference mode off, which restores them at its end.

    So activations have the model's dtype and can be used in a later backward pass. Only the `autocast` of
    this module is followed.

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
    dtype = getattr(_wanted, "dtype", None) if grad else None
    if dtype is not None:
        kind, was = device.type, torch.get_autocast_dtype(device.type)
        begin += [
            functools.partial(torch.set_autocast_dtype, kind, dtype),
            functools.partial(torch.set_autocast_enabled, kind, True),
        ]
        end += [
            functools.partial(torch.set_autocast_enabled, kind, torch.is_autocast_enabled(kind)),
            functools.partial(torch.set_autocast_dtype, kind, was),
            torch.clear_autocast_cache,
        ]
    elif torch.is_autocast_enabled(device.type):
        begin.append(functools.partial(torch.set_autocast_enabled, device.type, False))
        end.append(functools.partial(torch.set_autocast_enabled, device.type, True))
    return Scope(begin, end)

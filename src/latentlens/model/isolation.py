"""Torch's process-wide settings, kept from a forward pass."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import torch


@contextlib.contextmanager
def isolated(device: torch.device, *, grad: bool = False) -> Iterator[None]:
    """Run torch code the same way whatever the caller's settings are; they are back afterwards.

    Autocast and inference mode are off inside, so that activations are in the model's own precision and may
    take part in a later backward pass.

    Args:
        device: where the model runs.
        grad: whether gradients are recorded.
    """
    with torch.inference_mode(False), torch.set_grad_enabled(grad):
        if torch.is_autocast_enabled(device.type):
            with torch.autocast(device.type, enabled=False):
                yield
        else:
            yield

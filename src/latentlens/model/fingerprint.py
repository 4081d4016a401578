"""A fingerprint of a model: any single change to its weights, adapters or configuration changes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

_ALWAYS_READ = 64 * 2**20  # bytes; below this, reading all weights costs no more than a short forward pass

_NO_MATTER = {
    *(
        "_name_or_path",
        "architectures",
        "attn_implementation",
        "_attn_implementation",
        "dtype",
        "torch_dtype",
    ),
    *("id2label", "label2id", "output_attentions", "output_hidden_states", "problem_type", "return_dict"),
    *("torch_dtype", "transformers_version", "use_cache"),
}
"""Settings that a forward pass of latentlens does not depend on; saving and opening again changes some."""


class Fingerprint:
    """The running fingerprint of a module's parameters, persistent buffers, active adapters and settings.

    Equal weights do not make equal models: the same tensors under another activation function or rotary
    base say other things, so the configuration is part of it.

    Reading all weights costs about as much as a forward pass, so for large models they are read again
    only when torch says that one was written (its version counter, its storage, or its place in the
    module). Writing through ``parameter.data`` bypasses that counter: for models over 64 MB call `forget`
    after it.

    Args:
        module: the model; its type and parameter names are part of the fingerprint.
    """

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._seen: tuple[object, ...] | None = None
        self._value = ""

    def forget(self) -> None:
        """Read all weights again the next time."""
        self._seen = None

    def read(self) -> str:
        """Return the fingerprint as 64 hexadecimal digits."""
        state = self._module.state_dict(keep_vars=True)
        tensors = {name: tensor for name, tensor in state.items() if isinstance(tensor, Tensor)}
        setup = (type(self._module).__name__, _settings(self._module), *_adapters(self._module))
        distinct = {_place(tensor): tensor.detach() for tensor in tensors.values()}
        small = sum(tensor.nbytes for tensor in distinct.values()) <= _ALWAYS_READ
        bits = _bits(distinct.values()) if small else ""
        seen = (setup, bits, *((n, _place(t), t._version) for n, t in tensors.items()))
        if seen != self._seen:
            digest = hashlib.sha256(repr(setup).encode())
            done: dict[tuple[object, ...], int] = {}  # tied weights stand under several names
            for name, tensor in tensors.items():
                place = _place(tensor)
                if place not in done:
                    done[place] = _checksum(tensor.detach())
                digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype} {done[place]}\n".encode())
            self._seen, self._value = seen, digest.hexdigest()
        return self._value


def _bits(tensors: Iterable[Tensor]) -> str:
    """Return a digest of weights; in main memory it is some times faster than their checksums."""
    digest = hashlib.sha256()
    for tensor in tensors:
        if tensor.device.type == "cpu":
            digest.update(tensor.contiguous().reshape(-1).view(torch.uint8).numpy().data)
        else:
            digest.update(str(_checksum(tensor)).encode())
    return digest.hexdigest()


def _checksum(tensor: Tensor) -> int:
    """Return a position-dependent checksum of a tensor's bits, computed where the tensor lives.

    Each 32-bit word is multiplied by an odd number that depends on its position, so a change to any one
    word always changes the sum (modulo 2**64), as swapping two different words nearly always does.
    """
    flat = tensor.contiguous().reshape(-1).view(torch.uint8)
    if pad := -flat.numel() % 4:
        flat = torch.cat([flat, flat.new_zeros(pad)])
    total = 0
    words = flat.view(torch.int32)
    for start in range(0, words.numel(), 1 << 22):
        part = words[start : start + (1 << 22)].to(torch.int64)
        index = torch.arange(start, start + part.numel(), device=part.device, dtype=torch.int64)
        total += int((part * (index * 2654435761 * 2 + 1)).sum())
    return total % 2**64


def _place(tensor: Tensor) -> tuple[object, ...]:
    return (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)


def _settings(module: nn.Module) -> str:
    config = getattr(module, "config", None)
    return json.dumps(_telling(config.to_dict()), sort_keys=True, default=repr) if config else ""


def _telling(value: Any) -> Any:
    """Leave out what does not change a forward pass, in nested configurations too."""
    if not isinstance(value, dict):
        return value
    return {
        str(key): _telling(inner)
        for key, inner in value.items()
        if key not in _NO_MATTER and not str(key).endswith("_token_id")
    }


def _adapters(module: nn.Module) -> tuple[str, ...]:
    """Return which adapters are on in which modules, and how strongly; PEFT keeps it beside weights."""
    return tuple(
        f"{name}: {child.active_adapters} disabled={child.disable_adapters} "
        f"scaling={getattr(child, 'scaling', None)}"
        for name, child in module.named_modules()
        # a bool only in adapter layers: every transformers model has a method of that name
        if isinstance(getattr(child, "disable_adapters", None), bool)
    )

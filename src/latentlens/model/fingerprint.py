"""A fingerprint of a model: whatever changes what its forward pass computes changes it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import torch
import xxhash
from torch import Tensor, nn

from latentlens.model.offloading import Offloaded
from latentlens.model.structure import Structure, Structures


class Fingerprint:
    """The running fingerprint of a module's weights, buffers, adapters, settings and hooks.

    Equal weights do not make equal models: the same tensors under another activation function or rotary
    base say other things, so the configuration and the modules' own settings are part of it. All weights
    are read every time, for no counter of torch's sees every write; that costs about as much as reading
    them once from memory, which a forward pass does too. Weights that are offloaded are read where they are,
    so a model has one fingerprint wherever its weights are.

    Hooks, and a `forward` put on a module, give a fingerprint that no other process has.

    Args:
        module: the transformers model; it is read and never changed.
    """

    def __init__(self, module: nn.Module) -> None:
        self._structures = Structures(module)
        self._checksums: dict[tuple[object, ...], int] = {}
        self._seen: tuple[tuple[object, ...], str] | None = None
        self._opened: tuple[object, object] | None = None

    def structure(self) -> Structure:
        """Return what the model is made of now."""
        return self._structures.now()

    def read(self, made_of: Structure | None = None) -> str:
        """Return the fingerprint as 64 hexadecimal digits.

        Args:
            made_of: the model's structure, if `structure()` was called just now; None (default) looks again.
        """
        made_of = made_of or self.structure()
        # What is computed anew at loading may round differently on another machine, so it counts only where
        # it changed since the model was opened; so does the attention implementation.
        computed = self._now(made_of.computed)
        if self._opened is None:
            self._opened = (computed, made_of.attention)
        local = (
            made_of.code,
            computed if computed != self._opened[0] else (),
            made_of.attention if made_of.attention != self._opened[1] else (),
        )
        weights = self._now(made_of.tensors)
        key = (made_of.described, local, weights)
        seen = self._seen  # one attribute, read and set at once: threads may read the fingerprint together
        if seen is None or seen[0] != key:
            seen = self._seen = (key, self._digest(made_of, local, weights))
        return seen[1]

    def _digest(self, made_of: Structure, local: tuple[object, ...], weights: tuple[object, ...]) -> str:
        digest = hashlib.sha256(made_of.described.encode())
        if any(local):
            digest.update(repr(local).encode())
        kept: dict[tuple[object, ...], int] = {}
        for (name, tensor), bits in zip(made_of.tensors.items(), weights, strict=True):
            of = (bits, tuple(tensor.shape), tensor.dtype)
            if of not in kept:
                kept[of] = self._checksums.get(of) or _checksum(_numbers(tensor))
            digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype} {kept[of]}\n".encode())
        self._checksums = {**self._checksums, **kept} if len(self._checksums) < 100_000 else kept
        return digest.hexdigest()

    @staticmethod
    def _now(tensors: Mapping[str, Tensor | Offloaded]) -> tuple[object, ...]:
        """Return a digest of each tensor's bits; tied weights are read once."""
        done: dict[tuple[object, ...], object] = {}
        for tensor in tensors.values():
            place = _place(tensor)
            if place not in done:
                done[place] = _bits(_numbers(tensor))
        return tuple(done[_place(tensor)] for tensor in tensors.values())


def _numbers(tensor: Tensor | Offloaded) -> Tensor:
    return tensor.load() if isinstance(tensor, Offloaded) else tensor.detach()


def _bits(tensor: Tensor) -> object:
    """Return a digest of a tensor's bits that is quick to compute where the tensor lives."""
    if tensor.device.type == "cpu":
        return xxhash.xxh3_128_intdigest(_bytes(tensor).numpy().data)
    return _sums(_words(tensor))


def _sums(words: Tensor, width: int = 4096) -> tuple[int, int]:
    """Return two sums of a device's words, along and across rows of `width`, each weighted by place."""
    whole = words[: words.numel() // width * width].view(-1, width)
    rest = words[whole.numel() :]
    found = []
    for sums in (whole.sum(0, dtype=torch.int64), whole.sum(1, dtype=torch.int64), rest.to(torch.int64)):
        found.append((sums * _odd(0, len(sums), sums.device)).sum())
    along, across, last = (int(value) for value in torch.stack(found).tolist())
    return along, across + last


def _checksum(tensor: Tensor) -> int:
    """Return a position-dependent checksum of a tensor's bits, computed where the tensor lives.

    Each 32-bit word is multiplied by an odd number that depends on its position, so a change to any one
    word always changes the sum (modulo 2**64), as swapping two different words nearly always does.
    """
    total = 0
    words = _words(tensor)
    for start in range(0, words.numel(), 1 << 22):
        part = words[start : start + (1 << 22)].to(torch.int64)
        total += int((part * _odd(start, part.numel(), part.device)).sum())
    return total % 2**64


def _odd(start: int, n: int, device: torch.device) -> Tensor:
    return torch.arange(start, start + n, device=device, dtype=torch.int64) * (2654435761 * 2) + 1


def _bytes(tensor: Tensor) -> Tensor:
    return tensor.contiguous().reshape(-1).view(torch.uint8)


def _words(tensor: Tensor) -> Tensor:
    flat = _bytes(tensor)
    if pad := -flat.numel() % 4:
        flat = torch.cat([flat, flat.new_zeros(pad)])
    return flat.view(torch.int32)


def _place(tensor: Tensor | Offloaded) -> tuple[object, ...]:
    if isinstance(tensor, Offloaded):  # what is read from a file has an address for as long as it is read
        return (id(tensor.held), tensor.name)
    return (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)

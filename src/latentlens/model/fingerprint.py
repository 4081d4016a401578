"""Fingerprint: a hash of a model's weights, settings, adapters and hooks, to notice changes of the model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import torch
import xxhash
from torch import Tensor, nn

from latentlens.model.offloading import Offloaded
from latentlens.model.structure import Structure, Structures

_STEP = 2654435761 * 2


class Fingerprint:
    """Computes the fingerprint of a model: a hash of everything that a forward pass depends on.

    The config and the modules' settings are part of it, since the same weights with another activation
    function or rotary base are another model. All weights are read every time, because torch does not count
    every write to them; this takes about as long as reading them once from memory, as a forward pass does.
    Offloaded weights are read where they are, so that a model has the same fingerprint on any device.

    Hooks, or a `forward` set on a module, give a fingerprint that is unique to this process.

    Args:
        module: the transformers model; it is never changed.
    """

    def __init__(self, module: nn.Module) -> None:
        self._structures = Structures(module)
        self._checksums: dict[tuple[object, ...], int] = {}
        self._seen: tuple[tuple[object, ...], str] | None = None
        self._opened: tuple[object, object] | None = None

    def structure(self) -> Structure:
        """Return the model's current structure: its modules, settings, adapters and hooks."""
        return self._structures.now()

    def read(self, made_of: Structure | None = None) -> str:
        """Return the fingerprint as 64 hexadecimal digits.

        Args:
            made_of: the model's structure, if it was just read. Default None: it is read again.
        """
        made_of = made_of or self.structure()
        # Buffers that are computed at loading may round differently on another machine, so they count only if
        # they changed since the model was opened; so does the attention implementation.
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
        seen = self._seen  # one attribute, so that threads can read and set it together
        if seen is None or seen[0] != key:
            seen = self._seen = (key, self._digest(made_of, local, weights))
        return seen[1]

    def rounded(self, made_of: Structure) -> str:
        """Return a hash, 64 hexadecimal digits, that one model has in float32 and in bfloat16.

        It is that of the weights rounded to bfloat16, which are the same whichever of both the checkpoint is
        in and the model is opened in, with the settings that do not depend on the dtype.

        Args:
            made_of: the model's structure.
        """
        described = re.sub(r"torch\.(bfloat16|float32)", "torch.float", made_of.described)
        digest = hashlib.sha256(described.encode())
        if made_of.code:
            digest.update(repr(made_of.code).encode())
        for name, tensor in made_of.tensors.items():
            numbers = _numbers(tensor)
            if numbers.dtype == torch.float32:
                numbers = numbers.to(torch.bfloat16)
            digest.update(f"{name} {tuple(numbers.shape)} {numbers.dtype} {_checksum(numbers)}\n".encode())
        return digest.hexdigest()

    def _digest(self, made_of: Structure, local: tuple[object, ...], weights: tuple[object, ...]) -> str:
        """Return the sha256, in hexadecimal, of the model's structure and all tensors."""
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
        digests: dict[tuple[object, ...], object] = {}
        for tensor in tensors.values():
            location = _location(tensor)
            if location not in digests:
                digests[location] = _bits(_numbers(tensor))
        return tuple(digests[_location(tensor)] for tensor in tensors.values())


def _numbers(tensor: Tensor | Offloaded) -> Tensor:
    """Return a tensor without its graph; an offloaded one is loaded."""
    return tensor.load() if isinstance(tensor, Offloaded) else tensor.detach()


def _bits(tensor: Tensor) -> object:
    """Return a digest of a tensor's bits that is fast to compute on the tensor's device."""
    if tensor.device.type == "cpu":
        return xxhash.xxh3_128_intdigest(_bytes(tensor).numpy().data)
    return _sums(_words(tensor))


def _sums(words: Tensor, width: int = 4096) -> tuple[int, int]:
    """Return two sums of 32-bit words, along and across rows of `width`, weighted by position."""
    whole = words[: words.numel() // width * width].view(-1, width)
    rest = words[whole.numel() :]
    weighted = []
    for sums in (whole.sum(0, dtype=torch.int64), whole.sum(1, dtype=torch.int64), rest.to(torch.int64)):
        weighted.append((sums * _odd(len(sums), sums.device)).sum())
    along, across, last = (int(value) for value in torch.stack(weighted).tolist())
    return along, across + last


def _checksum(tensor: Tensor) -> int:
    """Return a position-dependent checksum of a tensor's bits, computed on the tensor's device.

    Each 32-bit word is multiplied by an odd number that depends on its position, so a change to any one
    word always changes the sum (modulo 2**64), as swapping two different words nearly always does.
    """
    words = _words(tensor)
    on_cpu = words.device.type == "cpu"
    block = 1 << 16 if on_cpu else 1 << 22  # small enough for a processor's cache
    factors = _odd(block, words.device)
    total = 0
    for start in range(0, words.numel(), block):
        part = words[start : start + block].to(torch.int64)
        own = factors[: part.numel()]
        # a word's factor is that of its place in the block, and `_STEP` more for each place before the block
        weighted = torch.dot(part, own) if on_cpu else (part * own).sum()
        total += int(weighted) + start * _STEP * int(part.sum())
    return total % 2**64


def _odd(n: int, device: torch.device) -> Tensor:
    """Return an odd factor for each position, different for all positions."""
    return torch.arange(n, device=device, dtype=torch.int64) * _STEP + 1


def _bytes(tensor: Tensor) -> Tensor:
    return tensor.contiguous().reshape(-1).view(torch.uint8)


def _words(tensor: Tensor) -> Tensor:
    """Return a tensor's bits as 32-bit integers, padded with zeros."""
    flat = _bytes(tensor)
    if pad := -flat.numel() % 4:
        flat = torch.cat([flat, flat.new_zeros(pad)])
    return flat.view(torch.int32)


def _location(tensor: Tensor | Offloaded) -> tuple[object, ...]:
    """Return a key that is equal for tensors that share memory, as tied weights do."""
    if isinstance(tensor, Offloaded):  # a tensor read from a file has another address every time
        return (id(tensor.held), tensor.name)
    return (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype)

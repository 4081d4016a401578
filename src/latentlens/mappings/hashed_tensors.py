"""Base class of mappings with tensors, which are hashed and compared by their numbers."""

from __future__ import annotations

import abc
import hashlib
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import MappingError


class HashedByTensors(abc.ABC):
    """A frozen dataclass that is hashed and compared by the bits of its tensors.

    The digest is computed again after a tensor was written in place, as a parameter is in training; writes
    through `tensor.data` are not noticed.
    """

    _cached_digest: tuple[object, str] | None = None
    """The write counts of the tensors for which the digest was computed, and the digest."""

    @property
    @abc.abstractmethod
    def tensors(self) -> dict[str, Tensor]:
        """The tensors by the names of the constructor's arguments."""

    @property
    def settings(self) -> str:
        """Text of other settings that count for equality. Default: none."""
        return ""

    @property
    def digest(self) -> str:
        """Hash of the class, settings and tensors, as 32 hexadecimal digits."""
        tensors = self.tensors
        versions = tuple(0 if tensor.is_inference() else tensor._version for tensor in tensors.values())
        if self._cached_digest is None or self._cached_digest[0] != versions:
            digest = hashlib.blake2b(f"{type(self).__name__} {self.settings}".encode(), digest_size=16)
            for name, tensor in tensors.items():
                content = tensor.detach().cpu().contiguous()
                digest.update(f"{name} {tuple(content.shape)} {content.dtype} ".encode())
                digest.update(content.reshape(-1).view(torch.uint8).numpy().tobytes())
            # a frozen dataclass refuses plain assignment
            object.__setattr__(self, "_cached_digest", (versions, digest.hexdigest()))
        assert self._cached_digest is not None
        return self._cached_digest[1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HashedByTensors) or type(self) is not type(other):
            return NotImplemented
        return self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def validate_tensor(value: Any, what: str, shape: tuple[str, ...]) -> Tensor:
    """Return a mapping's parameter as a floating-point tensor, after checking its shape and numbers.

    A tensor that requires a gradient is returned itself; any other is converted to float32.

    Args:
        value: a tensor, an array or nested lists of numbers.
        what: name of the parameter in error messages, such as "The matrix of Affine".
        shape: names of the dimensions that it must have; empty for a single number.

    Raises:
        MappingError: if it is none of these, has another number of dimensions, is empty, or contains NaN or
            infinity.

    Examples:
        >>> validate_tensor([[1, 2]], "The matrix", ("d_target", "d_source")).shape
        torch.Size([1, 2])
    """
    wanted = f"[{', '.join(shape)}]" if shape else "a single number"
    try:
        tensor = value if isinstance(value, Tensor) else torch.tensor(value, device="cpu")
        if tensor.is_floating_point() and not isinstance(value, Tensor):  # whatever torch's default dtype is
            tensor = torch.tensor(value, dtype=torch.float32, device="cpu")
        if tensor.is_meta:
            raise TypeError("it is on the device 'meta', where tensors have no numbers")
        tensor = tensor if tensor.layout == torch.strided else tensor.to_dense()
    except Exception as error:  # torch, or an array-like of the user's, can raise anything
        raise MappingError(f"{what} is {wanted} of numbers; got {type(value).__name__}: {error}.") from error
    if tensor.ndim != len(shape) or not tensor.numel():
        raise MappingError(
            f"{what} has the shape {wanted}; got {tuple(tensor.shape)}. Give a tensor with "
            f"{len(shape)} dimensions, none of them empty."
        )
    if tensor.is_complex():
        raise MappingError(f"{what} holds complex numbers ({tensor.dtype}). Give real ones.")
    tensor = tensor if tensor.requires_grad else tensor.float()
    if not bool(torch.isfinite(tensor).all()):
        bad = int((~torch.isfinite(tensor)).sum())
        raise MappingError(
            f"{what} has {bad} of {tensor.numel()} numbers that are NaN or infinite in float32. "
            "What it maps would be, too; fit it again, or give other numbers."
        )
    return tensor


def check_width(mapping: object, expected: int, actual: int) -> None:
    """Raise a MappingError unless the width of given vectors is the one that a mapping takes."""
    if actual != expected:
        raise MappingError(
            f"{mapping!r} takes vectors of width {expected}; got width {actual}. Use it on the model that it "
            "was made for, or make one for this width."
        )

"""Values that hold tensors: checked when they are made, and equal where their content is."""

from __future__ import annotations

import abc
import hashlib
from typing import Any

import torch
from torch import Tensor

from latentlens.errors import MappingError


class HashedByTensors(abc.ABC):
    """A frozen value that is hashed and compared by the bits of its tensors.

    The digest follows a tensor that is written in place, as a parameter in training is; writing through
    ``tensor.data`` goes unseen.
    """

    _seen: tuple[object, str] | None = None

    @property
    @abc.abstractmethod
    def tensors(self) -> dict[str, Tensor]:
        """The tensors, by the names under which the constructor takes them."""

    @property
    def settings(self) -> str:
        """Text of the settings that also count for equality. Default: none."""
        return ""

    @property
    def digest(self) -> str:
        """32 hexadecimal digits that change with any number in it."""
        tensors = self.tensors
        stamp = tuple(0 if tensor.is_inference() else tensor._version for tensor in tensors.values())
        if self._seen is None or self._seen[0] != stamp:
            digest = hashlib.blake2b(f"{type(self).__name__} {self.settings}".encode(), digest_size=16)
            for name, tensor in tensors.items():
                content = tensor.detach().cpu().contiguous()
                digest.update(f"{name} {tuple(content.shape)} {content.dtype} ".encode())
                digest.update(content.reshape(-1).view(torch.uint8).numpy().tobytes())
            # a frozen dataclass may still remember what follows from its fields
            object.__setattr__(self, "_seen", (stamp, digest.hexdigest()))
        assert self._seen is not None
        return self._seen[1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HashedByTensors) or type(self) is not type(other):
            return NotImplemented
        return self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def validate_tensor(value: Any, what: str, shape: tuple[str, ...]) -> Tensor:
    """Return a mapping's numbers as a floating-point tensor.

    A tensor that needs a gradient stays the very one that was given; others become float32.

    Args:
        value: a tensor, an array or nested lists of numbers.
        what: the tensor's name in errors, such as "The matrix of Affine".
        shape: the names of the dimensions that it must have.

    Raises:
        MappingError: if it is none of these, has other dimensions, is empty, or holds NaN or infinity.

    Examples:
        >>> validate_tensor([[1, 2]], "The matrix", ("d_target", "d_source")).shape
        torch.Size([1, 2])
    """
    wanted = f"[{', '.join(shape)}]" if shape else "a single number"
    try:
        tensor = value if isinstance(value, Tensor) else torch.tensor(value, device="cpu")
        if tensor.is_floating_point() and not isinstance(value, Tensor):  # in no default dtype of the user's
            tensor = torch.tensor(value, dtype=torch.float32, device="cpu")
        if tensor.is_meta:
            raise TypeError("it is on the device 'meta', where tensors have no numbers")
        tensor = tensor if tensor.layout == torch.strided else tensor.to_dense()
    except Exception as error:  # of torch, and of an object of the user's
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
            "Whatever it maps would be, too; fit it again, or give other numbers."
        )
    return tensor


def check_width(mapping: object, expected: int, given: int) -> None:
    """Raise a MappingError unless vectors have the width that a mapping takes."""
    if given != expected:
        raise MappingError(
            f"{mapping!r} takes vectors of width {expected}; got width {given}. Use it on the model that it "
            "was made for, or make one for this width."
        )

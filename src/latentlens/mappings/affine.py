"""Affine, Linear and ScalarAffine mappings: matrix @ h + bias, matrix @ h, and scale * h + bias."""

from __future__ import annotations

import dataclasses

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.errors import MappingError
from latentlens.mappings.hashed_tensors import HashedByTensors, check_width, validate_tensor
from latentlens.mappings.mapping import Slots, Vectors


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class ScalarAffine(HashedByTensors):
    """f(h) = scale * h + bias, with d_model + 1 parameters.

    Args:
        scale: factor of the vector: a number, or a tensor without dimensions (so that it can be trained).
        bias: vector [d_model] that is added after scaling.

    Raises:
        MappingError: if a shape is wrong, or a parameter is NaN or infinite.

    Examples:
        >>> ScalarAffine(2.0, [0.0, 1.0])(torch.ones(1, 1, 2), torch.zeros(1, 1, 2)).tolist()
        [[[2.0, 3.0]]]

    Source:
        Self-interpretation adapters, arXiv 2602.10352.
    """

    scale: float | Float[Tensor, ""]
    bias: Float[Tensor, " d_model"]

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", validate_tensor(self.scale, "The scale of ScalarAffine", ()))
        object.__setattr__(self, "bias", validate_tensor(self.bias, "The bias of ScalarAffine", ("d_model",)))

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The scale and the bias, by name."""
        return {"scale": torch.as_tensor(self.scale), "bias": self.bias}

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the vectors scaled and shifted."""
        del slots
        check_width(self, len(self.bias), vectors.shape[-1])
        vectors = vectors.float()
        return torch.as_tensor(self.scale).to(vectors) * vectors + self.bias.to(vectors)

    def d_target(self, d_source: int) -> int:
        """Return `d_source`, which must be the width of the bias."""
        check_width(self, len(self.bias), d_source)
        return d_source

    def __repr__(self) -> str:
        return f"<ScalarAffine {float(self.scale):.4g} * h + bias, width {len(self.bias)}, {self.digest[:8]}>"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Linear(HashedByTensors):
    """f(h) = matrix @ h, also between models of different width.

    Args:
        matrix: matrix [d_target, d_source].

    Raises:
        MappingError: if it is no matrix, or a number in it is NaN or infinite.

    Examples:
        >>> Linear([[1.0, 1.0]])(torch.ones(1, 1, 2), torch.zeros(1, 1, 1)).tolist()
        [[[2.0]]]

    Source:
        Linear shortcuts, arXiv 2303.09435; as a Patchscope, arXiv 2401.06102, table 4.
    """

    matrix: Float[Tensor, "d_target d_source"]

    def __post_init__(self) -> None:
        shape = ("d_target", "d_source")
        object.__setattr__(self, "matrix", validate_tensor(self.matrix, "The matrix of Linear", shape))

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The matrix, by name."""
        return {"matrix": self.matrix}

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the matrix times each vector."""
        del slots
        check_width(self, self.matrix.shape[1], vectors.shape[-1])
        vectors = vectors.float()
        return vectors @ self.matrix.to(vectors).T

    def d_target(self, d_source: int) -> int:
        """Return the number of rows of the matrix; `d_source` must be the number of its columns."""
        check_width(self, self.matrix.shape[1], d_source)
        return self.matrix.shape[0]

    def __repr__(self) -> str:
        return f"<Linear {self.matrix.shape[1]} -> {self.matrix.shape[0]}, {self.digest[:8]}>"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Affine(HashedByTensors):
    """f(h) = matrix @ h + bias, also between models of different width.

    Args:
        matrix: matrix [d_target, d_source].
        bias: vector [d_target] that is added.

    Raises:
        MappingError: if a shape is wrong, the shapes do not match, or a number is NaN or infinite.

    Examples:
        >>> Affine([[1.0, 1.0]], [0.5])(torch.ones(1, 1, 2), torch.zeros(1, 1, 1)).tolist()
        [[[2.5]]]

    Source:
        Tuned lens and cross-model mapping as Patchscopes, arXiv 2401.06102, sections 4.1 and 4.4.
    """

    matrix: Float[Tensor, "d_target d_source"]
    bias: Float[Tensor, " d_target"]

    def __post_init__(self) -> None:
        shape = ("d_target", "d_source")
        object.__setattr__(self, "matrix", validate_tensor(self.matrix, "The matrix of Affine", shape))
        object.__setattr__(self, "bias", validate_tensor(self.bias, "The bias of Affine", ("d_target",)))
        if len(self.bias) != self.matrix.shape[0]:
            raise MappingError(
                f"The matrix of Affine makes vectors of width {self.matrix.shape[0]}, and its bias has width "
                f"{len(self.bias)}. The matrix is [d_target, d_source]; transpose it if it is the other way."
            )

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The matrix and the bias, by name."""
        return {"matrix": self.matrix, "bias": self.bias}

    def __call__(self, vectors: Vectors, slots: Slots) -> Slots:
        """Return the matrix times each vector, plus the bias."""
        del slots
        check_width(self, self.matrix.shape[1], vectors.shape[-1])
        vectors = vectors.float()
        return vectors @ self.matrix.to(vectors).T + self.bias.to(vectors)

    def d_target(self, d_source: int) -> int:
        """Return the number of rows of the matrix; `d_source` must be the number of its columns."""
        check_width(self, self.matrix.shape[1], d_source)
        return self.matrix.shape[0]

    def __repr__(self) -> str:
        return f"<Affine {self.matrix.shape[1]} -> {self.matrix.shape[0]}, {self.digest[:8]}>"

"""SteeringVectors: a vector for each of some layers, with where they come from; saved, applied and shown."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.vectors import Vectors
from latentlens.adapters.steering_adapter import SteeringAdapter, checked_positions, checked_vectors
from latentlens.engine.backend import Backend
from latentlens.engine.injection import Add
from latentlens.engine.query import Write
from latentlens.errors import MappingError, SelectionError
from latentlens.inputs.numbers import number
from latentlens.inputs.shown import shown
from latentlens.mappings.hashed_tensors import HashedByTensors
from latentlens.mappings.tensor_file import read_tensors, write_tensors
from latentlens.training.steering.steering_report import SteeringReport

_WHAT = "steering vectors"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class SteeringVectors(HashedByTensors):
    """Vectors that steer a model when they are added to its residual stream, one for each of some layers.

    Made by `steer(...)`, and by its baselines. Equal if the numbers are.

    Args:
        vectors: dict from layers to vectors [d_model].
        report: where they come from; None (default) if that is not known.
        positions: positions at which they are added, from 0. Default None: at every token.

    Raises:
        InputError: if there is no vector, a layer or position is no whole number from 0 up, or the widths
            differ.
        MappingError: if a vector has not one dimension, or a number in it is NaN or infinite.

    Examples:
        >>> import torch
        >>> from latentlens import Session
        >>> session = Session()
        >>> steering = SteeringVectors({4: torch.ones(session.backend.d_model)})
        >>> name = session.backend.load_adapter(steering.adapter(0.5))
        >>> steering.vectors_at(session.backend, 4).names
        ('steering',)
    """

    vectors: Mapping[int, Float[Tensor, " d_model"]]
    report: SteeringReport | None = None
    positions: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "vectors", MappingProxyType(checked_vectors(self.vectors)))
        object.__setattr__(self, "positions", checked_positions(self.positions))

    @classmethod
    def random(
        cls,
        norms: Mapping[int, float | Tensor],
        d_model: int,
        *,
        positions: Sequence[int] | None = None,
        seed: int = 0,
    ) -> SteeringVectors:
        """Return vectors of random directions, to compare with vectors that were learnt.

        Args:
            norms: dict from layers to the norm of the vector there, such as `steering.norms`.
            d_model: width of the model.
            positions: positions at which they are added, from 0. Default None: at every token.
            seed: seed of the directions. Default 0.

        Examples:
            >>> SteeringVectors.random({0: 2.0}, 16, positions=[5])
            <SteeringVectors at layers 0 (norm 2), positions 5>
        """
        draw = torch.Generator().manual_seed(seed)
        vectors = {}
        for layer, norm in norms.items():
            noise = torch.randn(d_model, generator=draw)
            vectors[layer] = noise * (torch.as_tensor(norm, dtype=noise.dtype) / noise.norm())
        return cls(vectors, positions=None if positions is None else tuple(positions))

    @property
    def norms(self) -> dict[int, float]:
        """The norm of the vector of each layer."""
        return {layer: float(vector.norm()) for layer, vector in self.vectors.items()}

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers that have a vector, lowest first."""
        return tuple(self.vectors)

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The vectors by layer, as "layer.3"."""
        return {f"layer.{layer}": vector for layer, vector in self.vectors.items()}

    @property
    def settings(self) -> str:
        """The positions, if there are some."""
        return "" if self.positions is None else f"at {self.positions!r}"

    def adapter(self, strength: float = 1.0) -> SteeringAdapter:
        """Return the adapter that adds the vectors, for `session.backend.load_adapter`.

        Args:
            strength: factor of the vectors. Default 1; at 0 the model computes exactly what it does without.
        """
        return SteeringAdapter(self.vectors, strength, self.positions)

    def writes(self, positions: Sequence[int], strength: float = 1.0) -> tuple[Write, ...]:
        """Return the writes that add the vectors at some positions of a target prompt alone.

        Args:
            positions: positions in the prompt, from 0.
            strength: factor of the vectors. Default 1.
        """
        factor = number("strength", strength)
        return tuple(
            Write(
                layer,
                tuple(positions),
                vector.expand(len(positions), len(vector)),
                injection=Add(factor),
            )
            for layer, vector in self.vectors.items()
        )

    def vectors_at(self, backend: Backend, layer: int, name: str = "steering") -> Vectors:
        """Return the vector of a layer as `Vectors`, which can be asked about and shown.

        Args:
            backend: the model that is steered, `session.backend`.
            layer: one of the layers.
            name: name of the vector there. Default "steering".

        Raises:
            SelectionError: if there is no vector for the layer.
            MappingError: if the model has another width.
            InputError: if the vector is zero.
        """
        if layer not in self.vectors:
            raise SelectionError(
                f"There is no steering vector for layer {shown(layer)}. There are some for layers "
                f"{', '.join(map(str, self.layers))}."
            )
        return Vectors(backend, {name: self.vectors[layer]}, layer=layer)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the vectors, the positions and the report as one safetensors file, atomically.

        Args:
            path: file to write.

        Raises:
            OSError: if the disk is full, or the directory cannot be written.
        """
        report = None if self.report is None else self.report.to_dict()
        write_tensors(path, self.tensors, {"what": _WHAT, "positions": self.positions, "report": report})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> SteeringVectors:
        """Load vectors that `save` wrote, bit for bit.

        Args:
            path: file to read.

        Raises:
            MappingError: if the file is missing, damaged or something else.
        """
        with read_tensors(path, _WHAT) as (tensors, metadata):
            if strays := [name for name in tensors if not name.startswith("layer.")]:
                raise MappingError(f"it has a tensor {strays[0]!r} that belongs to no layer")
            report = metadata["report"]
            return cls(
                {int(name.removeprefix("layer.")): vector for name, vector in tensors.items()},
                None if report is None else SteeringReport.from_dict(report),
                metadata["positions"],
            )

    def __repr__(self) -> str:
        norms = ", ".join(f"{layer} (norm {norm:.3g})" for layer, norm in self.norms.items())
        at = "" if self.positions is None else f", positions {', '.join(map(str, self.positions))}"
        return f"<SteeringVectors at layers {norms}{at}>"

    def __str__(self) -> str:
        return repr(self) if self.report is None else f"{self!r}\n{self.report}"

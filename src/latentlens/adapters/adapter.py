"""Adapter: weights that are added to a frozen model, or replace some of its own, as an immutable value."""

from __future__ import annotations

import abc
import os
from collections.abc import Mapping
from typing import ClassVar, Protocol, Self

import torch
from torch import Tensor, nn

from latentlens.errors import UnsupportedModel
from latentlens.mappings.hashed_tensors import HashedByTensors
from latentlens.model.parts import Parts


class Weights(Protocol):
    """Gives the tensors of an adapter that is put into a model: its values, or the parameters in training."""

    def __call__(self, name: str, device: torch.device, dtype: torch.dtype) -> nn.Parameter:
        """Return one tensor.

        Args:
            name: name of the tensor in `Adapter.tensors`.
            device: device that it is needed on.
            dtype: dtype that it is computed with; one that is trained has at least float32.
        """
        ...


class Adapter(HashedByTensors):
    """Base class of adapters: values that are equal if their settings and the bits of their tensors are.

    An adapter never changes the model that it is loaded beside; it is put into a copy of the model's modules
    that shares the weights. See `latentlens.engine.backend.Backend.load_adapter`.
    """

    kind: ClassVar[str]
    """First word of the adapter's name, such as "lora"."""
    loaded_from: str | None = None
    """The file or directory that it was loaded from, for its code; None for one that was made."""

    @property
    def name(self) -> str:
        """Name by which a query asks for this adapter: its kind and a digest of its content."""
        return f"{self.kind}-{self.digest[:12]}"

    @property
    def code(self) -> str | None:
        """The Python expression that loads the adapter again; None for one that was not loaded."""
        return None if self.loaded_from is None else f"{type(self).__name__}.load({self.loaded_from!r})"

    def _from(self, path: str | os.PathLike[str]) -> Self:
        """Note where the adapter was loaded from, and return it."""
        object.__setattr__(self, "loaded_from", os.fspath(path))  # a frozen dataclass
        return self

    @property
    def n_parameters(self) -> int:
        """Number of the adapter's weights."""
        return sum(tensor.numel() for tensor in self.tensors.values())

    @property
    def trained(self) -> frozenset[str]:
        """Names of the tensors that training changes. Default: all."""
        return frozenset(self.tensors)

    @abc.abstractmethod
    def put_into(self, module: nn.Module, parts: Parts, name: str, weights: Weights) -> None:
        """Change a twin of a model so that it computes with tensors in the place of this adapter's.

        Args:
            module: the twin, whose weights are shared with the user's model.
            parts: the twin's modules by role.
            name: name that the adapter gets in the twin.
            weights: function that gives each tensor.

        Raises:
            UnsupportedModel: if the adapter does not fit the model.
        """

    @abc.abstractmethod
    def with_tensors(self, tensors: Mapping[str, Tensor]) -> Self:
        """Return an adapter with the same settings and other tensors, of the same names."""

    def attach(self, module: nn.Module, parts: Parts) -> None:
        """Change a twin of a model so that it computes with this adapter; see `put_into`."""
        self.put_into(module, parts, self.name, self.weight)

    def weight(self, name: str, device: torch.device, dtype: torch.dtype) -> nn.Parameter:
        """Return one of the adapter's tensors, copied, as a parameter without a gradient.

        Args:
            name: name of the tensor.
            device: device to copy it to.
            dtype: dtype of the copy.

        Raises:
            UnsupportedModel: if the model's weights are not on any device, because they are offloaded.
        """
        if device.type == "meta":
            raise UnsupportedModel(
                "Some weights of the model are offloaded, and an adapter cannot be put beside them. Open the "
                "model on one device, or in a smaller dtype: Session(name, dtype=...)."
            )
        with torch.inference_mode(False):
            return nn.Parameter(self.tensors[name].detach().to(device, dtype).clone(), requires_grad=False)

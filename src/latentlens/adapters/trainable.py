"""TrainableAdapter: an adapter whose weights are parameters in training, on a twin of the frozen model."""

from __future__ import annotations

import contextlib
import itertools
from types import TracebackType
from typing import Self

import torch
from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.adapters.lora_in_training import LoraInTraining
from latentlens.errors import InputError, UnsupportedModel
from latentlens.inputs.shown import shown
from latentlens.model.language_model import LanguageModel
from latentlens.model.parts import Parts

_count = itertools.count(1)


class TrainableAdapter:
    """An adapter in training: its weights are leaf parameters that require gradients, the model is frozen.

    Queries with `adapter=trainable.name` run with the weights as they are at that moment, and the engine's
    `forced_logits` gives gradients to them. The name stays the same while the weights change. Take gradients
    with `torch.autograd.grad(loss, trainable.parameters())`, because `backward()` would also fill the `.grad`
    of the user's own weights. Close it, or use it in a `with` statement, to free the twin.

    Args:
        model: the model; it is not changed.
        adapter: the adapter to begin with. Its tensors are copied.
        dropout: probability with which a LoRA's layers leave out a number of their input inside
            `dropping`. Default 0.0: none.

    Raises:
        InputError: if an adapter that is no LoRA is to have dropout, or it is not in [0, 1).
        UnsupportedModel: if the adapter does not fit the model.
    """

    def __init__(self, model: LanguageModel, adapter: Adapter, dropout: float = 0.0) -> None:
        if not 0 <= dropout < 1 or (dropout and not isinstance(adapter, LoraAdapter)):
            raise InputError(
                f"Only a LoRA has dropout, in [0, 1); got {shown(dropout)} for {adapter!r}. Leave it at 0."
            )
        self._model = model
        self._layers = LoraInTraining(dropout)
        self._adapter = adapter
        self._weights: dict[str, nn.Parameter] = {}
        self._digest: tuple[object, str] | None = None
        self.name = f"{adapter.kind}-in-training-{next(_count)}"
        """Name by which a query asks for the adapter in training."""
        model.load_adapter(self)

    def attach(self, module: nn.Module, parts: Parts) -> None:
        """Change a twin of the model so that it computes with the parameters."""
        self._adapter.put_into(module, parts, self.name, self._weight)
        if isinstance(self._adapter, LoraAdapter):
            self._layers.take_over(module, self.name)

    def dropping(self, seed: int) -> contextlib.AbstractContextManager[None]:
        """Return a context in which dropout is on; outside it is off.

        Args:
            seed: seed of the choice of what is left out.
        """
        return self._layers.dropping(seed)

    def merging(self, tokens: int) -> contextlib.AbstractContextManager[None]:
        """Return a context in which no weight may change, and a LoRA's products are added up beforehand.

        Args:
            tokens: tokens that run in it; for few it does not pay.
        """
        return self._layers.merging(tokens)

    def _weight(self, name: str, device: torch.device, dtype: torch.dtype) -> nn.Parameter:
        """Return a parameter; it is made when the adapter is attached for the first time."""
        if name not in self._adapter.trained:
            return self._adapter.weight(name, device, dtype)
        if name not in self._weights:
            wide = torch.promote_types(dtype, torch.float32)
            self._weights[name] = self._adapter.weight(name, device, wide)
            self._weights[name].requires_grad_(True)
        weight = self._weights[name]
        if weight.device != device:
            raise UnsupportedModel(
                f"The model has moved from {weight.device} to {device} while the adapter {self.name} was in "
                "training. Take its adapter(), close it, and begin again from there."
            )
        return weight

    @property
    def digest(self) -> str:
        """Hash of the weights as they are now."""
        versions = tuple(weight._version for weight in self._weights.values())
        if self._digest is None or self._digest[0] != versions:
            self._digest = (versions, self.adapter().digest)
        return self._digest[1]

    def parameters(self) -> list[nn.Parameter]:
        """Return the parameters, in the order of the adapter's tensors; they are float32 at least."""
        return [*self.named_parameters().values()]

    def named_parameters(self) -> dict[str, nn.Parameter]:
        """Return the parameters by the names of the adapter's tensors."""
        return {name: self._weights[name] for name in self._adapter.tensors if name in self._weights}

    def adapter(self) -> Adapter:
        """Return a copy of the adapter as it is now, on the CPU; training on does not change it.

        Raises:
            InputError: if a weight has become NaN or infinite.
        """
        tensors = {name: weight.detach().cpu().clone() for name, weight in self.named_parameters().items()}
        return self._adapter.with_tensors({**self._adapter.tensors, **tensors})

    def load(self, adapter: Adapter) -> None:
        """Set the parameters to the values of another adapter, as when training is taken up again.

        Args:
            adapter: adapter of the same kind, settings and shapes.

        Raises:
            InputError: if it has others.
        """
        values: dict[str, Tensor] = adapter.tensors
        same = type(adapter) is type(self._adapter) and adapter.settings == self._adapter.settings
        shapes = {name: value.shape for name, value in self._adapter.tensors.items()}
        if not same or {name: value.shape for name, value in values.items()} != shapes:
            raise InputError(
                f"{adapter!r} has another kind, settings or shapes than the adapter in training, "
                f"{self._adapter!r}. Train from it: backend.train_adapter(adapter)."
            )
        with torch.no_grad():
            for name, weight in self._weights.items():
                weight.copy_(values[name])

    def close(self) -> None:
        """Free the twin; queries can no longer name the adapter."""
        self._model.unload_adapter(self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

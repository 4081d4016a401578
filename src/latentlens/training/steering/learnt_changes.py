"""What is learnt in steering: vectors that are added to the residual stream, or a LoRA of the model."""

from __future__ import annotations

import abc
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from latentlens.adapters.lora import LoraAdapter
from latentlens.engine.backend import Backend
from latentlens.engine.injection import Add
from latentlens.engine.query import NextToken, Query, Write
from latentlens.model.adapters import BASE
from latentlens.model.language_model import LanguageModel
from latentlens.training.steering.steered_prompts import SteeredPrompt


class LearntChange(abc.ABC):
    """A change of the model's computation, with the parameters that are learnt."""

    @property
    @abc.abstractmethod
    def parameters(self) -> list[Tensor]:
        """The tensors that are learnt, leaves that require gradients."""

    @abc.abstractmethod
    def query(self, prompt: SteeredPrompt) -> Query:
        """Return the run of a prompt with the change."""

    @abc.abstractmethod
    def bound(self) -> None:
        """Keep the change within its bounds, after a step."""

    @abc.abstractmethod
    def copied(self) -> dict[str, Tensor]:
        """Return a copy of what is learnt, by name."""

    def close(self) -> None:  # noqa: B027 - vectors hold nothing
        """Free what the change holds in the model."""


class ChangeByVectors(LearntChange):
    """Vectors, one for each of some layers, that are added at all positions or at some.

    They are learnt in units of the states' own size at their layer.

    Args:
        model: the model that is steered.
        norms: usual norm of a state at each layer that gets a vector.
        positions: positions of a prompt at which they are added, negative ones from its end; None for all.
        max_norm: largest norm of a vector, as a multiple of the usual norm of a state.
    """

    def __init__(
        self,
        model: Backend,
        norms: Mapping[int, float],
        positions: Sequence[int] | None,
        max_norm: float,
    ) -> None:
        self._positions, self._max_norm = positions, max_norm
        self._d_model = model.d_model
        self._units = {layer: norm / model.d_model**0.5 for layer, norm in norms.items()}
        self._scaled = {
            layer: torch.zeros(model.d_model, device=model.device, dtype=torch.float32, requires_grad=True)
            for layer in norms
        }

    @property
    def parameters(self) -> list[Tensor]:
        """The vectors, in units of the states' size."""
        return list(self._scaled.values())

    def query(self, prompt: SteeredPrompt) -> Query:
        """Return the run of a prompt with the vectors added."""
        positions = added_positions(prompt, self._positions)
        writes = tuple(
            Write(
                layer,
                positions,
                (self._units[layer] * scaled).expand(len(positions), self._d_model),
                injection=Add(),
            )
            for layer, scaled in self._scaled.items()
        )
        return Query(prompt.token_ids, writes, NextToken(), adapter=BASE)

    @torch.no_grad()
    def bound(self) -> None:
        """Shorten vectors that are longer than the largest norm."""
        most = self._max_norm * self._d_model**0.5
        for scaled in self._scaled.values():
            scaled *= (most / scaled.norm().clamp_min(1e-12)).clamp_max(1.0)

    def copied(self) -> dict[str, Tensor]:
        """Return the vectors by layer, on the CPU."""
        return {
            str(layer): (self._units[layer] * scaled).detach().cpu().clone()
            for layer, scaled in self._scaled.items()
        }


class ChangeByLora(LearntChange):
    """A LoRA of the model.

    Args:
        model: the model that is steered.
        lora: the LoRA to begin with.
    """

    def __init__(self, model: Backend, lora: LoraAdapter) -> None:
        self._trainable = model.train_adapter(lora)

    @property
    def parameters(self) -> list[Tensor]:
        """The LoRA's matrices."""
        return list(self._trainable.parameters())

    def query(self, prompt: SteeredPrompt) -> Query:
        """Return the run of a prompt with the LoRA on."""
        return Query(prompt.token_ids, (), NextToken(), adapter=self._trainable.name)

    def bound(self) -> None:
        """Do nothing: a LoRA has no bounds."""

    def copied(self) -> dict[str, Tensor]:
        """Return the matrices by PEFT's names, on the CPU."""
        named = self._trainable.named_parameters()
        return {name: weight.detach().cpu().clone() for name, weight in named.items()}

    def close(self) -> None:
        """Free the twin that the LoRA is attached to."""
        self._trainable.close()


def fresh_lora(model: LanguageModel, layers: Sequence[int], rank: int, seed: int) -> LoraAdapter:
    """Return an untrained LoRA of all linear modules of the blocks that compute some layers.

    Args:
        model: the model that is steered.
        layers: layers, from 1 on; layer k is what block k - 1 puts out.
        rank: rank; the factor of the low-rank product is 2.
        seed: seed of the first matrices.
    """
    blocks = {id(model.blocks[layer - 1]): layer for layer in layers}
    names: list[str] = []
    for name, module in model.runner.model.named_modules():
        if id(module) in blocks:
            names += [f"{name}.{inner}" for inner, part in module.named_modules() if _is_linear(part)]
    return LoraAdapter.fresh(model, r=rank, alpha=2 * rank, target_modules=names, seed=seed)


def added_positions(prompt: SteeredPrompt, positions: Sequence[int] | None) -> tuple[int, ...]:
    """Return the positions of a prompt at which vectors are added, each once, in ascending order.

    Args:
        prompt: the prompt.
        positions: positions, negative ones from its end; those that it has not are left out. None for all.
    """
    n = len(prompt.token_ids)
    if positions is None:
        return tuple(range(n))
    return tuple(sorted({p % n for p in positions if -n <= p < n}))


def _is_linear(module: Any) -> bool:
    """Return whether PEFT adapts a module as a matrix: torch's linear, or GPT-2's own."""
    return isinstance(module, nn.Linear) or type(module).__name__ == "Conv1D"

"""LoraAdapter: a LoRA as a value, with PEFT's settings and names, read from and written to PEFT's files."""

from __future__ import annotations

import dataclasses
import math
import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import torch
from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter, Weights
from latentlens.adapters.lora_layers import add_layers, empty_weights, put_lora
from latentlens.adapters.lora_settings import LoraSettings
from latentlens.adapters.peft_files import read_peft, write_peft
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.model.parts import Parts
from latentlens.model.twin import twin

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class LoraAdapter(Adapter):
    """A LoRA: low-rank matrices added to some of a model's, and modules or biases that come with them.

    It computes what PEFT computes of the same settings and weights, in evaluation mode, and with the matrices
    in float32 at least, as PEFT has them when it loads them.

    Args:
        lora_settings: rank, targets and the like, as in PEFT's LoraConfig.
        weights: the weights by the names under which PEFT saves them, such as
            "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight".

    Raises:
        InputError: if there is no weight, or one is no floating-point tensor of finite numbers.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> lora = LoraAdapter.fresh(open_model(), r=4, alpha=8, target_modules=["q_proj"], seed=0)
        >>> lora.lora_settings.r
        4

    Source:
        LoRA, arXiv 2106.09685.
    """

    kind = "lora"

    lora_settings: LoraSettings
    weights: Mapping[str, Tensor]

    def __post_init__(self) -> None:
        for name, tensor in self.weights.items():
            if not isinstance(tensor, Tensor) or not tensor.is_floating_point():
                raise InputError(
                    f"LoraAdapter takes floating-point tensors; {shown(name)} is {shown(tensor)}."
                )
            if not bool(tensor.isfinite().all()):
                raise InputError(
                    f"The weight {name!r} of LoraAdapter holds NaN or infinity. Take an earlier checkpoint."
                )
        if not self.weights:
            raise InputError("LoraAdapter takes the weights by PEFT's names; got none.")
        detached = {name: tensor.detach() for name, tensor in sorted(self.weights.items())}
        object.__setattr__(self, "weights", MappingProxyType(detached))

    @classmethod
    def fresh(
        cls,
        model: LanguageModel,
        *,
        r: int,
        alpha: float,
        target_modules: Sequence[str] | str,
        seed: int = 0,
        use_rslora: bool = False,
    ) -> LoraAdapter:
        """Return an untrained LoRA, which changes nothing yet, as its second matrices are zero.

        Args:
            model: model that it will be trained on.
            r: rank.
            alpha: numerator of the factor of the low-rank product, alpha / r.
            target_modules: endings of the names of the modules that are adapted, or one regular expression.
            seed: seed of the first matrices, which are drawn as PEFT draws them. Default 0.
            use_rslora: whether the factor is alpha / sqrt(r). Default False.

        Raises:
            InputError: if the rank is no positive number.
            UnsupportedModel: if the model has none of the target modules.
        """
        targets = target_modules if isinstance(target_modules, str) else tuple(target_modules)
        settings = LoraSettings(r, alpha, targets, use_rslora=use_rslora)
        empty = twin(model.runner.model)
        add_layers(empty, settings, "fresh")
        random = torch.Generator("cpu").manual_seed(seed)
        weights: dict[str, Tensor] = {}
        for name, _, _, weight in empty_weights(empty, "fresh"):
            drawn = torch.zeros(weight.shape, dtype=torch.float32, device="cpu")
            if ".lora_A." in name:
                bound = 1 / math.sqrt(weight.shape[1:].numel())
                drawn.uniform_(-bound, bound, generator=random)
            elif name.endswith(".lora_embedding_B"):
                drawn.normal_(generator=random)
            weights[name] = drawn
        return cls(settings, weights)

    @classmethod
    def load(cls, directory: str | os.PathLike[str]) -> LoraAdapter:
        """Load a LoRA from a directory that PEFT's `save_pretrained` wrote.

        Args:
            directory: directory with adapter_config.json and adapter_model.safetensors.

        Raises:
            InputError: if a file is missing or damaged, or a setting is not understood.
        """
        return cls(*read_peft(directory))._from(directory)

    def save(self, directory: str | os.PathLike[str]) -> None:
        """Save the LoRA as PEFT does, so that PEFT can load it.

        Args:
            directory: directory to write to; it is created if it is missing.
        """
        write_peft(directory, self.lora_settings, self.weights)

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The weights by PEFT's names."""
        return dict(self.weights)

    @property
    def settings(self) -> str:
        """The LoRA's settings as JSON."""
        return self.lora_settings.text

    @property
    def trained(self) -> frozenset[str]:
        """Names of the matrices, and of the modules and biases that come with them.

        PEFT's files also hold the base's own embeddings where these are adapted; they are not trained.
        """
        settings = self.lora_settings
        return frozenset(
            name
            for name in self.weights
            if ".lora_" in name
            or (settings.bias != "none" and name.endswith(".bias"))
            or any(name.rpartition(".")[0].endswith(f".{module}") for module in settings.modules_to_save)
        )

    def with_tensors(self, tensors: Mapping[str, Tensor]) -> Self:
        """Return a LoRA with the same settings and other weights."""
        return type(self)(self.lora_settings, tensors)

    def put_into(self, module: nn.Module, parts: Parts, name: str, weights: Weights) -> None:
        """Put PEFT's LoRA layers into a twin.

        Raises:
            UnsupportedModel: if the model has not the modules or shapes that the LoRA was trained for.
        """
        del parts
        shapes = {key: tensor.shape for key, tensor in self.weights.items()}
        put_lora(module, self.lora_settings, name, shapes, weights)

    def __repr__(self) -> str:
        rank = self.lora_settings.r
        return f"<LoraAdapter r {rank}, {len(self.weights)} weights, {self.digest[:8]}>"

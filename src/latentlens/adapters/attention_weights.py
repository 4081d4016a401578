"""AttentionAdapter: trained weights of every block's self-attention, in the place of the model's own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter, Weights
from latentlens.adapters.replaced_weights import replace_weight
from latentlens.errors import InputError, UnsupportedModel
from latentlens.inputs.shown import shown
from latentlens.mappings.tensor_file import read_tensors, write_tensors
from latentlens.model.parts import Parts
from latentlens.model.sharding import whole_numbers

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

_WHAT = "attention weights"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class AttentionAdapter(Adapter):
    """Weights of the self-attention of some or all blocks, which replace the model's own.

    Args:
        weights: dict from a weight's name to the weight. The name is the number of the block and the path
            within its attention module, such as "3.q_proj.weight".

    Raises:
        InputError: if it is empty, or something in it is no such name or no floating-point tensor.

    Examples:
        >>> import torch
        >>> AttentionAdapter({"0.q_proj.weight": torch.zeros(2, 2)}).n_parameters
        4

    Source:
        Meta-Models: a projection and the self-attention layers are trained, the rest is frozen.
    """

    kind = "attention"

    weights: Mapping[str, Tensor]

    def __post_init__(self) -> None:
        for name, tensor in self.weights.items():
            block, _, path = str(name).partition(".")
            if not block.isdigit() or not path or not isinstance(tensor, Tensor):
                raise InputError(
                    "AttentionAdapter takes tensors by block and path, such as '3.q_proj.weight'; got "
                    f"{shown(name)}: {type(tensor).__name__}."
                )
            if not tensor.is_floating_point() or not bool(tensor.isfinite().all()):
                raise InputError(f"The weight {name!r} of AttentionAdapter holds NaN, infinity or no floats.")
        if not self.weights:
            raise InputError("AttentionAdapter takes at least one weight; got none.")
        detached = {name: tensor.detach() for name, tensor in sorted(self.weights.items())}
        object.__setattr__(self, "weights", MappingProxyType(detached))

    @classmethod
    def fresh(cls, model: LanguageModel) -> AttentionAdapter:
        """Return copies of a model's own attention weights, which change nothing until they are trained.

        Args:
            model: model that they will be trained on; blocks without attention are left out.
        """
        found: dict[str, Tensor] = {}
        for block, attention in enumerate(model.runner.parts.attention):
            for path, weight in attention.named_parameters() if attention is not None else ():
                steps = path.split(".")
                if not any(step.startswith("lora_") for step in steps):
                    name = ".".join(step for step in steps if step != "base_layer")
                    found[f"{block}.{name}"] = whole_numbers(weight).cpu().clone()
        return cls(found)

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The weights by name."""
        return dict(self.weights)

    def with_tensors(self, tensors: Mapping[str, Tensor]) -> Self:
        """Return an adapter with other weights."""
        return type(self)(tensors)

    def put_into(self, module: nn.Module, parts: Parts, name: str, weights: Weights) -> None:
        """Put the weights in the place of a twin's own.

        Raises:
            UnsupportedModel: if the model has no such block or weight, or one of another shape.
        """
        del module
        for key in self.weights:
            block, _, path = key.partition(".")
            attention = parts.attention[int(block)] if int(block) < len(parts.attention) else None
            if attention is None:
                raise UnsupportedModel(
                    f"The adapter {name} replaces weights of the attention of block {block}, and the model "
                    "has none there. Load it on the model that it was trained for."
                )
            replace_weight(attention, path, key, weights, name)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the weights as a safetensors file.

        Args:
            path: file to write.
        """
        write_tensors(path, self.tensors, {"what": _WHAT})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> AttentionAdapter:
        """Load weights that `save` wrote.

        Args:
            path: file to read.

        Raises:
            MappingError: if the file cannot be read or holds something else.
        """
        with read_tensors(path, _WHAT) as (tensors, _):
            return cls(tensors)._from(path)

    def __repr__(self) -> str:
        return (
            f"<AttentionAdapter {len(self.weights)} weights, {self.n_parameters} numbers, {self.digest[:8]}>"
        )

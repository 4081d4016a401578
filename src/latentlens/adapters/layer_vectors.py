"""VectorAdapter: one vector for each block, added to what its attention and its MLP module put out."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

import torch
from jaxtyping import Float
from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter, Weights
from latentlens.errors import InputError, UnsupportedModel
from latentlens.mappings.hashed_tensors import validate_tensor
from latentlens.mappings.tensor_file import read_tensors, write_tensors
from latentlens.model.parts import Parts

if TYPE_CHECKING:
    from latentlens.model.language_model import LanguageModel

_WHAT = "layer vectors"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class VectorAdapter(Adapter):
    """Vectors that are added, at all positions, to the outputs of every block's attention and MLP modules.

    They are added to what the module itself puts out, before any norm that the architecture has after it. At
    least one of the two must be given.

    Args:
        post_attn: vectors [layer, d_model] added to the attention modules' outputs; None (default) for none.
        post_mlp: vectors [layer, d_model] added to the MLP modules' outputs; None (default) for none.

    Raises:
        InputError: if neither is given, or their shapes differ.
        MappingError: if one is no matrix, or a number in it is NaN or infinite.

    Examples:
        >>> VectorAdapter(torch.zeros(2, 4), torch.zeros(2, 4)).n_parameters
        16

    Source:
        Vector activation oracles: one bias for each block and each of the two modules, trained in the place
        of a LoRA.
    """

    kind = "vectors"

    post_attn: Float[Tensor, "layer d_model"] | None = None
    post_mlp: Float[Tensor, "layer d_model"] | None = None

    def __post_init__(self) -> None:
        for name in ("post_attn", "post_mlp"):
            value = getattr(self, name)
            if value is not None:
                tensor = validate_tensor(value, f"{name} of VectorAdapter", ("layer", "d_model"))
                object.__setattr__(self, name, tensor.detach())
        shapes = {tuple(tensor.shape) for tensor in self.tensors.values()}
        if len(shapes) != 1:
            given = " and ".join(map(str, sorted(shapes))) or "neither"
            raise InputError(
                "VectorAdapter takes post_attn, post_mlp or both, [layer, d_model] of one shape; got "
                f"{given}."
            )

    @classmethod
    def fresh(cls, model: LanguageModel) -> VectorAdapter:
        """Return zero vectors for a model, which change nothing until they are trained.

        Args:
            model: model that they will be trained on.
        """
        zeros = torch.zeros(model.n_layers, model.d_model, dtype=torch.float32, device="cpu")
        return cls(zeros, zeros.clone())

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The vectors by name, those that were given."""
        both = {"post_attn": self.post_attn, "post_mlp": self.post_mlp}
        return {name: tensor for name, tensor in both.items() if tensor is not None}

    def with_tensors(self, tensors: Mapping[str, Tensor]) -> Self:
        """Return an adapter with other vectors."""
        return type(self)(**tensors)

    def put_into(self, module: nn.Module, parts: Parts, name: str, weights: Weights) -> None:
        """Put hooks on a twin's attention and MLP modules that add the vectors.

        Raises:
            UnsupportedModel: if the model has another number of blocks or another width, or a block without
                one of the two modules.
        """
        width = next(iter(self.tensors.values())).shape[1]
        config: Any = getattr(module, "config", None)
        d_model = getattr(config.get_text_config() if config is not None else None, "hidden_size", width)
        if d_model != width:
            raise _other_width(name, width, d_model)
        for where, modules in (("post_attn", parts.attention), ("post_mlp", parts.mlp)):
            if where not in self.tensors:
                continue
            if len(modules) != len(self.tensors[where]):
                raise UnsupportedModel(
                    f"The adapter {name} has vectors for {len(self.tensors[where])} blocks, and the model "
                    f"has {len(modules)}. Load it on the model that it was trained for."
                )
            like = next(parts.blocks[0].parameters())
            vectors = weights(where, like.device, torch.promote_types(like.dtype, torch.float32))
            for block, found in enumerate(modules):
                if found is None:
                    kind = "attention" if where == "post_attn" else "MLP"
                    raise UnsupportedModel(
                        f"Block {block} of the model has no {kind} module that {where} could be added to. "
                        "Use a LoRA, or another model."
                    )
                found.register_forward_hook(functools.partial(_add, vectors, block, name))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the vectors as a safetensors file.

        Args:
            path: file to write.
        """
        write_tensors(path, self.tensors, {"what": _WHAT})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> VectorAdapter:
        """Load vectors that `save` wrote.

        Args:
            path: file to read.

        Raises:
            MappingError: if the file cannot be read or holds something else.
        """
        with read_tensors(path, _WHAT) as (tensors, _):
            return cls(**tensors)._from(path)

    def __repr__(self) -> str:
        layers, width = next(iter(self.tensors.values())).shape
        return (
            f"<VectorAdapter {' and '.join(self.tensors)}, {layers} layers, width {width}, {self.digest[:8]}>"
        )


def _add(vectors: Tensor, block: int, name: str, _: nn.Module, __: Any, output: Any) -> Any:
    """Hook of a module: add a block's vector to the residual stream that it puts out."""
    out = output[0] if isinstance(output, (tuple, list)) else output
    vector = vectors[block]
    if out.shape[-1] != len(vector):
        raise _other_width(name, len(vector), out.shape[-1])
    added = out + vector.to(out)
    return type(output)((added, *output[1:])) if isinstance(output, (tuple, list)) else added


def _other_width(name: str, width: int, d_model: int) -> UnsupportedModel:
    """Return the error for vectors of another width than the model's."""
    return UnsupportedModel(
        f"The adapter {name} has vectors of width {width}, and the model's width is {d_model}. Load it on "
        "the model that it was trained for."
    )

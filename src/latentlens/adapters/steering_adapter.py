"""SteeringAdapter: vectors that are added to the residual stream at some layers, at every token or some."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

import torch
from jaxtyping import Float
from torch import Tensor, nn

from latentlens.adapters.adapter import Adapter, Weights
from latentlens.errors import InputError, UnsupportedModel
from latentlens.inputs.numbers import integer, number
from latentlens.inputs.sequences import as_list
from latentlens.inputs.shown import shown
from latentlens.mappings.hashed_tensors import validate_tensor
from latentlens.mappings.tensor_file import read_tensors, write_tensors
from latentlens.model.parts import Parts

_WHAT = "a steering adapter"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class SteeringAdapter(Adapter):
    """Vectors that are added to the residual stream at some layers, of prompts and answers.

    What is read at such a layer is the stream after the addition.

    Args:
        vectors: dict from layers, 0 (embeddings) to the number of blocks, to vectors [d_model].
        strength: factor of all vectors. Default 1; at 0 the model computes exactly what it does without.
        positions: positions at which they are added, from 0. Default None: at every token.

    Raises:
        InputError: if there is no vector, a layer or position is no whole number from 0 up, or the widths
            differ.
        MappingError: if a vector has not one dimension, or a number in it is NaN or infinite.

    Examples:
        >>> from latentlens import Session
        >>> session = Session()
        >>> adapter = SteeringAdapter({4: torch.ones(session.backend.d_model)}, strength=0.5)
        >>> steered = session.run("France", adapter=session.backend.load_adapter(adapter))
        >>> torch.allclose(steered.resid[4] - session.run("France").resid[4], torch.tensor(0.5), atol=1e-4)
        True

    Source:
        Activation addition, arXiv 2308.10248.
    """

    kind = "steering"

    vectors: Mapping[int, Float[Tensor, " d_model"]]
    strength: float = 1.0
    positions: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "strength", number("strength", self.strength))
        object.__setattr__(self, "positions", checked_positions(self.positions))
        object.__setattr__(self, "vectors", MappingProxyType(checked_vectors(self.vectors)))

    @property
    def tensors(self) -> dict[str, Tensor]:
        """The vectors by layer, as "layer.3"."""
        return {f"layer.{layer}": vector for layer, vector in self.vectors.items()}

    @property
    def settings(self) -> str:
        """The strength, and the positions if there are some."""
        at = "" if self.positions is None else f" at {self.positions!r}"
        return f"strength {self.strength!r}{at}"

    def with_tensors(self, tensors: Mapping[str, Tensor]) -> Self:
        """Return an adapter with other vectors, and the same strength and positions."""
        vectors = {int(name.partition(".")[2]): v for name, v in tensors.items()}
        return type(self)(vectors, self.strength, self.positions)

    def put_into(self, module: nn.Module, parts: Parts, name: str, weights: Weights) -> None:
        """Put hooks on a twin's blocks that add the vectors.

        Raises:
            UnsupportedModel: if the model has no such layer, or another width.
        """
        width = len(next(iter(self.vectors.values())))
        config: Any = getattr(module, "config", None)
        d_model = getattr(config.get_text_config() if config is not None else None, "hidden_size", width)
        if d_model != width:
            raise _other_width(name, width, d_model)
        n_layers = len(parts.blocks)
        for layer in self.vectors:
            if layer > n_layers:
                raise UnsupportedModel(
                    f"The adapter {name} adds a vector at layer {layer}, and the model has layers 0 to "
                    f"{n_layers}. Load it on the model that it was made for."
                )
            like = next(parts.blocks[min(layer, n_layers - 1)].parameters())
            dtype = torch.promote_types(like.dtype, torch.float32)
            vector = weights(f"layer.{layer}", like.device, dtype)
            if not self.strength:
                continue  # nothing is added, so that even the sign of a zero stays
            add = functools.partial(_add, vector, self.strength, self.positions, name)
            if layer < n_layers:
                parts.blocks[layer].register_forward_pre_hook(
                    functools.partial(_before, add), with_kwargs=True
                )
            else:
                parts.blocks[-1].register_forward_hook(functools.partial(_after, add), with_kwargs=True)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Save the vectors, the strength and the positions as a safetensors file.

        Args:
            path: file to write.
        """
        settings = {"strength": self.strength, "positions": self.positions}
        write_tensors(path, self.tensors, {"what": _WHAT, **settings})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> SteeringAdapter:
        """Load an adapter that `save` wrote.

        Args:
            path: file to read.

        Raises:
            MappingError: if the file cannot be read or holds something else.
        """
        with read_tensors(path, _WHAT) as (tensors, metadata):
            vectors = {int(name.partition(".")[2]): vector for name, vector in tensors.items()}
            return cls(vectors, metadata["strength"], metadata["positions"])._from(path)

    def __repr__(self) -> str:
        layers = ", ".join(map(str, self.vectors))
        at = "" if self.positions is None else f", positions {', '.join(map(str, self.positions))}"
        return f"<SteeringAdapter at layers {layers}{at}, strength {self.strength:g}, {self.digest[:8]}>"


def checked_vectors(vectors: Any) -> dict[int, Float[Tensor, " d_model"]]:
    """Return vectors by layer, lowest first, as tensors without gradients.

    Args:
        vectors: dict from layers to vectors [d_model].

    Raises:
        InputError: if there is no vector, a layer is no whole number from 0 up, or the widths differ.
        MappingError: if a vector has not one dimension, or a number in it is NaN or infinite.
    """
    if not isinstance(vectors, Mapping) or not vectors:
        raise InputError(
            f"Steering vectors are given by layer, as in {{4: vector}}, at least one; got {shown(vectors)}."
        )
    for layer in vectors:
        if isinstance(layer, bool) or not isinstance(layer, int) or layer < 0:
            raise InputError(
                f"The layer of a steering vector is a whole number from 0 up; got {shown(layer)}."
            )
    found = {
        layer: validate_tensor(vectors[layer], f"The vector of layer {layer}", ("d_model",)).detach()
        for layer in sorted(vectors)
    }
    widths = sorted({len(vector) for vector in found.values()})
    if len(widths) > 1:
        raise InputError(
            f"Steering vectors have the width of one model; got the widths {' and '.join(map(str, widths))}."
        )
    return found


def checked_positions(positions: Any) -> tuple[int, ...] | None:
    """Return positions from 0, each once, in ascending order; None for None.

    Args:
        positions: the positions.

    Raises:
        InputError: if there is none, or one is no whole number from 0 up.
    """
    if positions is None:
        return None
    found = [integer("a position", each) for each in as_list(positions, "positions", "positions=[0, 1]")]
    if not found or min(found) < 0:
        raise InputError(
            f"Vectors are added at every token (None), or at positions from 0 such as [0, 1]; got "
            f"{shown(positions)}."
        )
    return tuple(sorted(set(found)))


def _add(
    vector: Tensor,
    strength: float,
    positions: tuple[int, ...] | None,
    name: str,
    residual: Tensor,
    position_ids: Tensor | None,
) -> Tensor:
    """Return the residual stream plus a vector, added in float32 at least, as a write adds it."""
    if residual.shape[-1] != len(vector):
        raise _other_width(name, len(vector), residual.shape[-1])
    precise = torch.promote_types(residual.dtype, torch.float32)
    added = (residual.to(precise) + strength * vector.to(residual.device, precise)).to(residual.dtype)
    if positions is None:
        return added
    if position_ids is None:
        raise UnsupportedModel(
            f"The adapter {name} adds its vectors at the positions {', '.join(map(str, positions))} alone, "
            "and the model does not tell its blocks the positions of their tokens. Steer it at every token."
        )
    there = torch.isin(position_ids, torch.tensor(positions, device=position_ids.device))
    return torch.where(there[..., None], added, residual)


def _before(add: Any, _: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Pre-hook of a block: change the residual stream that it gets."""
    at = kwargs.get("position_ids")
    if args:
        return (add(args[0], at), *args[1:]), kwargs
    return args, {**kwargs, "hidden_states": add(kwargs["hidden_states"], at)}


def _after(add: Any, _: nn.Module, __: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> Any:
    """Hook of the last block: change the residual stream that it puts out."""
    at = kwargs.get("position_ids")
    if isinstance(output, (tuple, list)):
        return type(output)((add(output[0], at), *output[1:]))
    return add(output, at)


def _other_width(name: str, width: int, d_model: int) -> UnsupportedModel:
    """Return the error for vectors of another width than the model's."""
    return UnsupportedModel(
        f"The adapter {name} has vectors of width {width}, and the model's width is {d_model}. Load it on "
        "the model that it was made for."
    )

"""The weights that a decoder's training begins with: an adapter that changes nothing yet, and a mapping."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.attention_weights import AttentionAdapter
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.mappings.affine import Affine, Linear, ScalarAffine
from latentlens.mappings.low_rank import LowRankAffine
from latentlens.mappings.mapping import Mapping
from latentlens.model.language_model import LanguageModel
from latentlens.training.decoders.decoder_recipe import AdapterRecipe, MappingRecipe


def fresh_adapter(recipe: AdapterRecipe, model: LanguageModel, seed: int) -> Adapter | None:
    """Return an adapter that changes nothing until it is trained; None if the recipe has none.

    Args:
        recipe: kind and size of the adapter.
        model: model that it will be trained on.
        seed: seed of the random weights.
    """
    if recipe.kind == "lora":
        return LoraAdapter.fresh(
            model, r=recipe.r, alpha=recipe.alpha, target_modules=recipe.target_modules, seed=seed
        )
    if recipe.kind == "vectors":
        return VectorAdapter.fresh(model)
    return AttentionAdapter.fresh(model) if recipe.kind == "attention" else None


def fresh_mapping(
    recipe: MappingRecipe,
    d_source: int,
    d_target: int,
    seed: int,
    fitted: Float[Tensor, "d_target d_source"] | None = None,
) -> Mapping | None:
    """Return a mapping whose tensors are to be trained; None for the identity.

    A square matrix begins as a multiple of the identity; any other with random numbers that keep a vector's
    norm about as it is.

    Args:
        recipe: kind and size of the mapping.
        d_source: width of the activations.
        d_target: width of the model that answers.
        seed: seed of the random numbers.
        fitted: matrix to begin with, of a recipe with `fitted_to`. Default None: as above.

    Raises:
        MappingError: if the kind maps only between equal widths, and these differ.
    """
    if recipe.kind == "identity":
        return None
    draw = torch.Generator("cpu").manual_seed(seed)
    scale = torch.tensor(recipe.init_scale)
    bias = torch.zeros(d_target)
    if recipe.kind == "scalar_affine":
        return ScalarAffine(*_trained(scale, bias))
    if recipe.kind == "low_rank":
        down = torch.randn(d_source, recipe.rank, generator=draw) / d_source**0.5
        scale, down, up, bias = _trained(scale, down, torch.zeros(d_source, recipe.rank), bias)
        return LowRankAffine(scale, down, up, bias)
    if fitted is not None:
        matrix = fitted.clone()
    elif d_source == d_target:
        matrix = torch.eye(d_source)
    else:
        matrix = torch.randn(d_target, d_source, generator=draw) / d_target**0.5
    matrix = recipe.init_scale * matrix
    if recipe.kind == "affine":
        return Affine(*_trained(matrix, bias))
    return Linear(*_trained(matrix))


def _trained(*tensors: torch.Tensor) -> list[torch.Tensor]:
    return [tensor.requires_grad_() for tensor in tensors]

"""dtype="fastest": bfloat16 where it was measured clearly faster than float32, and float32 elsewhere."""

from __future__ import annotations

import dataclasses
import os
import statistics
from collections.abc import Callable

import torch

from latentlens.model.dtype_choice import DtypeChoice
from latentlens.model.language_model import LanguageModel
from latentlens.model.matrix_shapes import Shapes, matrix_shapes
from latentlens.model.product_speed import ProductSpeed, product_speed
from latentlens.model.rounding import PASSAGES, kept_rounding

FASTEST = "fastest"
"""The name of this choice in place of a dtype's."""

MOST_BYTES = 8e9
"""Bytes of a copy in float32 beyond which none is loaded at opening."""

CLEARLY = 1.5
"""How many times as fast bfloat16's products have to be: what stands around them is no faster."""


def fastest_dtype(name_or_path: str | os.PathLike[str], device: torch.device) -> DtypeChoice:
    """Choose the dtype that a model runs fastest in.

    Args:
        name_or_path: directory with a saved transformers model, GGUF file, or hub name.
        device: device that it will run on.

    Raises:
        ModelError: if there is no model, or its weights are quantised.
        UnsupportedModel: if it is no causal language model.
    """
    return choice_for(matrix_shapes(name_or_path), device)


def with_rounding(
    choice: DtypeChoice, model: LanguageModel, passages: Callable[[int, int], list[str]] | None
) -> DtypeChoice:
    """Add to a choice how far the model, opened in that dtype, is from float32: kept, or measured now.

    Args:
        choice: the choice.
        model: the model, in the chosen dtype.
        passages: function of (seed, count) that returns text like that which the model was trained on; None
            for the passages that any model is measured on.
    """
    if choice.dtype == "float32":
        return choice
    if 4 * model.n_parameters > MOST_BYTES:
        why_not = (
            f"a copy in float32 would take {4 * model.n_parameters / 1e9:.0f} GB, so the difference from it "
            "was not measured: sweep.verify(dtype='float32') does"
        )
        return dataclasses.replace(choice, why_not=why_not)
    texts = PASSAGES if passages is None else passages(0, len(PASSAGES))
    return dataclasses.replace(choice, rounding=kept_rounding(model, texts))


def choice_for(shapes: Shapes, device: torch.device) -> DtypeChoice:
    """Choose the dtype that matrix products of some shapes are fastest in.

    Args:
        shapes: the shapes of the model's matrices.
        device: device that they are multiplied on.
    """
    speed, where = product_speed(shapes, device)
    return DtypeChoice(faster(speed), speed.ratios, where)


def faster(speed: ProductSpeed) -> str:
    """Return "bfloat16" if it is clearly faster than float32, else "float32".

    It is if its products are 1.5 times as fast, by the geometric mean over few rows and many, and slower with
    neither.

    Args:
        speed: the measurement.

    Examples:
        >>> faster(ProductSpeed(float32=(1.2, 2.4), bfloat16=(1.0, 1.0), measured="2026-11-28"))
        'bfloat16'
        >>> faster(ProductSpeed(float32=(0.9, 4.0), bfloat16=(1.0, 1.0), measured="2026-11-28"))
        'float32'
    """
    clearly = statistics.geometric_mean(speed.ratios) >= CLEARLY
    return "bfloat16" if clearly and min(speed.ratios) >= 1 else "float32"

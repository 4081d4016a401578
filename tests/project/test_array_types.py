"""The tests themselves: what jaxtyping annotates is checked while they run."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from jaxtyping import TypeCheckError

from latentlens.ask.lens_grid import LensGrid
from latentlens.mappings.mapping import Zero
from latentlens.mappings.vector_norm import within_float32


@pytest.mark.parametrize(
    ("vectors", "slots"),
    [((2, 6), (2, 6)), ((1, 2, 6), (1, 3, 6))],
    ids=["too few dimensions", "two sizes of one name"],
)
def test_arguments_of_another_shape_are_found(vectors: tuple[int, ...], slots: tuple[int, ...]) -> None:
    """A function is given arrays of the dimensions that it states, and equal names are equal sizes."""
    with pytest.raises(TypeCheckError):
        Zero()(torch.zeros(vectors), torch.zeros(slots))


def test_arrays_of_another_type_are_found() -> None:
    """Whole numbers are no floats, and a numpy array is no tensor."""
    for wrong in (torch.zeros(2, dtype=torch.int64), np.zeros(2)):
        with pytest.raises(TypeCheckError):
            within_float32(wrong)  # type: ignore[arg-type]


def test_fields_of_dataclasses_are_checked_once_made() -> None:
    """Arrays that are kept side by side have equal sizes where they state equal names."""
    with pytest.raises(TypeError, match=r"LensGrid\.probs"):
        LensGrid([0], [0], ["a"], np.zeros((1, 1, 2), dtype=int), [[["b", "c"]]], np.zeros((1, 1, 3)))

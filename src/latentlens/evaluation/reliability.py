"""Reliability bins and expected calibration error: accuracy among answers of similar confidence."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

import numpy as np
from jaxtyping import Float, Int

from latentlens.errors import InputError
from latentlens.evaluation.calibration_data import Confidences, Verdicts, checked_cases
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.scoring.intervals import wilson

Equal = Literal["width", "mass"]

Edges = Float[np.ndarray, " edge"]
"""Lower edges of the bins, then the upper edge of the last one."""

BINS = 10
"""Default number of bins."""


@dataclasses.dataclass(frozen=True)
class Bin:
    """One bin of a reliability diagram: the answers whose confidence is in (low, high].

    Args:
        low: lower edge, which belongs to the bin only if it is the first.
        high: upper edge, which belongs to the bin.
        count: number of answers in the bin.
        confidence: their mean confidence.
        accuracy: share of them that is correct.
        interval: 95 % Wilson interval of the accuracy.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float
    interval: tuple[float, float]


def reliability_bins(
    confidence: Any, correct: Any, *, bins: int = BINS, equal: Equal = "width"
) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram.

    Args:
        confidence: each answer's confidence in [0, 1].
        correct: whether each answer is correct: booleans, or 0 and 1.
        bins: number of bins; 10 by default.
        equal: "width" (default) for bins of equal width, "mass" for bins with about equal numbers of cases.
            Equal confidences are always in the same bin.

    Returns:
        The bins that hold at least one case, from low to high.

    Raises:
        InputError: if the cases cannot be used, or `bins` or `equal` is not valid.

    Examples:
        >>> [(b.count, b.accuracy) for b in reliability_bins([0.95, 0.92, 0.15], [1, 0, 0])]
        [(1, 0.0), (2, 0.5)]
    """
    confidence, correct = checked_cases(confidence, correct)
    edges = _edges(confidence, bins, equal)
    bin_index = _bin_index(confidence, edges)
    filled = []
    for i in np.unique(bin_index).tolist():
        inside = bin_index == i
        count, hits = int(inside.sum()), int(correct[inside].sum())
        filled.append(
            Bin(
                float(edges[i]),
                float(edges[i + 1]),
                count,
                float(confidence[inside].mean()),
                hits / count,
                wilson(hits, count),
            )
        )
    return tuple(filled)


def ece(confidence: Any, correct: Any, *, bins: int = BINS, equal: Equal = "width") -> float:
    """Return the expected calibration error (ECE).

    It is the mean over bins of |accuracy - mean confidence|, weighted by each bin's share of the cases. It is
    biased upward for few cases: compare it with `Calibration.ece_by_chance`.

    Args:
        confidence: each answer's confidence in [0, 1].
        correct: whether each answer is correct: booleans, or 0 and 1.
        bins: number of bins; 10 by default.
        equal: bins of equal "width" (default) or "mass"; see `reliability_bins`.

    Raises:
        InputError: if the cases cannot be used, or `bins` or `equal` is not valid.

    Examples:
        >>> round(ece([0.9, 0.9, 0.9, 0.9], [1, 1, 1, 0]), 3)
        0.15

    Source:
        Guo et al. 2017 (arXiv 1706.04599), equation 3; equal mass: Nixon et al. 2019 (arXiv 1904.01685).
    """
    return ece_of(*checked_cases(confidence, correct), bins, equal)


def ece_of(confidence: Confidences, correct: Verdicts, bins: int = BINS, equal: Equal = "width") -> float:
    """Return the ECE of checked cases."""
    # within a bin, count * |accuracy - mean confidence| is |the sum of (confidence - correct)|
    bin_index = _bin_index(confidence, _edges(confidence, bins, equal))
    return float(np.abs(np.bincount(bin_index, weights=confidence - correct)).sum() / len(confidence))


def _edges(confidence: Confidences, bins: int, equal: Equal) -> Edges:
    bins = integer("bins", bins, most=10_000)
    if bins < 1:
        raise InputError(f"bins is {bins}; confidences lie in at least one bin. The usual number is {BINS}.")
    if not isinstance(equal, str) or equal not in ("width", "mass"):
        raise InputError(f"equal is {shown(equal)}; bins are of equal 'width' or of equal 'mass'.")
    even = np.linspace(0, 1, bins + 1)
    return even if equal == "width" else np.quantile(confidence, even)


def _bin_index(confidence: Confidences, edges: Edges) -> Int[np.ndarray, " case"]:
    return np.searchsorted(edges[1:-1], confidence, side="left")

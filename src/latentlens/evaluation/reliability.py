"""Reliability: among answers of about equal confidence, how many are correct."""

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
"""Where the bins begin, and where the last one ends."""

BINS = 10


@dataclasses.dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies in a stretch of [0, 1].

    Args:
        low: where the stretch begins; it holds this end only if it is the first.
        high: where it ends; it holds this end.
        count: how many answers lie there.
        confidence: their mean.
        accuracy: the share of them that is correct.
        interval: the 95 % Wilson interval of that share.
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
    """Return what a reliability diagram draws.

    Args:
        confidence: in [0, 1], one a case.
        correct: whether each was.
        bins: into how many stretches [0, 1] is cut.
        equal: "width" for stretches of equal length, "mass" for stretches that hold about equally many
            cases. Equal confidences always lie in one bin.

    Returns:
        The bins that hold at least one case, from low to high.

    Raises:
        InputError: if the cases cannot be used, or there is no such binning.

    Examples:
        >>> [(b.count, b.accuracy) for b in reliability_bins([0.95, 0.92, 0.15], [1, 0, 0])]
        [(1, 0.0), (2, 0.5)]
    """
    confidence, correct = checked_cases(confidence, correct)
    edges = _edges(confidence, bins, equal)
    where = _which(confidence, edges)
    found = []
    for i in np.unique(where).tolist():
        inside = where == i
        count, hits = int(inside.sum()), int(correct[inside].sum())
        found.append(
            Bin(
                float(edges[i]),
                float(edges[i + 1]),
                count,
                float(confidence[inside].mean()),
                hits / count,
                wilson(hits, count),
            )
        )
    return tuple(found)


def ece(confidence: Any, correct: Any, *, bins: int = BINS, equal: Equal = "width") -> float:
    """Return the expected calibration error: how far confidence and accuracy are apart, over bins.

    The mean over the bins of |accuracy - mean confidence|, each bin weighted by its share of the cases. It
    is never below 0, so few cases alone make it larger: compare it with what chance gives.

    Args:
        confidence: in [0, 1], one a case.
        correct: whether each was.
        bins: into how many stretches [0, 1] is cut.
        equal: "width" or "mass"; see `reliability_bins`.

    Raises:
        InputError: if the cases cannot be used, or there is no such binning.

    Examples:
        >>> round(ece([0.9, 0.9, 0.9, 0.9], [1, 1, 1, 0]), 3)
        0.15

    Source:
        Guo et al. 2017 (arXiv 1706.04599), equation 3; equal mass: Nixon et al. 2019 (arXiv 1904.01685).
    """
    return ece_of(*checked_cases(confidence, correct), bins, equal)


def ece_of(confidence: Confidences, correct: Verdicts, bins: int = BINS, equal: Equal = "width") -> float:
    """Return the ECE of checked cases."""
    # within a bin, count * |accuracy - mean confidence| is the sum of what each case is off by
    where = _which(confidence, _edges(confidence, bins, equal))
    return float(np.abs(np.bincount(where, weights=confidence - correct)).sum() / len(confidence))


def _edges(confidence: Confidences, bins: int, equal: Equal) -> Edges:
    bins = integer("bins", bins, most=10_000)
    if bins < 1:
        raise InputError(f"bins is {bins}; confidences lie in at least one bin. The usual number is {BINS}.")
    if not isinstance(equal, str) or equal not in ("width", "mass"):
        raise InputError(f"equal is {shown(equal)}; bins are of equal 'width' or of equal 'mass'.")
    even = np.linspace(0, 1, bins + 1)
    return even if equal == "width" else np.quantile(confidence, even)


def _which(confidence: Confidences, edges: Edges) -> Int[np.ndarray, " case"]:
    return np.searchsorted(edges[1:-1], confidence, side="left")

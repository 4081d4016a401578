"""The kinds of confidence: numbers on different scales, which do not compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

ConfidenceKind = Literal["probability among the options", "mean token probability", "agreement of samples"]


def confidence_kind(options: Sequence[str], samples: int) -> ConfidenceKind:
    """Return what the confidence of a question's answers is.

    Args:
        options: of a forced choice; empty for free text.
        samples: how many answers are sampled; 0 for one greedy answer.

    Examples:
        >>> confidence_kind([], 20)
        'agreement of samples'
    """
    if options:
        return "probability among the options"
    return "agreement of samples" if samples else "mean token probability"

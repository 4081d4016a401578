"""The three kinds of confidence, which are on different scales and cannot be compared with each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

ConfidenceKind = Literal["probability among the options", "mean token probability", "agreement of samples"]


def confidence_kind(options: Sequence[str], samples: int) -> ConfidenceKind:
    """Return the kind of confidence that a question's answers have.

    Args:
        options: the options of a forced choice; empty for free text.
        samples: number of sampled answers; 0 for one greedy answer.

    Examples:
        >>> confidence_kind([], 20)
        'agreement of samples'
    """
    if options:
        return "probability among the options"
    return "agreement of samples" if samples else "mean token probability"

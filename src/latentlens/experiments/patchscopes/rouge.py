"""ROUGE-L: how much of a reference's words a text says in the same order."""

from __future__ import annotations

import re
from collections.abc import Sequence


def words(text: str) -> list[str]:
    """Cut a text into lower-case words of letters and digits.

    Args:
        text: any.
    """
    return re.findall(r"[^\W_]+", text.lower())


def longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the longest common subsequence: in the same order, others may stand between.

    Args:
        one: a sequence.
        other: another.

    Examples:
        >>> longest_common("abcbdab", "bdcaba")
        4
    """
    row = [0] * (len(other) + 1)
    for x in one:
        diagonal = 0
        for j, y in enumerate(other, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def rouge_l(text: str, reference: str) -> float:
    """Return ROUGE-L's F-measure: the harmonic mean of the shares of both texts that they have in common.

    Words are compared without case and without stemming.

    Args:
        text: what was said.
        reference: what should be said.

    Returns:
        From 0 to 1; 0 where either has no words.

    Examples:
        >>> round(rouge_l("the cat sat", "the cat is on the mat"), 3)
        0.444

    Source:
        Lin 2004 (ROUGE), equations 2 to 4, with beta = 1.
    """
    said, wanted = words(text), words(reference)
    common = longest_common(said, wanted)
    return 2 * common / (len(said) + len(wanted)) if common else 0.0

"""ROUGE-L: how many of a reference's words a text repeats in the same order."""

from __future__ import annotations

import re
from collections.abc import Sequence


def words(text: str) -> list[str]:
    """Split a text into lower-case words of letters and digits.

    Args:
        text: text to split.
    """
    return re.findall(r"[^\W_]+", text.lower())


def lcs_length(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence (in order, not necessarily adjacent).

    Args:
        one: first sequence.
        other: second sequence.

    Examples:
        >>> lcs_length("abcbdab", "bdcaba")
        4
    """
    row = [0] * (len(other) + 1)
    for x in one:
        diagonal = 0
        for j, y in enumerate(other, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def rouge_l(text: str, reference: str) -> float:
    """Return the ROUGE-L F-measure: the harmonic mean of the shares of both texts' words in common.

    Words are compared without case and without stemming.

    Args:
        text: the generated text.
        reference: the text it is compared with.

    Returns:
        A score from 0 to 1; 0 if either has no words.

    Examples:
        >>> round(rouge_l("the cat sat", "the cat is on the mat"), 3)
        0.444

    Source:
        Lin 2004 (ROUGE), equations 2 to 4, with beta = 1.
    """
    written, wanted = words(text), words(reference)
    common = lcs_length(written, wanted)
    return 2 * common / (len(written) + len(wanted)) if common else 0.0

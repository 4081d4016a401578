"""What the verdicts of many answers come to, as one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from latentlens.scoring.against_noise import READ_AT

READ, NOT_TOLD = "read", "not told from noise"
"""Verdicts of `AgainstNoise.verdict` on an answer with enough random vectors beside it."""


def verdict_sentence(verdicts: Sequence[str]) -> str:
    """Return how many answers are told from noise, beside how many chance alone would give.

    Args:
        verdicts: `answer.noise.verdict` of each answer; "" for one without noise.

    Returns:
        One sentence; empty if there are no answers.

    Examples:
        >>> verdict_sentence(["read"] * 3 + ["not told from noise"] * 37)
        '3 of 40 answers are told from noise; chance alone would give about 1.'
        >>> verdict_sentence(["", ""])
        'No noise was run: an excess alone is not a reading.'
    """
    if not verdicts:
        return ""
    if not any(verdicts):
        return "No noise was run: an excess alone is not a reading."
    compared = sum(each in (READ, NOT_TOLD) for each in verdicts)
    if not compared:
        return "Too few random vectors were run to tell any answer from noise."
    told = sum(each == READ for each in verdicts)
    by_chance = compared * READ_AT
    chance = "fewer than 1" if by_chance < 1 else f"about {by_chance:.0f}"
    answers = "answer is" if compared == 1 else "answers are"
    return f"{told} of {compared} {answers} told from noise; chance alone would give {chance}."

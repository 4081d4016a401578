"""The verdict on an answer: one plain sentence on whether it was read from the activation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

VerdictKind = Literal["read", "noise", "controls", "untested", "few", "alone", "empty", "not finite"]
"""What is to be said of an answer."""

VERDICTS: Mapping[VerdictKind, str] = MappingProxyType(
    {
        "read": "Read: more probable than under its controls, and random vectors do not come as far.",
        "noise": "Not told from noise: random vectors in its place come as far.",
        "controls": "Not read: a control supports this answer as much.",
        "untested": "More probable than under its controls; not compared with noise.",
        "few": "More probable than under its controls; too few random vectors to tell it from noise.",
        "alone": "No control was run: nothing tells what the question alone would say.",
        "empty": "No answer: the model ended before it said anything.",
        "not finite": "No answer: there are no finite numbers to read.",
    }
)
"""The sentence of each verdict."""

NO_ANSWER = "no answer"
"""What stands in the place of an empty answer."""


def verdict_of(
    text: str,
    *,
    finite: bool,
    excess: float | None,
    read: bool | None,
    tested: bool,
) -> VerdictKind:
    """Return what is to be said of an answer.

    What a control supports as much, to two decimals, is not read, whatever noise came to.

    Args:
        text: the answer.
        finite: whether there is an answer at all.
        excess: its confidence minus the largest support of a control; None without controls.
        read: whether it is told from random vectors; None if that was not asked, or of too few.
        tested: whether noise was run.

    Examples:
        >>> verdict_of("Paris", finite=True, excess=0.4, read=None, tested=False)
        'untested'
        >>> verdict_of("Paris", finite=True, excess=0.004, read=True, tested=True)
        'controls'
    """
    if not finite:
        return "not finite"
    if text == "":
        return "empty"
    if excess is None:
        return "alone"
    if round(excess, 2) <= 0:
        return "controls"
    if read is None:
        return "few" if tested else "untested"
    return "read" if read else "noise"

"""Flags: warnings beside an answer, such as "generic" or "text inversion"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

LOW_OPTION_MASS = 0.5
"""Option mass, a probability, below which a forced choice is flagged."""


@dataclasses.dataclass(frozen=True)
class Flag:
    """A reason to doubt an answer.

    Args:
        kind: "generic", "contamination", "text inversion", "target text", "option mass", "shared beginning",
            "calibration" or "best-of-N"; "no answer" where nothing is said, "not finite" where nothing can
            be, "control not finite" where a control is left out.
        message: one sentence for the user.
    """

    kind: str
    message: str


def flags(
    *,
    text: str,
    placeholder_visible: bool,
    target_layer: int,
    option_mass: float | None,
    null_text: str | None,
    source_text: str,
    target_text: str = "",
    begun: Sequence[str] = (),
) -> tuple[Flag, ...]:
    """Return the flags of an answer.

    Args:
        text: the answer.
        placeholder_visible: whether later tokens of the answer can attend to the placeholder's own token.
        target_layer: layer at which the vector was written.
        option_mass: total probability of the options of a forced choice; None for free text.
        null_text: the null control's answer; None if it was not run.
        source_text: the source text up to and including the token that was read.
        target_text: the text of the target prompt; empty (default) where it may hold the answer, as the
            question to a decoder may.
        begun: in a forced choice, the other options that begin with the answer's tokens; none by default.
    """
    answer = text.strip()
    raised: list[Flag] = []
    if not answer:
        raised.append(Flag("no answer", "The model ended without a word; the confidence in that is 0."))
    if null_text is not None and answer == null_text.strip():
        raised.append(Flag("generic", "The same answer comes when nothing is injected."))
    if placeholder_visible:
        raised.append(
            Flag(
                "contamination",
                f"Written at layer {target_layer}, the slot's own word can still be seen below it, and "
                "later tokens of the answer may describe that word.",
            )
        )
    if option_mass is not None and option_mass < LOW_OPTION_MASS:
        raised.append(
            Flag(
                "option mass",
                f"With probability {1 - option_mass:.0%} the answer would begin as none of the options does.",
            )
        )
    if begun:
        raised.append(
            Flag(
                "shared beginning",
                f"The option {answer!r} begins the option{'s' if len(begun) > 1 else ''} "
                f"{', '.join(map(repr, begun))}: its probability is that of saying it and not going on so, "
                "whatever else follows.",
            )
        )
    if _stands_in(answer, source_text):
        raised.append(
            Flag(
                "text inversion", "The answer stands in the source text; reading the text would give it too."
            )
        )
    if _stands_in(answer, target_text):
        raised.append(
            Flag(
                "target text", "The answer stands in the target prompt, and may be copied from the question."
            )
        )
    return tuple(raised)


def _stands_in(answer: str, text: str) -> bool:
    """Return whether an answer is a word, or several, of a text."""
    # a substring search first, since compiling a pattern for every site of a large grid is slow
    return (
        re.search(r"\w", answer) is not None
        and answer.lower() in text.lower()
        and re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE) is not None
    )


def messages(raised: Sequence[Flag]) -> str:
    """Return the flags' kinds in one line, separated by commas."""
    return ", ".join(flag.kind for flag in raised)

"""Plain warnings that stand beside an answer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

LOW_OPTION_MASS = 0.5


@dataclasses.dataclass(frozen=True)
class Flag:
    """A reason to doubt an answer.

    Args:
        kind: "generic", "contamination", "text inversion", "option mass", "shared beginning", "calibration"
            or "best-of-N"; "not finite" where there is no answer, "control not finite" where a control is
            left out.
        message: one sentence for the reader.
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
    begun: Sequence[str] = (),
) -> tuple[Flag, ...]:
    """Return what should be said beside an answer.

    Args:
        text: the answer.
        placeholder_visible: whether later tokens of the answer can see what stood in the slot.
        target_layer: where the vector was written.
        option_mass: of a forced choice.
        null_text: what the null control says, None without controls.
        source_text: the text up to and with the token that was read.
        begun: of a forced choice, the other options that the answer begins.
    """
    said = text.strip()
    found: list[Flag] = []
    if null_text is not None and said == null_text.strip():
        found.append(Flag("generic", "The same answer comes when nothing is injected."))
    if placeholder_visible:
        found.append(
            Flag(
                "contamination",
                f"Written at layer {target_layer}, the slot's own word can still be seen below it, and "
                "later tokens of the answer may describe that word.",
            )
        )
    if option_mass is not None and option_mass < LOW_OPTION_MASS:
        found.append(
            Flag(
                "option mass",
                f"With probability {1 - option_mass:.0%} the answer would begin as none of the options does.",
            )
        )
    if begun:
        found.append(
            Flag(
                "shared beginning",
                f"The option {said!r} begins the option{'s' if len(begun) > 1 else ''} "
                f"{', '.join(map(repr, begun))}: its probability is that of saying it and not going on so, "
                "whatever else follows.",
            )
        )
    # the plain search first: compiling a pattern for every cell of a large grid would cost more than it finds
    if (
        said
        and said.lower() in source_text.lower()
        and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", source_text, re.IGNORECASE)
    ):
        found.append(
            Flag(
                "text inversion", "The answer stands in the source text; reading the text would give it too."
            )
        )
    return tuple(found)


def messages(found: Sequence[Flag]) -> str:
    """Return the flags' kinds in one line."""
    return ", ".join(flag.kind for flag in found)

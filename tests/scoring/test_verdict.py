"""The verdict on an answer, and the flag on words of the target prompt."""

from __future__ import annotations

from typing import get_args

import pytest

from latentlens.scoring.flags import flags
from latentlens.scoring.verdict import VERDICTS, VerdictKind, verdict_of


@pytest.mark.parametrize(
    ("wanted", "text", "excess", "read", "tested"),
    [
        ("read", "Paris", 0.3, True, True),
        ("noise", "Paris", 0.3, False, True),
        ("few", "Paris", 0.3, None, True),
        ("untested", "Paris", 0.3, None, False),
        ("controls", "Paris", 0.0, True, True),
        ("alone", "Paris", None, None, False),
        ("empty", "", 0.3, True, True),
    ],
)
def test_one_verdict(
    wanted: VerdictKind, text: str, excess: float | None, read: bool | None, tested: bool
) -> None:
    """What a control supports as much is not read, whatever noise came to; an empty answer is none."""
    found = verdict_of(text, finite=True, excess=excess, read=read, tested=tested)

    assert wanted == found


def test_what_is_not_finite_has_no_answer() -> None:
    """Without finite numbers there is nothing else to say."""
    assert "not finite" == verdict_of("", finite=False, excess=None, read=None, tested=False)


def test_every_verdict_has_a_sentence() -> None:
    """Each is one sentence, and no two are the same."""
    assert set(get_args(VerdictKind)) == {*VERDICTS}
    assert len(VERDICTS) == len({*VERDICTS.values()})
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in VERDICTS.values())


def raised(answer: str, target_text: str) -> list[str]:
    """Return the kinds of flags of an answer to a target prompt."""
    found = flags(
        text=answer,
        placeholder_visible=False,
        target_layer=0,
        option_mass=None,
        null_text=None,
        source_text="",
        target_text=target_text,
    )
    return [flag.kind for flag in found]


def test_a_word_of_the_target_prompt_is_flagged() -> None:
    """Whole words count, whatever their case; parts of words and signs do not."""
    prompt = "Syria: Country in the Middle East, x:"

    assert ["target text"] == raised(" country", prompt)
    assert [] == raised(" count", prompt)
    assert [] == raised(" :", prompt)
    assert [] == raised(" Paris", prompt)

"""Exercises whose answer is a verdict: one of a few words, or words for several cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _choice(right: str, hints: dict[str, str]) -> Callable[[Any], str | None]:
    """Return the check of a choice among words.

    Args:
        right: the right word.
        hints: what to say to each of the wrong words.
    """

    def checked(answer: Any) -> str | None:
        given = str(answer).strip().lower()
        if given == right:
            return None
        words = sorted([right, *hints])
        return hints.get(given, f"Answer one of {', '.join(map(repr, words))}.")

    return checked


def _letters(right: str, among: str, hint: str) -> Callable[[Any], str | None]:
    """Return the check of a choice of letters, in any order and however they are set apart.

    Args:
        right: the right letters.
        among: all letters that there are.
        hint: what to say to a wrong choice.
    """

    def checked(answer: Any) -> str | None:
        given = set(str(answer).lower()) - set(" ,;'\"[](){}")
        if given == set(right):
            return None
        return (
            hint if given and given <= set(among) else f"Answer with some of the letters {', '.join(among)}."
        )

    return checked


EXERCISES: dict[str, Callable[[Any], str | None]] = {
    "what a detective can know": _choice(
        "first",
        {
            "second": "What comes later in a prompt changes nothing that stands before it, at any layer.",
            "both": "One of the two would need a look into the future.",
            "neither": "A token sees all that stands before it, if only weakly.",
        },
    ),
    "the control that is missing": _choice(
        "another prompt",
        {
            "a random vector": "It may well stand over noise. Would it be another one for other words?",
            "none": "What does the lens read at layer 3 after quite another beginning?",
        },
    ),
    "which reading shows that it was resolved": _choice(
        "b",
        {
            "a": "There the blocks of the question did all of the work: only an embedding was handed over.",
            "c": "The blocks of the question above layer 3 may have done it. What tells the two apart?",
        },
    ),
    "does the decoder follow the secret": _choice(
        "yes",
        {"no": "The cell above counts how often it names the secret that it was given. And by guessing?"},
    ),
    "which answers are read": _letters(
        "ae", "abcde", "An answer is read where none of 39 random vectors reaches its excess."
    ),
    "what else differs": _choice(
        "instruction",
        {
            "topic": "Lies and truths are told of the same topics. What stands before the user's message?",
            "length": "Replies are of about the same length. What stands before the user's message?",
            "nothing": "Print two rows with their system prompts, one of each kind.",
        },
    ),
    "a test that tells lies from orders": _choice(
        "b",
        {
            "a": "In more of the same, lies and orders still go together.",
            "c": "A choice on test rows only makes the figure prettier. What has to vary apart from what?",
        },
    ),
    "the best way to greet in French": _choice(
        "system prompt",
        {
            "contrastive pairs": "Look at the facts in the rows in which it greets.",
            "random": "It does not greet at any strength.",
        },
    ),
}

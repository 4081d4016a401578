"""Checks of the course's exercises: an answer is right, or there is a hint, never the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from latentlens.course import vector_exercises, verdict_exercises
from latentlens.course.answer_types import is_blank
from latentlens.errors import InputError
from latentlens.inputs.shown import shown

EXERCISES: dict[str, Callable[[Any], str | None]] = {
    **vector_exercises.EXERCISES,
    **verdict_exercises.EXERCISES,
}
"""The exercises by name; each returns a hint, or None if the answer is right."""


def check(name: str, answer: Any) -> None:
    """Print whether an answer to an exercise is right, or else a hint.

    Args:
        name: the exercise's name, as the notebook has it.
        answer: what the student found; `...` for nothing yet.

    Raises:
        InputError: if there is no exercise of this name.

    Examples:
        >>> check("what a detective can know", "second")
        Not yet. What comes later in a prompt changes nothing that stands before it, at any layer.
        >>> check("what a detective can know", ...)
        Not answered yet. Put your answer in place of the dots, and run this again.
    """
    if name not in EXERCISES:
        raise InputError(f"There is no exercise {shown(name)}. There are {', '.join(EXERCISES)}.")
    if is_blank(answer):
        print("Not answered yet. Put your answer in place of the dots, and run this again.")
        return
    hint = EXERCISES[name](answer)
    print("Right." if hint is None else f"Not yet. {hint}")

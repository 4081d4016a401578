"""A guess that was written down before a reveal, beside what was found."""

from __future__ import annotations

from typing import Any

from latentlens.course.answer_types import is_blank
from latentlens.display.printable import printable


def compare(guess: Any, found: Any) -> None:
    """Print a guess beside what was found.

    Args:
        guess: what was written down before; `...` for nothing.
        found: what came out.

    Examples:
        >>> compare(3, 5)
        You guessed: 3
        Found: 5
        >>> compare(..., 5)
        You wrote down no guess.
        Found: 5
    """
    said = "You wrote down no guess." if is_blank(guess) else f"You guessed: {printable(str(guess))}"
    print(f"{said}\nFound: {printable(str(found))}")

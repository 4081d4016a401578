"""Cases for grading: a site of a prompt, with the true answer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.errors import InputError
from latentlens.inputs.sequences import as_texts, pair
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import text
from latentlens.model.prompt import Chat, TokenIds
from latentlens.scoring.agreement import normalise

Grader = Callable[[Answer], bool]
"""A function that returns whether an answer is correct."""


@dataclasses.dataclass(frozen=True)
class Case:
    """A site of a prompt, with the true answer to a question about it.

    Args:
        prompt: the source prompt, as `Session.run` takes it.
        layer: layer to read, 0 (embeddings) to L; negative counts from the last.
        position: position to read, as a number or a token's text; or a pair of start and end, in characters,
            of a part of the prompt whose last token is read.
        answer: the true answer. A free-text answer is correct if it begins with it, as whole words, whatever
            the case, articles and encoding of accents. Or a function that returns whether an answer is
            correct.
        options: options of a forced choice; empty (default) for free text.

    Examples:
        >>> Case("I flew to Peru", 3, "Peru", "Lima", options=("Lima", "Oslo")).options
        ('Lima', 'Oslo')
    """

    prompt: str | Chat | TokenIds
    layer: int
    position: int | str | tuple[int, int]
    answer: str | Grader
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", as_texts(self.options, "options", "('Lima', 'Oslo')"))

    def grade(self, answer: Answer) -> bool:
        """Return whether an answer is correct.

        If the true answer is one of the options, only that option is correct: "New York" is not "New".

        Args:
            answer: the reader's answer about this site.

        Raises:
            InputError: if the case's true answer is empty.
        """
        if callable(self.answer) and not isinstance(self.answer, type):
            return bool(self.answer(answer))
        truth = normalise(text("The true answer", self.answer))
        if not truth:
            raise InputError(
                f"The true answer of {shown(self)} is empty. Give a text, or a function that grades."
            )
        answered = normalise(answer.text)
        if truth in map(normalise, self.options):
            return answered == truth
        return re.match(rf"{re.escape(truth)}(?!\w)", answered) is not None

    def position_in(self, trace: Trace) -> int:
        """Return the case's position in a trace of its prompt, counted from 0.

        Args:
            trace: the trace of the prompt.

        Raises:
            SelectionError: if there is no such position.
        """
        if isinstance(self.position, tuple):
            pair("Case(..., position=(start, end))", self.position)
            return trace.positions(*self.position)[-1]
        return trace.position(self.position)

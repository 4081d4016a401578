"""Cases: cells of prompts, each with what is a correct answer about it."""

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


@dataclasses.dataclass(frozen=True)
class Case:
    """A cell of a prompt, and what is a correct answer about it.

    Args:
        prompt: as `Session.run` takes it.
        layer: which layer to read; negative from the last.
        position: which position, as a number or a token's text; or start and end, in characters, of a part of
            the prompt whose last token is read.
        answer: the true answer, with which a free answer must begin, as whole words; case, articles and
            accents written in two ways make no difference. Or a function that says of an answer whether it
            is correct.
        options: of a forced choice; empty for free text.

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
        """Say whether an answer is correct.

        Where the true answer is one of the options, it alone is: "New York" is not "New".

        Args:
            answer: what the reader said about this cell.

        Raises:
            InputError: if there is no true answer to compare with.
        """
        if callable(self.answer) and not isinstance(self.answer, type):
            return bool(self.answer(answer))
        wanted = normalise(text("The true answer", self.answer))
        if not wanted:
            raise InputError(
                f"The true answer of {shown(self)} is empty. Give a text, or a function that grades."
            )
        said = normalise(answer.text)
        if wanted in map(normalise, self.options):
            return said == wanted
        return re.match(rf"{re.escape(wanted)}(?!\w)", said) is not None

    def position_in(self, trace: Trace) -> int:
        """Return the position in a trace of the prompt.

        Raises:
            SelectionError: if there is no such position.
        """
        if isinstance(self.position, tuple):
            pair("Case(..., position=(start, end))", self.position)
            return trace.positions(*self.position)[-1]
        return trace.position(self.position)

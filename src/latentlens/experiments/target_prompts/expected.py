"""What is to be read at the last token of a prompt, and which answers are right."""

from __future__ import annotations

import dataclasses
import re
from typing import Literal

from latentlens.ask.answer import Answer
from latentlens.evaluation.case import Case

Half = Literal["validation", "test"]
"""What prompts are chosen on, and what is reported."""


@dataclasses.dataclass(frozen=True)
class Expected:
    """A prompt whose last token is read, and the answers that are right.

    Args:
        name: the name of what is asked about, such as "Tom Cruise"; of each half of the cases its own.
        group: what it is reported with, such as "people".
        kind: what others have to differ in to be a control, such as a profession.
        source: the prompt.
        answers: words or phrases, any of which makes an answer right.
        where: whether the answer has to hold one anywhere, as whole words; begin with one; or be one.
            Letters' case does not count, nor do blanks around.

    Examples:
        >>> newton = Expected("Newton", "people", "scientist", "Isaac Newton", ("physicist",), "anywhere")
        >>> newton.right(": English Physicist"), newton.right(": physicists")
        (True, False)
    """

    name: str
    group: str
    kind: str
    source: str
    answers: tuple[str, ...]
    where: Literal["anywhere", "at the beginning", "alone"]

    def right(self, text: str) -> bool:
        """Return whether an answer is right.

        Args:
            text: the answer.
        """
        if self.where == "alone":
            return text.strip().lower() in [answer.strip().lower() for answer in self.answers]
        before = r"^\W*(?:the )?" if self.where == "at the beginning" else r"(?<!\w)"
        return any(
            re.search(rf"{before}{re.escape(answer)}(?!\w)", text, re.IGNORECASE) for answer in self.answers
        )

    def case(self, layer: int) -> Case:
        """Return the case that reads the prompt's last token at a layer.

        Args:
            layer: the layer to read.
        """
        return Case(self.source, layer, -1, self._grade)

    def _grade(self, answer: Answer) -> bool:
        return self.right(answer.text)

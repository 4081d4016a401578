"""Answers sent to the browser as they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.explorer.protocol import Json, answer_json
from latentlens.explorer.requests import Tick

if TYPE_CHECKING:
    from latentlens.ask.answer import Answer


LONGEST_CODE = 20_000
"""So many characters of a point's code are sent with it; the answer to a question has it however long."""


class Stream:
    """Sends answers on as they come, some at a time.

    Args:
        send: sends a message to the browser.
        id: of the query.
        question: as the user asked it.
        name: tells an answer from the others of the query.
        target: the target prompt of all of them; sent with the first.
    """

    def __init__(
        self,
        send: Callable[[Json], Any],
        id: str,
        question: str,
        name: Callable[[Answer], str],
        target: Json,
    ) -> None:
        self.points: list[Json] = []
        self._send, self._id, self._question, self._name, self._target = send, id, question, name, target
        self._sent = 0
        self._tick = Tick()

    def point(self, answer: Answer) -> Json:
        """Return an answer as a point; code that holds thousands of numbers stays here."""
        point = answer_json(answer, id=f"{self._id}:{self._name(answer)}", question=self._question)
        return point if len(point["code"]) <= LONGEST_CODE else {**point, "code": ""}

    def add(self, answer: Answer) -> None:
        """Take an answer, and send it now or with later ones."""
        self.points.append(self.point(answer))
        if self._tick.due():
            self.flush()

    def flush(self) -> None:
        """Send what was not sent yet."""
        fresh = self.points[self._sent :]
        if fresh:
            message = {"kind": "partial", "id": self._id, "answers": fresh}
            self._send(message if self._sent else {**message, "target": self._target})
            self._sent = len(self.points)

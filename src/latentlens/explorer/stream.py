"""Stream a sweep's answers to the browser as they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.explorer.protocol import Json, answer_json
from latentlens.explorer.requests import Tick

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.answer import Answer
    from latentlens.explorer.answered import Answered
    from latentlens.explorer.menu import AskRequest


LONGEST_CODE = 20_000
"""Largest number of characters of a point's code that is sent with it; single answers have it in full."""


class Stream:
    """Sends the answers of one query to the browser in batches.

    Args:
        send: function that sends a message to the browser.
        id: id of the query.
        request: what is asked, with the question as the user typed it.
        name: function that returns an identifier of an answer within the query.
        target: the target prompt of all answers, which is sent with the first batch.
        answered: holds each answer by its id.
        trace: the trace that is read.
    """

    def __init__(
        self,
        send: Callable[[Json], Any],
        id: str,
        request: AskRequest,
        name: Callable[[Answer], str],
        target: Json,
        answered: Answered,
        trace: Trace,
    ) -> None:
        self.points: list[Json] = []
        self._send, self._id, self._request, self._name, self._target = send, id, request, name, target
        self._answered, self._trace = answered, trace
        self._sent = 0
        self._tick = Tick()

    def point(self, answer: Answer) -> Json:
        """Return an answer as a point of a curve or heat map; very long code is left out."""
        id = f"{self._id}:{self._name(answer)}"
        self._answered.note(id, answer, self._request, self._trace)
        point = answer_json(answer, id=id, question=self._request.label)
        return point if len(point["code"]) <= LONGEST_CODE else {**point, "code": ""}

    def add(self, answer: Answer) -> None:
        """Add an answer, and send the batch if it is time."""
        self.points.append(self.point(answer))
        if self._tick.due():
            self.flush()

    def flush(self) -> None:
        """Send the answers that have not been sent yet."""
        fresh = self.points[self._sent :]
        if fresh:
            message = {"kind": "partial", "id": self._id, "answers": fresh}
            self._send(message if self._sent else {**message, "target": self._target})
            self._sent = len(self.points)

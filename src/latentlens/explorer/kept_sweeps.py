"""Run an Explorer's sweeps: their answers are sent as they come, and kept whatever ends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.explorer.answered import Answered, question_options
from latentlens.explorer.protocol import Json, Work
from latentlens.explorer.stream import Stream

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.explorer.menu import AskRequest
    from latentlens.session import Session

MOST_SWEEPS = 50
"""Number of sweeps that an Explorer keeps, so that memory stays bounded."""


class KeptSweeps:
    """Runs the sweeps of an Explorer and keeps the latest of them.

    Args:
        session: the session that is asked.
        send: function that sends a message to the browser.
        keep: function of a trait's name and an entry that appends the entry to the Explorer's trait.
        answered: holds each answer by its id.
    """

    def __init__(
        self,
        session: Session,
        *,
        send: Callable[[Json], Any],
        keep: Callable[[str, Json], None],
        answered: Answered,
    ) -> None:
        self._session, self._send, self._keep, self._answered = session, send, keep, answered
        self.sweeps: list[Sweep] = []
        """The sweeps, newest last, stopped ones included."""

    def take_over(self, other: KeptSweeps) -> None:
        """Take over the sweeps of another Explorer, and where their answers are held."""
        self.sweeps, self._answered = other.sweeps, other._answered

    def run(
        self,
        work: Work,
        request: AskRequest,
        trait: str,
        entry: Json,
        ask: Callable[..., Sweep],
        name: Callable[[Answer], str],
        trace: Trace,
        ordered: Callable[[Sweep], Sweep] | None = None,
    ) -> Json:
        """Run a sweep, send its answers as they come, and keep the sweep, also if it was stopped.

        Args:
            work: the query.
            request: the request: reader and options.
            trait: name of the Explorer's trait to which the entry is added.
            entry: the sweep's entry for the browser, without its answers.
            ask: function that runs the sweep.
            name: function that returns an identifier of an answer within the sweep.
            trace: the trace that is read; the Explorer's own for a sweep of vectors.
            ordered: function that returns the sweep as it is kept, whatever the order in which it was asked;
                None (default) to keep it as it was asked.
        """
        entry = {"id": work.id, "question": request.label, **entry}
        stream = Stream(self._send, work.id, request, name, entry["target"], self._answered, trace)
        before = self._session.unfinished
        try:
            done = ask(**question_options(request), progress=work.progress, on_answer=stream.add)
        except BaseException:  # a cancel, an interrupt or an error: the answers so far are kept
            stream.flush()
            stopped = self._session.unfinished
            if stopped is not None and stopped is not before:
                self._keep_sweep(stopped if ordered is None else ordered(stopped))
            if stream.points:
                self._keep(trait, {**entry, "complete": False, "points": stream.points})
            raise
        stream.flush()
        if ordered is not None:
            done = ordered(done)
        self._keep_sweep(done)
        # A continued sweep has answers that were not streamed.
        points = [stream.point(done.answers[cell]) for cell in done.cells]
        entry = {**entry, "complete": True, "points": points}
        self._keep(trait, entry)
        return entry

    def _keep_sweep(self, sweep: Sweep) -> None:
        self.sweeps.append(sweep)
        del self.sweeps[:-MOST_SWEEPS]

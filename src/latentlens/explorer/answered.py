"""Answers that the browser holds by id, to compare one with noise or to run it again by itself."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens.errors import InputError
from latentlens.explorer.protocol import Json, Work, answer_json
from latentlens.explorer.wire import AgainArgs, parse_args
from latentlens.inputs.shown import shown
from latentlens.scoring.against_noise import ENOUGH

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.answer import Answer
    from latentlens.explorer.menu import AskRequest
    from latentlens.session import Session

Keep = Callable[[str, Json], None]

MOST = 20_000
"""Most answers that are held, the points of curves and grids included; the oldest go first."""

OF_PROVENANCE = (
    "model", "fingerprint", "source_model", "source_fingerprint", "source_adapter", "minus_model",
    "minus_fingerprint", "minus_adapter", "adapter", "controls", "samples", "seed", "versions",
)  # fmt: skip
"""What the card shows of an answer's provenance."""


@dataclasses.dataclass
class _Held:
    """An answer, what it is of, its question as typed, how it was asked, and what the browser was told.

    The answer is its latest run, which `explorer.answers` and `session.answers` have too.
    """

    answer: Answer
    trace: Trace
    label: str
    options: Json
    told: Json


class Answered:
    """The answers of one Explorer by the browser's ids.

    Args:
        session: the session that answered.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()

    def note(
        self, id: str, answer: Answer, request: AskRequest, trace: Trace, told: Json | None = None
    ) -> None:
        """Hold an answer under an id.

        Args:
            id: the id that the browser knows.
            answer: the answer.
            request: what was asked.
            trace: the trace that was read; of no use for an answer about a vector.
            told: what the browser was told beside the answer, such as its target prompt; None (default) for
                nothing.
        """
        held = _Held(answer, trace, request.label, question_options(request), told or {})
        with self._lock:
            self._held.pop(id, None)
            self._held[id] = held
            for oldest in list(self._held)[:-MOST]:
                del self._held[oldest]

    def whole(self, work: Work, kept: Callable[[str], Json | None]) -> Json:
        """Return an answer whole, of which a series was sent in part.

        Args:
            work: the query.
            kept: function of an id that returns the answer as the Explorer's traits hold it, or None; for
                answers that are not held here: of a loaded session, or older than the latest.

        Raises:
            InputError: if there is no such answer.
        """
        id = parse_args(AgainArgs, work.args).answer
        with self._lock:
            known = id in self._held
        if not known and (point := kept(id)) is not None:
            return point
        id, held = self._found(work)
        told = {"provenance": provenance_json(held.answer), **held.told}
        return {**answer_json(held.answer, id=id, question=held.label), **told}

    def noise(self, work: Work, keep: Keep, answers: list[Answer]) -> Json:
        """Ask again, and about random vectors in the place too, and return that answer with its verdict.

        Args:
            work: the query.
            keep: function of a trait's name and an entry, which replaces an answer of the history; the points
                of curves and grids stay there.
            answers: the Explorer's answers, in which the run with noise takes its place.

        Raises:
            InputError: if there is no such answer, or it is about a vector.
        """
        id, held = self._find(work)
        controls = dataclasses.replace(held.options["controls"], noise=ENOUGH)
        again = self._ask(held, {**held.options, "controls": controls, "progress": work.progress})
        # one whole run: its text, noise and code belong together, also where another run's text differs
        answers[:] = [again if each is held.answer else each for each in answers]
        held.answer = again
        if "provenance" in held.told:
            held.told["provenance"] = provenance_json(again)
        return self._kept(id, held, keep)

    def verify(self, work: Work, keep: Keep) -> Json:
        """Run an answer's question again by itself, and return the answer with what that came to.

        Args:
            work: the query.
            keep: as in `noise`.

        Raises:
            InputError: if there is no such answer, or it is about a vector.
        """
        id, held = self._find(work)
        work.progress.check()
        source = self._selection(held)
        found = self._session.verify(source, held.answer.reader, **held.options)
        same = "the same" if found.same_top_token else "not the same"
        held.told["verified"] = (
            f"Run again by itself, with plain hooks, in {found.dtype}: the most probable token is {same}, "
            f"and logits differ by at most {found.max_logit_difference:.2g}."
        )
        return self._kept(id, held, keep)

    def _find(self, work: Work) -> tuple[str, _Held]:
        id, held = self._found(work)
        if held.answer.position is None:
            raise InputError(
                "This is done for answers about a cell. Of a vector, ask in a notebook cell: "
                "session.verify(vectors[name], reader), and session.ask with Controls(noise=39)."
            )
        return id, held

    def _found(self, work: Work) -> tuple[str, _Held]:
        id = parse_args(AgainArgs, work.args).answer
        with self._lock:
            held = self._held.get(id)
        if held is None:
            raise InputError(f"The answer {shown(id)} is not held any more. Ask again.")
        return id, held

    def _selection(self, held: _Held) -> Any:
        layers = list(dict.fromkeys(site[0] for site in held.answer.sites))
        positions = list(dict.fromkeys(site[1] for site in held.answer.sites))
        return held.trace.select(layers, positions)

    def _ask(self, held: _Held, options: Json) -> Answer:
        return self._session.ask(self._selection(held), held.answer.reader, **options)

    def _kept(self, id: str, held: _Held, keep: Keep) -> Json:
        entry = {**answer_json(held.answer, id=id, question=held.label), **held.told}
        if "asked" in entry:
            keep("history", entry)
        return entry


def question_options(request: AskRequest) -> Json:
    """Return a request's options as `Session.ask` takes them.

    Args:
        request: what is asked.
    """
    asked = request.ask_options
    return {
        "options": request.options or None, "samples": asked.samples, "controls": asked.controls,
        "seed": asked.seed,
    }  # fmt: skip


def provenance_json(answer: Answer) -> Json:
    """Return the part of an answer's provenance that the card shows.

    Args:
        answer: the answer.
    """
    found = {name: answer.provenance.get(name) for name in OF_PROVENANCE}
    return {name: value for name, value in found.items() if value is not None}

"""What a steered model says beside the model as it is, at every strength that was asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from latentlens.activations.run_prompts import run_prompt
from latentlens.explorer.protocol import Json
from latentlens.explorer.steer_panel import Learnt, SteerRequest
from latentlens.explorer.steering_code import Condition, steering_code
from latentlens.scoring.controls import NO_CONTROLS
from latentlens.training.steering.steer_in_slot import unanswered
from latentlens.training.steering.steering_vectors import SteeringVectors

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.session import Session


class SteeredReplies:
    """What was learnt in the Steer panel, with the replies and the decoder's answers so far.

    The replies are to the chat up to the assistant's last message; the decoder reads the same tokens of the
    same chat each time, so that its answers can be compared. A vector in a slot of the system prompt stands
    beside two controls: the slot with nothing added, and a random vector of its norm there.

    Args:
        id: id of the query that steered.
        session: the session whose model is steered.
        trace: the chat.
        request: what was asked for.
        learnt: what was learnt.
    """

    def __init__(
        self, id: str, session: Session, trace: Trace, request: SteerRequest, learnt: Learnt
    ) -> None:
        self.id, self.learnt = id, learnt
        self._session, self._trace, self._request = session, trace, request
        self._controls: tuple[Condition, ...] = () if request.in_slot is None else ("empty", "random")
        self._found: dict[tuple[Condition, float | None], Json] = {}

    @property
    def cancelled(self) -> bool:
        """Whether the learning was cancelled, so that less than was asked for was learnt."""
        return self.learnt.report is not None and self.learnt.report.cancelled

    def show(self, strength: float, progress: Progress | bool | None = None) -> Json:
        """Return the entry of the trait `steered`, with the replies as the model is and at a strength.

        Args:
            strength: factor of what was learnt.
            progress: as in `Session.sweep`; counts replies.

        Raises:
            Cancelled: if `progress` was cancelled.
        """
        conditions: tuple[Condition, ...] = ("before", *self._controls, "after")
        for condition in conditions:
            at = None if condition in ("before", "empty") else strength
            if (condition, at) not in self._found:
                self._found[condition, at] = self._reply(condition, at, progress)
        return self.to_json()

    def to_json(self) -> Json:
        """Return the entry of the trait `steered` as plain data."""
        request, report = self._request, self.learnt.report
        assert report is not None
        losses = [loss for _, loss in report.checks]
        entry = {
            "id": self.id,
            "label": request.label,
            "decoder": request.decoder.manifest.name,
            "question": request.decoder.question,
            "wish": request.wish,
            "learn": report.settings["learn"] if request.in_slot is None else "slot",
            "layers": list(report.settings["layers"]),
            "sites": [list(site) for site in request.read.sites],
            "steps": report.settings["steps"],
            "done": len(report.losses),
            "kept": report.best_step,
            "cancelled": report.cancelled,
            "losses": [losses[0], min(losses)],
            "before": self._found["before", None],
            "after": self._by_strength("after"),
        }
        if request.in_slot is None:
            return entry
        convinced = report.settings["convinced"]
        if convinced is not None:
            entry |= {"convinced": convinced, "judged": report.settings["judged"]}
        tried = report.settings["tried"]
        if diverged := sum(each["diverged"] for each in tried):
            entry["diverged"] = diverged
        return entry | {
            "prompt": request.in_slot.slot.prompt,
            "tried": len(tried),
            "empty": self._found["empty", None],
            "random": self._by_strength("random"),
        }

    def _by_strength(self, condition: Condition) -> list[Json]:
        found = {at: each for (of, at), each in self._found.items() if of == condition and at is not None}
        return [found[at] for at in sorted(found)]

    def _reply(self, condition: Condition, strength: float | None, progress: Progress | bool | None) -> Json:
        if strength is None:
            return self._said(condition, None, None, progress)
        steering = self.learnt
        if condition == "random":
            assert isinstance(steering, SteeringVectors)
            width = self._session.backend.d_model
            steering = SteeringVectors.random(steering.norms, width, positions=steering.positions)
        # unloaded again, since every strength is an adapter of its own
        with self._session.backend.loaded(steering.adapter(strength)) as adapter:
            return self._said(condition, strength, adapter, progress)

    def _said(
        self,
        condition: Condition,
        strength: float | None,
        adapter: str | None,
        progress: Progress | bool | None,
    ) -> Json:
        session, request = self._session, self._request
        in_slot = None if condition == "before" else request.in_slot
        trace, read, chat = self._trace, request.read, list(self._trace.chat or ())
        places, ids = (read.layers, read.positions), list(trace.token_ids)
        if in_slot is not None:
            chat, ids = list(in_slot.chat), list(in_slot.token_ids)
            places = (in_slot.layers, in_slot.positions)
        if adapter is not None or in_slot is not None:
            # not `session.run`, since no notebook cell ran it
            trace = run_prompt(ids, session.backend, trace.store, adapter=adapter).trace
            read = trace.select(list(places[0]), list(places[1]))
        decoder = request.decoder
        if adapter is not None:
            decoder = dataclasses.replace(decoder, any_source=True)
        reply = session.generate(unanswered(chat), adapter=adapter, progress=progress)
        answer = session.ask(read, decoder, controls=NO_CONTROLS)
        return {
            "strength": strength,
            "text": reply.text.strip(),
            "ended": reply.ended,
            "answer": answer.text.strip(),
            "confidence": answer.confidence,
            "code": steering_code(request, session.backend.code, self._trace, condition, strength),
        }

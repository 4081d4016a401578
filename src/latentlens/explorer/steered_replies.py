"""What a steered model says beside the model as it is, at every strength that was asked for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from latentlens.activations.run_prompts import run_prompt
from latentlens.explorer.protocol import Json
from latentlens.explorer.steer_chats import chats_code, chats_imports
from latentlens.explorer.steer_panel import Learnt, SteerRequest, settings_in_code
from latentlens.scoring.controls import NO_CONTROLS

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.session import Session

_NOT_CODE = (
    "# The decoder's weights cannot stand here: save it, and write Decoder.load(path).weights "
    "in place of <...>.\n"
)


class SteeredReplies:
    """What was learnt in the Steer panel, with the replies and the decoder's answers so far.

    The replies are to the chat up to the assistant's last message; the decoder reads the same tokens of the
    same chat each time, so that its answers can be compared.

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
        self._before: Json | None = None
        self._after: dict[float, Json] = {}
        chat = [dict(message) for message in trace.chat or ()]
        while chat and chat[-1]["role"] == "assistant":
            chat.pop()
        self._chat = chat

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
        if self._before is None:
            self._before = self._reply(None, progress)
        if strength not in self._after:
            self._after[strength] = self._reply(strength, progress)
        return self.to_json()

    def to_json(self) -> Json:
        """Return the entry of the trait `steered` as plain data."""
        request, report = self._request, self.learnt.report
        assert report is not None
        losses = [loss for _, loss in report.checks]
        return {
            "id": self.id,
            "label": request.label,
            "decoder": request.decoder.manifest.name,
            "question": request.decoder.question,
            "wish": request.wish,
            "learn": report.settings["learn"],
            "layers": list(report.settings["layers"]),
            "sites": [list(site) for site in request.read.sites],
            "steps": report.settings["steps"],
            "done": len(report.losses),
            "kept": report.best_step,
            "cancelled": report.cancelled,
            "losses": [losses[0], min(losses)],
            "before": self._before,
            "after": [self._after[strength] for strength in sorted(self._after)],
        }

    def _reply(self, strength: float | None, progress: Progress | bool | None) -> Json:
        if strength is None:
            return self._said(None, None, progress)
        # unloaded again, since every strength is an adapter of its own
        with self._session.backend.loaded(self.learnt.adapter(strength)) as adapter:
            return self._said(strength, adapter, progress)

    def _said(self, strength: float | None, adapter: str | None, progress: Progress | bool | None) -> Json:
        session, trace, read = self._session, self._trace, self._request.read
        decoder = self._request.decoder
        if adapter is not None:
            # not `session.run`, since no notebook cell ran it
            trace = run_prompt(trace.token_ids, session.backend, trace.store, adapter=adapter).trace
            read = trace.select(*self._places)
            decoder = dataclasses.replace(decoder, any_source=True)
        reply = session.generate(self._chat, adapter=adapter, progress=progress)
        answer = session.ask(read, decoder, controls=NO_CONTROLS)
        return {
            "strength": strength,
            "text": reply.text.strip(),
            "ended": reply.ended,
            "answer": answer.text.strip(),
            "confidence": answer.confidence,
            "code": self.code(strength),
        }

    @property
    def _places(self) -> tuple[list[int], list[int]]:
        return list(self._request.read.layers), list(self._request.read.positions)

    def code(self, strength: float | None = None) -> str:
        """Return the Python code that gives the same reply and the same answer.

        Args:
            strength: factor of what was learnt; None (default) for the model as it is.
        """
        request, backend = self._request, self._session.backend
        run, selected = self._trace.code, ".select({!r}, {!r})".format(*self._places)
        asked = f"decoder.with_question({request.decoder.question!r})"
        decoder = dataclasses.replace(request.decoder, question="", any_source=True)
        names = ["Decoder", "Session"] + ["steer"] * (strength is not None)
        lines = [
            f"from latentlens import {', '.join(names)}\n",
            f"session = {backend.code}",
            f"decoder = {decoder!r}",
            f"trace = {run}",
        ]
        if "<" in lines[2]:
            lines.insert(2, _NOT_CODE.rstrip())
        on = ""
        if strength is not None:
            more = ""
            if request.chats:
                lines[:0] = chats_imports(request.chats)
                lines += chats_code(request.chats)
                more = ", *chats"
            lines += [
                f"steering = steer(session, decoder, [trace{selected}{more}], "
                f"{request.wishes!r}{settings_in_code(request.settings)})",
                f"steered = session.backend.load_adapter(steering.adapter({strength!r}))",
            ]
            on = ", adapter=steered"
        again = "trace" if strength is None else f"session.run(trace.token_ids{on})"
        lines += [
            f"reply = session.generate({self._chat!r}{on})",
            f"answer = session.ask({again}{selected}, {asked}, controls=False)",
        ]
        return "\n".join(lines)

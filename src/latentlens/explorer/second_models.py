"""Traces of other open sessions' models beside the Explorer's own: which can be run, and what they allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from latentlens.activations.run_prompts import is_plain_run, run_prompt
from latentlens.display.printable import printable
from latentlens.errors import InputError, LatentLensError, SessionClosed
from latentlens.explorer.next_changes import one_vocabulary
from latentlens.explorer.other_models import STATE, OtherModels, model_key
from latentlens.explorer.protocol import Json
from latentlens.explorer.token_links import first_other_token
from latentlens.explorer.view_title import short_name
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend
    from latentlens.session import Session


class SecondModels:
    """The models of other open sessions, in which the Explorer's prompt or another one can be run.

    Args:
        session: the Explorer's session.
        trace: the Explorer's trace.
    """

    def __init__(self, session: Session, trace: Trace) -> None:
        self._session, self._trace = session, trace
        self._others = OtherModels(session, trace)

    @property
    def names(self) -> list[str]:
        """The models' names; none in a closed session, and for a trace of another model, variant or patch."""
        if self._session.closed or not is_plain_run(self._trace, self._session.backend):
            return []
        return [*self._others.by_name]

    def run(self, name: str, prompt: Any = None) -> Trace:
        """Run a prompt in another session's model, or find its activations there.

        Args:
            name: one of `names`.
            prompt: a text or chat messages. Default None: the Explorer's prompt, in the same tokens where
                these are the model's too.

        Raises:
            InputError: if there is no such model, or it cannot run the prompt; the message names it.
        """
        if name not in self.names:
            raise InputError(f"There is no model {shown(name)} here any more. Choose another.")
        session, own = self._others.by_name[name], self._trace
        try:
            if prompt is None and first_other_token(own, session.backend) is None:
                return self._others.run(name)
            written = own.prompt or own.chat if prompt is None else prompt
            if written is None:
                raise InputError(
                    "the prompt was given as token ids, which are other tokens there. Run it as a text: "
                    "session.run('...')."
                )
            return run_prompt(written, session.backend, session.store).trace
        except LatentLensError as error:
            raise InputError(f"{name} cannot run this prompt: {error}") from error

    def name(self, trace: Trace) -> str:
        """Return the name of the model that ran a trace; empty for the Explorer's own.

        Args:
            trace: a trace.
        """
        backend = trace.backend
        if backend is self._trace.backend:
            return ""
        named = (name for name, session in self._others.by_name.items() if session.backend is backend)
        return next(named, printable(short_name(backend.name)))

    def told_apart(self, models: Sequence[tuple[str, Backend]]) -> list[str]:
        """Return the names of models, with "closed" where another has the name of one that was closed.

        Args:
            models: each model's name when it was compared with, and its backend.
        """
        open_now = [session.backend for session in self._others.by_name.values()]
        return [
            f"{name} (closed)"
            if name
            and backend not in open_now
            and any(each == name and other is not backend for each, other in models)
            else name
            for name, backend in models
        ]

    def allowed(self, trace: Trace, minus: Trace) -> Json:
        """Return what a second trace's entry says of its model, as docs/protocol.md describes it.

        Args:
            trace: the second trace.
            minus: the trace that it is compared with.
        """
        name, asked = self.name(trace), self._not_asked(trace)
        return {
            "model": name,
            "n_layers": trace.n_layers,
            "key": trace.key,
            "variant": model_key(STATE, trace.backend, name) if name and not asked else "",
            "not_asked": asked,
            "not_subtracted": self.not_subtracted(trace, minus),
            "one_vocabulary": one_vocabulary(minus.backend, trace.backend),
        }

    def not_subtracted(self, trace: Trace, minus: Trace) -> str:
        """Return why there is no difference of two traces' lenses, in a sentence; empty if there is one.

        Args:
            trace: the second trace.
            minus: the trace that it is compared with.
        """
        one, two = trace.backend, minus.backend
        if one is two:
            return ""
        name, sizes = self.name(trace), (one.vocab_size, two.vocab_size)
        if not one_vocabulary(one, two):
            has = f" of {sizes[0]} tokens, and this model one of {sizes[1]}" if sizes[0] != sizes[1] else ""
            return f"No difference is shown: {name} has another vocabulary{has}."
        if trace.n_layers != minus.n_layers:
            return (
                f"No difference is shown: {name} has {trace.n_layers} layers, and this model has "
                f"{minus.n_layers}."
            )
        return ""

    def _not_asked(self, trace: Trace) -> str:
        """Return why this model is not asked about the cells of another model's trace; empty if it is."""
        own, name = self._trace, self.name(trace)
        if not name:
            return ""
        if not is_plain_run(trace, trace.backend):
            why = "they are of a patched run"
        elif trace.token_ids != own.token_ids or trace.token_texts != own.token_texts:
            why = "its tokens are not those of the first grid"
        elif trace.trace_key.run:
            why = "hooks of yours on it may do something else in each run"
        else:
            return ""
        return (
            f"Cells of {name} are not asked about here: {why}. In a notebook cell, "
            "session.explore(other.run(prompt)) shows its trace alone, to be asked about."
        )


def closed_model(name: str) -> SessionClosed:
    """Return the error for a page of a model whose session was closed.

    Args:
        name: the model's name.
    """
    return SessionClosed(
        f"The session of {name} was closed, and what was not read before cannot be read any more. Open it "
        "again and compare again."
    )

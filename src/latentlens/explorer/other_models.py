"""The models of other open sessions, whose activations a question in the Explorer can be about."""

from __future__ import annotations

import secrets
import weakref
from typing import TYPE_CHECKING, Any

from latentlens.activations.run_prompts import run_prompt
from latentlens.display.printable import printable
from latentlens.errors import InputError
from latentlens.explorer.token_links import first_other_token, token_text
from latentlens.explorer.view_title import short_name
from latentlens.inputs.shown import shown
from latentlens.model.prompt import read_prompt
from latentlens.notebook.open_sessions import open_beside

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.engine.backend import Backend
    from latentlens.session import Session

STATE = "state:"
"""Beginning of the key of the choice to read another model's state; see `model_key`."""

_Compared = weakref.WeakKeyDictionary["Backend", bool]
_SAME: weakref.WeakKeyDictionary[Backend, _Compared] = weakref.WeakKeyDictionary()
_MARKS: weakref.WeakKeyDictionary[Backend, str] = weakref.WeakKeyDictionary()


def model_key(beginning: str, backend: Backend, name: str) -> str:
    """Return the key of a choice of another model: no other model ever has it, here or in another process.

    A name is free again once its session is closed, as `final` is of two folders of checkpoints, so a mark
    that was drawn for the model stands before it.

    Args:
        beginning: which choice it is, such as `STATE`.
        backend: the model's backend.
        name: the model's name, which is shown where the model is there no more.
    """
    return f"{beginning}{_MARKS.setdefault(backend, secrets.token_hex(4))}:{name}"


def name_in(key: str) -> str:
    """Return the name in the key of a choice of another model.

    Args:
        key: what `model_key` returned.
    """
    return key.split(":", 2)[-1]


class OtherModels:
    """The models of the other sessions that are open in this process, by name; no model is loaded for it.

    A session on the model that is asked anyway is left out, so that no second copy of its weights is read.

    Args:
        session: the session that is asked.
        trace: the Explorer's trace.
    """

    def __init__(self, session: Session, trace: Trace) -> None:
        self._session, self._trace = session, trace

    @property
    def by_name(self) -> dict[str, Session]:
        """The session of each model, by a name of its own."""
        found: dict[str, Session] = {}
        own = printable(short_name(self._session.backend.name))
        for session, number, _ in open_beside(self._session):
            backend = session.backend
            known = [self._session.backend, *(each.backend for each in found.values())]
            if any(_is_same(backend, each) for each in known):
                continue
            name = base = printable(short_name(backend.name))
            if number > 1:
                name = f"{base} ({number})"
            if name in found or name == own:  # only the directory tells them apart
                name = f"{name}, {printable(backend.name)}"
            found[name] = session
        return found

    def subtracts(self, session: Session) -> bool:
        """Whether the trace's activations can be subtracted from those of another session's model.

        Args:
            session: the other session.
        """
        models = (session.backend, self._trace.backend)
        sizes = [(each.d_model, each.n_layers, each.dtype, each.processing) for each in models]
        return sizes[0] == sizes[1]

    def run(self, name: str) -> Trace:
        """Run the Explorer's prompt in another session's model, or find its activations there.

        Args:
            name: the model's name in `by_name`.

        Raises:
            InputError: if the prompt has other tokens in that model.
        """
        session, own = self.by_name[name], self._trace
        backend = session.backend
        prompt: Any = own.token_ids
        # as it was written where that gives the same tokens, for the code that runs it again
        for written in (own.prompt, own.chat):
            if written is not None and _tokens_of(backend, written) == own.token_ids:
                prompt = written
        at = first_other_token(own, backend)
        if at is not None:
            theirs = token_text(backend, own.token_ids[at])
            raise InputError(
                f"{name} has other tokens than {printable(short_name(own.backend.name))}: token "
                f"{own.token_ids[at]}, at position {at}, is {shown(own.token_texts[at])} here and "
                f"{'none' if theirs is None else shown(theirs)} there, and "
                "activations are compared token by token. Run the prompt in its own session and show that "
                "trace here, which readers with a fitted mapping and decoders with a learned projection "
                "read: session.explore(other.run(prompt))."
            )
        return run_prompt(prompt, backend, session.store).trace


def _is_same(one: Backend, two: Backend) -> bool:
    """Return whether two models were one when they were first compared.

    Only the fingerprints of those that look alike are read, and once: that reads all weights, and this is
    asked after every answer. What is shown of an answer has fingerprints of its own.
    """
    if one is two:
        return True
    sizes = [(each.name, each.n_layers, each.d_model, each.vocab_size, each.dtype) for each in (one, two)]
    if sizes[0] != sizes[1]:
        return False
    compared = _SAME.setdefault(one, _Compared())
    if two not in compared:
        compared[two] = one.fingerprint() == two.fingerprint()
    return compared[two]


def _tokens_of(backend: Backend, prompt: Any) -> list[int] | None:
    """Return a prompt's token ids in a model; None if it cannot be run there."""
    try:
        return list(read_prompt(prompt, backend, prepend_bos=None).token_ids)
    except InputError:
        return None

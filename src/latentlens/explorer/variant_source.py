"""Whose activations the Explorer's questions read: the model's as it was run, a variant's, or another's."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from latentlens.activations.run_prompts import is_plain_run, run_prompt
from latentlens.display.printable import isolated, printable
from latentlens.errors import InputError
from latentlens.explorer.other_models import STATE, OtherModels, model_key, name_in
from latentlens.explorer.protocol import Json, SettingError
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.explorer.menu import AskRequest
    from latentlens.session import Session

_ON, _MINUS, _OTHER_MINUS = "on:", "minus:", "difference:"


class VariantChoice:
    """The models that a question can be about: each adapter on, each other open session's, or the difference.

    The prompt is the Explorer's own, run again when a variant or another model is first asked about.

    Args:
        session: the session that is asked.
        trace: the Explorer's trace.
    """

    def __init__(self, session: Session, trace: Trace) -> None:
        self._session, self._trace = session, trace
        self._others = OtherModels(session, trace)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Key and label of each choice; none for a trace of another model, a variant or a patched run."""
        if not is_plain_run(self._trace, self._session.backend):
            return []
        return [*self._adapters(), *self._models()]

    def _adapters(self) -> list[tuple[str, str]]:
        backend = self._session.backend
        if "adapters" not in backend.capabilities:
            return []
        readers = [*self._session.readers.values(), *self._session.decoders.values()]
        own = {getattr(each, "adapter", None) for each in readers}  # a decoder does not read itself
        found = []
        for name in sorted(backend.adapters - own):
            found += [
                (f"{_ON}{name}", f"{isolated(name)} on"),
                (f"{_MINUS}{name}", f"{isolated(name)} minus the model as it is"),
            ]
        return found

    def _models(self) -> list[tuple[str, str]]:
        found = []
        for name, session in self._others.by_name.items():
            backend = session.backend
            found.append((model_key(STATE, backend, name), isolated(name)))
            if self._others.subtracts(session):
                key = model_key(_OTHER_MINUS, backend, name)
                found.append((key, f"{isolated(name)} minus the model as it is"))
        return found

    def chosen(self, args: Json) -> str | None:
        """Return the key of the choice that a query names; None for the model as it was run.

        Args:
            args: the query; see `trace`.

        Raises:
            SettingError: if there is no such choice, or a vector is chosen with it.
        """
        source = args.get("source") or {}
        key = source.get("variant") if isinstance(source, dict) else None
        if key is None:
            return None
        if source.get("vector") is not None:
            raise SettingError(
                "variant", "Choose the selected cell as the source: a variant is read there, and no vector."
            )
        if key not in dict(self.choices):
            raise SettingError("variant", self._gone(key))
        return str(key)

    def trace(self, args: Json) -> Trace:
        """Return the trace that a query reads.

        Args:
            args: the query, with source["variant"], the key of a choice, if it is not about the model as it
                was run, and source["trace_key"], the content key of the trace whose cell was clicked, if one
                was.

        Raises:
            SettingError: if there is no such choice, it cannot run the prompt or runs it otherwise than the
                trace of that key, or a vector is chosen with it.
        """
        key = self.chosen(args)
        if key is None:
            return self._trace
        kind, _, name = key.partition(":")
        try:
            if f"{kind}:" in (_ON, _MINUS):
                # not `session.run`, since no notebook cell ran it
                backend, store = self._session.backend, self._trace.store
                read = run_prompt(self._trace.token_ids, backend, store, adapter=name).trace
            else:
                name = name_in(key)
                read = self._others.run(name)
                if key != model_key(f"{kind}:", read.backend, name):
                    raise InputError(missing_model(key))  # closed just now, and its name given to another
            if args["source"].get("trace_key") not in (None, read.key):
                raise InputError(
                    f"{name} is not what its grid was read from any more: its weights or adapters have "
                    "changed. Compare with it again."
                )
            return read - self._trace if f"{kind}:" in (_MINUS, _OTHER_MINUS) else read
        except InputError as error:
            raise SettingError("variant", str(error)) from error

    def named(self, request: AskRequest, args: Json) -> AskRequest:
        """Return a request whose label says which variant it is about.

        Args:
            request: the request.
            args: the query.
        """
        trace = self.trace(args)
        if trace is self._trace:
            return request
        key = args["source"]["variant"]
        said = dict(self.choices).get(key, name_in(key))  # its session may have been closed just now
        return dataclasses.replace(request, label=f"{request.label} ({said})")

    def _gone(self, key: object) -> str:
        if is_plain_run(self._trace, self._session.backend):
            return missing_model(key)
        return (
            "Another model is read in the place of this session's own, and this trace is of a variant, a "
            "patched run or another session's model. Choose the model as it was run."
        )


def missing_model(key: object) -> str:
    """Return what is said of a choice that there is not, or not any more, as the browser says it.

    Args:
        key: the key of the choice.
    """
    kind, _, name = key.partition(":") if isinstance(key, str) else ("", "", "")
    if f"{kind}:" in (_ON, _MINUS):
        return (
            f"The adapter {_named(name)} cannot be read here any more: it is not loaded, or a decoder has it "
            "as its own. Load it again, or choose another model."
        )
    if f"{kind}:" in (STATE, _OTHER_MINUS):
        return (
            f"The model {_named(name_in(str(key)))} is closed. Open its session and choose it again, or "
            "choose another model."
        )
    return f"There is no model {shown(key)} here. Choose another."


def _named(name: str) -> str:
    return isolated(printable(name))

"""What an Explorer's trace is compared with: second prompts, other models' traces, and patched runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.activations.patched_trace import PatchedTrace
from latentlens.activations.run_prompts import run_as
from latentlens.ask.lens_difference import lens_difference
from latentlens.errors import InputError, SessionClosed
from latentlens.explorer.lens import LensPages, TimeLimit
from latentlens.explorer.lens_of_model import fitted_elsewhere
from latentlens.explorer.lens_views import NO_PAGE, LensViews, checked_page, one_token
from latentlens.explorer.protocol import Json, Work
from latentlens.explorer.second_json import difference_json, labels_of, second_json
from latentlens.explorer.second_models import SecondModels, closed_model
from latentlens.explorer.second_pages import second_pages
from latentlens.explorer.token_links import token_links
from latentlens.explorer.view_state import KEPT, kept_ids
from latentlens.explorer.wire import PatchArgs, PatchSite, SecondArgs, parse_args
from latentlens.inputs.shown import shown
from latentlens.notebook.views import views_of

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.display.progress import Progress
    from latentlens.session import Session

Keep = Callable[[str, Json], None]

MOST_LISTED = 40
"""Most traces of the session that are offered."""


@dataclasses.dataclass(frozen=True)
class _Second:
    """A trace that is compared with another one, of the id `base`; empty for the Explorer's own.

    `model` names another session's model that ran it, and `not_subtracted` says why there is no difference.
    """

    trace: Trace
    base: str
    lenses: LensViews
    model: str = ""
    not_subtracted: str = ""


class SecondTraces:
    """The traces that one Explorer's trace was compared with, by the browser's ids.

    Args:
        session: the session, whose traces are offered and whose `readers` hold the fitted lenses.
        trace: the Explorer's own trace.
        lenses: the pages of its lenses.
    """

    def __init__(self, session: Session, trace: Trace, lenses: LensViews) -> None:
        self._session = session
        self._models = SecondModels(session, trace)
        self._kept = {"": _Second(trace, "", lenses)}
        self._differences: dict[tuple[Any, ...], Json] = {}
        self._read: set[str] = {""}

    @property
    def traces(self) -> list[Trace]:
        """The traces that were compared with and are still held, newest last."""
        return [second.trace for id, second in self._kept.items() if id]

    def take_over(self, other: SecondTraces) -> None:
        """Take over what the trace was compared with in another Explorer of it."""
        self._kept |= {id: each for id, each in other._kept.items() if id}
        self._differences |= other._differences

    def to_save(self, number: Callable[[Trace], int]) -> Json:
        """Return by id the number of each trace that is held, and the id of what it is compared with.

        Traces of other sessions' models are left out: a session is saved for its own.

        Args:
            number: function that returns the number under which a trace is saved.
        """
        held = dict(self._kept)
        return {id: [number(each.trace), each.base] for id, each in held.items() if id and not each.model}

    @property
    def models(self) -> list[str]:
        """The names of the other sessions' models whose traces are held."""
        return [*dict.fromkeys(each.model for each in list(self._kept.values()) if each.model)]

    def restore(self, saved: Json, traces: Sequence[Trace]) -> None:
        """Hold the traces that were saved.

        Args:
            saved: what `to_save` returned.
            traces: the saved traces, by number.
        """
        for id, (number, base) in saved.items():
            self._hold(id, traces[number], base)

    @property
    def unread(self) -> bool:
        """Whether traces came since `read_for` was not stopped by other work."""
        return not self._read >= {*self._kept}

    def read_for(self, seconds: float | None, make_way: Callable[[], bool] | None = None) -> list[Json]:
        """Read the logit lens of the second traces and its differences for some seconds.

        In a closed session nothing is read any more, and what was read before is returned.

        Args:
            seconds: time limit in seconds; None to read all of what fits on a page.
            make_way: function that returns whether to stop since other work waits. Default None: never.

        Returns:
            Id and pages of each trace that fits on a page, oldest first; see `second_pages`.
        """
        limit = TimeLimit(0 if self._session.closed else seconds, make_way)
        kept = dict(self._kept)
        traces = {
            id: (each.trace, None if each.not_subtracted else kept[each.base].trace)
            for id, each in kept.items()
            if id
        }
        found = second_pages(traces, self.page, limit)
        if not limit.makes_way:
            self._read = {*kept}
        return found

    def listed(self) -> Json:
        """Return the session's traces that can be compared with, newest first, and other models' names."""
        own = self._kept[""].trace
        found = {
            trace.key: trace
            for trace in views_of(self._session).traces
            if trace.backend is own.backend and trace.models == own.models and trace.key != own.key
        }
        newest = [*reversed(found.values())][:MOST_LISTED]
        labels = labels_of([own, *newest])[1:]
        traces = [{"key": each.key, "label": label} for each, label in zip(newest, labels, strict=True)]
        return {"traces": traces, "models": self._models.names}

    def compare(self, work: Work, keep: Keep) -> Json:
        """Run a second prompt or begun reply, here or in another model, or find a trace of the session.

        Args:
            work: the query, with the arguments of `SecondArgs`.
            keep: function that appends an entry to a trait.

        Returns:
            The entry of `seconds`.

        Raises:
            InputError: if there is no such trace or model any more, nothing was given, a reply begins where
                there is no chat, or the other model cannot run the prompt.
            PromptError: if the prompt cannot be run.
        """
        asked, own = parse_args(SecondArgs, work.args), self._kept[""].trace
        typed = bool(asked.prompt.strip()) or asked.begins is not None
        if asked.model:
            trace = self._models.run(asked.model, _second_prompt(own, asked) if typed else None)
        elif asked.key:
            traces = {trace.key: trace for trace in views_of(self._session).traces}
            if asked.key not in traces:
                raise InputError("This trace is not held any more. Type its prompt.")
            trace = traces[asked.key]
        elif typed:
            trace = run_as(own, _second_prompt(own, asked))  # no notebook cell ran it
        else:
            raise InputError(
                "Type a second prompt, or what the reply begins with in a chat, or choose one that was run."
            )
        return self._add(work, trace, "", keep)

    def patch(self, work: Work, keep: Keep) -> Json:
        """Write a state of one trace into another's run, and return what both runs are compared by.

        Args:
            work: the query, with the arguments of `PatchArgs`.
            keep: function that appends an entry to a trait.

        Raises:
            InputError: if a trace is not held any more, or cannot be patched.
            SelectionError: if a layer or position does not exist.
        """
        asked = parse_args(PatchArgs, work.args)
        source, target = self._second(asked.read), self._second(asked.write)
        state = source.trace.select(asked.read.layer, asked.read.position)
        patched = target.trace.patch({(asked.write.layer, asked.write.position): state})
        # what was patched before is compared with the run without any patches
        base = target.base if isinstance(target.trace, PatchedTrace) else asked.write.trace
        return self._add(work, patched, base, keep)

    def named(self, entries: Sequence[Json]) -> list[Json]:
        """Return entries of `seconds` with labels, and names of models, that tell all that are held apart.

        What was compared with later may begin alike, or be of a model whose name was free again.

        Args:
            entries: the entries; those of traces that are not held any more stay as they are.
        """
        held = {id: each for id, each in self._kept.items() if id}
        prompts = labels_of([self._kept[""].trace, *(each.trace for each in held.values())])[1:]
        models = self._models.told_apart([(each.model, each.trace.backend) for each in held.values()])
        names = {
            id: {"label": f"{model}: {label}" if model else label, "model": model}
            for id, label, model in zip(held, prompts, models, strict=True)
        }
        return [{**each, **names.get(each["id"], {})} for each in entries]

    def page(self, args: Json, progress: Progress) -> Json:
        """Return a page of a second trace's lens, or of its difference from what it is compared with.

        Args:
            args: the arguments of the query, as in `LensArgs`.
            progress: counts the sites, and stops the work where it is cancelled.

        Raises:
            InputError: if the trace is not held any more, or there is no difference.
            SessionClosed: if another session's model ran it, and that session was closed.
            SelectionError: if there is no such page.
            Cancelled: if `progress` was cancelled.
        """
        second = self._found(args["trace"])
        try:
            if args.get("difference"):
                return self._difference(second, args, progress)
            return second.lenses.page(args, progress)
        except SessionClosed as error:
            if not second.model or self._session.closed:
                raise
            raise closed_model(second.model) from error

    def _difference(self, second: _Second, args: Json, progress: Progress) -> Json:
        if second.not_subtracted:
            raise InputError(second.not_subtracted)
        base = self._found(second.base)
        asked = checked_page(args, base.trace)
        lens, backend = base.lenses.lens(asked.lens), base.trace.backend
        key = (asked.trace, asked.lens, lens, *asked.layers, asked.start, asked.stop, asked.pinned)
        if key not in self._differences:
            if instead := fitted_elsewhere(lens, asked.lens, base.trace, second.trace):
                plain = self._difference(second, {**args, "lens": ""}, progress)
                self._differences[key] = {**plain, "instead": instead}
                return self._differences[key]
            readable = set(lens.layers(base.trace.n_layers))
            unchanged = ~second.trace.cone if isinstance(second.trace, PatchedTrace) else None
            pinned = one_token(backend, asked.pinned) if asked.pinned else None
            layers = [layer for layer in asked.layers if layer in readable]
            if not layers:
                return {**NO_PAGE, "start": asked.start, "stop": asked.stop}
            matched = token_links(base.trace, second.trace)
            difference = lens_difference(
                second.trace, base.trace, lens, backend, matched,
                of_trace=second.trace.backend,
                layers=layers,
                positions=range(asked.start, asked.stop),
                pinned=pinned, unchanged=unchanged, progress=progress,
            )  # fmt: skip
            visible = backend.tokenizer.visible
            named = "" if pinned is None else visible(pinned)
            self._differences[key] = difference_json(difference, visible, named, backend.vocab_size)
        return self._differences[key]

    def _second(self, site: PatchSite) -> _Second:
        return self._found(site.trace)

    def _found(self, id: object) -> _Second:
        found = self._kept.get(id) if isinstance(id, str) else None
        if found is None:
            raise InputError(f"The second trace {shown(id)} is not held any more. Compare with it again.")
        return found

    def _add(self, work: Work, trace: Trace, base: str, keep: Keep) -> Json:
        own, minus = self._kept[""].trace, self._kept[base].trace
        allowed = self._models.allowed(trace, minus)
        self._hold(work.id, trace, base, allowed["model"], allowed["not_subtracted"])
        entry = {"id": work.id, "base": base, **second_json(trace, minus, own), **allowed}
        [entry] = self.named([entry])
        keep("seconds", entry)
        self._forget()
        return entry

    def _hold(self, id: str, trace: Trace, base: str, model: str = "", not_subtracted: str = "") -> None:
        lenses = LensViews(self._session, trace, LensPages(trace))
        self._kept[id] = _Second(trace, base, lenses, model, not_subtracted)

    def _forget(self) -> None:
        """Forget the oldest traces, but for those that a younger one is compared with."""
        kept = kept_ids({id: each.base for id, each in self._kept.items() if id}, KEPT["seconds"])
        self._kept = {id: second for id, second in self._kept.items() if not id or id in kept}
        self._differences = {key: page for key, page in self._differences.items() if key[0] in self._kept}


def _second_prompt(own: Trace, asked: SecondArgs) -> Any:
    """Return a second prompt: in a chat, with another last user message, another begun reply, or both."""
    begins = asked.begins or ""
    if own.chat is None:
        if asked.begins is not None:
            raise InputError(
                f"A reply begins in a chat, and this prompt is a text; got {shown(begins)}. Type the whole "
                "second prompt, or run chat messages."
            )
        return asked.prompt
    chat = [*own.chat]
    if asked.prompt.strip():
        users = [i for i, message in enumerate(chat) if message.get("role") == "user"]
        chat = [*(chat[: users[-1]] if users else chat), {"role": "user", "content": asked.prompt}]
    elif chat[-1].get("role") == "assistant":
        chat.pop()
    if begins:
        chat.append({"role": "assistant", "content": begins, "prefix": True})
    return chat

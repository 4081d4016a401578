"""What an Explorer's queries ask for, done on the worker's thread."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.ask.calibrated import at_target_layer, without_calibrator
from latentlens.errors import InputError, SelectionError
from latentlens.explorer.fit_menu import FITS
from latentlens.explorer.fits import FitRequest, fit, given
from latentlens.explorer.lens import LensPages
from latentlens.explorer.menu import OWN, AskRequest, MenuEntry, build_request, menu
from latentlens.explorer.progress import Stream
from latentlens.explorer.protocol import (
    Json,
    ParsedQuestion,
    SettingError,
    Work,
    answer_json,
    parse_numbers,
    parse_question,
)
from latentlens.explorer.target import NO_TARGET, target_json
from latentlens.explorer.vector_source import VectorChoice
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.session import Session

MOST_ANSWERS, MOST_SWEEPS = 500, 50
"""How many of each are kept: more than anybody goes back through, and so few that a long day stays flat."""


class Handlers:
    """Answers an Explorer's queries with its session; each method is named as the query that it answers.

    Args:
        session: the Session that is asked.
        trace: the Trace that is asked about.
        lens: the pages of the trace's lens.
        vectors: the vectors that can be asked about in place of a cell.
        send: sends a message to the browser.
        keep: adds an entry, its second argument, to the Explorer's trait of the name given first.
        offer: called when there is another reader to ask.
    """

    def __init__(
        self,
        session: Session,
        trace: Trace,
        lens: LensPages,
        vectors: VectorChoice,
        *,
        send: Callable[[Json], Any],
        keep: Callable[[str, Json], None],
        offer: Callable[[], None],
    ) -> None:
        self._session, self._trace, self._lens = session, trace, lens
        self._vectors = vectors
        self._send, self._keep, self._offer = send, keep, offer
        self.answers: list[Answer] = []
        self.sweeps: list[Sweep] = []

    def handle(self, work: Work) -> Json | None:
        """Do a query and return its result; None where that travels as a trait.

        Raises:
            InputError: if the query cannot be done as it was sent.
            Cancelled: if it was cancelled.
        """
        method: Callable[[Work], Json | None] = getattr(self, work.what)
        return method(work)

    def take_over(self, other: Handlers) -> None:
        """Keep the answers and sweeps of other handlers as one's own."""
        self.answers, self.sweeps = other.answers, other.sweeps

    def lens(self, work: Work) -> Json:
        """Return a page of the lens."""
        start, stop = parse_numbers(work.args, "start", "stop")
        layers = work.args.get("layers")
        count = len(self._trace)
        if not isinstance(layers, list) or not layers or not 0 <= start < stop <= count:
            raise SelectionError(
                f"A page has layers and 0 <= start < stop <= {count}; got {shown(work.args)}."
            )
        layers = [self._trace.layer(layer) for layer in layers]
        if len({*layers}) < len(layers):
            raise SelectionError(f"A page has each of its layers once; got {shown(work.args)}.")
        return self._lens.read(layers, start, stop, on_progress=work.report, cancel=work.cancel)

    def target(self, work: Work) -> Json:
        """Return the target prompt of a question, so that it can be seen before it is asked.

        Of a fit there is none yet, but what is wrong with its settings can be said.
        """
        if (posed := parse_question(work.args)).preset in FITS:
            self._given(posed, work)
            return NO_TARGET
        layer, position = (work.args.get(name) for name in ("layer", "position"))
        found = build_request(parse_question(work.args), self._menu)
        vector = self._vectors.chosen(work.args)
        if vector is not None:
            return vector.target(found, self._session)
        return self._target(
            found,
            None if layer is None else self._trace.layer(*parse_numbers(work.args, "layer")),
            () if position is None else self._positions_read(work.args, found),
        )

    def ask(self, work: Work) -> Json:
        """Return the answer about a cell, a span or a vector."""
        found = build_request(parse_question(work.args), self._menu)
        how = {**_how(found), "on_progress": work.report, "cancel": work.cancel}
        vector = self._vectors.chosen(work.args)
        if vector is not None:
            answer, target = vector.ask(found, self._session, **how)
        else:
            layer = self._trace.layer(*parse_numbers(work.args, "layer"))
            positions = self._positions_read(work.args, found)
            target = self._target(found, layer, positions)
            answer = self._session.ask(self._trace.select(layer, positions), found.reader, **how)
        plain = {**answer_json(answer, id=work.id, question=found.label), "target": target}
        self.answers.append(answer)
        del self.answers[:-MOST_ANSWERS]
        self._keep("history", plain)
        return plain

    def sweep(self, work: Work) -> Json:
        """Return the curve of a layer, in the order of its positions."""
        found = build_request(parse_question(work.args), self._menu)
        (layer,) = parse_numbers(work.args, "layer")
        positions = self._positions(work.args)
        target = self._target(found, self._trace.layer(layer), positions[-1:])
        entry = {"layer": layer, "target": target, "total": len(positions)}
        ask = functools.partial(
            self._session.sweep, self._trace, found.reader, layers=[layer], positions=positions
        )
        return self._swept(work, found, "curves", entry, ask, lambda each: str(each.position))

    def scales(self, work: Work) -> Json:
        """Return the curve of a vector, in the order of its scales."""
        found = build_request(parse_question(work.args), self._menu)
        vector = self._vectors.chosen(work.args)
        if vector is None:
            raise SettingError("vector", "Scales are swept of a vector: choose another source than the cell.")
        target = vector.target(found, self._session)
        entry = {
            "layer": vector.layer, "vector": vector.name, "target": target, "total": len(vector.scales)
        }  # fmt: skip
        ask = functools.partial(vector.sweep, found, self._session)
        return self._swept(work, found, "curves", entry, ask, lambda each: str(each.provenance["scale"]))

    def layers(self, work: Work) -> None:
        """Read a position at every layer and write it at every layer; the grid travels as a trait."""
        found = build_request(parse_question(work.args), self._menu)
        (position,) = parse_numbers(work.args, "position")
        position = self._trace.position(position)
        try:
            at_target_layer(found.reader, 0)
        except InputError as error:
            raise SettingError("layer", str(error)) from None
        entry = {
            "position": position, "target": self._target(found, None, [position]),
            "total": (self._trace.n_layers + 1) * (self._session.backend.n_layers + 1),
        }  # fmt: skip
        every = list(range(self._session.backend.n_layers + 1))
        ask = functools.partial(
            self._session.sweep, self._trace, found.reader, positions=position, target_layers=every
        )
        self._swept(
            work, found, "heat_maps", entry, ask,
            lambda each: f"{each.layer}:{each.target_layer}",
        )  # fmt: skip

    def _swept(
        self,
        work: Work,
        found: AskRequest,
        trait: str,
        entry: Json,
        ask: Callable[..., Sweep],
        name: Callable[[Answer], str],
    ) -> Json:
        """Ask many cells, send their answers as they come, and keep what they came to, whole or stopped.

        Args:
            work: the query.
            found: what is asked.
            trait: of the Explorer, to which the entry is added.
            entry: what the browser is told of them beside their answers.
            ask: asks them.
            name: tells an answer from the others.
        """
        entry = {"id": work.id, "question": found.label, **entry}
        stream = Stream(self._send, work.id, found.label, name, entry["target"])
        before = self._session.unfinished
        try:
            done = ask(**_how(found), on_progress=work.report, on_answer=stream.add, cancel=work.cancel)
        except BaseException:  # a cancel, an interrupt or an error: what was answered is kept all the same
            stream.flush()
            stopped = self._session.unfinished
            if stopped is not None and stopped is not before:
                self._keep_sweep(stopped)
            if stream.points:
                self._keep(trait, {**entry, "complete": False, "points": stream.points})
            raise
        stream.flush()
        self._keep_sweep(done)
        # What went on from where it was stopped has answers that it did not ask for again.
        points = [stream.point(done.answers[cell]) for cell in done.cells]
        entry = {**entry, "complete": True, "points": points}
        self._keep(trait, entry)
        return entry

    def _keep_sweep(self, sweep: Sweep) -> None:
        self.sweeps.append(sweep)
        del self.sweeps[:-MOST_SWEEPS]

    def fit(self, work: Work) -> Json:
        """Fit a reader, and return the way to ask it."""
        asked = self._given(parse_question(work.args), work)
        name = fit(self._session, asked, on_progress=work.report, cancel=work.cancel)
        self._offer()
        return {"preset": f"{OWN}{name}"}

    @property
    def _menu(self) -> dict[str, MenuEntry]:
        # anew each time, for readers come and go
        return menu(self._session)

    def _given(self, posed: ParsedQuestion, work: Work) -> FitRequest:
        if self._trace.backend is not self._session.backend:
            raise SettingError(
                "question", "What is fitted reads states of its own model, and this trace is another's."
            )
        layer = work.args.get("layer")
        if layer is not None:
            layer = self._trace.layer(*parse_numbers(work.args, "layer"))
        return given(self._session, posed, layer)

    def _target(self, found: AskRequest, layer: int | None, positions: Sequence[int]) -> Json:
        reader, source, model = without_calibrator(found.reader), self._trace.backend, self._session.backend
        fitted = reader.fitted
        if fitted is not None:
            try:
                fitted.check(source.fingerprint(), model.fingerprint(), source.processing)
            except InputError as error:
                raise SettingError("question", str(error)) from error
        last = positions[-1] if positions else None
        told = target_json(found, model, self._trace.token_ids, layer, last)
        return {**told, "positions": list(positions)}

    def _positions_read(self, args: Json, found: AskRequest) -> list[int]:
        """Return the selected positions where the reader reads so many for one answer, else the last one.

        Raises:
            SelectionError: if there is no such position.
            InputError: if the span does not end in the selected position.
        """
        position = self._trace.position(*parse_numbers(args, "position"))
        if args.get("start") is None:
            return [position]
        positions = self._positions(args)
        if positions[-1] != position:
            raise InputError(f"A span ends in the position that is selected; got {shown(args)}.")
        several = without_calibrator(found.reader).takes(len(positions))
        return positions if several else [position]

    def _positions(self, args: Json) -> list[int]:
        count = len(self._trace)
        if args.get("start") is None:
            return list(range(count))
        start, stop = parse_numbers(args, "start", "stop")
        if not 0 <= start < stop <= count:
            raise SelectionError(
                f"Positions are 0 <= start < stop <= {count}; got {shown(start)} and {shown(stop)}."
            )
        return list(range(start, stop))


def _how(found: AskRequest) -> dict[str, Any]:
    how = found.how
    return {
        "options": found.options or None, "samples": how.samples, "controls": how.controls, "seed": how.seed
    }  # fmt: skip

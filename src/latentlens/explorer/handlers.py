"""Handlers of the Explorer's queries: lens pages, target previews, questions, sweeps and fits."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from latentlens.activations.joined_layers import listed_layers
from latentlens.activations.selection import Selection
from latentlens.activations.trace_difference import layers_to_read
from latentlens.ask.calibrated import at_target_layer, without_calibrator
from latentlens.ask.conditions import check_models
from latentlens.errors import InputError
from latentlens.explorer.answered import Answered, provenance_json, question_options
from latentlens.explorer.continuation import continuation_json
from latentlens.explorer.fit_menu import FITS
from latentlens.explorer.fits import FitRequest, fit, parse_fit_request
from latentlens.explorer.kept_steerings import KeptSteerings
from latentlens.explorer.kept_sweeps import KeptSweeps
from latentlens.explorer.lens import LensPages
from latentlens.explorer.lens_views import LensViews
from latentlens.explorer.menu import USER_READER_PREFIX, AskRequest, MenuEntry, build_request, menu
from latentlens.explorer.protocol import (
    Json,
    ParsedQuestion,
    SettingError,
    Work,
    answer_json,
    parse_numbers,
    parse_question,
)
from latentlens.explorer.queried_sites import layers_read, positions_swept, sites_read
from latentlens.explorer.second_traces import SecondTraces
from latentlens.explorer.steer_panel import Learnt, check_can_steer, parse_steer_request
from latentlens.explorer.sweep_order import by_position, near_first, positions_near_first
from latentlens.explorer.target import NO_TARGET, target_json
from latentlens.explorer.train_panel import train_here
from latentlens.explorer.vector_source import VectorChoice
from latentlens.explorer.wire import (
    AskArgs,
    ReadersArgs,
    SitesArgs,
    SteerArgs,
    StrengthArgs,
    SweepArgs,
    parse_args,
)
from latentlens.scoring.agreement import agreeing_pairs

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace
    from latentlens.ask.answer import Answer
    from latentlens.ask.sweep import Sweep
    from latentlens.session import Session

MOST_ANSWERS = 500
"""Number of answers that an Explorer keeps, so that memory stays bounded."""


class Handlers:
    """Answers an Explorer's queries on the worker's thread; each public method has the name of its query.

    Args:
        session: the session that is asked.
        trace: the trace that is asked about.
        lens: the pages of the trace's lens.
        vectors: the vectors that can be asked about in place of a cell.
        send: function that sends a message to the browser.
        keep: function of a trait's name and an entry that appends the entry to the Explorer's trait.
        kept: function of an id that returns the answer as the Explorer's traits hold it, or None.
        offer: function called after a fit, which updates the menu.
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
        kept: Callable[[str], Json | None],
        offer: Callable[[], None],
    ) -> None:
        self._session, self._trace = session, trace
        self._lenses = LensViews(session, trace, lens)
        self._vectors, self._variants = vectors, vectors.variants
        self._send, self._keep, self._kept, self._offer = send, keep, kept, offer
        self.answers: list[Answer] = []
        self._steerings = KeptSteerings()
        self._answered = Answered(session)
        self.second_traces = SecondTraces(session, trace, self._lenses)
        self._kept_sweeps = KeptSweeps(session, send=send, keep=keep, answered=self._answered)

    def handle(self, work: Work) -> Json | None:
        """Do a query and return its result; None if the result is sent as a trait.

        Args:
            work: the query.

        Raises:
            InputError: if the query cannot be answered as it was sent.
            Cancelled: if it was cancelled.
        """
        method: Callable[[Work], Json | None] = getattr(self, work.what)
        return method(work)

    def take_over(self, other: Handlers) -> None:
        """Take over the answers, sweeps and steerings of another Explorer's handlers."""
        self.answers, self._answered = other.answers, other._answered
        self._steerings = other._steerings
        self.second_traces.take_over(other.second_traces)
        self._kept_sweeps.take_over(other._kept_sweeps)

    @property
    def sweeps(self) -> list[Sweep]:
        """The sweeps that were asked for, newest last, stopped ones included."""
        return self._kept_sweeps.sweeps

    @property
    def steerings(self) -> list[Learnt]:
        """What was learnt in the Steer panel, newest last."""
        return self._steerings.learnt

    @property
    def compared(self) -> list[Trace]:
        """The traces that were compared with, newest last."""
        return self.second_traces.traces

    def lens(self, work: Work) -> Json:
        """Return a page of the lens: the top tokens of some layers at a range of positions."""
        if work.args.get("trace"):
            return self.second_traces.page(work.args, work.progress)
        return self._lenses.page(work.args, work.progress)

    def traces(self, work: Work) -> Json:
        """Return what can be compared with: traces of the session, and models of other sessions."""
        del work
        return self.second_traces.listed()

    def second(self, work: Work) -> Json:
        """Run a prompt, here or in another model, or find a trace, to compare with the Explorer's own."""
        return self.second_traces.compare(work, self._keep)

    def patch(self, work: Work) -> Json:
        """Run a trace again with one more of its states replaced, to compare with the run before."""
        return self.second_traces.patch(work, self._keep)

    def target(self, work: Work) -> Json:
        """Return a question's target prompt for the preview; for a fit, check its settings."""
        if (posed := parse_question(work.args)).preset in FITS:
            self._fit_request(posed, work)
            return NO_TARGET
        request = self._request(work.args)
        vector = self._vectors.chosen(work.args)
        if vector is not None:
            return vector.target(request, self._session)
        read = self._variants.trace(work.args)
        return self._target(request, read, *sites_read(work.args, read, request))

    def ask(self, work: Work) -> Json:
        """Return the answer about the selected cell, span or vector."""
        request = self._request(work.args)
        options = {**question_options(request), "progress": work.progress}
        vector = self._vectors.chosen(work.args)
        read = self._variants.trace(work.args)
        if vector is not None:
            answer, target = vector.ask(request, self._session, **options)
        else:
            layers, positions = sites_read(work.args, read, request)
            if not layers or not positions:
                parse_numbers(work.args, "layer", "position")  # says what is missing
            target = self._target(request, read, layers, positions)
            answer = self._session.ask(read.select(layers, positions), request.reader, **options)
        asked = parse_args(AskArgs, work.args)
        told: Json = {"target": target, "asked": asked.question.model_dump()}
        told |= {"settings": {**asked.settings, **asked.source}, "provenance": provenance_json(answer)}
        plain = {**answer_json(answer, id=work.id, question=request.label), **told}
        self._answered.note(work.id, answer, request, read, told)
        self.answers.append(answer)
        del self.answers[:-MOST_ANSWERS]
        self._keep("history", plain)
        return plain

    def readers(self, work: Work) -> Json:
        """Return which answers several readers gave about one selection, and how many pairs of them agree."""
        first = {name: value for name, value in work.args.items() if name != "beside"}
        asked = [first]
        for each in parse_args(ReadersArgs, work.args).beside:
            asked.append({**first, **each.model_dump()})
        answers = []
        for args in asked:  # what cannot be asked is said before anything is
            self._naming(args, functools.partial(self.target, dataclasses.replace(work, args=args)))
        for i, args in enumerate(asked):
            one = dataclasses.replace(work, id=f"{work.id}:{i}", args=args)
            answers.append(self._naming(args, functools.partial(self.ask, one)))
        agreeing, pairs = agreeing_pairs([each["text"] for each in answers])
        entry = {
            "id": work.id, "answers": [each["id"] for each in answers], "agreeing": agreeing, "pairs": pairs
        }  # fmt: skip
        self._keep("comparisons", entry)
        return entry

    def _naming(self, args: Json, do: Callable[[], Json]) -> Json:
        """Return what a function returns; an error of its reader names the reader."""
        try:
            return do()
        except InputError as error:
            entry = self._menu.get(parse_question(args).preset)
            name = "" if entry is None else f"{entry.preset.label}: "
            raise SettingError(getattr(error, "setting", None) or "question", f"{name}{error}") from error

    def sweep(self, work: Work) -> Json:
        """Sweep a question over the positions of a layer, or of several read together; return the curve."""
        request, trace = self._request(work.args), self._variants.trace(work.args)
        parse_numbers(work.args, "layer")
        layers, positions = layers_read(work.args, trace), positions_swept(work.args, trace)
        if not without_calibrator(request.reader).takes(len(layers)):
            layers = layers[-1:]
        target = self._target(request, trace, layers, positions[-1:])
        entry = {"layer": layers[-1], "target": target, "total": len(positions)}
        read = layers if len(layers) == 1 else [tuple(layers)]
        order = positions_near_first(positions, parse_args(SweepArgs, work.args).near)
        ask = functools.partial(self._session.sweep, trace, request.reader, layers=read, positions=order)
        return self._kept_sweeps.run(
            work, request, "curves", entry, ask, lambda each: str(each.position), trace, by_position
        )

    def sites(self, work: Work) -> None:
        """Sweep a question over layers and positions; sent as the trait site_maps."""
        args = parse_args(SitesArgs, work.args)
        request, trace = self._request(work.args), self._variants.trace(work.args)
        positions = positions_swept(work.args, trace)
        layers = layers_to_read(trace, self._layers_alone(request, trace))
        if args.layers is not None:
            layers = sorted({self._trace.layer(layer) for layer in args.layers} & set(layers))
        if not layers:
            raise SettingError("layer", "This reader reads none of these layers. Choose others.")
        selection = Selection(trace, near_first(layers, positions, args.near or ()))
        entry = {"target": self._target(request, trace, [], positions[-1:]), "total": len(selection)}
        # the name of a user's own reader may stand for another one later
        if not args.question.preset.startswith(USER_READER_PREFIX):
            entry["asked"] = args.model_dump(exclude={"near"})
        ask = functools.partial(self._session.sweep, selection, request.reader)
        self._kept_sweeps.run(
            work, request, "site_maps", entry, ask, lambda each: f"{each.layer}:{each.position}", trace
        )

    def _layers_alone(self, request: AskRequest, trace: Trace) -> list[int]:
        """Return the layers that a reader reads one at a time, of those that the grid shows."""
        combinations = without_calibrator(request.reader).combinations(trace.n_layers)
        alone = [layer for layer, *others in combinations if not others and layer <= self._trace.n_layers]
        if not alone:
            raise SettingError(
                "layer",
                f"This reader reads layers together: {listed_layers(combinations)}. A map has one row a "
                "layer. Sweep in a notebook cell: session.sweep(trace, reader, positions=...).",
            )
        return alone

    def scales(self, work: Work) -> Json:
        """Sweep a question over the scales of a vector, and return the curve."""
        request = self._request(work.args)
        vector = self._vectors.chosen(work.args)
        if vector is None:
            raise SettingError("vector", "Scales are swept of a vector: choose another source than the cell.")
        target = vector.target(request, self._session)
        entry = {
            "layer": vector.layer, "vector": vector.name, "target": target, "total": len(vector.scales)
        }  # fmt: skip
        ask = functools.partial(vector.sweep, request, self._session)
        return self._kept_sweeps.run(
            work, request, "curves", entry, ask, lambda each: str(each.provenance["scale"]), self._trace
        )

    def layers(self, work: Work) -> None:
        """Sweep a question over all source and target layers at one position; sent as the trait heat_maps."""
        request, trace = self._request(work.args), self._variants.trace(work.args)
        (position,) = parse_numbers(work.args, "position")
        position = trace.position(position)
        try:
            at_target_layer(request.reader, 0)
        except InputError as error:
            raise SettingError("layer", str(error)) from None
        every = list(range(self._session.backend.n_layers + 1))
        layers = layers_to_read(trace, self._layers_alone(request, trace))
        entry = {
            "position": position, "target": self._target(request, trace, [], [position]),
            "total": len(layers) * len(every),
        }  # fmt: skip
        ask = functools.partial(
            self._session.sweep, trace, request.reader,
            layers=layers, positions=position, target_layers=every,
        )  # fmt: skip
        self._kept_sweeps.run(
            work, request, "heat_maps", entry, ask,
            lambda each: f"{each.layer}:{each.target_layer}", trace,
        )  # fmt: skip

    def fit(self, work: Work) -> Json:
        """Fit a reader, and return the name of its menu entry."""
        fit_request = self._fit_request(parse_question(work.args), work)
        name = fit(self._session, fit_request, progress=work.progress)
        self._offer()
        return {"preset": f"{USER_READER_PREFIX}{name}"}

    def steer(self, work: Work) -> Json:
        """Steer the model to another answer of a decoder, and return what it says before and after."""
        args = parse_args(SteerArgs, work.args)
        variant = self._variants.trace(work.args)
        check_can_steer(self._menu.get(args.question.preset), self._session, variant)
        request = self._request(work.args)
        layers, positions = sites_read(work.args, self._trace, request)
        if not layers or not positions:
            raise SettingError(
                "position", "Select the tokens that the decoder reads, such as those of a reply."
            )
        self._target(request, variant, layers, positions)
        asked = parse_steer_request(request, self._trace.select(layers, positions), args.steer)
        entry = self._steerings.learn(asked, self._session, self._trace, work)
        self._keep("steered", entry)
        return entry

    def strength(self, work: Work) -> Json:
        """Return what the model says at another strength of what was learnt."""
        entry = self._steerings.show(parse_args(StrengthArgs, work.args), work)
        self._keep("steered", entry)
        return entry

    def noise(self, work: Work) -> Json:
        """Return an answer compared with noise."""
        return self._answered.noise(work, self._keep, self.answers)

    def verify(self, work: Work) -> Json:
        """Return an answer that was run again by itself."""
        return self._answered.verify(work, self._keep)

    def answer(self, work: Work) -> Json:
        """Return an answer that was given, whole."""
        return self._answered.whole(work, self._kept)

    def continuation(self, work: Work) -> Json:
        """Return how the model goes on with the trace's prompt."""
        return continuation_json(self._trace, work.progress)

    def train(self, work: Work) -> Json:
        """Train a decoder, offer it in the menu, and return how that went."""
        entry = train_here(self._session, work)
        self._keep("trained", entry)
        self._offer()
        return entry

    @property
    def _menu(self) -> dict[str, MenuEntry]:
        # made each time, since session.readers changes
        return menu(self._session)

    def _request(self, args: Json) -> AskRequest:
        return self._variants.named(build_request(parse_question(args), self._menu), args)

    def _fit_request(self, posed: ParsedQuestion, work: Work) -> FitRequest:
        if self._trace.backend is not self._session.backend:
            raise SettingError(
                "question", "What is fitted reads states of its own model, and this trace is another's."
            )
        if self._variants.chosen(work.args) is not None:
            raise SettingError(
                "variant", "What is fitted reads states of the model as it was run: choose that, or fit none."
            )
        layer = work.args.get("layer")
        if layer is not None:
            layer = self._trace.layer(*parse_numbers(work.args, "layer"))
        return parse_fit_request(self._session, posed, layer)

    def _target(
        self, request: AskRequest, trace: Trace, layers: Sequence[int], positions: Sequence[int]
    ) -> Json:
        reader, model = without_calibrator(request.reader), self._session.backend
        try:
            check_models(reader, trace.models, model)
        except InputError as error:
            raise SettingError("question", str(error)) from error
        target = target_json(request, model, trace.token_ids, layers, positions, n_layers=trace.n_layers)
        return {**target, "positions": list(positions), "layers": list(layers)}

"""What an Explorer's queries ask for, done on the worker's thread."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from latentlens._errors import Cancelled, SelectionError
from latentlens.notebook.layer_grid import LayerGrid
from latentlens.notebook.lens_pages import LensPages
from latentlens.notebook.protocol import Json, SettingError, Work, answer_json, parse_numbers, parse_question
from latentlens.notebook.stream import Stream
from latentlens.notebook.target import target_json
from latentlens.notebook.ways import Asked, Way, asked
from latentlens.readers.patchscope import Patchscope

if TYPE_CHECKING:
    from latentlens.answers.answer import Answer
    from latentlens.answers.sweep import Sweep
    from latentlens.session import Session
    from latentlens.trace import Trace

Progress = Callable[[int, int], None]


class Jobs:
    """Does an Explorer's queries with its session.

    Args:
        session: that is asked.
        trace: that is asked about.
        ways: to ask, by name.
        lens: reads the lens.
        send: sends a message to the browser.
        progress: makes what reports a query's steps.
        keep: takes what a query came to: the name of a trait of the Explorer, and a new entry of it.
    """

    def __init__(
        self,
        session: Session,
        trace: Trace,
        ways: dict[str, Way],
        lens: LensPages,
        *,
        send: Callable[[Json], Any],
        progress: Callable[[Work], Progress],
        keep: Callable[[str, Json], None],
    ) -> None:
        self._session, self._trace, self._ways, self._lens = session, trace, ways, lens
        self._send, self._progress, self._keep = send, progress, keep
        self.answers: list[Answer] = []
        self.sweeps: list[Sweep] = []
        self.layer_grids: list[LayerGrid] = []

    def lens(self, work: Work) -> Json:
        """Return a page of the lens."""
        start, stop = parse_numbers(work.args, "start", "stop")
        layers = work.args.get("layers")
        count = len(self._trace)
        if not isinstance(layers, list) or not layers or not 0 <= start < stop <= count:
            raise SelectionError(f"A page has layers and 0 <= start < stop <= {count}; got {work.args!r}.")
        return self._lens.read(
            layers, start, stop, on_progress=self._progress(work), cancel=work.cancel
        )  # fmt: skip

    def target(self, work: Work) -> Json:
        """Return the target prompt of a question, so that it can be seen before it is asked."""
        layer, position = (work.args.get(name) for name in ("layer", "position"))
        found = asked(parse_question(work.args), self._ways)
        return self._target(
            found,
            None if layer is None else self._trace.layer(*parse_numbers(work.args, "layer")),
            None if position is None else self._trace.position(*parse_numbers(work.args, "position")),
        )

    def ask(self, work: Work) -> Json:
        """Return a cell's answer."""
        found = asked(parse_question(work.args), self._ways)
        layer, position = parse_numbers(work.args, "layer", "position")
        layer, position = self._trace.layer(layer), self._trace.position(position)
        target = self._target(found, layer, position)
        answer = self._session.ask(
            self._trace, layer, position, found.reader, **_how(found),
            on_progress=self._progress(work), cancel=work.cancel,
        )  # fmt: skip
        plain = {**answer_json(answer, id=work.id, question=found.label), "target": target}
        self.answers.append(answer)
        self._keep("history", plain)
        return plain

    def sweep(self, work: Work) -> Json:
        """Return the curve of a layer, in the order of its positions."""
        found = asked(parse_question(work.args), self._ways)
        (layer,) = parse_numbers(work.args, "layer")
        positions = self._positions(work.args)
        self._target(found, self._trace.layer(layer), positions[-1])
        stream = Stream(self._send, work.id, found.label, lambda answer: str(answer.position))
        curve: Json = {"id": work.id, "layer": layer, "question": found.label, "total": len(positions)}
        before = getattr(self._session, "unfinished", None)
        try:
            sweep = self._session.sweep(
                self._trace, found.reader, layers=[layer], positions=positions, **_how(found),
                on_progress=self._progress(work), on_answer=stream.add, cancel=work.cancel,
            )  # fmt: skip
        except Cancelled:
            stream.flush()
            stopped = getattr(self._session, "unfinished", None)
            if stopped is not None and stopped is not before:
                self.sweeps.append(stopped)
            if stream.points:
                self._keep("curves", {**curve, "complete": False, "points": stream.points})
            raise
        self.sweeps.append(sweep)
        # A sweep that went on from where it was stopped has answers that it did not ask for again.
        ordered = sorted(sweep.answers.values(), key=lambda answer: answer.position)
        curve |= {"complete": True, "points": [stream.point(answer) for answer in ordered]}
        self._keep("curves", curve)
        return curve

    def layers(self, work: Work) -> None:
        """Read a position at every layer and write it at every layer, one target layer after the other."""
        found = asked(parse_question(work.args), self._ways)
        (position,) = parse_numbers(work.args, "position")
        position, top = self._trace.position(position), self._trace.n_layers
        reader = found.reader
        if not isinstance(reader, Patchscope) or reader.fitted is not None:
            raise SettingError("layer", "This reader has no target layer to choose. Use a Patchscope.")
        self._target(found, None, position)
        grid = LayerGrid(reader, position, list(range(top + 1)), list(range(top + 1)))
        self.layer_grids.append(grid)
        stream = Stream(
            self._send, work.id, found.label, lambda answer: f"{answer.layer}:{answer.target_layer}"
        )
        total = len(grid.source_layers) * len(grid.target_layers)
        report = self._progress(work)

        def keep(answer: Answer) -> None:
            grid.answers[answer.layer, answer.target_layer] = answer
            stream.add(answer)

        try:
            for i, target_layer in enumerate(grid.target_layers):
                before = i * len(grid.source_layers)
                self._session.sweep(
                    self._trace, dataclasses.replace(reader, layer=target_layer), layers=grid.source_layers,
                    positions=[position], **_how(found), on_answer=keep, cancel=work.cancel,
                    on_progress=lambda done, _, before=before: report(before + done, total),  # type: ignore[misc]
                )  # fmt: skip
        finally:
            stream.flush()
            if stream.points:
                self._keep(
                    "heat_maps",
                    {
                        "id": work.id, "position": position, "question": found.label, "total": total,
                        "complete": grid.complete, "points": stream.points,
                    },
                )  # fmt: skip

    def _target(self, found: Asked, layer: int | None, position: int | None) -> Json:
        return target_json(found.reader, self._session.model, self._trace, layer, position)

    def _positions(self, args: Json) -> list[int]:
        count = len(self._trace)
        if args.get("start") is None:
            return list(range(count))
        start, stop = parse_numbers(args, "start", "stop")
        if not 0 <= start < stop <= count:
            raise SelectionError(f"Positions are 0 <= start < stop <= {count}; got {start} and {stop}.")
        return list(range(start, stop))


def _how(found: Asked) -> dict[str, Any]:
    how = found.how
    return {
        "options": found.options or None, "samples": how.samples, "controls": how.controls, "seed": how.seed
    }  # fmt: skip

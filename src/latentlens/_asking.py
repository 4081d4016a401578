"""Ask cells of a trace: the reader's query and its controls, run together, made into answers."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from latentlens._answer import Answer, ConfidenceKind, Control, ControlKind
from latentlens._errors import SelectionError
from latentlens.confidence.controls import random_vector
from latentlens.confidence.flags import flags
from latentlens.confidence.options import Choice, ForcedChoice, OptionScore, mean_probability
from latentlens.engine.query import Generate, Generation, Query, Result, Score, Scores
from latentlens.engine.run import Prefixes, Progress, run
from latentlens.readers.reader import Reader, query
from latentlens.trace import Trace

Cell = tuple[int, int]
OnAnswer = Callable[[Answer], None]

_IN_READERS = ("Add", "AddNormMatched", "Identity", "Lens", "Patchscope", "Replace", "Rescale")
"""Public names that the repr of a reader may hold."""

_BLOCK_SECONDS = 0.5
"""Answers come in blocks of cells; a block should take about this long, so that a view can follow."""

_FIRST_BLOCK_FLOPS = 1e11
"""What the first block may cost: about a second on one CPU core, before any time was measured."""

_FIRST_BLOCK_MOST = 256
"""However small the model, this many cells keep a CPU busy."""


@dataclasses.dataclass(frozen=True)
class Question:
    """What is asked of every cell.

    Args:
        trace: the source.
        reader: what reads it.
        options: of a forced choice; empty for free text.
        controls: whether to run the null and random controls.
        seed: of the random control, and of sampling.
    """

    trace: Trace
    reader: Reader
    options: tuple[str, ...] = ()
    controls: bool = True
    seed: int = 0


@dataclasses.dataclass(frozen=True)
class _Said:
    """What one query answered, free text and forced choice alike."""

    text: str
    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    confidence: float
    choice: Choice | None = None


def ask_cells(
    question: Question,
    cells: Sequence[Cell],
    *,
    on_answer: OnAnswer | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Answer]:
    """Answer a question about several cells, in their order.

    Args:
        question: what is asked.
        cells: (layer, position) pairs that exist in the trace.
        on_answer: called with each answer as soon as it is there.
        on_progress: called with (cells answered, cells in all).
        cancel: when set, the work stops.

    Raises:
        Cancelled: if `cancel` was set before the end; what was answered went to `on_answer`.
        InputError: if the reader does not fit the model.
    """
    asking = _Asking(question, cancel)
    answers: list[Answer] = []
    size = asking.first_block()
    start = 0
    if on_progress is not None:
        on_progress(0, len(cells))
    while start < len(cells):
        began = time.monotonic()
        for answer in asking.block(cells[start : start + size]):
            answers.append(answer)
            if on_answer is not None:
                on_answer(answer)
        start += size
        took = time.monotonic() - began
        if took < _BLOCK_SECONDS:
            size *= 2
        elif took > 8 * _BLOCK_SECONDS:
            size = max(1, size // 2)
        if on_progress is not None:
            on_progress(len(answers), len(cells))
    return answers


class _Asking:
    """What the blocks of one question share: the vectors, the target's prefix, the provenance."""

    def __init__(self, question: Question, cancel: threading.Event | None) -> None:
        self.q = question
        self.model = question.trace.session.model
        self.resid = question.trace.resid
        self.target = question.reader.target(self.model)
        self._cancel = cancel
        self._prefixes: Prefixes = {}
        self._choice = (
            ForcedChoice(question.options, self.model.tokenizer, one_token=question.reader.one_token)
            if question.options
            else None
        )
        self._readout = self._choice.readout if self._choice else question.reader.readout(question.seed)
        self._provenance = self._common_provenance()
        self._code = self._code_around()

    def first_block(self) -> int:
        """Return how many cells to ask first, by the tokens that each runs and the size of the model."""
        readout = self._readout
        tokens = len(self.target.token_ids) - min(self.target.slots)
        if isinstance(readout, Generate):
            tokens += readout.max_new_tokens - 1
        elif isinstance(readout, Score):
            tokens += sum(map(len, readout.continuations))
        flops = 2 * self.model.n_parameters * tokens * (2 if self.q.controls else 1)
        return max(4, min(_FIRST_BLOCK_MOST, int(_FIRST_BLOCK_FLOPS / flops)))

    def block(self, cells: Sequence[Cell]) -> list[Answer]:
        """Answer a block of cells: first what everyone says, then how controls support the answers."""
        kinds: tuple[ControlKind, ...] = ("null", "random") if self.q.controls else ()
        asked = [self._query(cell, kind) for kind in (None, *kinds) for cell in cells]
        results = self._run(asked)
        said = [self._said(result) for result in results]
        n = len(cells)
        real, controls = said[:n], {kind: said[n * (i + 1) : n * (i + 2)] for i, kind in enumerate(kinds)}
        support = self._support(cells, real, controls)
        return [
            self._answer(
                cell,
                real[i],
                results[i],
                tuple(self._control(kind, controls[kind][i], support[kind][i]) for kind in kinds),
            )
            for i, cell in enumerate(cells)
        ]

    def _query(self, cell: Cell, kind: ControlKind | None, readout: Score | None = None) -> Query:
        layer, position = cell
        vector = None if kind == "null" else self.resid[layer, position]
        if kind == "random" and vector is not None:
            vector = random_vector(vector, seed=self.q.seed, layer=layer, position=position)
        target_layer = self.q.reader.target_layer(layer, self.model.n_layers)
        return query(self.q.reader, self.target, vector, target_layer, readout or self._readout)

    def _run(self, queries: Sequence[Query]) -> list[Result]:
        return run(queries, self.model, cancel=self._cancel, prefixes=self._prefixes)

    def _said(self, result: Result) -> _Said:
        value = result.value
        if isinstance(value, Generation):
            return _Said(value.text, value.token_ids, value.logprobs, mean_probability(value.logprobs))
        assert isinstance(value, Scores)
        assert self._choice is not None
        choice = self._choice.choice(value)
        best = choice.scores[choice.best]
        return _Said(
            best.text,
            choice.token_ids[choice.best],
            choice.logprobs[choice.best],
            best.probability,
            choice,
        )

    def _support(
        self, cells: Sequence[Cell], real: Sequence[_Said], controls: dict[ControlKind, list[_Said]]
    ) -> dict[ControlKind, list[float]]:
        """Return how sure each control is of each cell's own answer."""
        if self._choice:
            chosen = [said.choice.best if said.choice else 0 for said in real]
            return {
                kind: [
                    said.choice.scores[best].probability if said.choice else 0.0
                    for said, best in zip(saids, chosen, strict=True)
                ]
                for kind, saids in controls.items()
            }
        queries = [
            self._query(cell, kind, Score((said.token_ids,)))
            for kind in controls
            for cell, said in zip(cells, real, strict=True)
        ]
        scored = [result.value for result in self._run(queries)]
        means = [mean_probability(value.logprobs[0]) for value in scored if isinstance(value, Scores)]
        n = len(cells)
        return {kind: means[n * i : n * (i + 1)] for i, kind in enumerate(controls)}

    def _control(self, kind: ControlKind, said: _Said, support: float) -> Control:
        return Control(
            kind,
            said.text,
            said.confidence,
            support,
            self._visible(said.token_ids),
            said.logprobs,
            said.choice.scores if said.choice else (),
        )

    def _visible(self, token_ids: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.model.tokenizer.visible(i) for i in token_ids)

    def _answer(self, cell: Cell, said: _Said, result: Result, controls: tuple[Control, ...]) -> Answer:
        layer, position = cell
        before, after = self._code
        trace, reader = self.q.trace, self.q.reader
        kind: ConfidenceKind = "probability among the options" if said.choice else "mean token probability"
        options: tuple[OptionScore, ...] = said.choice.scores if said.choice else ()
        target_layer = reader.target_layer(layer, self.model.n_layers)
        mass = said.choice.mass if said.choice else None
        return Answer(
            text=said.text,
            tokens=self._visible(said.token_ids),
            token_ids=said.token_ids,
            token_logprobs=said.logprobs,
            confidence=said.confidence,
            confidence_kind=kind,
            options=options,
            option_mass=mass,
            controls=controls,
            flags=flags(
                text=said.text,
                n_tokens=0 if said.choice else len(said.token_ids),
                target_layer=target_layer,
                n_layers=self.model.n_layers,
                option_mass=mass,
                null_text=next((c.text for c in controls if c.kind == "null"), None),
                source_text=self.model.tokenizer.decode(trace.token_ids[: position + 1]),
            ),
            layer=layer,
            position=position,
            token=trace.tokens[position],
            target_layer=target_layer,
            reader=reader,
            code=f"{before}{layer}, {position}{after}",
            provenance={**self._provenance, "receipt": dataclasses.asdict(result.receipt)},
        )

    def _code_around(self) -> tuple[str, str]:
        """Return the lines that give an answer again, before and after the cell."""
        q = self.q
        reader = repr(q.reader)
        options = f", options={list(q.options)!r}" if q.options else ""
        controls = "" if q.controls else ", controls=False"
        seed = f", seed={q.seed}" if q.seed else ""
        names = [name for name in _IN_READERS if f"{name}(" in reader]
        before = (
            f"from latentlens import {', '.join(sorted([*names, 'Session']))}\n\n"
            f"session = {q.trace.session.code}\n"
            f"trace = {q.trace.code}\n"
            "answer = session.ask(trace, "
        )
        return before, f", {reader}{options}{controls}{seed})"

    def _common_provenance(self) -> dict[str, Any]:
        versions = {
            name: importlib.metadata.version(name)
            for name in ("latentlens", "torch", "transformers", "transformer-lens")
        }
        return {
            "model": self.model.name,
            "fingerprint": self.q.trace.trace_key.fingerprint,
            "processing": self.model.processing,
            "dtype": self.q.trace.trace_key.dtype,
            "token_ids": list(self.q.trace.token_ids),
            "target_ids": list(self.target.token_ids),
            "reader": repr(self.q.reader),
            "seed": self.q.seed,
            "versions": versions,
        }


def grid_cells(
    trace: Trace, layers: Sequence[int] | None, positions: Sequence[int | str] | None
) -> tuple[list[int], list[int]]:
    """Return the layers and positions of a grid as numbers, each once; None means all.

    Raises:
        SelectionError: if one does not exist, or there is none.
    """
    rows = list(
        dict.fromkeys(trace.layer(k) for k in (range(trace.n_layers + 1) if layers is None else layers))
    )
    columns = list(
        dict.fromkeys(trace.position(p) for p in (range(len(trace)) if positions is None else positions))
    )
    if not rows or not columns:
        raise SelectionError(
            "The grid is empty: give at least one layer and one position, or leave them out."
        )
    return rows, columns

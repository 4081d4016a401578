"""Ask cells of a source: the reader's query and its controls, run together, made into answers."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence

from latentlens._answer import Answer, Control
from latentlens._arms import Arms
from latentlens._calibrating import Calibrating
from latentlens._provenance import Code, provenance
from latentlens._question import Question
from latentlens._source import Arm, Cell
from latentlens.confidence.agreement import Agreement, normalise
from latentlens.confidence.flags import flags
from latentlens.confidence.kinds import confidence_kind
from latentlens.confidence.options import Choice, ForcedChoice, OptionScore, mean_probability
from latentlens.engine.query import Generate, Generation, Query, Readout, Result, Score, Scores
from latentlens.engine.run import Prefixes, Progress, run

OnAnswer = Callable[[Cell, Answer], None]

_BLOCK_SECONDS = 0.5
"""Answers come in blocks of cells; a block should take about this long, so that a view can follow."""

_FIRST_BLOCK_FLOPS = 1e11
"""What the first block may cost: about a second on one CPU core, before any time was measured."""

_FIRST_BLOCK_MOST = 256
"""However small the model, this many cells keep a CPU busy."""


@dataclasses.dataclass(frozen=True)
class _Said:
    """What one arm answered: in free text, by choice, or by what its samples agree on."""

    text: str
    token_ids: tuple[int, ...]
    logprobs: tuple[float, ...]
    confidence: float
    choice: Choice | None = None
    agreement: Agreement | None = None


@dataclasses.dataclass(frozen=True)
class _Support:
    """How sure a control is of the answer, and of each of its tokens where they were scored."""

    confidence: float
    logprobs: tuple[float, ...] = ()


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
        cells: which the source has.
        on_answer: called with each cell and its answer as soon as it is there.
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
        block = cells[start : start + size]
        for cell, answer in zip(block, asking.block(block), strict=True):
            answers.append(answer)
            if on_answer is not None:
                on_answer(cell, answer)
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
    """What the blocks of one question share: its queries, the target's prefix, the provenance."""

    def __init__(self, question: Question, cancel: threading.Event | None) -> None:
        self.q = question
        self.model = question.session.model
        self.arms = Arms(question)
        self._cancel = cancel
        self._prefixes: Prefixes = {}
        self._choice = (
            ForcedChoice(question.options, self.model.tokenizer, one_token=question.reader.one_token)
            if question.options
            else None
        )
        self._readouts = self._ways_to_read()
        self._provenance = provenance(question, self.arms.target)
        self._code = Code(question)
        self._calibrating = Calibrating(question, self._provenance["fingerprint"])

    def _ways_to_read(self) -> list[Readout]:
        """Return what is read of every arm: once, or as many times as answers are sampled."""
        readout = self.q.reader.readout(self.q.seed)
        self._contrast = readout.contrast if isinstance(readout, Generate) else 0.0
        if self._choice:
            return [dataclasses.replace(self._choice.readout, contrast=self._contrast)]
        if not self.q.samples:
            return [readout]
        assert isinstance(readout, Generate)
        temperature = readout.temperature or 1.0
        first = self.q.seed * self.q.samples
        return [
            dataclasses.replace(readout, temperature=temperature, seed=first + i)
            for i in range(self.q.samples)
        ]

    def first_block(self) -> int:
        """Return how many cells to ask first, by the tokens that each runs and the size of the model."""
        target = self.arms.target
        tokens = len(target.token_ids) - min(target.slots or (0,))
        for readout in self._readouts:
            if isinstance(readout, Generate):
                tokens += readout.max_new_tokens - 1
            elif isinstance(readout, Score):
                tokens += sum(map(len, readout.continuations))
        # The null control is the same for all cells, and the engine runs it once.
        arms = 1 + sum(arm.kind != "null" for arm in self.arms.controls)
        flops = 2 * self.model.n_parameters * tokens * arms
        return max(4, min(_FIRST_BLOCK_MOST, int(_FIRST_BLOCK_FLOPS / flops)))

    def block(self, cells: Sequence[Cell]) -> list[Answer]:
        """Answer a block of cells: first what everyone says, then how controls support the answers."""
        arms = [Arm(), *self.arms.controls]
        asked = [
            self.arms.query(cell, arm, readout)
            for arm in arms
            for cell in cells
            for readout in self._readouts
        ]
        results, each = self._run(asked), len(self._readouts)
        said = [self._said(results[i : i + each]) for i in range(0, len(results), each)]
        n = len(cells)
        real, of_controls = said[:n], [said[n * (i + 1) : n * (i + 2)] for i in range(len(arms) - 1)]
        support = self._support(cells, real, of_controls)
        return [
            self._answer(
                cell,
                real[i],
                results[i * each],
                tuple(
                    self._control(arm, of_controls[a][i], support[a][i])
                    for a, arm in enumerate(self.arms.controls)
                ),
            )
            for i, cell in enumerate(cells)
        ]

    def _run(self, queries: Sequence[Query]) -> list[Result]:
        return run(queries, self.model, cancel=self._cancel, prefixes=self._prefixes)

    def _said(self, results: Sequence[Result]) -> _Said:
        if self._choice:
            value = results[0].value
            assert isinstance(value, Scores)
            choice = self._choice.choice(value)
            best = choice.scores[choice.best]
            token_ids, logprobs = choice.token_ids[choice.best], choice.logprobs[choice.best]
            return _Said(best.text, token_ids, logprobs, best.probability, choice)
        spoken = [result.value for result in results if isinstance(result.value, Generation)]
        if not self.q.samples:
            (one,) = spoken
            return _Said(one.text, one.token_ids, one.logprobs, mean_probability(one.logprobs))
        agreement = Agreement.of([generation.text for generation in spoken])
        modal = next(g for g in spoken if g.text.strip() == agreement.text)
        share = agreement.frequency.value
        return _Said(modal.text, modal.token_ids, modal.logprobs, share, agreement=agreement)

    def _support(
        self, cells: Sequence[Cell], real: Sequence[_Said], of_controls: Sequence[Sequence[_Said]]
    ) -> list[list[_Support]]:
        """Return how sure each control is of each cell's own answer."""
        if self._choice or self.q.samples:
            return [
                [_gives(control, own) for control, own in zip(saids, real, strict=True)]
                for saids in of_controls
            ]
        queries = [
            self.arms.query(cell, arm, Score((said.token_ids,), self._contrast))
            for arm in self.arms.controls
            for cell, said in zip(cells, real, strict=True)
        ]
        scored = [result.value for result in self._run(queries)]
        found = [value.logprobs[0] for value in scored if isinstance(value, Scores)]
        support = [_Support(mean_probability(logprobs), logprobs) for logprobs in found]
        n = len(cells)
        return [support[n * i : n * (i + 1)] for i in range(len(of_controls))]

    def _control(self, arm: Arm, said: _Said, support: _Support) -> Control:
        assert arm.kind is not None
        return Control(
            arm.kind,
            said.text,
            said.confidence,
            support.confidence,
            self._visible(said.token_ids),
            said.logprobs,
            support.logprobs,
            said.choice.scores if said.choice else (),
        )

    def _visible(self, token_ids: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.model.tokenizer.visible(i) for i in token_ids)

    def _answer(self, cell: Cell, said: _Said, result: Result, controls: tuple[Control, ...]) -> Answer:
        layer, _ = cell
        source, reader = self.q.source, self.q.reader
        place, facts = source.place(cell), source.facts(cell)
        options: tuple[OptionScore, ...] = said.choice.scores if said.choice else ()
        target_layer = reader.target_layer(layer, self.model.n_layers)
        mass = said.choice.mass if said.choice else None
        return Answer(
            text=said.text,
            tokens=self._visible(said.token_ids),
            token_ids=said.token_ids,
            token_logprobs=said.logprobs,
            confidence=said.confidence,
            calibrated_confidence=self._calibrating.confidence(said.confidence, facts["source_fingerprint"]),
            confidence_kind=confidence_kind(self.q.options, self.q.samples),
            options=options,
            option_mass=mass,
            agreement=said.agreement,
            controls=controls,
            flags=flags(
                text=said.text,
                contaminated=not said.choice
                and len(said.token_ids) > 1
                and reader.contaminated(target_layer, self.model.n_layers),
                target_layer=target_layer,
                option_mass=mass,
                null_text=next((c.text for c in controls if c.kind == "null"), None),
                source_text=place.text,
            )
            + self._calibrating.flags(layer),
            layer=layer,
            position=place.position,
            token=place.name,
            target_layer=target_layer,
            reader=reader,
            code=self._code.of(cell),
            provenance={
                **self._provenance,
                **facts,
                "receipt": dict(vars(result.receipt)),
            },
        )


def _gives(control: _Said, own: _Said) -> _Support:
    """Return how sure a control is of an answer that was chosen or sampled."""
    if control.choice and own.choice:
        best = own.choice.best
        return _Support(control.choice.scores[best].probability, control.choice.logprobs[best])
    assert control.agreement is not None
    return _Support(control.agreement.counts.get(normalise(own.text), 0) / control.agreement.n)

"""The queries of cells and of their controls, run together, made into answers."""

from __future__ import annotations

import dataclasses
import math
import threading
from collections.abc import Sequence

from latentlens._errors import Cancelled, StaleTrace
from latentlens.ask.answer import Answer, Control
from latentlens.ask.calibrating import Calibrating
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.not_finite_flags import why, without
from latentlens.ask.outcome import Outcome, Support, gives, outcome_of, scored
from latentlens.ask.question import Question
from latentlens.ask.reproduction import Code, provenance
from latentlens.ask.source import Cell, Condition
from latentlens.engine.plan import usual_budget
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, Query, Readout, Result, Score
from latentlens.engine.run import run
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag, flags
from latentlens.scoring.forced_choice import Before, ForcedChoice, OptionScore

_BYTES_OF_SAMPLES = 2**30
"""Samples that are drawn together hold so many bytes of keys and values at most."""


class QuestionRunner:
    """What the blocks of one question share: its queries, the target's prefix, the provenance."""

    def __init__(self, question: Question, cancel: threading.Event | None) -> None:
        self.q = question
        self.model = question.session.model
        self.arms = ConditionQueries(question)
        self._cancel = cancel
        self._prefixes = Prefixes(usual_budget(self.model) // 4)
        target = self.arms.target
        self._choice = (
            ForcedChoice(
                question.options,
                self.model.tokenizer,
                one_token=question.reader.one_token,
                before=None if question.reader.one_token else Before(target.token_ids, target.text),
            )
            if question.options
            else None
        )
        self._readouts = self._ways_to_read()
        self._shown: dict[int, str] = {}
        """Tokens as they are drawn, each looked up once a question."""
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
            # of a seed as long as a seed may be, those of the samples go round
            dataclasses.replace(readout, temperature=temperature, seed=(first + i) % 2**63)
            if abs(first + i) >= 2**63
            else dataclasses.replace(readout, temperature=temperature, seed=first + i)
            for i in range(self.q.samples)
        ]

    def runs_of_a_cell(self) -> int:
        """Return how many answers are made for a cell: its own and those of its controls."""
        return len(self._readouts) * (1 + len(self.arms.controls))

    def tokens_of_a_run(self) -> int:
        """Return how many tokens a sample's own keys and values are of."""
        target, readout = self.arms.target, self._readouts[0]
        said = readout.max_new_tokens if isinstance(readout, Generate) else 1
        return len(target.token_ids) - min(target.slots or (0,)) + said

    def name(self, cell: Cell) -> str:
        """Return a cell for people."""
        return f"layer {cell[0]}, {self.q.source.place(cell).name!r} (number {cell[1]})"

    def check_unchanged(self) -> None:
        """Raise unless the model is the one that the answers' provenance names.

        Raises:
            StaleTrace: if it changed since the question was taken up.
        """
        before, now = self._provenance["fingerprint"], self.model.fingerprint()
        if before != now:
            raise StaleTrace(
                f"The model {self.model.name} changed while it was asked (fingerprint {before[:8]} before, "
                f"{now[:8]} now), and what it answered last may be of either state. Put its weights, "
                "adapters and settings back as they were and ask again."
            )

    def tokens_of_a_cell(self) -> int:
        """Return how many tokens are run for a cell: of its own query and those of its controls."""
        target = self.arms.target
        tokens = len(target.token_ids) - min(target.slots or (0,))
        for readout in self._readouts:
            if isinstance(readout, Generate):
                tokens += readout.max_new_tokens - 1
            elif isinstance(readout, Score):
                tokens += sum(map(len, readout.continuations))
        # The null control is the same for all cells, and the engine runs it once.
        return tokens * (1 + sum(arm.kind != "null" for arm in self.arms.controls))

    def block(self, cells: Sequence[Cell]) -> list[Answer]:
        """Answer a block of cells: first what everyone says, then how controls support the answers."""
        arms = [Condition(), *self.arms.controls]
        asked = [query for arm in arms for cell in cells for query in self._queries(cell, arm)]
        results, each = self._run(asked), len(self._readouts)
        said = [
            outcome_of(results[i : i + each], self._choice, self.q.samples)
            for i in range(0, len(results), each)
        ]
        n = len(cells)
        real, of_controls = said[:n], [said[n * (i + 1) : n * (i + 2)] for i in range(len(arms) - 1)]
        support = self._support(cells, real, of_controls)
        return [
            self._answer(
                cell,
                real[i],
                results[i * each : (i + 1) * each],
                tuple(
                    self._control(arm, of_controls[a][i], support[a][i])
                    for a, arm in enumerate(self.arms.controls)
                ),
            )
            for i, cell in enumerate(cells)
        ]

    def _queries(self, cell: Cell, arm: Condition) -> list[Query]:
        """Return the queries of one arm for one cell: one for each way to read, all of one row."""
        self._checkpoint()
        one = self.arms.query(cell, arm, self._readouts[0])
        return [one, *(dataclasses.replace(one, readout=readout) for readout in self._readouts[1:])]

    def _run(self, queries: Sequence[Query]) -> list[Result]:
        """Run queries, samples so many at a time that their keys and values fit the memory."""
        at_once = self._samples_at_once() if self.q.samples else len(queries)
        found: list[Result] = []
        for start in range(0, len(queries), max(at_once, 1)):
            part = queries[start : start + at_once]
            found += run(part, self.model, cancel=self._cancel, prefixes=self._prefixes)
        return found

    def _samples_at_once(self) -> int:
        # of a row only its writes are shared by its samples: each goes on with keys and values of its own
        tokens = self.tokens_of_a_run()
        return max(1, _BYTES_OF_SAMPLES // (8 * tokens * self.model.n_layers * self.model.d_model))

    def _checkpoint(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled("Cancelled while the queries of a cell were made.")

    def _support(
        self, cells: Sequence[Cell], real: Sequence[Outcome], of_controls: Sequence[Sequence[Outcome]]
    ) -> list[list[Support]]:
        """Return how sure each control is of each cell's own answer."""
        if self._choice or self.q.samples:
            return [
                [gives(control, own) for control, own in zip(saids, real, strict=True)]
                for saids in of_controls
            ]
        queries: dict[tuple[int, int], Query] = {}
        for a, arm in enumerate(self.arms.controls):
            self._checkpoint()
            for i, (cell, said) in enumerate(zip(cells, real, strict=True)):
                if said.finite and of_controls[a][i].finite:
                    queries[a, i] = self.arms.query(cell, arm, Score((said.token_ids,), self._contrast))
        found = dict(zip(queries, map(scored, self._run(list(queries.values()))), strict=True))
        nothing = Support(math.nan)
        return [[found.get((a, i), nothing) for i in range(len(cells))] for a in range(len(of_controls))]

    def _control(self, arm: Condition, said: Outcome, support: Support) -> Control | None:
        """Return a control; None where it is not finite."""
        assert arm.kind is not None
        if not said.finite or math.isnan(support.confidence):
            return None
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
        for token in token_ids:
            if token not in self._shown:
                self._shown[token] = self.model.tokenizer.visible(token)
        return tuple(self._shown[token] for token in token_ids)

    def _contaminated(self, target_layer: int) -> bool:
        """Whether the placeholder shows in later tokens; per-layer embeddings show it at layer 0 as well."""
        reader, n = self.q.reader, self.model.n_layers
        if target_layer == 0 and n > 1 and self.model.reads_tokens_again:
            target_layer = 1
        return reader.placeholder_visible(target_layer, n)

    def _unanswered(self, cell: Cell, results: Sequence[Result]) -> tuple[tuple[OptionScore, ...], Flag]:
        """Return what an answer has where nothing was answered: options without numbers, and the reason."""
        dtypes = (self.q.source.session.model.dtype, self.model.dtype)
        options = tuple(OptionScore(text, *[math.nan] * 3) for text in self.q.options)
        return options, why(self.q.source.place(cell), self.arms.state(cell), results, dtypes)

    def _answer(
        self, cell: Cell, said: Outcome, results: Sequence[Result], asked: tuple[Control | None, ...]
    ) -> Answer:
        layer, _ = cell
        source, reader = self.q.source, self.q.reader
        place, facts = source.place(cell), source.facts(cell)
        options: tuple[OptionScore, ...] = said.choice.scores if said.choice else ()
        target_layer = reader.target_layer(layer, self.model.n_layers)
        mass = said.choice.mass if said.choice else None
        controls = tuple(control for control in asked if control is not None)
        if said.finite:
            lacking = [str(arm.kind) for arm, it in zip(self.arms.controls, asked, strict=True) if it is None]
            found = self._flags(said, controls, target_layer, place.text) + without(lacking)
            found += self._calibrating.flags(layer)
            sure = self._calibrating.confidence(said.confidence, facts["source_fingerprint"])
        else:
            options, reason = self._unanswered(cell, results)
            found, sure = (reason,), None
        return Answer(
            text=said.text,
            tokens=self._visible(said.token_ids),
            token_ids=said.token_ids,
            token_logprobs=said.logprobs,
            confidence=said.confidence,
            calibrated_confidence=sure,
            confidence_kind=confidence_kind(self.q.options, self.q.samples),
            options=options,
            option_mass=mass,
            agreement=said.agreement,
            controls=controls,
            flags=found,
            layer=layer,
            position=place.position,
            token=place.name,
            target_layer=target_layer,
            reader=reader,
            code=self._code.of(cell),
            provenance={
                **self._provenance,
                **facts,
                "receipt": dict(vars(results[0].receipt)),
            },
        )

    def _flags(
        self, said: Outcome, controls: Sequence[Control], target_layer: int, source_text: str
    ) -> tuple[Flag, ...]:
        goes_on = not said.choice and len(said.token_ids) > 1
        return flags(
            text=said.text,
            placeholder_visible=goes_on and self._contaminated(target_layer),
            target_layer=target_layer,
            option_mass=said.choice.mass if said.choice else None,
            null_text=next((c.text for c in controls if c.kind == "null"), None),
            source_text=source_text,
            begun=said.choice.begun[said.choice.best] if said.choice else (),
        )

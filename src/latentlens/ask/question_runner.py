"""The queries of items and of their controls, run together, made into answers."""

from __future__ import annotations

import dataclasses
import math
import threading
from collections.abc import Sequence
from typing import Any

from latentlens.ask.answer import Answer, Control
from latentlens.ask.calibrating import Calibrating
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.not_finite_flags import why, without
from latentlens.ask.outcome import Outcome, Support, outcome_of, scored, support_from
from latentlens.ask.question import Question
from latentlens.ask.reproduction import Code, provenance
from latentlens.ask.source import Condition, Item
from latentlens.engine.query import Generate, Query, Readout, Receipt, Result, Score
from latentlens.errors import Cancelled, StaleTrace
from latentlens.readers.reader import Reader
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag, flags
from latentlens.scoring.forced_choice import Before, ForcedChoice, OptionScore

_BYTES_OF_SAMPLES = 2**30
"""Most bytes of keys and values that samples which are drawn together hold."""


class QuestionRunner:
    """What the blocks of one question share: its queries, the target's prefix, the provenance.

    Args:
        question: what is asked.
        reader: the reader of all items: the question's, or the same one writing at another layer.
        items: the items that will be asked about; they share the reader and the target prompt.
        cancel: when set, the work stops.
    """

    def __init__(
        self, question: Question, reader: Reader, items: Sequence[Item], cancel: threading.Event | None
    ) -> None:
        self.q, self.reader = question, reader
        self.backend = question.backend
        self.conditions = ConditionQueries(question, reader, [item.source for item in items])
        self._cancel = cancel
        self._shared = self.backend.shared()
        target = self.conditions.target
        self._choice = (
            ForcedChoice(
                question.options,
                self.backend.tokenizer,
                one_token=reader.one_token,
                before=None if reader.one_token else Before(target.token_ids, target.text),
            )
            if question.options
            else None
        )
        self._readouts = self._make_readouts()
        self._visible_tokens: dict[int, str] = {}
        """Tokens as they are drawn, each looked up once a question."""
        self._provenance = provenance(question, reader, target)
        self._code = Code(question, reader)
        self._calibrating = Calibrating(question, reader, self._provenance["fingerprint"])
        self._sources: dict[int, str] = {}

    def _make_readouts(self) -> list[Readout]:
        """Return what is read of every condition: once, or as many times as answers are sampled."""
        readout = self.reader.readout(self.q.seed)
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

    def runs_of_an_item(self) -> int:
        """Return how many answers are made for an item: its own and those of its controls."""
        return len(self._readouts) * (1 + len(self.conditions.controls))

    def tokens_of_a_run(self) -> int:
        """Return how many tokens a sample's own keys and values are of."""
        target, readout = self.conditions.target, self._readouts[0]
        said = readout.max_new_tokens if isinstance(readout, Generate) else 1
        return len(target.token_ids) - min(target.slots or (0,)) + said

    def name(self, item: Item) -> str:
        """Return what an item reads, for people."""
        return str(item.source.place)

    def check_unchanged(self) -> None:
        """Raise unless the model is the one that the answers' provenance names.

        Raises:
            StaleTrace: if it changed since the question was taken up.
        """
        before, now = self._provenance["fingerprint"], self.backend.fingerprint()
        if before != now:
            raise StaleTrace(
                f"The model {self.backend.name} changed while it was asked (fingerprint {before[:8]} before, "
                f"{now[:8]} now), and what it answered last may be of either state. Put its weights, "
                "adapters and settings back as they were and ask again."
            )

    def tokens_of_an_item(self) -> int:
        """Return how many tokens are run for an item: of its own query and those of its controls."""
        target = self.conditions.target
        tokens = len(target.token_ids) - min(target.slots or (0,))
        for readout in self._readouts:
            if isinstance(readout, Generate):
                tokens += readout.max_new_tokens - 1
            elif isinstance(readout, Score):
                tokens += sum(map(len, readout.continuations))
        # The null control is the same for all items, and the engine runs it once.
        return tokens * (1 + sum(condition.kind != "null" for condition in self.conditions.controls))

    def block(self, items: Sequence[Item]) -> list[Answer]:
        """Answer a block of items: first every condition's answer, then how controls support the answers."""
        conditions = [Condition(), *self.conditions.controls]
        asked = [query for each in conditions for item in items for query in self._queries(item, each)]
        results, per = self._run(asked), len(self._readouts)
        outcomes = [
            outcome_of(results[i : i + per], self._choice, self.q.samples)
            for i in range(0, len(results), per)
        ]
        n = len(items)
        own, of_controls = outcomes[:n], [outcomes[n * i : n * (i + 1)] for i in range(1, len(conditions))]
        support = self._support(items, own, of_controls)
        return [
            self._answer(
                item,
                own[i],
                results[i * per : (i + 1) * per],
                tuple(
                    self._control(condition, of_controls[c][i], support[c][i])
                    for c, condition in enumerate(self.conditions.controls)
                ),
            )
            for i, item in enumerate(items)
        ]

    def _queries(self, item: Item, condition: Condition) -> list[Query]:
        """Return the queries of one condition for one item: one for each readout, all of one row."""
        self._checkpoint()
        one = self.conditions.query(item, condition, self._readouts[0])
        return [one, *(dataclasses.replace(one, readout=readout) for readout in self._readouts[1:])]

    def _run(self, queries: Sequence[Query]) -> list[Result]:
        """Run queries, samples so many at a time that their keys and values fit the memory."""
        at_once = self._samples_at_once() if self.q.samples else len(queries)
        found: list[Result] = []
        for start in range(0, len(queries), max(at_once, 1)):
            part = queries[start : start + at_once]
            found += self.backend.run(part, shared=self._shared, cancel=self._cancel)
        return found

    def _samples_at_once(self) -> int:
        # of a row only its writes are shared by its samples: each goes on with keys and values of its own
        tokens = self.tokens_of_a_run()
        return max(1, _BYTES_OF_SAMPLES // (8 * tokens * self.backend.n_layers * self.backend.d_model))

    def _checkpoint(self) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled("Cancelled while the queries of a cell were made.")

    def _support(
        self, items: Sequence[Item], own: Sequence[Outcome], of_controls: Sequence[Sequence[Outcome]]
    ) -> list[list[Support]]:
        """Return each control's support for each item's own answer."""
        if self._choice or self.q.samples:
            return [
                [support_from(control, answer) for control, answer in zip(outcomes, own, strict=True)]
                for outcomes in of_controls
            ]
        queries: dict[tuple[int, int], Query] = {}
        for c, condition in enumerate(self.conditions.controls):
            self._checkpoint()
            for i, (item, answer) in enumerate(zip(items, own, strict=True)):
                if answer.finite and of_controls[c][i].finite:
                    readout = Score((answer.token_ids,), self._contrast)
                    queries[c, i] = self.conditions.query(item, condition, readout)
        found = dict(zip(queries, map(scored, self._run(list(queries.values()))), strict=True))
        nothing = Support(math.nan)
        return [[found.get((c, i), nothing) for i in range(len(items))] for c in range(len(of_controls))]

    def _control(self, condition: Condition, outcome: Outcome, support: Support) -> Control | None:
        """Return a control; None where it is not finite."""
        assert condition.kind is not None
        if not outcome.finite or math.isnan(support.confidence):
            return None
        return Control(
            condition.kind,
            outcome.text,
            outcome.confidence,
            support.confidence,
            self._visible(outcome.token_ids),
            outcome.logprobs,
            support.logprobs,
            outcome.choice.scores if outcome.choice else (),
        )

    def _visible(self, token_ids: Sequence[int]) -> tuple[str, ...]:
        for token in token_ids:
            if token not in self._visible_tokens:
                self._visible_tokens[token] = self.backend.tokenizer.visible(token)
        return tuple(self._visible_tokens[token] for token in token_ids)

    def _placeholder_visible(self, target_layer: int) -> bool:
        """Whether the placeholder shows in later tokens; per-layer embeddings show it at layer 0 as well."""
        reader, n = self.reader, self.backend.n_layers
        if target_layer == 0 and n > 1 and self.backend.reads_tokens_again:
            target_layer = 1
        return reader.placeholder_visible(target_layer, n)

    def _unanswered(self, item: Item, results: Sequence[Result]) -> tuple[tuple[OptionScore, ...], Flag]:
        """Return what an answer has where nothing was answered: options without numbers, and the reason."""
        dtypes = (item.source.backend.dtype, self.backend.dtype)
        options = tuple(OptionScore(text, *[math.nan] * 3) for text in self.q.options)
        return options, why(item.source.place, self.conditions.states(item), results, dtypes)

    def _facts(self, item: Item, receipt: Receipt) -> dict[str, Any]:
        """Return what of an item's source could change its answer; a vector's model is read once."""
        backend = item.source.backend
        if id(backend) not in self._sources:
            same = backend is self.backend
            self._sources[id(backend)] = self._provenance["fingerprint"] if same else backend.fingerprint()
        return {
            "source_model": backend.name,
            "processing": backend.processing,
            "source_fingerprint": self._sources[id(backend)],
            **item.source.facts,
            "receipt": dict(vars(receipt)),
            **self._relative_norm(item, receipt),
        }

    def _relative_norm(self, item: Item, receipt: Receipt) -> dict[str, float]:
        """Return the norm of a scaled state, before the mapping, in units of what stood in its (last) slot.

        NaN where nothing was written, or into a slot that held zero.
        """
        if item.source.scale is None:
            return {}
        norm = float(self.conditions.states(item)[-1].vector.float().norm())
        before = receipt.norms_before
        return {"relative_norm": norm / before[-1] if before and before[-1] else math.nan}

    def _answer(
        self,
        item: Item,
        outcome: Outcome,
        results: Sequence[Result],
        asked: tuple[Control | None, ...],
    ) -> Answer:
        place, facts = item.source.place, self._facts(item, results[0].receipt)
        options: tuple[OptionScore, ...] = outcome.choice.scores if outcome.choice else ()
        target_layer = self.reader.target_layer(place.layer, self.backend.n_layers)
        mass = outcome.choice.mass if outcome.choice else None
        controls = tuple(control for control in asked if control is not None)
        if outcome.finite:
            kinds = [str(condition.kind) for condition in self.conditions.controls]
            lacking = [kind for kind, control in zip(kinds, asked, strict=True) if control is None]
            found = self._flags(outcome, controls, target_layer, place.text) + without(lacking)
            found += self._calibrating.flags(place.layer)
            source = str(facts["source_fingerprint"])
            calibrated = self._calibrating.confidence(outcome.confidence, source)
        else:
            options, reason = self._unanswered(item, results)
            found, calibrated = (reason,), None
        return Answer(
            text=outcome.text,
            tokens=self._visible(outcome.token_ids),
            token_ids=outcome.token_ids,
            token_logprobs=outcome.logprobs,
            confidence=outcome.confidence,
            calibrated_confidence=calibrated,
            confidence_kind=confidence_kind(self.q.options, self.q.samples),
            options=options,
            option_mass=mass,
            agreement=outcome.agreement,
            controls=controls,
            flags=found,
            sites=place.sites,
            layer=place.layer,
            position=place.position,
            name=place.name,
            target_layer=target_layer,
            reader=self.reader,
            code=self._code.of(item.source),
            provenance={**self._provenance, **facts},
        )

    def _flags(
        self, outcome: Outcome, controls: Sequence[Control], target_layer: int, source_text: str
    ) -> tuple[Flag, ...]:
        goes_on = not outcome.choice and len(outcome.token_ids) > 1
        return flags(
            text=outcome.text,
            placeholder_visible=goes_on and self._placeholder_visible(target_layer),
            target_layer=target_layer,
            option_mass=outcome.choice.mass if outcome.choice else None,
            null_text=next((c.text for c in controls if c.kind == "null"), None),
            source_text=source_text,
            begun=outcome.choice.begun[outcome.choice.best] if outcome.choice else (),
        )

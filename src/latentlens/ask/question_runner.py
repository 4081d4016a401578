"""Runs the queries of a block of items and of their controls, and makes answers of the results."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

from latentlens.ask.answer import Answer, Control
from latentlens.ask.calibrating import Calibrating
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.noise_runs import COMPARED, NoiseRuns
from latentlens.ask.not_finite_flags import control_not_finite_flags, not_finite_flag
from latentlens.ask.outcome import Outcome, Support, outcome_of, scored, support_from
from latentlens.ask.question import Question
from latentlens.ask.reproduction import Code, provenance
from latentlens.ask.source import Condition, HasStates, Item
from latentlens.display.progress import Progress
from latentlens.engine.query import Generate, Query, Readout, Receipt, Result, Score
from latentlens.errors import StaleTrace
from latentlens.readers.reader import Reader
from latentlens.scoring.confidence_kinds import confidence_kind
from latentlens.scoring.flags import Flag, flags
from latentlens.scoring.forced_choice import Before, ForcedChoice, OptionScore

_BYTES_OF_SAMPLES = 2**30
"""Most bytes of keys and values held by samples that are generated together."""


class QuestionRunner:
    """Answers items of one question that share a reader and a target prompt, block by block.

    Args:
        question: the question.
        reader: the reader of all items: the question's, or the same one with another target layer.
        items: the items to answer.
        progress: checked between two steps; raises where the work was cancelled.
    """

    def __init__(self, question: Question, reader: Reader, items: Sequence[Item], progress: Progress) -> None:
        self.q, self.reader = question, reader
        self.backend = question.backend
        self.conditions = ConditionQueries(question, reader, [item.source for item in items])
        self._progress = progress
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
        """Visible form of each token id that occurred, so that each is decoded once."""
        self._provenance = provenance(question, reader, target)
        self._code = Code(question, reader)
        self._calibrating = Calibrating(question, reader, self._provenance["fingerprint"])
        self._sources: dict[int, str] = {}
        controls = question.controls
        self._noise = (
            NoiseRuns(
                question, reader, self.conditions, items, self._provenance["fingerprint"], self.excesses
            )
            if controls.noise or controls.other_tokens
            else None
        )

    def _make_readouts(self) -> list[Readout]:
        """Return the readouts of every condition: one, or one for each sampled answer."""
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
            # seeds are below 2**63: those of the samples wrap around
            dataclasses.replace(readout, temperature=temperature, seed=(first + i) % 2**63)
            if abs(first + i) >= 2**63
            else dataclasses.replace(readout, temperature=temperature, seed=first + i)
            for i in range(self.q.samples)
        ]

    def runs_of_an_item(self) -> int:
        """Return the number of generations per item, those of its controls and noise included."""
        controls = self.q.controls
        own_noise = controls.noise + controls.other_tokens
        return len(self._readouts) * (1 + len(self.conditions.controls)) * (1 + own_noise)

    def tokens_of_a_run(self) -> int:
        """Return the number of tokens whose keys and values one sample does not share with others."""
        target, readout = self.conditions.target, self._readouts[0]
        generated = readout.max_new_tokens if isinstance(readout, Generate) else 1
        return len(target.token_ids) - min(target.slots or (0,)) + generated

    def name(self, item: Item) -> str:
        """Return an item's layer and position, or its vector's name, for a message."""
        return str(item.source.place)

    def check_unchanged(self) -> None:
        """Check that the model still has the fingerprint in the answers' provenance.

        Raises:
            StaleTrace: if the model changed since the first query.
        """
        before, now = self._provenance["fingerprint"], self.backend.fingerprint()
        if before != now:
            raise StaleTrace(
                f"The model {self.backend.name} changed while it was asked (fingerprint {before[:8]} before, "
                f"{now[:8]} now), and what it answered last may be of either state. Put its weights, "
                "adapters and settings back as they were and ask again."
            )

    def tokens_of_an_item(self) -> int:
        """Return the number of tokens computed for an item, those of its controls included."""
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
        """Answer a block of items: run every condition, then score the controls' support for the answers."""
        conditions = [Condition(), *self.conditions.controls]
        queries = [query for each in conditions for item in items for query in self._queries(item, each)]
        results, per = self._run(queries), len(self._readouts)
        answers, *of_controls = self._outcomes(results, len(items))
        support = self._support(
            answers,
            of_controls,
            self.conditions.controls,
            lambda i, condition, readout: self.conditions.query(items[i], condition, readout),
        )
        made = [
            self._answer(
                item,
                answers[i],
                results[i * per : (i + 1) * per],
                tuple(
                    self._control(condition, of_controls[c][i], support[c][i])
                    for c, condition in enumerate(self.conditions.controls)
                ),
            )
            for i, item in enumerate(items)
        ]
        if self._noise is None:
            return made
        compared = self._noise.compare(items, made)
        return [
            dataclasses.replace(answer, noise=noise) for answer, noise in zip(made, compared, strict=True)
        ]

    def excesses(self, noise: Sequence[HasStates]) -> list[float]:
        """Ask about states in the role of an item's; return each answer's excess over `COMPARED` controls.

        The numbers are those of an item with these states. In free text the controls say nothing of their
        own here, they only score the answers.

        Args:
            noise: the states, each with its own random controls.

        Returns:
            The excesses; NaN for states without a finite answer or without a finite control.
        """
        controls = [condition for condition in self.conditions.controls if condition.kind in COMPARED]
        speak = [Condition(), *(controls if self._choice or self.q.samples else [])]
        queries = [
            query for condition in speak for states in noise for query in self._readings(states, condition)
        ]
        answers, *of_controls = self._outcomes(self._run(queries), len(noise))
        support = self._support(
            answers,
            of_controls,
            controls,
            lambda i, condition, readout: self.conditions.query_of(noise[i], condition, readout),
        )
        found = []
        for i, answer in enumerate(answers):
            finite = [each[i].confidence for each in support if not math.isnan(each[i].confidence)]
            found.append(answer.confidence - max(finite) if answer.finite and finite else math.nan)
        return found

    def _outcomes(self, results: Sequence[Result], n: int) -> list[list[Outcome]]:
        """Return the outcomes of each condition, where `n` is the number of items [condition, item]."""
        per = len(self._readouts)
        outcomes = [
            outcome_of(results[i : i + per], self._choice, self.q.samples)
            for i in range(0, len(results), per)
        ]
        return [outcomes[i : i + n] for i in range(0, len(outcomes), n)]

    def _readings(self, states: HasStates, condition: Condition) -> list[Query]:
        """Return the queries of one condition for states in an item's role: one per readout."""
        self._progress.check()
        query = self.conditions.query_of(states, condition, self._readouts[0])
        return [query, *(dataclasses.replace(query, readout=readout) for readout in self._readouts[1:])]

    def _queries(self, item: Item, condition: Condition) -> list[Query]:
        """Return the queries of one condition for one item: one per readout, with the same writes."""
        self._progress.check()
        query = self.conditions.query(item, condition, self._readouts[0])
        return [query, *(dataclasses.replace(query, readout=readout) for readout in self._readouts[1:])]

    def _run(self, queries: Sequence[Query]) -> list[Result]:
        """Run queries; samples run in batches whose keys and values fit the memory bound."""
        at_once = self._samples_at_once() if self.q.samples else len(queries)
        results: list[Result] = []
        for start in range(0, len(queries), max(at_once, 1)):
            part = queries[start : start + at_once]
            results += self.backend.run(part, shared=self._shared, progress=self._progress.part())
        return results

    def _samples_at_once(self) -> int:
        # samples of one row share its writes only; each has its own keys and values from there on
        tokens = self.tokens_of_a_run()
        return max(1, _BYTES_OF_SAMPLES // (8 * tokens * self.backend.n_layers * self.backend.d_model))

    def _support(
        self,
        answers: Sequence[Outcome],
        of_controls: Sequence[Sequence[Outcome]],
        controls: Sequence[Condition],
        query: Callable[[int, Condition, Readout], Query],
    ) -> list[list[Support]]:
        """Return the support of each control for each answer [control, answer].

        Args:
            answers: the answers' outcomes.
            of_controls: the controls' own outcomes [control, answer]. For free text a control whose outcome
                is not finite is not scored; one without an outcome, where there are none, is.
            controls: the controls.
            query: function that returns the query of an answer's number and a control, with a readout.
        """
        if self._choice or self.q.samples:
            return [
                [support_from(control, answer) for control, answer in zip(outcomes, answers, strict=True)]
                for outcomes in of_controls
            ]
        queries: dict[tuple[int, int], Query] = {}
        for c, condition in enumerate(controls):
            self._progress.check()
            for i, answer in enumerate(answers):
                if answer.finite and (not of_controls or of_controls[c][i].finite):
                    queries[c, i] = query(i, condition, Score((answer.token_ids,), self._contrast))
        results = self._run(list(queries.values()))
        scores = {(c, i): scored(result, answers[i]) for (c, i), result in zip(queries, results, strict=True)}
        not_finite = Support(math.nan)
        return [[scores.get((c, i), not_finite) for i in range(len(answers))] for c in range(len(controls))]

    def _control(self, condition: Condition, outcome: Outcome, support: Support) -> Control | None:
        """Return a control's result; None if it is not finite."""
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
        """Whether later tokens can attend to the placeholder's own token.

        In models with per-layer embeddings they can even if the activation is written at layer 0.
        """
        reader, n = self.reader, self.backend.n_layers
        if target_layer == 0 and n > 1 and self.backend.reads_tokens_again:
            target_layer = 1
        return reader.placeholder_visible(target_layer, n)

    def _unanswered(self, item: Item, results: Sequence[Result]) -> tuple[tuple[OptionScore, ...], Flag]:
        """Return options without numbers, and the flag with the reason, for an answer that is not finite."""
        dtypes = (item.source.backend.dtype, self.backend.dtype)
        options = tuple(OptionScore(text, *[math.nan] * 3) for text in self.q.options)
        return options, not_finite_flag(item.source.place, self.conditions.states(item), results, dtypes)

    def _facts(self, item: Item, receipt: Receipt) -> dict[str, Any]:
        """Return the source's part of an answer's provenance; each model's fingerprint is read once."""
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
        """Return the norm of a scaled state, before the mapping, divided by that of the last slot's state.

        NaN if nothing was written, or the slot's own state was zero.
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
        control_results: tuple[Control | None, ...],
    ) -> Answer:
        place, facts = item.source.place, self._facts(item, results[0].receipt)
        options: tuple[OptionScore, ...] = outcome.choice.scores if outcome.choice else ()
        target_layer = self.reader.target_layer(place.layer, self.backend.n_layers)
        mass = outcome.choice.mass if outcome.choice else None
        controls = tuple(control for control in control_results if control is not None)
        if outcome.finite:
            kinds = [str(condition.kind) for condition in self.conditions.controls]
            missing = [kind for kind, control in zip(kinds, control_results, strict=True) if control is None]
            raised = self._flags(outcome, controls, target_layer, place.text) + control_not_finite_flags(
                missing
            )
            raised += self._calibrating.flags(place.layer)
            source = str(facts["source_fingerprint"])
            calibrated = self._calibrating.confidence(outcome.confidence, item.source, source)
        else:
            options, reason = self._unanswered(item, results)
            raised, calibrated = (reason,), None
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
            flags=raised,
            sites=place.sites,
            layer=place.layer,
            position=place.position,
            name=place.name,
            target_layer=target_layer,
            reader=self.reader,
            code=self._code.of(item.source),
            provenance={**self._provenance, **facts, **self._calibrating.record(calibrated)},
        )

    def _flags(
        self, outcome: Outcome, controls: Sequence[Control], target_layer: int, source_text: str
    ) -> tuple[Flag, ...]:
        several_tokens = not outcome.choice and len(outcome.token_ids) > 1
        return flags(
            text=outcome.text,
            placeholder_visible=several_tokens and self._placeholder_visible(target_layer),
            target_layer=target_layer,
            option_mass=outcome.choice.mass if outcome.choice else None,
            null_text=next((c.text for c in controls if c.kind == "null"), None),
            source_text=source_text,
            # whoever is asked in words, or chooses, may well say a word of the question
            target_text=""
            if outcome.choice or self.reader.asks or self.reader.in_source
            else self.conditions.target.text or "",
            begun=outcome.choice.begun[outcome.choice.best] if outcome.choice else (),
        )

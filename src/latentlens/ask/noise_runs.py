"""Noise in the role of a question's activations: it answers for itself, once for all that share it."""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Callable, Hashable, Sequence

from latentlens.activations.vectors import content
from latentlens.ask.answer import Answer
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.source import Condition, HasStates, Item, StateCache
from latentlens.engine.backend import Backend
from latentlens.readers.reader import Reader, State
from latentlens.scoring.against_noise import AgainstNoise, NoiseKind, against_noise, noise_vector, shared_norm
from latentlens.scoring.controls import ControlKind, random_vector

COMPARED: tuple[ControlKind, ...] = ("null", "random")
"""Controls that noise has too; the others belong to a site's own prompt."""

_MOST_QUESTIONS = 64
"""Number of questions, each on one reader and state of the model, whose noise a backend keeps."""


class RandomStates:
    """Random vectors in place of the activations that one answer is about.

    As with a vector of the user's, their own random controls depend on their content.

    Args:
        states: the random vectors, with the layers and positions of the activations.
    """

    def __init__(self, states: Sequence[State]) -> None:
        self._states = list(states)

    def states(self, condition: Condition, cache: StateCache) -> list[State]:
        """Return the random vectors, or the vectors of their own random control."""
        if condition.kind is None:
            return self._states

        def control(state: State, up: int) -> State:
            vector = (state.vector, *state.above)[up]
            drawn_for = int(content(vector)[:12], 16)
            drawn = random_vector(
                vector, seed=cache.seed, layer=state.layer + up, position=drawn_for, draw=condition.draw
            )
            return State(drawn, state.layer + up)

        return [
            dataclasses.replace(
                state,
                vector=control(state, 0).vector,
                above=tuple(control(state, up).vector for up in range(1, 1 + len(state.above))),
            )
            for state in self._states
        ]


Found = dict[Hashable, float]
"""The excess of each vector or state, by what determines it beside the question."""

_KEPT: weakref.WeakKeyDictionary[Backend, dict[Hashable, Found]] = weakref.WeakKeyDictionary()


class NoiseRuns:
    """The noise that the items of one question and reader are compared with.

    What one vector or state came to is kept as long as the model's backend is open, so only the first of the
    answers that share it waits for it. It is not kept for a model that runs code of the user's.

    Args:
        question: the question.
        reader: the reader of all items.
        conditions: the queries of the items.
        items: the items that will be answered.
        fingerprint: fingerprint of the model that answers.
        excesses: function that asks about states and returns each one's excess over `COMPARED` controls.
    """

    def __init__(
        self,
        question: Question,
        reader: Reader,
        conditions: ConditionQueries,
        items: Sequence[Item],
        fingerprint: str,
        excesses: Callable[[Sequence[HasStates]], list[float]],
    ) -> None:
        self._q, self._conditions, self._excesses = question, conditions, excesses
        # what is written where it was read, or under its position id, has another role at another position
        target = conditions.target
        self._in_place = reader.in_source or target.slots is None or target.position_ids is not None
        controls = question.controls
        asked = (reader, question.options, question.samples, controls.null, controls.random, question.seed)
        backend = question.backend
        models = [backend, *(model for item in items for model, _ in item.source.models)]
        user_code = any(model.runs_user_code for model in models)
        kept: dict[Hashable, Found] = {} if user_code else _KEPT.setdefault(backend, {})
        self._found: Found = kept.pop((*asked, fingerprint), {})
        kept[(*asked, fingerprint)] = self._found  # the last one used stands last
        for oldest in list(kept)[:-_MOST_QUESTIONS]:
            kept.pop(oldest, None)

    def compare(self, items: Sequence[Item], answers: Sequence[Answer]) -> list[AgainstNoise | None]:
        """Compare answers with noise, which is asked about where it is not known yet.

        Args:
            items: the items.
            answers: their answers.

        Returns:
            For each the comparison; None for an answer that is not finite or has no control to compare with.
        """
        over = [excess_over(answer) for answer in answers]
        needed: list[dict[NoiseKind, dict[Hashable, HasStates]]] = [
            {} if excess is None else {"random": self._random(item), "other token": self._others(item)}
            for item, excess in zip(items, over, strict=True)
        ]
        for item, excess in zip(items, over, strict=True):
            if excess is not None and self._q.controls.other_tokens:
                self._found[item.source.key] = excess
        missing = {
            key: states
            for each in needed
            for some in each.values()
            for key, states in some.items()
            if key not in self._found
        }
        if missing:
            self._found.update(zip(missing, self._excesses(list(missing.values())), strict=True))
        return [
            None
            if excess is None
            else against_noise(
                excess, {kind: [self._found[key] for key in some] for kind, some in each.items()}
            )
            for excess, each in zip(over, needed, strict=True)
        ]

    def _random(self, item: Item) -> dict[Hashable, HasStates]:
        if not self._q.controls.noise:
            return {}
        states = self._conditions.states(item)
        norms = [
            [shared_norm(float(v.float().norm())) for v in (state.vector, *state.above)] for state in states
        ]
        if any(norm is None for each in norms for norm in each):
            return {}
        own = (tuple(item.source.token_ids), tuple(s.position for s in states)) if self._in_place else ()
        shared = (
            tuple(state.layer for state in states), tuple(map(tuple, norms)), len(states[0].vector), own,
            states[0].is_difference,
        )  # fmt: skip
        return {
            ("random", *shared, draw): RandomStates(
                [
                    self._drawn(state, each, i, draw)
                    for i, (state, each) in enumerate(zip(states, norms, strict=True))
                ]
            )
            for draw in range(self._q.controls.noise)
        }

    def _drawn(self, state: State, norms: Sequence[float | None], site: int, draw: int) -> State:
        vectors = [
            noise_vector(
                len(state.vector),
                norm or 0.0,
                seed=self._q.seed,
                layer=state.layer + up,
                draw=draw,
                site=site,
            )
            for up, norm in enumerate(norms)
        ]
        return dataclasses.replace(state, vector=vectors[0], above=tuple(vectors[1:]))

    def _others(self, item: Item) -> dict[Hashable, HasStates]:
        if self._in_place:
            return {}
        controls = self._q.controls
        return {s.key: s for s in item.source.other_tokens(controls.other_tokens, self._q.seed)}


def excess_over(answer: Answer) -> float | None:
    """Return an answer's confidence minus the largest support of a null or random control.

    Args:
        answer: the answer.

    Returns:
        The difference; None if the answer is not finite, or has no such control.
    """
    supports = [control.support for control in answer.controls if control.kind in COMPARED]
    return answer.confidence - max(supports) if supports and answer.finite else None

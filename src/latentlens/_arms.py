"""The queries of a question: a cell's own, and those of each of its controls."""

from __future__ import annotations

import dataclasses

from latentlens._errors import InputError
from latentlens._question import Cell, Question
from latentlens.confidence.controls import ControlKind, another_position, random_vector
from latentlens.engine.query import Query, Readout
from latentlens.readers.reader import State, query
from latentlens.trace import Trace


@dataclasses.dataclass(frozen=True)
class Arm:
    """What stands in the vector's place.

    Args:
        kind: of the control; None for the vector itself.
        draw: which of several of the kind.
    """

    kind: ControlKind | None = None
    draw: int = 0


class Arms:
    """Makes the queries of one question.

    Args:
        question: what is asked.

    Raises:
        InputError: if the reader does not fit the model, or a control does not fit the reader.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.model = question.session.model
        self.target = question.reader.target(self.model, question.trace.token_ids)
        source = question.trace.session.model
        if question.reader.fitted is not None:
            question.reader.fitted.check(source.fingerprint(), self.model.fingerprint(), source.processing)
        self._resid = question.trace.resid
        kinds = question.controls.kinds
        self.controls = tuple(Arm(kind, kinds[:i].count(kind)) for i, kind in enumerate(kinds))
        if question.controls.text and self.target.slots is None:
            raise InputError(
                "The text control puts the source text in the placeholder's place, and this reader writes "
                "into the source prompt itself. Leave out text=True."
            )
        trace = question.trace
        bos = source.tokenizer.hf.bos_token_id
        # The first token's state is like no other in many models; shuffling it in would test that.
        self._shuffled = [p for p, token in enumerate(trace.token_ids) if p or token != bos]
        other = question.controls.prompt
        self._other: Trace | None = None if other is None else trace.session.run(other)

    def query(self, cell: Cell, arm: Arm, readout: Readout) -> Query:
        """Return the query of one arm for one cell."""
        if arm.kind == "text":
            return self._with_text(cell, readout)
        state = None if arm.kind == "null" else self._state(cell, arm)
        return query(self.question.reader, self.target, state, self.model.n_layers, readout)

    def _state(self, cell: Cell, arm: Arm) -> State:
        layer, position = cell
        seed, resid, read = self.question.seed, self._resid, position
        if arm.kind == "shuffled":
            read = another_position(self._shuffled, seed=seed, position=position)
        elif arm.kind == "prompt":
            assert self._other is not None
            resid, read = self._other.resid, min(position, len(self._other) - 1)
        vectors = list(resid[layer : layer + self.question.reader.window, read])
        if arm.kind == "random":
            vectors = [
                random_vector(vector, seed=seed, layer=layer + k, position=position, draw=arm.draw)
                for k, vector in enumerate(vectors)
            ]
        # Written where the cell's own state would be, whatever it is.
        return State(vectors[0], layer, position, tuple(vectors[1:]))

    def _with_text(self, cell: Cell, readout: Readout) -> Query:
        trace, slots = self.question.trace, self.target.slots or ()
        # What begins the source begins the target too, and stands there once.
        begun = trace.token_ids[0] == trace.session.model.tokenizer.hf.bos_token_id and 0 not in slots
        text = trace.token_ids[int(begun and cell[1] > 0) : cell[1] + 1]
        if trace.session is not self.question.session:
            text = self.model.tokenizer.encode_continuation(trace.session.model.tokenizer.decode(text))
        written = [
            token for p, own in enumerate(self.target.token_ids) for token in (text if p in slots else [own])
        ]
        return Query(tuple(written), (), readout)

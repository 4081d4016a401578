"""The queries of a question: a cell's own, and those of each of its controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from latentlens.ask.question import Question
from latentlens.ask.source import Cell, Condition
from latentlens.engine.query import Query, Readout, Write
from latentlens.readers.reader import State, query


class ConditionQueries:
    """Makes the queries of one question.

    Args:
        question: what is asked.

    Raises:
        InputError: if the reader does not fit the model or the source, or a control does not fit them.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.model = question.session.model
        self.target = question.reader.target(self.model, question.source.token_ids)
        source = question.source.session.model
        if question.reader.fitted is not None:
            question.reader.fitted.check(source.fingerprint(), self.model.fingerprint(), source.processing)
        self._states = question.source.states(question.reader, self.target, question.controls, question.seed)
        kinds = question.controls.kinds
        self.controls = tuple(Condition(kind, kinds[:i].count(kind)) for i, kind in enumerate(kinds))

    def state(self, cell: Cell) -> State:
        """Return what is read of a cell."""
        return self._states.at(cell, Condition())

    def query(self, cell: Cell, arm: Condition, readout: Readout) -> Query:
        """Return the query of one arm for one cell."""
        if arm.kind == "text":
            return self._with_text(cell, readout)
        state = None if arm.kind == "null" else self._states.at(cell, arm)
        return query(self.question.reader, self.target, state, self.model.n_layers, readout)

    def _with_text(self, cell: Cell, readout: Readout) -> Query:
        session, slots = self.question.source.session, self.target.slots or ()
        text = list(self._states.text_ids(cell))
        # What begins the source begins the target too, and stands there once.
        begun = text[0] == session.model.tokenizer.hf.bos_token_id and 0 not in slots
        text = text[int(begun and len(text) > 1) :]
        if session is not self.question.session:
            text = self.model.tokenizer.encode_continuation(session.model.tokenizer.decode(text))
        written: list[int] = []
        moved: dict[int, int] = {}
        for position, own in enumerate(self.target.token_ids):
            if position not in slots:
                moved[position] = len(written)
            written += text if position in slots else [own]
        # Noise and soft prompts belong to the target in every run; in the slot's place now stands the text.
        writes = tuple(kept for write in self.target.writes if (kept := _moved(write, moved)).positions)
        return Query(tuple(written), writes, readout)


def _moved(write: Write, to: Mapping[int, int]) -> Write:
    """Return a write with its positions where they now are; those that are nowhere are left out."""
    kept = [i for i, position in enumerate(write.positions) if position in to]
    positions = tuple(to[write.positions[i]] for i in kept)
    return dataclasses.replace(write, positions=positions, vectors=write.vectors[kept])

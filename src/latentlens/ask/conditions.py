"""The queries of a question: an item's own, and those of each of its controls."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.ask.question import Question
from latentlens.ask.source import Condition, Item, Source, StateCache
from latentlens.engine.query import Query, Readout, Write
from latentlens.errors import InputError
from latentlens.readers.reader import Reader, State, query


class ConditionQueries:
    """Makes the queries of items that share a reader and a target prompt.

    Args:
        question: what is asked.
        reader: the reader of every item: the question's, or the same one writing at another layer.
        sources: what the items read.

    Raises:
        InputError: if the reader does not fit the model or a source, or a control does not fit them.
    """

    def __init__(self, question: Question, reader: Reader, sources: Sequence[Source]) -> None:
        self.question, self.reader = question, reader
        self.backend = question.backend
        self.target = reader.target(self.backend, _prompt_of(sources))
        checked: set[int] = set()
        for source in sources:
            if not reader.takes(source.n_sites):
                raise InputError(
                    f"{reader!r} does not read {source.n_sites} sites for one answer. Ask about one site, or "
                    "sweep over them: session.sweep(trace, reader, layers=..., positions=...)."
                )
            source.check(reader, self.target, question.controls)
            if reader.fitted is not None and id(source.backend) not in checked:
                checked.add(id(source.backend))
                read = source.backend
                reader.fitted.check(read.fingerprint(), self.backend.fingerprint(), read.processing)
        self._cache = StateCache(question.controls, question.seed, reader.window)
        kinds = question.controls.kinds
        self.controls = tuple(Condition(kind, kinds[:i].count(kind)) for i, kind in enumerate(kinds))

    def states(self, item: Item) -> list[State]:
        """Return what is read for an item."""
        return item.source.states(Condition(), self._cache)

    def query(self, item: Item, condition: Condition, readout: Readout) -> Query:
        """Return the query of one condition for one item."""
        if condition.kind == "text":
            return self._with_text(item, readout)
        states = None if condition.kind == "null" else item.source.states(condition, self._cache)
        return query(self.reader, self.target, states, self.backend.n_layers, readout)

    def _with_text(self, item: Item, readout: Readout) -> Query:
        tokenizer, slots = item.source.backend.tokenizer, self.target.slots or ()
        text = list(item.source.text_ids())
        # What begins the source begins the target too, and stands there once.
        begun = text[0] == tokenizer.hf.bos_token_id and 0 not in slots
        text = text[int(begun and len(text) > 1) :]
        if item.source.backend is not self.backend:
            text = self.backend.tokenizer.encode_continuation(tokenizer.decode(text))
        # One activation is copied into every slot; several share one text, which stands in the first.
        texts = {slot: text if i == 0 or item.source.n_sites == 1 else [] for i, slot in enumerate(slots)}
        written: list[int] = []
        moved: dict[int, int] = {}
        for position, own in enumerate(self.target.token_ids):
            if position not in texts:
                moved[position] = len(written)
            written += texts.get(position, [own])
        # Noise and soft prompts belong to the target in every run; in the slot's place now stands the text.
        writes = tuple(kept for write in self.target.writes if (kept := _moved(write, moved)).positions)
        return Query(tuple(written), writes, readout)


class SeveralPrompts(Sequence[int]):
    """The one prompt that items of several traces do not have: whoever reads it is told so."""

    def __len__(self) -> int:
        raise self._refused()

    def __getitem__(self, index: Any) -> Any:
        raise self._refused()

    def _refused(self) -> InputError:
        return InputError(
            "This reader writes into the source prompt itself, and what is asked about comes from several "
            "prompts. Ask about them one by one, or use a reader with a target prompt of its own, such as "
            "Patchscope('The capital of x is')."
        )


def _prompt_of(sources: Sequence[Source]) -> Sequence[int]:
    """Return the prompt that all sources share, for readers that write into it."""
    first = sources[0].token_ids
    if len(sources) == 1 or all(source.token_ids is first for source in sources[1:]):
        return first
    if all(source.place.position is None for source in sources):
        return first  # vectors come from no prompt, each of them says so
    return SeveralPrompts()


def _moved(write: Write, to: Mapping[int, int]) -> Write:
    """Return a write with its positions where they now are; those that are nowhere are left out."""
    kept = [i for i, position in enumerate(write.positions) if position in to]
    positions = tuple(to[write.positions[i]] for i in kept)
    return dataclasses.replace(write, positions=positions, vectors=write.vectors[kept])

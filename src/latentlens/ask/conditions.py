"""Engine queries of a question: for the activation itself and for each control."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.activations.joined_layers import listed_layers
from latentlens.ask.question import Question
from latentlens.ask.source import Condition, HasStates, Item, Source, StateCache
from latentlens.engine.backend import Backend
from latentlens.engine.query import Query, Readout, Write
from latentlens.errors import InputError
from latentlens.readers.queries import query, target_on
from latentlens.readers.reader import Reader, State


class ConditionQueries:
    """Makes the queries of items that share a reader and a target prompt.

    Args:
        question: the question.
        reader: the reader of every item: the question's, or the same one with another target layer.
        sources: the items' sources.

    Raises:
        InputError: if the reader or a control cannot be used with the model or with a source.
    """

    def __init__(self, question: Question, reader: Reader, sources: Sequence[Source]) -> None:
        self.question, self.reader = question, reader
        self.backend = question.backend
        for source in sources:
            if not reader.takes(len(source.sites)):
                raise InputError(_takes_others(reader, len(source.sites), source.backend.n_layers))
        self.target = target_on(reader, self.backend, _prompt_of(sources), sources[0].sites)
        if question.controls.text and self.target.position_ids is not None:
            raise InputError(
                "The text control puts the source text in the placeholder's place, and this target prompt "
                "has position ids for its own tokens alone. Leave out text=True."
            )
        checked: set[object] = set()
        for source in sources:
            source.check(reader, self.target, question.controls)
            models = tuple((id(read), adapter) for read, adapter in source.models)
            if models not in checked:
                checked.add(models)
                check_models(reader, source.models, self.backend)
        self._cache = StateCache(question.controls, question.seed, reader.window)
        kinds = question.controls.kinds
        self.controls = tuple(Condition(kind, kinds[:i].count(kind)) for i, kind in enumerate(kinds))

    def states(self, item: Item) -> list[State]:
        """Return the activations that are read for an item."""
        return item.source.states(Condition(), self._cache)

    def query(self, item: Item, condition: Condition, readout: Readout) -> Query:
        """Return the query of one condition for one item."""
        if condition.kind == "text":
            return self._with_text(item, readout)
        return self.query_of(item.source, condition, readout)

    def query_of(self, source: HasStates, condition: Condition, readout: Readout) -> Query:
        """Return the query of one condition, other than "text", for a source or for noise in its role."""
        states = None if condition.kind == "null" else source.states(condition, self._cache)
        return query(self.reader, self.target, states, self.backend.n_layers, readout)

    def _with_text(self, item: Item, readout: Readout) -> Query:
        tokenizer, slots = item.source.backend.tokenizer, self.target.slots or ()
        text = list(item.source.text_ids())
        # The target has its own BOS token, so the source's is dropped.
        begun = text[0] == tokenizer.hf.bos_token_id and 0 not in slots
        text = text[int(begun and len(text) > 1) :]
        if item.source.backend is not self.backend:
            text = self.backend.tokenizer.encode_continuation(tokenizer.decode(text))
        # One activation is copied into every slot; several share one text, which stands in the first.
        alone, first = len(item.source.sites) == 1, min(slots, default=0)
        texts = {slot: text if alone or slot == first else [] for slot in slots}
        written: list[int] = []
        moved: dict[int, int] = {}
        for position, token_id in enumerate(self.target.token_ids):
            if position not in texts:
                moved[position] = len(written)
            written += texts.get(position, [token_id])
        # Noise and soft prompts are written in every run, but not into the slot, which the text replaces.
        writes = tuple(kept for write in self.target.writes if (kept := _moved(write, moved)).positions)
        return Query(tuple(written), writes, readout, adapter=self.reader.adapter)


def check_models(reader: Reader, models: Sequence[tuple[Backend, str | None]], answers: Backend) -> None:
    """Refuse a reader that was fitted or trained for other models than these, or with other adapters.

    A difference of two models is read if one of them is the reader's: the other is a variant of it.

    Args:
        reader: the reader.
        models: the models that are read, each with its adapter; the last is the one that is subtracted.
        answers: the model that answers, with the reader's own adapter.

    Raises:
        InputError: saying which model is another.
    """
    for read, adapter in models[:-1]:
        with contextlib.suppress(InputError):
            return _check_model(reader, read, adapter, answers)
    return _check_model(reader, *models[-1], answers)


def _check_model(reader: Reader, read: Backend, adapter: str | None, answers: Backend) -> None:
    reader.check_source(read, adapter, answers)
    if reader.fitted is None:
        return
    with read.using(adapter):
        source = read.fingerprint()
    with answers.using(reader.adapter):
        reader.fitted.check(source, answers.fingerprint(), read.processing)


class SeveralPrompts(Sequence[int]):
    """Stands for the token ids of items of several prompts: raises an InputError when it is read."""

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


def _takes_others(reader: Reader, n_sites: int, n_layers: int) -> str:
    """Return the message on a reader that takes another number of sites for one answer."""
    refused = f"{reader!r} does not read {n_sites} site{'' if n_sites == 1 else 's'} for one answer. "
    together = [each for each in reader.combinations(n_layers) if len(each) > 1]
    if not reader.takes(1) and together:
        return (
            f"{refused}It reads layers together: {listed_layers(together)}. Select all of them at one "
            f"position, trace.select({list(together[0])}, position), or sweep over positions: "
            f"session.sweep(trace, reader, layers=[{together[0]}])."
        )
    return (
        f"{refused}Ask about one site, or sweep over them: session.sweep(trace, reader, layers=..., "
        "positions=...)."
    )


def _prompt_of(sources: Sequence[Source]) -> Sequence[int]:
    """Return the token ids of the prompt that all sources share, for readers that write into it."""
    first = sources[0].token_ids
    if len(sources) == 1 or all(source.token_ids is first for source in sources[1:]):
        return first
    if all(source.place.position is None for source in sources):
        return first  # a vector's token ids raise when they are read
    return SeveralPrompts()


def _moved(write: Write, to: Mapping[int, int]) -> Write:
    """Return a write with its positions renumbered; positions that are not in the mapping are dropped."""
    kept = [i for i, position in enumerate(write.positions) if position in to]
    positions = tuple(to[write.positions[i]] for i in kept)
    return dataclasses.replace(write, positions=positions, vectors=write.vectors[kept])

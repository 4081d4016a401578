"""Run queries: plan them, share what can be shared, stream the results."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Sequence

from latentlens._errors import Cancelled
from latentlens.engine.decode import distributions, generate
from latentlens.engine.plan import Group, Row, attention, plan, usual_budget
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, NextToken, Query, Result, Score
from latentlens.engine.rows import Checkpoint, Prefilled, prefill
from latentlens.engine.scoring import score
from latentlens.model.attention_mask import check_hiding
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.scope import gradients
from latentlens.model.threads import sized

Progress = Callable[[int, int], None]
OnResult = Callable[[int, Result], None]
_FEW = 8

_SPARED = 8
"""So many tokens of a single row's prefix are not worth a forward pass of their own."""

_PIECE = 64
"""So many tokens of a prefix run at once, however much memory their attention takes."""


def run(
    queries: Sequence[Query],
    model: LanguageModel,
    *,
    budget: int | None = None,
    prefixes: Prefixes | None = None,
    on_result: OnResult | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Result]:
    """Answer queries as if each ran alone, without running anything twice.

    Exact for float32 up to rounding: what precedes the first slot runs once, rows join the batch at the
    layer of their first write, and equal queries are answered once.

    Args:
        queries: any mixture of targets, layers, slots and readouts.
        model: the target model.
        budget: bytes that a chunk of rows and the prefixes together may take, as far as they can be made
            smaller; None for what suits the device.
        prefixes: remembers what precedes the first slot of each target from one run to the next.
        on_result: called with each query's index and result as soon as it is there.
        on_progress: called with (queries answered, queries in all).
        cancel: when set, the work stops before the next layer or token.

    Returns:
        The results in the order of the queries.

    Raises:
        Cancelled: if `cancel` was set before the end.
        InputError: see `latentlens.engine.plan.plan`.
    """
    budget = budget or usual_budget(model)
    held = Prefixes(budget // 4) if prefixes is None else prefixes
    results: dict[int, Result] = {}

    def checkpoint() -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled(f"Cancelled: {len(results)} of {len(queries)} queries were answered.")

    def deliver(indices: Sequence[int], result: Result) -> None:
        for index in indices:
            results[index] = result
            if on_result is not None:
                on_result(index, result)

    if on_progress is not None:
        on_progress(0, len(queries))
    planned = plan(queries, model)
    # A question or two keep their turn to the end: they are over soon, and beside a sweep would else wait
    # for a turn at every token. A sweep asks for its turn anew at every forward pass.
    turn = model.lock if len(queries) <= _FEW else contextlib.nullcontext()
    with model.pinned(), sized(model.device), turn:
        if any(query.knockouts for query in queries):
            check_hiding(model)
        for group in planned:
            group, prefix = _begun(group, model, held, budget // 8, checkpoint)
            room = max(budget - held.nbytes, budget // 4)
            for chunk in group.chunks(model, room):
                with gradients(False):
                    _run_chunk(group, chunk, prefix, model, room, checkpoint, deliver)
                if on_progress is not None:
                    on_progress(len(results), len(queries))
    return [results[index] for index in range(len(queries))]


def _begun(
    group: Group, model: LanguageModel, prefixes: Prefixes, room: int, checkpoint: Checkpoint
) -> tuple[Group, RowCache]:
    """Return a group with its shared prefix; what of that is not held is run."""
    shared, regime = group.target_ids[: group.prefix], model.regime(len(group.target_ids))
    cache, length = prefixes.longest(shared, regime)
    if length == len(shared):
        return group, cache
    if len(shared) - length <= _SPARED and all(row.plain for row in group.rows):
        # One row alone runs, and may as well run what little is missing before its last token.
        return dataclasses.replace(group, prefix=length), cache
    _run_prefix(cache, shared[length:], len(group.target_ids), model, room, checkpoint)
    prefixes.keep(shared, regime, cache)
    return group, cache


def _run_prefix(
    cache: RowCache,
    token_ids: Sequence[int],
    length: int,
    model: LanguageModel,
    room: int,
    checkpoint: Checkpoint,
) -> None:
    """Run more of what precedes the first slot, for a sequence of `length` tokens, and let all rows share it.

    A long one runs in pieces, for each of its tokens attends to all before it.
    """
    step = max(_PIECE, room // (4 * attention(model, 1, length)))
    for start in range(0, len(token_ids), step):
        checkpoint()
        with model.as_long_as(length):
            model.all_logits([token_ids[start : start + step]], cache=cache, last=None)
    cache.share_prefix()


def _run_chunk(
    group: Group,
    rows: list[Row],
    prefix: RowCache,
    model: LanguageModel,
    room: int,
    checkpoint: Checkpoint,
    deliver: Callable[[Sequence[int], Result], None],
) -> None:
    """Run rows of one target and give out what was asked of each; their tensors are gone after it."""
    suffix = group.target_ids[group.prefix :]

    def again(length: int) -> Prefilled:
        """Run the prompt once more, for a sequence that has grown to `length` tokens."""
        before = RowCache()
        if before_slots := group.target_ids[: group.prefix]:
            _run_prefix(before, before_slots, length, model, room, checkpoint)
        with model.as_long_as(length):
            return prefill(model, suffix, before, group.prefix, rows, checkpoint)

    prefilled = prefill(model, suffix, prefix, group.prefix, rows, checkpoint)
    prefilled.again = again
    asked = [(i, readout, indices) for i, row in enumerate(rows) for readout, indices in row.asked.items()]
    reading = [(i, readout, indices) for i, readout, indices in asked if isinstance(readout, NextToken)]
    if reading:
        found = distributions(model, prefilled, [(i + 1, readout) for i, readout, _ in reading], checkpoint)
        for (i, _, indices), distribution in zip(reading, found, strict=True):
            deliver(indices, Result(distribution, prefilled.receipts[i]))
    speaking = [(i, readout, indices) for i, readout, indices in asked if isinstance(readout, Generate)]
    if speaking:
        said = generate(model, prefilled, [(i + 1, readout) for i, readout, _ in speaking], checkpoint)
        for (i, _, indices), generation in zip(speaking, said, strict=True):
            deliver(indices, Result(generation, prefilled.receipts[i]))
    scoring = [(i, readout, indices) for i, readout, indices in asked if isinstance(readout, Score)]
    if scoring:
        streams = [(i + 1, readout) for i, readout, _ in scoring]
        for (i, _, indices), scores in zip(
            scoring, score(model, prefilled, streams, room, checkpoint), strict=True
        ):
            deliver(indices, Result(scores, prefilled.receipts[i]))

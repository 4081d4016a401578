"""Run queries: plan them, share what can be shared, stream the results."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Sequence
from typing import Any

from latentlens.engine.generation import generate, next_token_distributions
from latentlens.engine.padding import Member, PaddedGroup, pad_together
from latentlens.engine.plan import Group, Row, attention, plan, usual_budget
from latentlens.engine.prefill import Checkpoint, Prefilled, place_prompt, prefill, prefill_padded
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, NextToken, Query, Result, Score
from latentlens.engine.scoring import score
from latentlens.errors import Cancelled
from latentlens.model.attention_mask import check_hiding
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.positions import check_position_ids
from latentlens.model.scope import gradients
from latentlens.model.threads import on_chosen_threads

Progress = Callable[[int, int], None]
OnResult = Callable[[int, Result], None]
Deliver = Callable[[Sequence[int], Result], None]

_FEW = 8  # queries that keep the model's lock to the end

_SPARED = 8  # tokens of a single row's prefix that are not worth a forward pass of their own

_PIECE = 64  # tokens of a prefix that run at once, however much memory their attention takes


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
    layer of their first write, few rows of many targets run side by side, padded, and equal queries are
    answered once.

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

    def progress() -> None:
        if on_progress is not None:
            on_progress(len(results), len(queries))

    progress()
    planned = plan(queries, model)
    # A question or two keep their turn to the end: they are over soon, and beside a sweep would else wait
    # for a turn at every token. A sweep asks for its turn anew at every forward pass.
    turn = model.lock if len(queries) <= _FEW else contextlib.nullcontext()
    with model.pinned(), on_chosen_threads(model.device), turn:
        _check_model(planned, model)
        for group in pad_together(planned, model, held):
            with model.using(group.adapter):
                if isinstance(group, PaddedGroup):
                    for members in group.chunks(model, budget):
                        with gradients(False):
                            _run_padded(members, model, budget, checkpoint, deliver)
                        progress()
                    continue
                group, prefix = _begun(group, model, held, budget // 8, checkpoint)
                room = max(budget - held.nbytes, budget // 4)
                for chunk in group.chunks(model, room):
                    with gradients(False):
                        _run_chunk(group, chunk, prefix, model, room, checkpoint, deliver)
                    progress()
    return [results[index] for index in range(len(queries))]


def _check_model(groups: Sequence[Group], model: LanguageModel) -> None:
    """Raise unless the model has the groups' adapters, and takes their knock-outs and position ids."""
    for adapter in dict.fromkeys(group.adapter for group in groups):
        those = [group for group in groups if group.adapter == adapter]
        with model.using(adapter):
            if any(row.knockouts for group in those for row in group.rows):
                check_hiding(model)
            if any(group.position_ids is not None for group in those):
                check_position_ids(model)


def _begun(
    group: Group, model: LanguageModel, prefixes: Prefixes, room: int, checkpoint: Checkpoint
) -> tuple[Group, RowCache]:
    """Return a group with its shared prefix; what of that is not held is run."""
    shared, regime = group.target_ids[: group.prefix], group.prefix_regime(model)
    cache, length = prefixes.longest(shared, regime)
    if length == len(shared):
        return group, cache
    if len(shared) - length <= _SPARED and all(row.plain for row in group.rows):
        # One row alone runs, and may as well run what little is missing before its last token.
        return dataclasses.replace(group, prefix=length), cache
    _run_prefix(cache, group, length, len(group.target_ids), model, room, checkpoint)
    prefixes.keep(shared, regime, cache)
    return group, cache


def _run_prefix(
    cache: RowCache,
    group: Group,
    first: int,
    length: int,
    model: LanguageModel,
    room: int,
    checkpoint: Checkpoint,
) -> None:
    """Run a group's prefix from token `first` on, for all rows to share, in a sequence of `length` tokens.

    A long one runs in pieces, for each of its tokens attends to all before it.
    """
    step = max(_PIECE, room // (4 * attention(model, 1, length)))
    for start in range(first, group.prefix, step):
        end = min(start + step, group.prefix)
        checkpoint()
        placed = place_prompt(group.position_ids, 1, start, end, model.device)
        with model.as_long_as(length):
            model.all_logits([group.target_ids[start:end]], cache=cache, last=None, **placed)
    cache.share_prefix()


def _run_chunk(
    group: Group,
    rows: list[Row],
    prefix: RowCache,
    model: LanguageModel,
    room: int,
    checkpoint: Checkpoint,
    deliver: Deliver,
) -> None:
    """Run rows of one target and give out what was asked of each; their tensors are gone after it."""
    suffix, first = group.target_ids[group.prefix :], group.prefix

    def again(length: int) -> Prefilled:
        """Run the prompt once more, for a sequence that has grown to `length` tokens."""
        before = RowCache()
        if first:
            _run_prefix(before, group, 0, length, model, room, checkpoint)
        with model.as_long_as(length):
            return prefill(model, suffix, before, first, rows, checkpoint, group.position_ids)

    prefilled = prefill(model, suffix, prefix, first, rows, checkpoint, group.position_ids)
    prefilled.again = again
    _read(model, prefilled, rows, room, checkpoint, deliver)


def _run_padded(
    members: Sequence[Member], model: LanguageModel, room: int, checkpoint: Checkpoint, deliver: Deliver
) -> None:
    """Run rows of several targets side by side and give out what was asked of each."""
    rows = [member.row for member in members]
    targets = [member.group.target_ids for member in members]
    positions = [member.group.position_ids for member in members]
    prefilled = prefill_padded(model, targets, positions, rows, checkpoint)
    _read(model, prefilled, rows, room, checkpoint, deliver)


def _read(
    model: LanguageModel,
    prefilled: Prefilled,
    rows: Sequence[Row],
    room: int,
    checkpoint: Checkpoint,
    deliver: Deliver,
) -> None:
    """Read, generate or score what was asked of each row after its prompt."""
    asked = [(i, readout, indices) for i, row in enumerate(rows) for readout, indices in row.asked.items()]

    def give(those: Sequence[tuple[int, Any, list[int]]], values: Sequence[Any]) -> None:
        for (i, _, indices), value in zip(those, values, strict=True):
            deliver(indices, Result(value, prefilled.receipts[i]))

    own = prefilled.own
    reading = [entry for entry in asked if isinstance(entry[1], NextToken)]
    if reading:
        streams = [(own[i], readout) for i, readout, _ in reading if isinstance(readout, NextToken)]
        give(reading, next_token_distributions(model, prefilled, streams, checkpoint))
    generating = [entry for entry in asked if isinstance(entry[1], Generate)]
    if generating:
        after = [(own[i], readout) for i, readout, _ in generating if isinstance(readout, Generate)]
        give(generating, generate(model, prefilled, after, checkpoint))
    scoring = [entry for entry in asked if isinstance(entry[1], Score)]
    if scoring:
        forced = [(own[i], readout) for i, readout, _ in scoring if isinstance(readout, Score)]
        give(scoring, score(model, prefilled, forced, room, checkpoint))

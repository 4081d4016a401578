"""Runs queries: plans them, runs shared prefixes once, batches rows, and reports results as they come."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from latentlens.display.progress import Progress
from latentlens.engine.generation import generate, next_token_distributions
from latentlens.engine.padding import Member, PaddedGroup, pad_together
from latentlens.engine.plan import Group, Row, attention, plan, usual_budget
from latentlens.engine.prefill import Checkpoint, Prefilled, place_prompt, prefill, prefill_padded
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, NextToken, Query, Result, Score
from latentlens.engine.scoring import score
from latentlens.engine.stoppable import stoppable
from latentlens.model.attention_mask import check_hiding
from latentlens.model.checks import check_served_with
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.positions import check_position_ids
from latentlens.model.scope import gradients
from latentlens.model.threads import on_chosen_threads

OnResult = Callable[[int, Result], None]
Deliver = Callable[[Sequence[int], Result], None]

_FEW = 8  # up to this many queries hold the model's lock to the end

_SPARED = 8  # a single row's prefix of up to this many tokens gets no forward pass of its own

_PIECE = 64  # least number of a prefix's tokens in one forward pass, however much memory attention takes


def run(
    queries: Sequence[Query],
    model: LanguageModel,
    *,
    budget: int | None = None,
    prefixes: Prefixes | None = None,
    on_result: OnResult | None = None,
    progress: Progress | None = None,
) -> list[Result]:
    """Answer queries as if each ran alone, but run what they share only once.

    In float32 the results equal those of single runs up to rounding. The tokens before the first slot run
    once; rows join the batch at the layer of their first write; rows of different targets are padded and
    batched if there are few of each; equal queries run once.

    Args:
        queries: any mixture of targets, layers, slots and readouts.
        model: the target model.
        budget: bytes of activations that a chunk of rows and the cached prefixes may take together; at least
            one row runs at a time. Default None: 128 MiB on a CPU, 1 GiB on a GPU.
        prefixes: cache of prefixes' keys and values, kept from one run to the next. Default None: a new one.
        on_result: called with each query's index and result as soon as it is known.
        progress: counts the queries answered; checked for cancellation before every layer and token. Default
            None: not counted.

    Returns:
        The results in the order of the queries.

    Raises:
        Cancelled: if `progress` was cancelled before the end.
        InputError: see `latentlens.engine.plan.plan`.
    """
    budget = budget or usual_budget(model)
    held = Prefixes(budget // 4) if prefixes is None else prefixes
    work = Progress(unit="queries", bar=False) if progress is None else progress
    results: dict[int, Result] = {}

    def deliver(indices: Sequence[int], result: Result) -> None:
        for index in indices:
            results[index] = result
            if on_result is not None:
                on_result(index, result)

    def count() -> None:
        work.update(len(results), len(queries))

    count()
    planned = plan(queries, model)
    # A few queries hold the lock to the end: they are soon done, and beside a sweep would otherwise wait
    # for it at every token. A sweep acquires the lock anew for every forward pass.
    turn = model.lock if len(queries) <= _FEW else contextlib.nullcontext()
    with model.pinned(), on_chosen_threads(model.device), turn:
        _check_model(planned, model)
        for group in pad_together(planned, model, held):
            with model.using(group.adapter):
                if isinstance(group, PaddedGroup):
                    for members in group.chunks(model, budget):
                        with gradients(False):
                            _run_padded(members, model, budget, work.check, deliver)
                        count()
                    continue
                group, prefix = _begun(group, model, held, budget // 8, work.check)
                room = max(budget - held.nbytes, budget // 4)
                for chunk in group.chunks(model, room):
                    with gradients(False):
                        _run_chunk(group, chunk, prefix, model, room, work.check, deliver)
                    count()
    return [results[index] for index in range(len(queries))]


def _check_model(groups: Sequence[Group], model: LanguageModel) -> None:
    """Raise unless the model is served with the groups' adapters, knock-outs and position ids."""
    for adapter in dict.fromkeys(group.adapter for group in groups):
        those = [group for group in groups if group.adapter == adapter]
        check_served_with(model, adapter)
        with model.using(adapter):
            if any(row.knockouts for group in those for row in group.rows):
                check_hiding(model)
            if any(group.position_ids is not None for group in those):
                check_position_ids(model)


def _begun(
    group: Group, model: LanguageModel, prefixes: Prefixes, room: int, checkpoint: Checkpoint
) -> tuple[Group, RowCache]:
    """Return a group and the keys and values of its prefix; tokens of it that are not cached are run."""
    shared, regime = group.target_ids[: group.prefix], group.prefix_regime(model)
    cache, length = prefixes.longest(shared, regime)
    if length == len(shared):
        return group, cache
    if len(shared) - length <= _SPARED and all(row.is_unpatched for row in group.rows):
        # Only one row runs, so it runs the few missing prefix tokens itself.
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
    """Run a group's prefix from token `first` on and add it to the cache that all rows share.

    A long prefix runs in pieces, because attention scores grow with the square of its length. `length` is the
    length of the whole sequence, on which some rotary embeddings depend.
    """
    step = max(_PIECE, room // (4 * attention(model, 1, length)))
    for start in range(first, group.prefix, step):
        end = min(start + step, group.prefix)
        checkpoint()
        placed = place_prompt(group.position_ids, 1, start, end, model.device)
        with model.as_long_as(length):
            edits = stoppable(model, end - start, checkpoint)
            model.all_logits([group.target_ids[start:end]], cache=cache, edits=edits, last=None, **placed)
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
    """Run rows of one target and deliver the results of their queries; their tensors are freed afterwards."""
    suffix, first = group.target_ids[group.prefix :], group.prefix

    def rerun(length: int) -> Prefilled:
        """Run the prompt again, for a sequence that has grown to `length` tokens."""
        before = RowCache()
        if first:
            _run_prefix(before, group, 0, length, model, room, checkpoint)
        with model.as_long_as(length):
            return prefill(model, suffix, before, first, rows, checkpoint, group.position_ids)

    prefilled = prefill(model, suffix, prefix, first, rows, checkpoint, group.position_ids)
    prefilled.rerun = rerun
    _read(model, prefilled, rows, room, checkpoint, deliver)


def _run_padded(
    members: Sequence[Member], model: LanguageModel, room: int, checkpoint: Checkpoint, deliver: Deliver
) -> None:
    """Run rows of several targets in one padded batch and deliver the results of their queries."""
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
    """Evaluate the readouts of each row after its prompt: next token, generation, scores."""
    readouts = [
        (i, readout, indices) for i, row in enumerate(rows) for readout, indices in row.readouts.items()
    ]

    def give(those: Sequence[tuple[int, Any, list[int]]], values: Sequence[Any]) -> None:
        for (i, _, indices), value in zip(those, values, strict=True):
            deliver(indices, Result(value, prefilled.receipts[i]))

    row_indices = prefilled.row_indices
    reading = [entry for entry in readouts if isinstance(entry[1], NextToken)]
    if reading:
        streams = [(row_indices[i], readout) for i, readout, _ in reading if isinstance(readout, NextToken)]
        give(reading, next_token_distributions(model, prefilled, streams, checkpoint))
    generating = [entry for entry in readouts if isinstance(entry[1], Generate)]
    if generating:
        after = [(row_indices[i], readout) for i, readout, _ in generating if isinstance(readout, Generate)]
        give(generating, generate(model, prefilled, after, checkpoint))
    scoring = [entry for entry in readouts if isinstance(entry[1], Score)]
    if scoring:
        forced = [(row_indices[i], readout) for i, readout, _ in scoring if isinstance(readout, Score)]
        give(scoring, score(model, prefilled, forced, room, checkpoint))

"""Run queries: plan them, share what can be shared, stream the results."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Hashable, Sequence

import torch

from latentlens._errors import Cancelled
from latentlens.engine.decode import distributions, generate
from latentlens.engine.plan import Group, Row, plan
from latentlens.engine.query import Generate, NextToken, Query, Result, Score
from latentlens.engine.rows import Checkpoint, Prefilled, prefill
from latentlens.engine.scoring import score
from latentlens.model.hiding import check_hiding
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel

Progress = Callable[[int, int], None]
OnResult = Callable[[int, Result], None]
Prefixes = dict[Hashable, RowCache]
"""Target prefixes that were run already; pass the same one to several runs on an unchanged model."""

_FEW = 8


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
        budget: bytes of activations that a chunk of rows may take; None for what suits the device.
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
    # Beyond some tens of rows a CPU gains nothing from larger batches, and a GPU does.
    budget = budget or (128 * 2**20 if model.device.type == "cpu" else 2**30)
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
    with model.pinned(), turn:
        if any(query.knockouts for query in queries):
            check_hiding(model)
        for group in planned:
            shared, length = group.target_ids[: group.prefix], len(group.target_ids)
            key = (shared, model.regime(length))
            prefix = None if prefixes is None else prefixes.get(key)
            if prefix is None:
                prefix = _prefix(shared, model, checkpoint, length)
                if prefixes is not None:
                    prefixes[key] = prefix
            for chunk in group.chunks(model, budget):
                _run_chunk(group, chunk, prefix, model, budget, checkpoint, deliver)
                if on_progress is not None:
                    on_progress(len(results), len(queries))
    return [results[index] for index in range(len(queries))]


def _prefix(token_ids: Sequence[int], model: LanguageModel, checkpoint: Checkpoint, length: int) -> RowCache:
    """Run what precedes the first slot, for a sequence of `length` tokens."""
    cache = RowCache()
    if token_ids:
        checkpoint()
        with model.as_long_as(length):
            model.all_logits([token_ids], cache=cache, last=None)
        cache.share_prefix()
    return cache


@torch.no_grad()
def _run_chunk(
    group: Group,
    rows: list[Row],
    prefix: RowCache,
    model: LanguageModel,
    budget: int,
    checkpoint: Checkpoint,
    deliver: Callable[[Sequence[int], Result], None],
) -> None:
    suffix = group.target_ids[group.prefix :]

    def again(length: int) -> Prefilled:
        """Run the prompt once more, for a sequence that has grown to `length` tokens."""
        before = _prefix(group.target_ids[: group.prefix], model, checkpoint, length)
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
            scoring, score(model, prefilled, streams, budget, checkpoint), strict=True
        ):
            deliver(indices, Result(scores, prefilled.receipts[i]))

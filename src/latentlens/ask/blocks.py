"""Answer many items in blocks that take about as long, however large the model."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from latentlens.ask.answer import Answer
from latentlens.ask.error_notes import add_to
from latentlens.ask.question import Question
from latentlens.ask.question_runner import QuestionRunner
from latentlens.ask.source import Item, groups
from latentlens.engine.run import Progress
from latentlens.errors import Cancelled, NotFinite, StaleTrace
from latentlens.inputs.callables import check_callables

OnAnswer = Callable[[Item, Answer], None]

_BLOCK_SECONDS = 0.5
"""Answers come in blocks of items; a block should take about this long, so that a view can follow."""

_FIRST_BLOCK_FLOPS = 1e11
"""What the first block may cost: about a second on one CPU core, before any time was measured."""

_FIRST_BLOCK_MOST = 256
"""However small the model, this many items keep a CPU busy."""

_MOST_RUNS = 8192
"""Most answers that are asked for together: queries are made before the first of them runs."""


def ask_items(
    question: Question,
    items: Sequence[Item],
    *,
    on_answer: OnAnswer | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Answer]:
    """Answer a question about several items; those that share a reader and a target prompt run together.

    Args:
        question: what is asked.
        items: what is read for each answer.
        on_answer: called with each item and its answer as soon as it is there.
        on_progress: called with (items answered, items in all).
        cancel: when set, the work stops.

    Returns:
        The answers in the order of the items.

    Raises:
        Cancelled: if `cancel` was set before the end; what was answered went to `on_answer`.
        StaleTrace: if the model changed between two blocks.
        InputError: if the reader does not fit the model.
    """
    check_callables(cancel, on_progress=on_progress)
    found: dict[int, Answer] = {}

    def keep(item: Item, answer: Answer) -> None:
        found[id(item)] = answer
        if on_answer is not None:
            on_answer(item, answer)

    def report() -> None:
        if on_progress is not None:
            on_progress(len(found), len(items))

    report()
    for reader, group in groups(items):
        _ask_group(QuestionRunner(question, reader, group, cancel), group, keep, report)
    return [found[id(item)] for item in items]


def _ask_group(
    runner: QuestionRunner, items: Sequence[Item], on_answer: OnAnswer, on_block: Callable[[], None]
) -> None:
    """Answer items block by block, each about as long as a view waits."""
    most = max(1, _MOST_RUNS // runner.runs_of_an_item())
    size, start = min(most, _first_block(runner)), 0
    while start < len(items):
        began = time.monotonic()
        block = items[start : start + min(size, most)]
        try:
            answers = runner.block(block)
        except (Cancelled, StaleTrace):
            raise
        except Exception as error:
            if len(block) == 1:
                add_to(error, f"It came up at {runner.name(block[0])}.")
                raise
            # Of fewer items at a time, those before the one that it lies at are answered, or memory suffices.
            most = len(block) // 2
            continue
        if len(block) < len(items):
            runner.check_unchanged()
        for item, answer in zip(block, answers, strict=True):
            on_answer(item, answer)
        start += len(block)
        took = time.monotonic() - began
        if took < _BLOCK_SECONDS:
            size = min(most, 2 * size)
        elif took > 8 * _BLOCK_SECONDS:
            size = max(1, size // 2)
        on_block()


def ask_one(
    question: Question,
    item: Item,
    *,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Answer:
    """Answer a question about one item.

    Args:
        question: what is asked.
        item: what is read.
        on_progress: called with (items answered, items in all).
        cancel: when set, the work stops.

    Raises:
        NotFinite: if there is no answer, for NaN or infinity stands where a state or a distribution should.
        Cancelled: if `cancel` was set before the end.
        InputError: if the reader does not fit the model.
    """
    (answer,) = ask_items(question, [item], on_progress=on_progress, cancel=cancel)
    if not answer.finite:
        raise NotFinite(answer.flags[0].message)
    return answer


def _first_block(runner: QuestionRunner) -> int:
    """Return how many items to ask first, by the tokens that each runs and the size of the model."""
    flops = 2 * runner.backend.n_parameters * runner.tokens_of_an_item()
    return max(4, min(_FIRST_BLOCK_MOST, int(_FIRST_BLOCK_FLOPS / flops)))

"""Answer many items in blocks that take about half a second each, whatever the model's size."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from latentlens.ask.answer import Answer
from latentlens.ask.error_notes import add_to
from latentlens.ask.question import Question
from latentlens.ask.question_runner import QuestionRunner
from latentlens.ask.source import Item, groups
from latentlens.display.progress import Progress, track
from latentlens.errors import Cancelled, NotFinite, StaleTrace

OnAnswer = Callable[[Item, Answer], None]

_BLOCK_SECONDS = 0.5
"""Target duration of a block of items in seconds, so that a view shows answers as they come."""

_FIRST_BLOCK_FLOPS = 1e11
"""Floating-point operations of the first block: about a second on one CPU core."""

_FIRST_BLOCK_MOST = 256
"""Most items of the first block, also for a small model."""

_MOST_RUNS = 8192
"""Most generations of one block, whose queries are all made before the first one runs."""


def ask_items(
    question: Question,
    items: Sequence[Item],
    progress: Progress,
    *,
    on_answer: OnAnswer | None = None,
) -> list[Answer]:
    """Answer a question about several items; those that share a reader and a target prompt run together.

    Args:
        question: what is asked.
        items: what is read for each answer.
        progress: counts the items that are answered, and stops the work where it is cancelled.
        on_answer: called with each item and its answer as soon as it is there.

    Returns:
        The answers in the order of the items.

    Raises:
        Cancelled: if `progress` was cancelled before the end; what was answered went to `on_answer`.
        StaleTrace: if the model changed between two blocks.
        InputError: if the reader does not fit the model.
    """
    answers: dict[int, Answer] = {}

    def keep(item: Item, answer: Answer) -> None:
        answers[id(item)] = answer
        if on_answer is not None:
            on_answer(item, answer)

    for reader, group in groups(items):
        _ask_group(QuestionRunner(question, reader, group, progress), group, keep, progress)
    return [answers[id(item)] for item in items]


def _ask_group(
    runner: QuestionRunner, items: Sequence[Item], on_answer: OnAnswer, progress: Progress
) -> None:
    """Answer items block by block, and adapt the block's size to the time that it takes."""
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
            # With smaller blocks, the items before the failing one are answered, or memory suffices.
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
        progress.advance(len(block))


def ask_one(question: Question, item: Item, progress: Progress | bool | None = None) -> Answer:
    """Answer a question about one item.

    Args:
        question: what is asked.
        item: what is read.
        progress: as in `Session.ask`.

    Raises:
        NotFinite: if there is no answer, for NaN or infinity stands where a state or a distribution should.
        Cancelled: if `progress` was cancelled before the end.
        InputError: if the reader does not fit the model.
    """
    with track(progress, "asking", unit="answers", total=1) as work:
        (answer,) = ask_items(question, [item], work)
    if not answer.finite:
        raise NotFinite(answer.flags[0].message)
    return answer


def _first_block(runner: QuestionRunner) -> int:
    """Return the number of items of the first block, from the tokens per item and the model's size."""
    flops = 2 * runner.backend.n_parameters * runner.tokens_of_an_item()
    return max(4, min(_FIRST_BLOCK_MOST, int(_FIRST_BLOCK_FLOPS / flops)))

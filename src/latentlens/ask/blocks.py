"""Answer many cells in blocks that take about as long, however large the model."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from latentlens._checked import calls
from latentlens._errors import Cancelled, NotFinite, StaleTrace
from latentlens.ask.answer import Answer
from latentlens.ask.error_notes import add_to
from latentlens.ask.question import Question
from latentlens.ask.runner import QuestionRunner
from latentlens.ask.source import Cell
from latentlens.engine.run import Progress

OnAnswer = Callable[[Cell, Answer], None]

_BLOCK_SECONDS = 0.5
"""Answers come in blocks of cells; a block should take about this long, so that a view can follow."""

_FIRST_BLOCK_FLOPS = 1e11
"""What the first block may cost: about a second on one CPU core, before any time was measured."""

_FIRST_BLOCK_MOST = 256
"""However small the model, this many cells keep a CPU busy."""

_MOST_RUNS = 8192
"""So many answers are asked for together at most: queries are made before the first of them runs."""


def ask_cells(
    question: Question,
    cells: Sequence[Cell],
    *,
    on_answer: OnAnswer | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> list[Answer]:
    """Answer a question about several cells, in their order.

    Args:
        question: what is asked.
        cells: which the source has.
        on_answer: called with each cell and its answer as soon as it is there.
        on_progress: called with (cells answered, cells in all).
        cancel: when set, the work stops.

    Raises:
        Cancelled: if `cancel` was set before the end; what was answered went to `on_answer`.
        StaleTrace: if the model changed between two blocks.
        InputError: if the reader does not fit the model.
    """
    calls(cancel, on_progress=on_progress)
    asking = QuestionRunner(question, cancel)
    answers: list[Answer] = []
    most = max(1, _MOST_RUNS // asking.runs_of_a_cell())
    size = min(most, _first_block(asking))
    start = 0
    if on_progress is not None:
        on_progress(0, len(cells))
    while start < len(cells):
        began = time.monotonic()
        block = cells[start : start + min(size, most)]
        try:
            found = asking.block(block)
        except (Cancelled, StaleTrace):
            raise
        except Exception as error:
            if len(block) == 1:
                add_to(error, f"It came up at {asking.name(block[0])}.")
                raise
            # Of fewer cells at a time, those before the one that it lies at are answered, or memory suffices.
            most = len(block) // 2
            continue
        if len(block) < len(cells):
            asking.check_unchanged()
        for cell, answer in zip(block, found, strict=True):
            answers.append(answer)
            if on_answer is not None:
                on_answer(cell, answer)
        start += len(block)
        took = time.monotonic() - began
        if took < _BLOCK_SECONDS:
            size = min(most, 2 * size)
        elif took > 8 * _BLOCK_SECONDS:
            size = max(1, size // 2)
        if on_progress is not None:
            on_progress(len(answers), len(cells))
    return answers


def ask_one(
    question: Question,
    cell: Cell,
    *,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Answer:
    """Answer a question about one cell.

    Args:
        question: what is asked.
        cell: which the source has.
        on_progress: called with (cells answered, cells in all).
        cancel: when set, the work stops.

    Raises:
        NotFinite: if there is no answer, for NaN or infinity stands where a state or a distribution should.
        Cancelled: if `cancel` was set before the end.
        InputError: if the reader does not fit the model.
    """
    (answer,) = ask_cells(question, [cell], on_progress=on_progress, cancel=cancel)
    if not answer.finite:
        raise NotFinite(answer.flags[0].message)
    return answer


def _first_block(asking: QuestionRunner) -> int:
    """Return how many cells to ask first, by the tokens that each runs and the size of the model."""
    flops = 2 * asking.model.n_parameters * asking.tokens_of_a_cell()
    return max(4, min(_FIRST_BLOCK_MOST, int(_FIRST_BLOCK_FLOPS / flops)))

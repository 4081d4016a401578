"""Ask what a sweep still lacks; keep what was answered when it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from latentlens._checked import calls
from latentlens._errors import Cancelled
from latentlens.answers.answer import Answer
from latentlens.answers.swept import Swept
from latentlens.asking.blocks import ask_cells
from latentlens.engine.run import Progress
from latentlens.questions.question import Question
from latentlens.questions.source import Cell


def fill(
    sweep: Swept,
    *,
    on_answer: Callable[[Answer], None] | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Ask every cell of a sweep that has no answer yet.

    What the session's unfinished sweep of the same question answered is taken over; stopped, the sweep itself
    becomes the unfinished one.

    Args:
        sweep: which gets the answers.
        on_answer: called with each answer as soon as it is there.
        on_progress: called with (cells answered, cells in all).
        cancel: when set, the work stops.

    Raises:
        Cancelled: if `cancel` was set.
        KeyboardInterrupt: if interrupted.
        InputError: if the reader does not fit.
    """
    calls(cancel, on_progress=on_progress, on_answer=on_answer)
    session, wanted = sweep.question.session, sweep.cells
    stopped = session.unfinished
    if stopped is not None and stopped.same(sweep):
        session.unfinished = None
        held = stopped.answers
        sweep.answers.update({cell: held[cell] for cell in wanted if cell in held})
    missing = [cell for cell in wanted if cell not in sweep.answers]
    if not missing and on_progress is not None:
        on_progress(len(wanted), len(wanted))
    try:
        for question, cells in _questions(sweep, missing):
            done = len(sweep.answers)

            def keep(place: Cell, answer: Answer, cells: dict[Cell, Cell] = cells) -> None:
                sweep.answers[cells[place]] = answer
                if on_answer is not None:
                    on_answer(answer)

            def progress(now: int, _: int, done: int = done) -> None:
                if on_progress is not None:
                    on_progress(done + now, len(wanted))

            ask_cells(question, list(cells), on_answer=keep, on_progress=progress, cancel=cancel)
    except Cancelled:
        session.unfinished = sweep
        raise
    except KeyboardInterrupt:
        session.unfinished = sweep
        # said here because an interrupt itself carries no message
        print(
            f"latentlens: stopped after {len(sweep)} of {len(wanted)} cells. They are in "
            "session.unfinished; the same sweep again goes on from there."
        )
        raise


def _questions(sweep: Swept, cells: Sequence[Cell]) -> list[tuple[Question, dict[Cell, Cell]]]:
    """Return every question that cells of a sweep answer, with those cells by the source's cells."""
    found: list[tuple[Question, dict[Cell, Cell]]] = []
    for cell in cells:
        question, place = sweep.asked(cell)
        if not found or found[-1][0] != question:
            found.append((question, {}))
        found[-1][1][place] = cell
    return found

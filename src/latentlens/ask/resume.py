"""Ask what a sweep still lacks; keep what was answered when it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from latentlens._checked import calls
from latentlens._errors import Cancelled, StaleTrace
from latentlens.ask.answer import Answer
from latentlens.ask.base_sweep import BaseSweep
from latentlens.ask.blocks import ask_cells
from latentlens.ask.error_notes import add_to
from latentlens.ask.question import Question
from latentlens.ask.source import Cell
from latentlens.engine.run import Progress


def fill(
    sweep: BaseSweep,
    *,
    on_answer: Callable[[Answer], None] | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Ask every cell of a sweep that has no answer yet.

    What the session's unfinished sweep of the same question answered is taken over. Whatever ends the work
    before its end, a cancel, an interrupt or an error, the sweep so far becomes the unfinished one.

    Args:
        sweep: which gets the answers.
        on_answer: called with each answer as soon as it is there.
        on_progress: called with (cells answered, cells in all).
        cancel: when set, the work stops.

    Raises:
        Cancelled: if `cancel` was set.
        StaleTrace: if a model is no longer in the state in which the first cells were asked.
        KeyboardInterrupt: if interrupted; the message says where the answers are.
        InputError: if the reader does not fit.
    """
    calls(cancel, on_progress=on_progress, on_answer=on_answer)
    session, wanted = sweep.question.session, sweep.cells
    stopped = session.unfinished
    if stopped is None or not stopped.same(sweep):
        stopped = None
    # Reading a model's weights costs as much as a step of it: where nothing is taken over, what the first
    # answer was made from says it too.
    first = stopped is None and sweep.question.source.session is session
    sweep.fingerprints = None if first else _fingerprints(sweep)
    if stopped is not None:
        assert sweep.fingerprints is not None
        _check_state(stopped, sweep.fingerprints, "session.unfinished", _START_ANEW)
        held = stopped.answers
        sweep.answers.update({cell: held[cell] for cell in wanted if cell in held})
    missing = [cell for cell in wanted if cell not in sweep.answers]
    if not missing and on_progress is not None:
        on_progress(len(wanted), len(wanted))
    try:
        for number, (question, cells) in enumerate(_questions(sweep, missing)):
            if number and sweep.fingerprints is not None:
                _check_state(sweep, _fingerprints(sweep), "this sweep", _GO_ON)
            done = len(sweep.answers)

            def keep(place: Cell, answer: Answer, cells: dict[Cell, Cell] = cells) -> None:
                sweep.answers[cells[place]] = answer
                if sweep.fingerprints is None:
                    sweep.fingerprints = (answer.provenance["fingerprint"],) * 2
                if on_answer is not None:
                    on_answer(answer)

            def progress(now: int, _: int, done: int = done) -> None:
                if on_progress is not None:
                    on_progress(done + now, len(wanted))

            ask_cells(question, list(cells), on_answer=keep, on_progress=progress, cancel=cancel)
    except BaseException as error:
        if len(sweep):  # none answered is none to keep, and another sweep's answers may stand there
            session.unfinished = sweep
            if not isinstance(error, Cancelled):
                add_to(
                    error,
                    f"latentlens: stopped after {len(sweep)} of {len(wanted)} cells. They are in "
                    "session.unfinished; the same sweep again goes on from there.",
                )
        raise
    # Only now: until here its answers were nowhere else for sure.
    if stopped is not None and session.unfinished is stopped:
        session.unfinished = None


def _fingerprints(sweep: BaseSweep) -> tuple[str, str]:
    """Return what the model that is read and the model that answers are now."""
    answering = sweep.question.session.model.fingerprint()
    source = sweep.question.source.session
    return (answering if source is sweep.question.session else source.model.fingerprint()), answering


_START_ANEW = "set session.unfinished = None to begin the sweep anew."
_GO_ON = "ask the same sweep again then, or set session.unfinished = None first to begin anew."


def _check_state(sweep: BaseSweep, now: tuple[str, str], where: str, otherwise: str) -> None:
    """Raise unless both models are as they were when a sweep's cells were asked."""
    if sweep.fingerprints in (None, now):
        return
    question, (_, answered) = sweep.question, sweep.fingerprints
    model = question.session.model.name if answered != now[1] else question.source.session.model.name
    before, after = next(
        both for both in zip(sweep.fingerprints[::-1], now[::-1], strict=True) if both[0] != both[1]
    )
    raise StaleTrace(
        f"The model {model} changed after {len(sweep)} of the {len(sweep.cells)} cells of {where} were "
        f"answered (fingerprint {before[:8]} then, {after[:8]} now), and answers of two states do not "
        f"go into one sweep. Put its weights, adapters and settings back as they were; or {otherwise}"
    )


def _questions(sweep: BaseSweep, cells: Sequence[Cell]) -> list[tuple[Question, dict[Cell, Cell]]]:
    """Return every question that cells of a sweep answer, with those cells by the source's cells."""
    found: list[tuple[Question, dict[Cell, Cell]]] = []
    for cell in cells:
        question, place = sweep.asked(cell)
        if not found or found[-1][0] != question:
            found.append((question, {}))
        found[-1][1][place] = cell
    return found

"""Run a sweep's missing items; keep partial results when it is stopped."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

from latentlens.ask.answer import Answer
from latentlens.ask.blocks import ask_items
from latentlens.ask.error_notes import add_to
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.engine.backend import Backend
from latentlens.engine.run import Progress
from latentlens.errors import Cancelled, StaleTrace
from latentlens.inputs.callables import check_callables


@dataclasses.dataclass
class Unfinished:
    """The last sweep that was stopped before its end.

    Args:
        sweep: the sweep with what it had answered; None where none was stopped.
    """

    sweep: Sweep | None = None


def run_missing_items(
    sweep: Sweep,
    unfinished: Unfinished,
    *,
    on_answer: Callable[[Answer], None] | None = None,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> None:
    """Ask every item of a sweep that has no answer yet.

    What the unfinished sweep of the same question answered is taken over. Whatever ends the work before its
    end, a cancel, an interrupt or an error, the sweep so far becomes the unfinished one.

    Args:
        sweep: gets the answers.
        unfinished: holds the sweep that was stopped last.
        on_answer: called with each answer as soon as it is there.
        on_progress: called with (items answered, items in all).
        cancel: when set, the work stops.

    Raises:
        Cancelled: if `cancel` was set.
        StaleTrace: if a model is no longer in the state in which the first items were asked.
        KeyboardInterrupt: if interrupted; the message says where the answers are.
        InputError: if the reader does not fit.
    """
    check_callables(cancel, on_progress=on_progress, on_answer=on_answer)
    stopped = unfinished.sweep
    if stopped is None or not stopped.same(sweep):
        stopped = None
    models = _models(sweep)
    # Reading a model's weights costs as much as a step of it: where nothing is taken over, what the first
    # answer was made from says it too.
    sweep.fingerprints = None if stopped is None and len(models) == 1 else _fingerprints(models)
    if stopped is not None:
        assert sweep.fingerprints is not None
        _check_state(stopped, models, sweep.fingerprints, "session.unfinished", _START_ANEW)
        held = stopped.answers
        sweep.answers.update({cell: held[cell] for cell in sweep.cells if cell in held})
    missing = [item for item in sweep.items if item.coords not in sweep.answers]
    total, before = len(sweep.items), len(sweep.answers)
    if not missing and on_progress is not None:
        on_progress(total, total)

    def keep(item: Item, answer: Answer) -> None:
        answered = answer.provenance["fingerprint"]
        if sweep.fingerprints is None:
            sweep.fingerprints = (answered,)
        elif sweep.fingerprints[-1] != answered:
            now = _fingerprints(models)
            _check_state(sweep, models, now, "this sweep", _GO_ON)
        sweep.answers[item.coords] = answer
        if on_answer is not None:
            on_answer(answer)

    def progress(now: int, _: int) -> None:
        if on_progress is not None:
            on_progress(before + now, total)

    try:
        if missing:
            ask_items(sweep.question, missing, on_answer=keep, on_progress=progress, cancel=cancel)
    except BaseException as error:
        if len(sweep):  # none answered is none to keep, and another sweep's answers may stand there
            unfinished.sweep = sweep
            if not isinstance(error, Cancelled):
                add_to(
                    error,
                    f"latentlens: stopped after {len(sweep)} of {total} cells. They are in "
                    "session.unfinished; the same sweep again goes on from there.",
                )
        raise
    # Only now: until here its answers were nowhere else for sure.
    if stopped is not None and unfinished.sweep is stopped:
        unfinished.sweep = None


def _models(sweep: Sweep) -> list[Backend]:
    """Return the models that are read, where they are others, and last the one that answers."""
    answering = sweep.question.backend
    read = {id(item.source.backend): item.source.backend for item in sweep.items}
    return [*(backend for backend in read.values() if backend is not answering), answering]


def _fingerprints(models: list[Backend]) -> tuple[str, ...]:
    return tuple(backend.fingerprint() for backend in models)


_START_ANEW = "set session.unfinished = None to begin the sweep anew."
_GO_ON = "ask the same sweep again then, or set session.unfinished = None first to begin anew."


def _check_state(
    sweep: Sweep, models: list[Backend], now: tuple[str, ...], where: str, otherwise: str
) -> None:
    """Raise unless all models are as they were when a sweep's items were asked."""
    then = sweep.fingerprints
    if then is None or then == now:
        return
    changed = len(now) - 1  # the one that answers is named first
    if len(then) == len(now) and then[-1] == now[-1]:
        changed = next(i for i, (one, other) in enumerate(zip(then, now, strict=True)) if one != other)
    before = then[changed if len(then) == len(now) else -1]
    raise StaleTrace(
        f"The model {models[changed].name} changed after {len(sweep)} of the {len(sweep.items)} cells of "
        f"{where} were answered (fingerprint {before[:8]} then, {now[changed][:8]} now), and answers of two "
        f"states do not go into one sweep. Put its weights, adapters and settings back as they were; or "
        f"{otherwise}"
    )

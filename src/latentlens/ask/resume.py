"""Run a sweep's missing items; keep partial results when it is stopped."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from latentlens.ask.answer import Answer
from latentlens.ask.blocks import ask_items
from latentlens.ask.error_notes import add_to
from latentlens.ask.source import Item
from latentlens.ask.sweep import Sweep
from latentlens.display.progress import Progress, check_progress, track
from latentlens.engine.backend import Backend
from latentlens.errors import Cancelled, StaleTrace
from latentlens.inputs.callables import check_callables


@dataclasses.dataclass
class Unfinished:
    """The last sweep that was stopped before its end.

    Args:
        sweep: the sweep with its answers so far; None (default) if none was stopped.
    """

    sweep: Sweep | None = None


def run_missing_items(
    sweep: Sweep,
    unfinished: Unfinished,
    *,
    on_answer: Callable[[Answer], None] | None = None,
    progress: Progress | bool | None = None,
) -> None:
    """Ask about every item of a sweep that has no answer yet.

    Answers of an unfinished sweep of the same question are copied first. If a cancel, an interrupt or an
    error ends the work, the sweep with its answers so far becomes the unfinished one.

    Args:
        sweep: the sweep, to which the answers are added.
        unfinished: holder of the sweep that was stopped last.
        on_answer: function called with each answer as soon as it is known; None (default) for none.
        progress: as in `Session.sweep`; counts the items that are answered, here or before.

    Raises:
        Cancelled: if `progress` was cancelled.
        StaleTrace: if a model is no longer in the state in which the first items were asked.
        KeyboardInterrupt: if interrupted; the message says where the answers are.
        InputError: if the reader does not fit.
    """
    check_callables(on_answer=on_answer)
    check_progress(progress)
    stopped = unfinished.sweep
    if stopped is None or not stopped.same(sweep):
        stopped = None
    models = _models(sweep)
    # Fingerprinting costs as much as a forward pass. If no answers are copied, the first answer's provenance
    # has the fingerprint, too.
    sweep.fingerprints = None if stopped is None and len(models) == 1 else _fingerprints(models)
    if stopped is not None:
        assert sweep.fingerprints is not None
        _check_state(stopped, models, sweep.fingerprints, "session.unfinished", _START_ANEW)
        held = stopped.answers
        sweep.answers.update({cell: held[cell] for cell in sweep.cells if cell in held})
    missing = [item for item in sweep.items if item.coords not in sweep.answers]
    total, before = len(sweep.items), len(sweep.answers)

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

    try:
        with track(progress, "sweeping", unit="answers", total=total, done=before) as work:
            ask_items(sweep.question, missing, work, on_answer=keep)
    except BaseException as error:
        if len(sweep):  # an empty sweep does not replace another unfinished one
            unfinished.sweep = sweep
            if not isinstance(error, Cancelled):
                add_to(
                    error,
                    f"latentlens: stopped after {len(sweep)} of {total} cells. They are in "
                    "session.unfinished; the same sweep again goes on from there.",
                )
        raise
    # Dropped only now: until here it could be the only holder of its answers.
    if stopped is not None and unfinished.sweep is stopped:
        unfinished.sweep = None


def _models(sweep: Sweep) -> list[Backend]:
    """Return the other models that are read, then the one that answers."""
    answering = sweep.question.backend
    read = {id(model): model for item in sweep.items for model, _ in item.source.models}
    return [*(backend for backend in read.values() if backend is not answering), answering]


def _fingerprints(models: list[Backend]) -> tuple[str, ...]:
    return tuple(backend.fingerprint() for backend in models)


_START_ANEW = "set session.unfinished = None to begin the sweep anew."
_GO_ON = "ask the same sweep again then, or set session.unfinished = None first to begin anew."


def _check_state(
    sweep: Sweep, models: list[Backend], now: tuple[str, ...], where: str, otherwise: str
) -> None:
    """Raise StaleTrace unless all models have the fingerprints that they had when the sweep was asked."""
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

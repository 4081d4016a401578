"""Ask about cases with a known answer, grade what comes back, and fit what the grades teach."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Literal

from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.ask.blocks import ask_items
from latentlens.ask.calibrated import Calibrated, resolve_calibrated
from latentlens.ask.question import Question
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.session_like import SessionLike
from latentlens.ask.source import Item
from latentlens.engine.run import Progress
from latentlens.errors import Cancelled, InputError, NotFinite
from latentlens.evaluation.case import Case
from latentlens.evaluation.confidence_maps import Method
from latentlens.evaluation.graded import Graded
from latentlens.inputs.callables import check_callables
from latentlens.inputs.sequences import as_texts, each_of
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import NO_CONTROLS


def grade(
    session: SessionLike,
    reader: Reader | Calibrated | str,
    cases: Sequence[Case],
    *,
    samples: int = 0,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Graded:
    """Ask a reader about cases with a known answer, all together, and grade its answers.

    No controls are run: the true answer is known.

    Args:
        session: the model that is read and answers.
        reader: as in `Session.ask`.
        cases: which cells, and what is correct.
        samples: as in `Session.ask`.
        seed: of sampling.
        on_progress: called with (prompts run and cases asked, all of them).
        cancel: when set, the work stops.

    Raises:
        SelectionError: if a case's layer or position does not exist.
        InputError: if there are no cases, or the reader cannot be asked about them.
        NotFinite: if a case's state, or the model's logits after it, hold NaN or infinity.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Session
        >>> cases = [Case("France", 1, -1, "Paris"), Case("Peru", 1, -1, "Oslo")]
        >>> grade(Session(), "The capital of x is", cases).correct
        (True, False)
    """
    check_callables(cancel, on_progress=on_progress)
    given = list(each_of("cases", cases, such_as="[Case(prompt, layer, position, answer)]"))
    if wrong := [case for case in given if not isinstance(case, Case)]:
        raise InputError(
            f"{shown(wrong[0])} is no case. Give a list of Case(prompt, layer, position, answer)."
        )
    if not given:
        raise InputError("There are no cases to grade. Give a list of Case(prompt, layer, position, answer).")
    asked, calibrator = resolve_calibrated(reader, own=session.readers, prompts=session.prompts)
    # texts are run once each; of token ids and chats only the session knows which are equal
    keys = [case.prompt if isinstance(case.prompt, str) else i for i, case in enumerate(given)]
    steps = _Steps(len({*keys}) + len(given), on_progress, cancel)
    traces: dict[str | int, Trace] = {}
    for key, case in zip(keys, given, strict=True):
        if key not in traces:
            steps.done(len(traces))
            trace = session.run(case.prompt)
            if isinstance(trace, list):
                raise InputError(
                    f"A case is about one prompt; got {shown(case.prompt)}. Make a case of each."
                )
            traces[key] = trace
    items = [_item(case, traces[key], asked) for key, case in zip(keys, given, strict=True)]
    together: dict[tuple[str, ...], list[Item]] = {}
    for case, item in zip(given, items, strict=True):
        together.setdefault(as_texts(case.options, "options", "('Paris', 'Lima')"), []).append(item)
    answers: dict[int, Answer] = {}

    def keep(item: Item, answer: Answer) -> None:
        answers[id(item)] = answer
        steps.done(len(traces) + len(answers))

    for options, those in together.items():
        question = Question(asked, session.backend, options, samples, NO_CONTROLS, seed, calibrator)
        ask_items(question, those, on_answer=keep, cancel=cancel)
    found = tuple(answers[id(item)] for item in items)
    if bad := [i for i, answer in enumerate(found) if not answer.finite]:
        raise NotFinite(
            f"{len(bad)} of {len(given)} cases have no answer to grade, the first of them case {bad[0]}. "
            f"{found[bad[0]].flags[0].message} Or leave these cases out: {bad}."
        )
    return Graded(found, tuple(case.grade(answer) for case, answer in zip(given, found, strict=True)))


def calibrate(
    session: SessionLike,
    reader: Reader | Calibrated | str,
    cases: Sequence[Case],
    *,
    split: str,
    method: Method | Literal["choose"] = "choose",
    samples: int = 0,
    seed: int = 0,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Calibrated:
    """Fit how often a reader's answers are correct, by how sure they are, and return it with the reader.

    The calibrator belongs to this reader, this model and this kind of confidence, and is refused elsewhere.
    It holds for cases like those that it was fitted on: draw them as those are drawn that you will ask about,
    layers too. Report it on other ones, with `grade`.

    Args:
        session: the model.
        reader: as in `Session.ask`.
        cases: with their true answers, of both verdicts; some hundred.
        split: what these cases are called, such as "validation"; it stays with the calibrator.
        method: "temperature", one scalar; "isotonic", any map that never falls; "choose", the one that
            predicts better in cross-validation within these cases.
        samples: as in `Session.ask`.
        seed: of sampling and of the folds.
        on_progress: called with (prompts run and cases asked, all of them).
        cancel: when set, the work stops.

    Raises:
        InputError: if there are fewer than 20 cases or 5 of a verdict, or as in `grade`.
        SelectionError: if a case's layer or position does not exist.
        Cancelled: if `cancel` was set before the end.

    Examples:
        >>> from latentlens import Session, world
        >>> session = Session()
        >>> cases = [
        ...     Case(country.name, layer, -1, country.capital)
        ...     for country in world.load_facts().countries[:12] for layer in (1, 8)
        ... ]
        >>> calibrated = calibrate(session, "The capital of x is", cases, split="some countries")
        >>> answer = session.ask(session.run("Kenya"), 1, -1, calibrated)
        >>> 0 <= answer.calibrated_confidence <= 1
        True

    Source:
        Guo et al. 2017 (arXiv 1706.04599); for answers of activation readers arXiv 2605.26045.
    """
    asked, _ = resolve_calibrated(reader, own=session.readers, prompts=session.prompts)
    graded = grade(session, asked, cases, samples=samples, seed=seed, on_progress=on_progress, cancel=cancel)
    return Calibrated(asked, graded.calibrator(split=split, method=method, seed=seed))


def _item(case: Case, trace: Trace, reader: Reader) -> Item:
    site = Site(trace.layer(case.layer), case.position_in(trace))
    return Item(SelectionSource(trace, [site]), reader)


class _Steps:
    """Progress that counts up to a total, and stops where that was asked for."""

    def __init__(self, total: int, on_progress: Progress | None, cancel: threading.Event | None) -> None:
        self._total, self._on_progress, self._cancel = total, on_progress, cancel

    def done(self, steps: int) -> None:
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled(f"Cancelled: {steps} of {self._total} prompts and cases were done.")
        if self._on_progress is not None:
            self._on_progress(steps, self._total)

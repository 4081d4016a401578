"""Grade a reader's answers to cases with a known answer, and fit a calibrator on the grades."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from latentlens.activations.selection import Site
from latentlens.activations.trace import Trace
from latentlens.ask.answer import Answer
from latentlens.ask.asker import Asker
from latentlens.ask.blocks import ask_items
from latentlens.ask.calibrated import Calibrated, resolve_calibrated
from latentlens.ask.question import Question
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.source import Item
from latentlens.display.progress import Progress, check_progress, track
from latentlens.errors import InputError, NotFinite
from latentlens.evaluation.case import Case
from latentlens.evaluation.confidence_maps import Method
from latentlens.evaluation.graded import Graded
from latentlens.inputs.sequences import as_texts, each_of
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader
from latentlens.scoring.controls import NO_CONTROLS


def grade(
    session: Asker,
    reader: Reader | Calibrated | str,
    cases: Sequence[Case],
    *,
    samples: int = 0,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> Graded:
    """Ask a reader about cases with a known answer, all together, and grade its answers.

    No controls are run: the true answer is known.

    Args:
        session: session whose model is read and answers.
        reader: reader, name or question, as in `Session.ask`.
        cases: the sites to read, each with its true answer.
        samples: number of sampled answers per case; 0 (default) for one greedy answer.
        seed: random seed of sampling; 0 by default.
        progress: as in `Session.sweep`; counts the prompts that are run and the cases that are asked.

    Raises:
        SelectionError: if a case's layer or position does not exist.
        InputError: if there are no cases, or the reader cannot be asked about them.
        NotFinite: if a case's state, or the model's logits after it, hold NaN or infinity.
        Cancelled: if `progress` was cancelled before the end.

    Examples:
        >>> from latentlens import Session
        >>> cases = [Case("France", 1, -1, "Paris"), Case("Peru", 1, -1, "Oslo")]
        >>> grade(Session(), "The capital of x is", cases).correct
        (True, False)
    """
    check_progress(progress)
    all_cases = list(each_of("cases", cases, such_as="[Case(prompt, layer, position, answer)]"))
    if wrong := [case for case in all_cases if not isinstance(case, Case)]:
        raise InputError(
            f"{shown(wrong[0])} is no case. Give a list of Case(prompt, layer, position, answer)."
        )
    if not all_cases:
        raise InputError("There are no cases to grade. Give a list of Case(prompt, layer, position, answer).")
    uncalibrated, calibrator = resolve_calibrated(
        reader, user_readers=session.readers, prompts=session.prompts
    )
    # texts are run once each; of token ids and chats only the session knows which are equal
    keys = [case.prompt if isinstance(case.prompt, str) else i for i, case in enumerate(all_cases)]
    answers: dict[int, Answer] = {}

    def keep(item: Item, answer: Answer) -> None:
        answers[id(item)] = answer

    prompts = dict(zip(keys, (case.prompt for case in all_cases), strict=True))
    with track(
        progress, "running prompts", unit="prompts and cases", total=len(prompts) + len(all_cases)
    ) as work:
        traces: dict[str | int, Trace] = {}
        for key, prompt in prompts.items():
            work.check()
            trace = session.run(prompt, progress=False)
            if isinstance(trace, list):
                raise InputError(f"A case is about one prompt; got {shown(prompt)}. Make a case of each.")
            traces[key] = trace
            work.advance()
        items = [_item(case, traces[key], uncalibrated) for key, case in zip(keys, all_cases, strict=True)]
        together: dict[tuple[str, ...], list[Item]] = {}
        for case, item in zip(all_cases, items, strict=True):
            together.setdefault(as_texts(case.options, "options", "('Paris', 'Lima')"), []).append(item)
        work.description = "grading"
        for options, those in together.items():
            question = Question(
                uncalibrated, session.backend, options, samples, NO_CONTROLS, seed, calibrator
            )
            ask_items(question, those, work, on_answer=keep)
    all_answers = tuple(answers[id(item)] for item in items)
    if bad := [i for i, answer in enumerate(all_answers) if not answer.finite]:
        raise NotFinite(
            f"{len(bad)} of {len(all_cases)} cases have no answer to grade, the first of them case {bad[0]}. "
            f"{all_answers[bad[0]].flags[0].message} Or leave these cases out: {bad}."
        )
    return Graded(
        all_answers, tuple(case.grade(answer) for case, answer in zip(all_cases, all_answers, strict=True))
    )


def calibrate(
    session: Asker,
    reader: Reader | Calibrated | str,
    cases: Sequence[Case],
    *,
    split: str,
    method: Method | Literal["choose"] = "choose",
    samples: int = 0,
    seed: int = 0,
    progress: Progress | bool | None = None,
) -> Calibrated:
    """Grade a reader on cases with known answers, fit a calibrator, and return the calibrated reader.

    The calibrator is valid for this reader, model and kind of confidence, and is refused elsewhere. Choose
    cases, and layers, like those that you will ask about. Evaluate the result on other cases, with `grade`.

    Args:
        session: session whose model is read and answers.
        reader: reader, name or question, as in `Session.ask`.
        cases: the sites to read, each with its true answer; a hundred or more, on some of which the reader
            is wrong.
        split: name of this set of cases, such as "validation"; the calibrator keeps it.
        method: "temperature" fits one scalar, "isotonic" a monotone map; "choose" (default) takes the one
            with the better cross-validated Brier score.
        samples: number of sampled answers per case; 0 (default) for one greedy answer.
        seed: random seed of sampling and of the cross-validation folds; 0 by default.
        progress: as in `Session.sweep`; counts the prompts that are run and the cases that are asked.

    Raises:
        InputError: if there are fewer than 20 cases, or fewer than 5 correct or wrong answers; or as in
            `grade`.
        SelectionError: if a case's layer or position does not exist.
        Cancelled: if `progress` was cancelled before the end.

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
    uncalibrated, _ = resolve_calibrated(reader, user_readers=session.readers, prompts=session.prompts)
    graded = grade(session, uncalibrated, cases, samples=samples, seed=seed, progress=progress)
    return Calibrated(uncalibrated, graded.calibrator(split=split, method=method, seed=seed))


def _item(case: Case, trace: Trace, reader: Reader) -> Item:
    site = Site(trace.layer(case.layer), case.position_in(trace))
    return Item(SelectionSource(trace, [site]), reader)

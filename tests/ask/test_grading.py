"""Graded answers: those of ask, held against what is known to be true."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from graded_capitals import CAPITAL, capitals
from latentlens import (
    Case,
    Graded,
    Session,
    grade,
)
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, SelectionError
from noted_progress import noted


def test_graded_answers_are_those_of_ask(session: Session, graded: Graded) -> None:
    """Asked together, cases get the answers that each gets alone, code and provenance included."""
    cases = capitals(0, 24)

    for i in (0, 1, 30):
        case = cases[i]
        alone = session.ask(session.run(case.prompt), case.layer, -1, CAPITAL, controls=False)
        together = graded.answers[i]
        assert alone.confidence == pytest.approx(together.confidence, abs=1e-5)
        assert (alone.text, alone.token_ids, alone.layer, alone.position, alone.name, alone.code) == (
            together.text,
            together.token_ids,
            together.layer,
            together.position,
            together.name,
            together.code,
        )
        assert alone.provenance["token_ids"] == together.provenance["token_ids"]


def test_grades_are_those_of_the_cases(graded: Graded) -> None:
    """An answer is correct where it begins with the true one, and both verdicts occur."""
    for case, answer, correct in zip(capitals(0, 24), graded.answers, graded.correct, strict=True):
        assert correct == answer.text.strip().startswith(str(case.answer))
    assert 5 < sum(graded.correct) < len(graded) - 5


@pytest.mark.parametrize(
    ("text", "wanted", "correct"),
    [
        (" Lima", "Lima", True),
        (" lima, a city", "Lima", True),
        (" the Lima.", "Lima", True),
        (" Limassol", "Lima", False),
        (" not Lima", "Lima", False),
        ("", "Lima", False),
        (" C#", "C#", True),
    ],
)
def test_what_is_correct(graded: Graded, text: str, wanted: str, correct: bool) -> None:
    """Answers begin with the true one as whole words; case, articles and what follows do not matter."""
    answer = dataclasses.replace(graded.answers[0], text=text)

    assert correct == Case("x", 0, 0, wanted).grade(answer)


def test_a_function_grades(graded: Graded) -> None:
    """A case may bring its own judge, who sees the whole answer."""
    answer = graded.answers[0]

    assert Case("x", 0, 0, lambda given: given is answer).grade(answer) is True
    assert Case("x", 0, 0, lambda given: given is not answer).grade(answer) is False
    with pytest.raises(InputError, match="true answer"):
        Case("x", 0, 0, " ").grade(answer)


def test_positions_of_a_case(session: Session) -> None:
    """A number, a token's text, and a part of the prompt name the same token."""
    trace = session.run("I flew to Peru and back")

    places = [Case("", 0, p, "").position_in(trace) for p in (4, "Peru", (10, 14), -3)]
    assert [4] * 4 == places
    (found,) = grade(session, CAPITAL, [Case("I flew to Peru and back", 2, (10, 14), "Lima")]).answers
    alone = session.ask(trace, 2, "Peru", CAPITAL, controls=False)
    assert (alone.text, "·Peru", 4) == (found.text, found.name, found.position)
    assert alone.confidence == pytest.approx(found.confidence, abs=1e-5)
    assert alone.confidence != pytest.approx(session.ask(trace, 2, -1, CAPITAL).confidence, abs=1e-3)


def test_options_of_cases(session: Session) -> None:
    """Cases may each have options of their own; the confidence is the probability among them."""
    cases = [
        Case("I flew to Peru", 1, -1, "Lima", options=("Lima", "Oslo")),
        Case("I flew to Kenya", 1, -1, "Nairobi", options=("Nairobi", "Lima", "Oslo")),
        Case("I flew to Norway", 1, -1, "Oslo", options=("Lima", "Oslo")),
    ]
    found = grade(session, CAPITAL, cases)

    assert [2, 3, 2] == [len(answer.options) for answer in found.answers]
    assert ["·Peru", "·Kenya", "·Norway"] == [answer.name for answer in found.answers]
    assert {"probability among the options"} == {answer.confidence_kind for answer in found.answers}
    assert all(found.correct)


def test_prompts_need_not_be_texts(session: Session) -> None:
    """Token ids and chats are prompts too, each read where its own case says."""
    ids = session.run("I flew to Peru").token_ids
    chat = [{"role": "user", "content": "What is the capital of Kenya?"}]
    cases = [
        Case(ids, 1, -1, "Lima"),
        Case(torch.tensor(ids), 1, -1, "Lima"),
        Case(chat, 1, "Kenya", "Nairobi"),
        Case("I flew to Norway", 1, -1, "Oslo"),
    ]

    found = grade(session, CAPITAL, cases)
    assert ["·Peru", "·Peru", "·Kenya", "·Norway"] == [answer.name for answer in found.answers]
    assert all(found.correct)


def test_progress_and_cancel(session: Session) -> None:
    """Prompts and cases are counted up to the end, and a set event stops the work."""
    seen: list[tuple[int, int | None]] = []
    grade(
        session,
        CAPITAL,
        capitals(0, 3),
        progress=noted(seen),
    )
    stopped = Progress(bar=False)
    stopped.cancel()

    assert {9} == {total for _, total in seen}
    assert sorted(seen) == seen
    assert (0, 9) == seen[0]
    assert (9, 9) == seen[-1]
    with pytest.raises(Cancelled, match="0 of 9"):
        grade(session, CAPITAL, capitals(0, 3), progress=stopped)


def test_what_cannot_be_graded_is_refused(session: Session) -> None:
    """No cases, cells that are not there, and readers that write into the source prompt are refused."""
    with pytest.raises(InputError, match="no cases"):
        grade(session, CAPITAL, [])
    with pytest.raises(SelectionError, match="Layer 99"):
        grade(session, CAPITAL, [Case("Peru", 99, -1, "Lima")])
    with pytest.raises(SelectionError, match="Position 99"):
        grade(session, CAPITAL, [Case("Peru", 1, 99, "Lima")])


@pytest.mark.parametrize("reader", ["ablation", "attention_knockout"])
def test_readers_that_write_into_the_source_are_graded_prompt_by_prompt(
    session: Session, reader: str
) -> None:
    """Each case's own prompt runs again, and the answer is what asking about it gives."""
    prompts = ["The capital of Peru is", "The capital of Kenya is"]
    graded = grade(session, reader, [Case(prompt, 1, -2, "Lima") for prompt in prompts])

    for prompt, answer in zip(prompts, graded.answers, strict=True):
        assert session.ask(session.run(prompt), 1, -2, reader, controls=False).text == answer.text

"""Checks of exercises: right is right, wrong gets a hint that helps, and no hint is the answer."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from latentlens import Session
from latentlens.course import check, compare
from latentlens.course.exercise_checks import EXERCISES
from latentlens.errors import InputError


@pytest.mark.parametrize("name", EXERCISES)
def test_a_blank_is_not_answered_yet(name: str, capsys: pytest.CaptureFixture[str]):
    """A notebook that is run before anything is solved goes on."""
    check(name, ...)

    assert capsys.readouterr().out.startswith("Not answered yet.")


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize(
    "answer",
    [None, "nonsense", 10**9, [], object(), ("low", "high"), torch.zeros(3), lambda: 1],
    ids=["none", "text", "number", "list", "object", "pair", "vector", "function"],
)
def test_what_is_no_answer_gets_a_hint(name: str, answer: object, capsys: pytest.CaptureFixture[str]):
    """Whatever a student hands in, a sentence comes back and no traceback."""
    check(name, answer)

    assert capsys.readouterr().out.startswith("Not yet. ")


def test_off_by_one_is_named(capsys: pytest.CaptureFixture[str]):
    """The commonest mistakes have hints of their own."""
    trace = Session().run("The capital of France is")

    check("france after two blocks", trace[3, "France"])
    check("what the third block added", trace[4, "is"] - trace[3, "is"])
    check("what the third block added", trace[2, "is"] - trace[3, "is"])

    at, following, sign = capsys.readouterr().out.splitlines()
    assert "at layer 3" in at
    assert "next block" in following
    assert "sign" in sign


def test_no_hint_is_the_answer(capsys: pytest.CaptureFixture[str]):
    """Nonsense in a vector's place, or in a choice of letters, does not bring the answer out."""
    check("france after two blocks", "nonsense")
    check("which answers are read", "nonsense")
    check("which answers are read", "ac")

    vector, letters, wrong = capsys.readouterr().out.splitlines()
    assert "trace[2" not in vector
    assert "ae" not in letters
    assert "39 random vectors" in wrong


@pytest.mark.parametrize("answer", ["ae", "a, e", "EA", ["a", "e"]])
def test_letters_are_taken_however_they_are_written(answer: object, capsys: pytest.CaptureFixture[str]):
    """The lesson writes "a, c" in one place and "bd" in another, and both kinds are right."""
    check("which answers are read", answer)

    assert "Right.\n" == capsys.readouterr().out


def test_a_function_that_fails_is_told_how(capsys: pytest.CaptureFixture[str]):
    """A grading function of a student's may raise; the check says what it raised."""
    check("grading a description", lambda text, name: text.strp() == name)

    assert "AttributeError" in capsys.readouterr().out


@pytest.mark.parametrize(
    "returned", [torch.zeros(3), np.zeros(3)], ids=["several numbers of torch", "several numbers of numpy"]
)
def test_a_function_that_does_not_decide_is_told_so(returned: object, capsys: pytest.CaptureFixture[str]):
    """What a grading function returns may be neither true nor false, which is a hint and no traceback."""
    check("grading a description", lambda text, name: returned)

    assert capsys.readouterr().out.endswith(f"a {type(returned).__name__}; True or False is wanted.\n")


@pytest.mark.parametrize("count", [0, 0.0, np.int64(0), torch.tensor(0), torch.tensor(0.0)], ids=repr)
def test_a_count_is_taken_whatever_counted_it(count: object, capsys: pytest.CaptureFixture[str]):
    """A sum of numpy, pandas or torch is a number like Python's."""
    check("the bridge at the last token", count)

    assert "Right.\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "answer", [False, np.bool_(False), torch.tensor(False), "0", 1, np.int64(1)], ids=repr
)
def test_no_truth_value_or_text_is_a_count(answer: object, capsys: pytest.CaptureFixture[str]):
    """False equals 0 and is none."""
    check("the bridge at the last token", answer)

    assert capsys.readouterr().out.startswith("Not yet. ")


def test_a_reading_is_no_empty_answer(capsys: pytest.CaptureFixture[str]):
    """An answer with excess, and one that is not right, are told apart."""
    session = Session()
    trace = session.run("She wrote about France")

    check("a right answer that was not read", session.ask(trace, 2, "France", "The capital of x is"))
    check(
        "a right answer that was not read",
        session.ask(trace, 2, "about", "The capital of x is"),
    )

    read, wrong = capsys.readouterr().out.splitlines()
    assert "this one was read" in read
    assert "not right of France" in wrong


def test_another_token_is_named(capsys: pytest.CaptureFixture[str]):
    """Who asks the right question of the wrong token is told of the token."""
    session = Session()
    trace = session.run("She wrote about France")

    check("the currency of France", session.ask(trace, 2, "about", "The currency of x is"))

    assert "at the token '·about'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("interval", "says"), [((0.714, 1.086), "No share is above 1"), ((60, 98), "not percent")], ids=str
)
def test_an_interval_beyond_one_is_told_from_percent(
    interval: tuple[float, float], says: str, capsys: pytest.CaptureFixture[str]
):
    """Mean and standard error of nine of ten reach beyond 1, which is another mistake than percent."""
    check("nine of ten", interval)

    assert says in capsys.readouterr().out


def test_an_unknown_exercise_is_refused():
    """A misspelt name says which there are."""
    with pytest.raises(InputError, match="no exercise 'paris'"):
        check("paris", 1)


def test_a_guess_stands_beside_what_was_found(capsys: pytest.CaptureFixture[str]):
    """Also where none was made."""
    compare("late", 6)
    compare(..., 6)

    assert "You guessed: late\nFound: 6\nYou wrote down no guess.\nFound: 6\n" == capsys.readouterr().out

"""Answers that the browser asks to be compared with noise, or to be run again by themselves."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from browser_end import Browser
from latentlens import Explorer, Session
from latentlens.explorer.entities import entity_types_at
from latentlens.explorer.menu import menu
from latentlens.explorer.view_title import short_name
from latentlens.scoring.verdict import VERDICTS


@pytest.fixture
def asked(bundled: Session) -> Browser:
    """An Explorer of the bundled model in which France was asked for its capital."""
    front = Browser(Explorer(bundled, bundled.run("The capital of France is")))
    assert "untested" == result(front, "ask", layer=2, position=4)["verdict"]
    return front


def result(front: Browser, what: str, **args: Any) -> dict[str, Any]:
    """Return the result of a query, whose id is its number."""
    id = f"q{len(front.heard)}"
    front.query(id, what, **args)
    value: dict[str, Any] = front.wait(id, "result")["value"]
    return value


def test_an_answer_is_compared_with_noise(asked: Browser) -> None:
    """It keeps its id, its target and its place in the history, and gets a verdict."""
    before = asked.explorer.history[-1]
    after = result(asked, "noise", answer=before["id"])

    assert "read" == after["verdict"]
    assert 39 == after["noise"]["samples"][0]["n"]
    asked_for = {name: before[name] for name in ("verdict", "code", "provenance")}
    assert before == {**after, **asked_for, "noise": None}
    assert [after] == asked.explorer.history


def test_what_was_compared_with_noise_is_so_in_python_too(asked: Browser) -> None:
    """The Explorer's answer, its provenance and its code have the noise that the card shows."""
    entry = result(asked, "noise", answer=asked.explorer.history[-1]["id"])
    (answer,) = asked.explorer.answers

    assert "read" == answer.verdict
    assert "noise=39" in answer.code
    assert (answer.code, answer.provenance["controls"]) == (entry["code"], entry["provenance"]["controls"])
    names: dict[str, Any] = {}
    exec(answer.code, names)
    assert (answer.text, answer.noise) == (names["answer"].text, names["answer"].noise)


def test_an_answer_and_its_noise_are_of_one_run(asked: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the run with noise answers otherwise, as it may on a GPU, the card has its answer too."""
    ask = Session.ask
    monkeypatch.setattr(
        Session, "ask", lambda *given, **how: dataclasses.replace(ask(*given, **how), text=" Lyon")
    )
    for _ in range(2):
        entry = result(asked, "noise", answer=asked.explorer.history[-1]["id"])
        (answer,) = asked.explorer.answers

        assert (" Lyon", " Lyon") == (entry["text"], answer.text)
        assert answer.code == entry["code"]


def test_what_was_compared_with_noise_is_saved(tmp_path: Path) -> None:
    """A saved session keeps it as the Explorer's answer."""
    with Session() as session:
        trace = session.run("The capital of France is")
        front = Browser(trace.explorer)
        result(front, "ask", layer=2, position=4)
        result(front, "noise", answer=front.explorer.history[-1]["id"])
        path = session.save(tmp_path / "work.session")

    with Session.load(path) as again:
        assert ["read"] == [answer.verdict for answer in again.traces[0].explorer.answers]


def test_an_answer_is_run_again_by_itself(asked: Browser) -> None:
    """What that came to is said in a sentence."""
    after = result(asked, "verify", answer=asked.explorer.history[-1]["id"])

    assert "the most probable token is the same" in after["verified"]
    assert [after] == asked.explorer.history


def test_a_point_of_a_sweep_is_compared_too(asked: Browser) -> None:
    """It is found by its id, and the history has no point in it."""
    curve = result(asked, "sweep", layer=2, start=4, stop=5)
    after = result(asked, "noise", answer=curve["points"][0]["id"])

    assert "read" == after["verdict"]
    assert 1 == len(asked.explorer.history)


def test_an_unknown_answer_is_refused(asked: Browser) -> None:
    """The message says to ask again."""
    asked.query("unknown", "noise", answer="nobody")

    assert "is not held any more. Ask again." in asked.end("unknown")["message"]


def test_the_card_has_the_provenance_and_the_sentences(asked: Browser) -> None:
    """Model, seed and versions go with an answer, and the sentence of each verdict with the Explorer."""
    found = asked.explorer.history[-1]["provenance"]

    assert ("world-small", 0) == (found["model"], found["seed"])
    assert "torch" in found["versions"]
    assert dict(VERDICTS) == asked.explorer.constants["verdicts"]


def test_real_models_know_real_countries() -> None:
    """A country is known by its name in any model but those of the teaching world, which know their own."""
    tokens = ["The", "·capital", "·of", "·New", "·Zealand", "·is", "·Paris"]

    assert [None] * 4 + ["country", None, "city"] == entity_types_at(tokens, "smollm2-135m")
    assert [None] == entity_types_at(["·iron·ore"], "gpt2")


def test_a_country_has_a_language(bundled: Session) -> None:
    """The relation of the docs is in the menu, for countries, and by its name in code."""
    entry = menu(bundled)["language"]
    trace = bundled.run("France")

    assert ("country", "Relations") == (entry.subject, entry.preset.group)
    assert (
        bundled.ask(trace, 2, -1, "The language of x is").text == bundled.ask(trace, 2, -1, "language").text
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("world-small", "world-small"),
        ("openai/gpt2", "openai/gpt2"),
        ("/data/smollm2-135m/hf", "smollm2-135m/hf"),
        ("/data/qwen/checkpoint-500", "qwen/checkpoint-500"),
        ("/data/qwen", "qwen"),
        ("/c/models--owner--name/snapshots/0123abc", "owner/name"),
    ],
)
def test_a_model_is_named_so_that_it_is_known(name: str, short: str) -> None:
    """A directory called "hf" says nothing by itself."""
    assert short == short_name(name)

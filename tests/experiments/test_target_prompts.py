"""Target prompts for a model: chosen on validation alone, measured on a test split with controls beside."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from latentlens import Progress, Session
from latentlens.cli.main import app
from latentlens.errors import InputError
from latentlens.experiments.target_prompts import choose
from latentlens.experiments.target_prompts.candidates import CHATS, DESCRIPTIONS, SHOWN, relation_candidates
from latentlens.experiments.target_prompts.described_entities import well_known
from latentlens.experiments.target_prompts.expected import Expected, Half
from latentlens.experiments.target_prompts.report import figures
from latentlens.experiments.target_prompts.searches import PromptSearch, searches
from latentlens.experiments.target_prompts.unseen_cases import (
    NOTHING,
    OTHERS,
    RANDOM,
    STATE,
    read_held_out,
    shares,
)
from latentlens.readers.presets import as_reader, question
from latentlens.training.graded_prompts import PromptChoice

GOOD, OTHER = "The capital of x is", "The language of x is"
COUNTRIES = {"Kenya": ("Nairobi", "Swahili"), "France": ("Paris", "French"), "Peru": ("Lima", "Spanish")}


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on the bundled model."""
    return Session()


def country(name: str, which: int) -> Expected:
    """Return a country with its capital (0) or its language (1) as the right answer."""
    answer = COUNTRIES[name][which]
    return Expected(name, "countries", answer, f"I flew to {name}", (answer,), "at the beginning")


@pytest.mark.parametrize("which", range(4))
def test_no_name_is_in_both_halves(session: Session, which: int) -> None:
    """What prompts are chosen on is never reported, and no example of a candidate is graded."""
    every = [search for search in searches(session) if search.name != "description_in_chat"]
    search = every[which]
    validation, test = (search.expected(session, half) for half in ("validation", "test"))

    assert {"description", "token_identity", "capital", "currency"} == {each.name for each in every}
    assert 20 <= len(validation)
    assert 40 <= len(test)
    assert set() == {each.source for each in validation} & {each.source for each in test}
    shown = [subject for subject, _ in SHOWN.get(search.name, ())]
    assert set() == {each.name for each in (*validation, *test)} & set(shown)


def test_examples_of_descriptions_are_not_graded() -> None:
    """No candidate names a person or thing that is to be described."""
    texts = "\n".join([*DESCRIPTIONS, *(repr(chat) for chat in CHATS)])

    assert [] == [
        each.name for half in ("validation", "test") for each in well_known(half) if each.name in texts
    ]
    assert [] == [subject for name in SHOWN for subject, _ in SHOWN[name] if subject == "Japan"]


def test_forty_people_of_eight_professions_are_reported() -> None:
    """Five of each, whose source prompt does not hold a word of the right answer."""
    people = [each for each in well_known("test") if each.group == "people"]

    assert 40 == len(people)
    assert {5} == {sum(one.kind == each.kind for one in people) for each in people}
    assert [] == [each.name for each in well_known("test") if each.right(each.source)]


def test_prompts_are_chosen_on_validation_alone(tmp_path: pathlib.Path, monkeypatch: Any) -> None:
    """A candidate that is the better one on the test half is not chosen for it."""

    def expected(session: Session, half: Half) -> tuple[Expected, ...]:
        return tuple(country(name, 0 if half == "validation" else 1) for name in COUNTRIES)

    search = PromptSearch("capital", [OTHER, GOOD], expected, (1 / 8, 1 / 4))
    monkeypatch.setattr(choose, "searches", lambda session, only: [search])

    (found,) = choose.choose_for("world-small", tmp_path, progress=False)
    again = choose.choose_for("world-small", tmp_path, progress=False)

    assert GOOD == found.choice.prompt
    assert 0 == found.test["chosen"]["countries"]["the state"]["the best of 2"]["value"]
    assert {"the paper's", "chosen"} == set(found.test)
    assert GOOD == found.to_dict()["chosen"]
    assert [found] == again


def test_the_command_says_what_was_chosen_and_writes_all(tmp_path: pathlib.Path, monkeypatch: Any) -> None:
    """Candidates with their shares, a line that uses the choice, figures beside their controls, and JSON."""

    def expected(session: Session, half: Half) -> tuple[Expected, ...]:
        return tuple(country(name, 0) for name in (list(COUNTRIES)[:2] if half == "test" else ["Peru"]))

    search = PromptSearch("capital", [GOOD], expected, (1 / 8,))
    monkeypatch.setattr(choose, "searches", lambda session, only: [search])
    path = tmp_path / "found.json"

    ran = CliRunner().invoke(
        app, ["choose-prompts", "world-small", "--out", str(tmp_path / "kept"), "--json", str(path)]
    )

    assert 0 == ran.exit_code, ran.output
    assert f"session.prompts['capital'] = '{GOOD}'" in ran.output
    assert "capital, countries: random" in ran.output
    written = json.loads(path.read_text())
    (prompt,) = written["prompts"]
    assert ["The capital city of x", GOOD] == [each["prompt"] for each in prompt["candidates"]]
    assert 1.0 == prompt["test"]["chosen"]["countries"]["the state"]["the best of 1"]["value"]
    assert "world-small" == written["model"]


def test_the_actor_figure_stands_beside_its_controls() -> None:
    """It counts people under the chosen description; every control has a figure of its own."""
    one = {"value": 0.5, "low": 0.4, "high": 0.6, "cases": 40}
    test = {
        label: {
            "people": {condition: {"the best of 4": one, "layer 1": one} for condition in (STATE, RANDOM)}
        }
        for label in ("the paper's", "chosen")
    }
    choice = PromptChoice("description", "validation", "m", "float32", "f", "c", ("a",), (1,))

    found = figures([choose.ChosenPrompt(choice, test)])

    assert [
        "description_actor, the paper's prompt",
        "description_actor, the paper's prompt: random vector",
        "description_actor",
        "description_actor: random vector",
    ] == [each.name for each in found]
    assert {"the best of 4 layers"} == {each.note for each in found}
    assert ((40.0, 60.0), 40, 50.0) == (found[0].interval, found[0].cases, found[0].value)


def test_controls_have_as_many_layers_to_be_right_at(session: Session) -> None:
    """A state says its own country's capital; another's, a random vector and nothing do not."""
    rows = read_held_out(
        session,
        question(GOOD),
        [country(name, 0) for name in COUNTRIES],
        [1, 2, 8],
        seed=0,
        progress=Progress(bar=False),
    )
    table = shares(pd.DataFrame(rows))

    assert {"the best of 3", "layer 1", "layer 2", "layer 8"} == set(table["the state"])
    assert {STATE, RANDOM, OTHERS, NOTHING} == set(table)
    assert 1 == table["the state"]["the best of 3"].value == table["the state"]["layer 1"].value
    for control in ("another's state", "random vector", "nothing written"):
        assert 0 == table[control]["the best of 3"].value
    drawn = {row["text"] for row in rows if row["condition"] == "random vector" and row["layer"] == 1}
    assert 1 < len(drawn)


def test_others_are_of_the_same_group(session: Session) -> None:
    """Another person's state stands beside a person's, never that of a thing."""
    some = [country(name, 0) for name in COUNTRIES]
    alone = Expected("a", "words", "a", "one", ("a",), "anywhere")
    other = Expected("b", "words", "b", "two", ("b",), "anywhere")

    rows = read_held_out(
        session, question(GOOD), [alone, *some, other], [1], seed=0, progress=Progress(bar=False)
    )

    texts = {(row["name"], row["condition"]): row["text"] for row in rows}
    assert texts["b", "the state"] == texts["a", "another's state"]
    assert texts["a", "the state"] == texts["b", "another's state"]


@pytest.mark.parametrize(
    ("where", "text", "right"),
    [
        ("anywhere", ": Italian Football player", True),
        ("anywhere", ": footballing", False),
        ("at the beginning", " the Football", True),
        ("at the beginning", "Italian football", False),
        ("alone", " Football", True),
        ("alone", "football player", False),
    ],
)
def test_answers_are_graded_by_whole_words(where: Any, text: str, right: bool) -> None:
    """Anywhere, at the beginning, or alone, whatever the letters' case."""
    assert right == Expected("n", "g", "k", "s", ("football",), where).right(text)


def test_candidates_can_be_used_where_they_are_offered(session: Session) -> None:
    """Each makes a reader whose slot the model has; those that are too long for it are left out."""
    for search in searches(session):
        for prompt in search.candidates:
            target = as_reader(search.name, prompts={search.name: prompt}).target(session.backend)
            assert 1 == len(target.slots or ())
    assert all(isinstance(prompt, str) for prompt in relation_candidates("capital", chats=False))
    with pytest.raises(InputError, match="There is no search for 'nothing' in this model; there are desc"):
        searches(session, ["nothing"])

"""Training a decoder from the Explorer: begun, cancelled with a checkpoint, resumed, and asked."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from browser_end import Browser
from decoder_trainings import rows, tiny_session
from explorer_questions import way
from latentlens import Decoder, Explorer, Session
from latentlens.explorer.requests import RANKS
from latentlens.explorer.worker import SWEEP
from latentlens.training.data.row_dataset import to_dataset

RECIPE = """name = "reader"
steps = 6
batch_size = 8
validate_every = 3

[read]
layers = [[2]]

[write]
layer = 1
injection = "add_norm_matched"

[prompt]
form = "plain"
placeholder = " a"

[adapter]
r = 4
alpha = 8

[data]
path = "rows.json"

[controls]
kinds = ["no_activations"]
"""


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a recipe with rows of its own."""
    place = tmp_path_factory.mktemp("recipe")
    to_dataset(rows(16, 8)).to_json(place / "rows.json")
    (place / "reader.toml").write_text(RECIPE, encoding="utf-8")
    return str(place / "reader.toml")


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a tiny random model."""
    return tiny_session()


@pytest.fixture
def front(session: Session) -> Browser:
    """Return an Explorer of the tiny model, seen from its browser."""
    session.readers.clear()
    return Browser(Explorer(session, session.run("the cat met a hare")))


def begin(front: Browser, id: str, **settings: Any) -> None:
    """Begin a training."""
    train = {f"train_{name}": value for name, value in settings.items()}
    front.say(kind="query", id=id, what="train", args={"train": train})


def heard(front: Browser, id: str, which: Any) -> list[dict[str, Any]]:
    """Return what was heard about a query, once there is something of a kind."""
    found: list[dict[str, Any]] = []

    def some() -> bool:
        found[:] = [message for message in front.heard if message.get("id") == id and which(message)]
        return bool(found)

    with front._news:
        assert front._news.wait_for(some, timeout=120)
    return found


def test_the_form_offers_the_recipes_that_ship() -> None:
    """Of this model alone, by name."""
    session = Session()
    explorer = Explorer(session, session.run("France"))
    assert "world-small/oracle" in explorer.train["recipes"]
    assert all(name.startswith("world-small/") for name in explorer.train["recipes"])
    assert SWEEP == RANKS["train"]


def test_a_decoder_is_trained_offered_and_asked(front: Browser, recipe: str, tmp_path: pathlib.Path) -> None:
    """In the menu, with its figures beside those of its twin without activations."""
    out = tmp_path / "made"
    begin(front, "t", recipe=recipe, steps=8, out=str(out))
    entry = front.end("t", seconds=120)["value"]
    assert [entry] == front.explorer.trained
    assert ("own:reader", False, [16, 8]) == (entry["preset"], entry["cancelled"], entry["rows"])
    assert ["decoder", "no_activations"] == [run["kind"] for run in entry["runs"]]
    assert 8 == entry["runs"][0]["steps"]
    assert Decoder.load(out / "decoder").weights == front.explorer._session.readers["reader"].weights

    told = [message.get("says", "") for message in front.heard if message["kind"] == "progress"]
    assert any("loss" in each and "examples/s" in each for each in told if each)
    help = way(front, "own:reader")["help"]
    right, blind = (round(100 * run["validation"][1]) for run in entry["runs"])
    assert f"{right} % of 8 validation rows right, without activations {blind} %" in help
    question = {"preset": "own:reader", "text": "Which?"}
    front.query("a", "ask", question=question, layer=2, position=3)
    assert "result" == front.end("a", seconds=60)["kind"]


def test_cancelled_it_keeps_a_checkpoint_and_goes_on(
    front: Browser, recipe: str, tmp_path: pathlib.Path
) -> None:
    """It says where and after how many steps; the same settings go on from there."""
    out = tmp_path / "made"
    begin(front, "t", recipe=recipe, steps=400, out=str(out), controls=False)
    heard(front, "t", lambda message: message.get("total") == 400 and message["done"] > 3)
    front.say(kind="cancel", id="t")
    entry = front.end("t", seconds=60)["value"]
    assert entry["cancelled"]
    assert entry["preset"] is None
    assert "of 400 steps" in entry["said"]
    assert list((out / "checkpoints").iterdir())
    assert {} == front.explorer._session.readers

    begin(front, "again", recipe=recipe, steps=400, out=str(out), controls=False)
    first, *_ = heard(front, "again", lambda message: message.get("total") == 400)
    front.say(kind="cancel", id="again")
    assert first["done"] > 3
    assert front.end("again", seconds=60)["kind"] in ("result", "cancelled")


@pytest.mark.parametrize(
    ("settings", "setting", "says"),
    [
        ({}, "train_recipe", "Which recipe"),
        ({"recipe": "no/such.toml"}, "train_recipe", "cannot be read"),
        ({"recipe": "world-small/oracle", "steps": 0}, "train_steps", "whole number from 1 up"),
        ({"recipe": "world-small/oracle", "magic": 1}, "train_magic", "no setting"),
    ],
)
def test_what_cannot_be_trained(front: Browser, settings: dict[str, Any], setting: str, says: str) -> None:
    """Said at the field that it is about, before anything is read."""
    begin(front, "t", **settings)
    end = front.end("t")
    assert ("error", setting) == (end["kind"], end["setting"])
    assert says in end["message"]


def test_a_recipe_with_an_unknown_setting(front: Browser, tmp_path: pathlib.Path) -> None:
    """It is about the recipe, and names the nearest setting that there is."""
    (tmp_path / "odd.toml").write_text(RECIPE.replace("batch_size", "batchsize"), encoding="utf-8")
    begin(front, "t", recipe=str(tmp_path / "odd.toml"))
    end = front.end("t")
    assert ("error", "train_recipe") == (end["kind"], end["setting"])
    assert "Did you mean 'batch_size'" in end["message"]

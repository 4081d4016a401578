"""A new reader is one class: described once, it is checked, asked, swept, named and offered like others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import pytest
import torch

from browser_end import Browser
from latentlens import Controls, Explorer, Preset, Reader, Session, presets
from latentlens.engine.query import Generate, NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import InputError
from latentlens.explorer.menu import menu
from latentlens.readers.form import Panel
from latentlens.readers.presets import PRESETS, as_reader
from latentlens.readers.queries import query
from latentlens.readers.reader import Edits, State, Target
from latentlens.readers.settings import MaxNewTokens, Setting, checked_dataclass, finite
from plain import Plain
from tiny import save_tiny


@checked_dataclass
class Gain(Reader):
    """The source prompt runs again with the activation multiplied by a factor."""

    factor: Annotated[
        float,
        Setting("What the activation is multiplied by.", finite, (float, Panel("Factor", "Vector"))),
    ] = 2.0
    max_new_tokens: MaxNewTokens = 1

    def target(self, model: Any, source_ids: Sequence[int] = (), sites: Any = ()) -> Target:
        """Return the source prompt."""
        return Target(tuple(source_ids), None)

    def edits(self, target: Target, states: Sequence[State], n_layers: int) -> Edits:
        """Return the activation, multiplied, where it was read."""
        (state,), (slots,) = states, target.slots_for(states)
        return Edits((Write(state.layer, slots, self.factor * state.vector[None]),))

    def readout(self, seed: int) -> Generate:
        """Return how many tokens are said."""
        return Generate(self.max_new_tokens)

    @property
    def has_placeholder(self) -> bool:
        """There is none."""
        return False


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Plain]:
    """Return a session, and the same weights with plain hooks."""
    directory = save_tiny(tmp_path_factory.mktemp("gain"), "llama")
    return Session(directory), Plain(directory)


@pytest.fixture
def registered() -> Iterator[None]:
    """Give the reader its name, for one test."""
    presets.register(Preset("gain", "Gain", "What is said when this state is doubled?", Gain))
    yield
    del PRESETS["gain"]


def test_it_is_a_value_with_checks_and_documentation() -> None:
    """Its arguments are checked, its repr is its code, and its docstring says what each argument is."""
    assert "Gain(-1.0)" == repr(Gain(-1.0))
    assert Gain() == Gain(2.0)
    assert 2 == len({Gain(), Gain(2.0), Gain(3.0)})
    assert Gain(1.5, 4) == dataclasses.replace(Gain(1.5), max_new_tokens=4)
    assert "factor: What the activation is multiplied by. Default: 2.0." in (Gain.__doc__ or "")
    for wrong, says in [
        ({"factor": "much"}, "factor is a finite number.*got 'much'"),
        ({"max_new_tokens": 0}, "max_new_tokens is 0; give a whole number from 1"),
        ({"factr": 1}, "Gain takes no 'factr'. Gain takes factor, max_new_tokens"),
    ]:
        with pytest.raises(InputError, match=says):
            Gain(**wrong)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Gain().factor = 3  # type: ignore[misc]


@pytest.mark.parametrize("factor", [-1.0, 0.0, 3.0])
def test_it_does_what_plain_hooks_do(opened: tuple[Session, Plain], factor: float) -> None:
    """The engine runs what the reader describes."""
    session, plain = opened
    trace = session.run("the cat sat on the mat")
    ids, vector = tuple(trace.token_ids), trace[2, 3]

    asked = query(
        Gain(factor),
        Gain(factor).target(session.backend, ids),
        [State(vector, 2, 3)],
        session.model.n_layers,
        NextToken(keep_logits=True),
    )

    expected = plain.logits(Query(ids, (Write(2, (3,), factor * vector[None]),), NextToken()))[-1]
    torch.testing.assert_close(expected, run([asked], session.model)[0].value.logits, atol=1e-4, rtol=0)


def test_it_is_asked_by_name_and_swept(opened: tuple[Session, Plain], registered: None) -> None:
    """A name is all that it needs, and everything that asks takes it."""
    session, _ = opened
    trace = session.run("the cat sat on the mat")

    assert Gain() == as_reader("gain")
    answer = session.ask(trace, 2, 3, "gain")
    assert session.ask(trace, 2, 3, Gain()).text == answer.text
    assert {"null", "random"} == {control.kind for control in answer.controls}
    assert 6 == len(session.sweep(trace, "gain", layers=[1, 2], positions=[1, 2, 3], controls=False).answers)
    with pytest.raises(InputError, match="Leave out text=True"):
        session.ask(trace, 2, 3, "gain", controls=Controls(text=True))


def test_its_code_makes_the_answer_again(tmp_path: Path) -> None:
    """The copied code imports the class from where it is."""
    save_tiny(tmp_path, "llama")
    session = Session(tmp_path)
    answer = session.ask(session.run("the cat sat"), 2, 1, Gain(-1.0))
    names: dict[str, Any] = {}

    exec(answer.code, names)

    assert f"from {__name__} import Gain" in answer.code
    assert (answer.text, answer.confidence) == (names["answer"].text, names["answer"].confidence)


def test_the_explorer_offers_it_with_its_options(tmp_path: Path, registered: None) -> None:
    """It stands in the menu, its settings in the panel, and what is set there is asked."""
    save_tiny(tmp_path, "llama")
    session = Session(tmp_path)
    front = Browser(Explorer(session, session.run("the cat sat on the mat")))

    (way,) = [way for way in front.explorer.presets if way["name"] == "gain"]
    assert ("Gain", "Presets", 2.0, 1) == (
        way["label"], way["group"], way["settings"]["factor"], way["settings"]["max_new_tokens"]
    )  # fmt: skip
    assert "control_text" not in way["settings"]
    (field,) = [f for group in front.explorer.fields for f in group["fields"] if f["name"] == "factor"]
    assert {
        "name": "factor", "label": "Factor", "kind": "number", "help": "What the activation is multiplied by."
    } == field  # fmt: skip

    front.query("a", "ask", layer=2, position=3, question={"preset": "gain"}, settings={"factor": -1})
    assert "result" == front.end("a")["kind"], front.heard[-1]
    assert Gain(-1.0) == front.explorer.answers[-1].reader
    front.query("b", "ask", layer=2, position=3, question={"preset": "gain"}, settings={"factor": "much"})
    assert ("factor", "This is a number, such as 0.5; got 'much'.") == (
        front.end("b")["setting"], front.end("b")["message"]
    )  # fmt: skip
    assert "no target layer" in _end(front, "g", "layers", position=3, question={"preset": "gain"})["message"]


def _end(front: Browser, id: str, what: str, **args: Any) -> dict[str, Any]:
    front.query(id, what, **args)
    return front.end(id)


def test_two_settings_of_one_name_have_one_description(opened: tuple[Session, Plain]) -> None:
    """A reader of one's own that calls another setting by a known name is offered with the reason."""

    class Odd(Gain):
        @classmethod
        def forms(cls) -> Any:
            return presets.as_reader("description").forms() | {"window": _window}

    session, _ = opened
    from latentlens.readers.form import simple_form

    _window = simple_form("window", int, Panel("Aperture", "Vector"), "How far it is open.")
    session.readers["odd"] = Odd()
    try:
        (way,) = [way for name, way in menu(session).items() if name == "own:odd"]
        assert "described differently" in way.preset.help
    finally:
        del session.readers["odd"]

"""Bundled models are known by name, and what is known about one is asked of nobody else's prompt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from latentlens import Explorer, Session
from latentlens.errors import InputError
from latentlens.explorer.entities import entity_types_at
from latentlens.explorer.fit_corpus import subjects_of
from latentlens.model import bundled as registry
from latentlens.model.bundled import BundledModel, bundled, bundled_names, register
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test registers out of the other tests."""
    monkeypatch.setattr(registry, "_loaders", dict(registry._loaders))


def test_registering_reads_nothing() -> None:
    """Importing the package names its models; the world is read when one of them is asked for."""
    code = (
        "import sys, latentlens; from latentlens.model.bundled import bundled, bundled_names; "
        "print(*bundled_names(), 'latentlens.world' in sys.modules); "
        "print(len(bundled('world-small').entities) > 5, 'torch' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert ["world-small world-base False", "True False"] == run.stdout.splitlines()


def test_a_model_is_described_once(alone: None) -> None:
    """A description is made at the first question, and kept."""
    made: list[str] = []

    def describe() -> BundledModel:
        made.append("made")
        return BundledModel(
            "mine", Path("mine"), {}, {"fish": ["pike"]}, lambda _, n: ["x"] * n, lambda _: []
        )

    register("mine", describe)
    assert [] == made
    assert ("world-small", "world-base", "mine") == bundled_names()
    assert bundled("mine") is bundled("mine")
    assert ["made"] == made
    assert [None, "fish"] == entity_types_at(["a", "·pike"], "mine")


def test_a_name_is_registered_once() -> None:
    """A second model of one name is refused, and the first one stays."""
    with pytest.raises(InputError, match="'world-small' is registered already"):
        register("world-small", lambda: pytest.fail("it was asked for"))


def test_what_no_package_registered_is_not_known() -> None:
    """A path, a hub name and an unknown name have no description."""
    assert [None, None] == [bundled(name) for name in ("gpt2", "models/world-small")]


def test_entities_are_looked_for_in_prompts_of_models_that_know_them() -> None:
    """The world's names mean nothing to another model, which knows those of the real world."""
    tokens = ["The", "·capital", "·of", "·France"]

    assert [None, None, None, "country"] == entity_types_at(tokens, "world-base")
    assert [None] * 3 + ["country"] == entity_types_at(tokens, "gpt2")
    assert ["product", None] == [entity_types_at(["·Wimbrexo"], name)[0] for name in ("world-base", "gpt2")]


def test_the_explorer_knows_the_entities_of_a_bundled_model() -> None:
    """What is selected in a prompt of the world's model is known by its type."""
    session = Session("world-small")
    trace = session.run("The capital of France is")

    assert "country" == Explorer(session, trace).entity_types[trace.position("France")]


def test_only_a_bundled_model_has_prompts_and_subjects_of_its_own() -> None:
    """A session of any other model begins with the papers' own prompts, and offers no subjects."""
    session = Session((tiny_model("gpt2"), tiny_tokenizer()))

    assert {} == session.prompts
    assert [] == subjects_of("The capital of {} is", session.model)

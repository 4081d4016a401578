"""Errors about names say which name was probably meant, and readers go by the names that the menu shows."""

from __future__ import annotations

import pytest

from latentlens.errors import InputError, MissingError, SelectionError
from latentlens.readers import presets
from latentlens.session import Session
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session of a small random model."""
    return Session((tiny_model("llama"), tiny_tokenizer()))


@pytest.mark.parametrize(
    ("given", "meant"), [("token_identiy", "token_identity"), ("Captial", "capital"), ("mein", "mine")]
)
def test_readers(session: Session, given: str, meant: str) -> None:
    """A misspelt reader is answered with the name of a preset, of a relation or of one's own."""
    session.readers["mine"] = presets.as_reader("capital")
    with pytest.raises(InputError, match=f"Did you mean '{meant}'"):
        session.ask(session.run("The capital"), 1, 1, given)


def test_tokens_options_vectors_and_axes(session: Session) -> None:
    """So are a token, an option of a question, an option of a choice, a vector and an axis."""
    trace = session.run("The capital")
    answer = session.ask(trace, 1, 1, "The x is", options=["Paris", "Lima"])
    vectors = session.vectors({"France": trace[1, 1]}, layer=1)
    sweep = session.sweep(trace, "The x is", layers=[1], options=["Paris", "Lima"])

    with pytest.raises(SelectionError, match=r"Did you mean '.*capital'"):
        trace.position("captial")
    with pytest.raises(TypeError, match="Did you mean 'controls'"):
        session.ask(trace, 1, 1, "The x is", contrlos=False)
    with pytest.raises(MissingError, match="Did you mean 'Paris'"):
        answer.option("paris")
    with pytest.raises(InputError, match="Did you mean 'Lima'"):
        sweep.plot(option="Limaa")
    with pytest.raises(SelectionError, match="Did you mean 'France'"):
        vectors["Frnce"]
    with pytest.raises(SelectionError, match="Did you mean 'layer'"):
        sweep.along("layers")


def test_a_reader_goes_by_its_label(session: Session) -> None:
    """What the Explorer's menu calls a preset or a relation is a name of it in Python, too."""
    for known in (presets.PRESETS, presets.RELATIONS):
        for name, entry in known.items():
            if getattr(entry, "by_name", True):
                assert presets.as_reader(name) == presets.as_reader(entry.label)
            else:
                with pytest.raises(InputError, match=f"{name!r} needs arguments"):
                    presets.as_reader(entry.label)
    session.readers["Capital"] = presets.as_reader("capital")
    with pytest.raises(InputError, match="a relation's too"):
        session.ask(session.run("The capital"), 1, 1, "Capital")
    del session.readers["Capital"]


def test_a_decoder_goes_by_its_name() -> None:
    """A decoder that ships with the model is asked by the name that the menu shows."""
    session = Session()
    trace = session.run("France")
    with pytest.raises(InputError) as by_name:
        session.ask(trace, 2, -1, "oracle")
    with pytest.raises(InputError) as itself:
        session.ask(trace, 2, -1, session.decoders["oracle"])

    assert str(itself.value) == str(by_name.value)
    with pytest.raises(InputError, match="Did you mean 'oracle'"):
        session.ask(trace, 2, -1, "oracel")

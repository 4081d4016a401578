"""A variant of the model, an adapter that is loaded, as the source of a question in the Explorer."""

from __future__ import annotations

from typing import Any

import pytest

from browser_end import Browser
from decoders import layer_vectors, opened, weights
from explorer_questions import ask
from latentlens import Decoder, Explorer, Session

ASKED, TEXT = "the x is", "the cat met a hare"


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session with a loaded adapter, and a decoder with an adapter of its own."""
    session = opened()
    session.readers["oracle"] = Decoder(weights(session), question="Is it?", max_new_tokens=3)
    session.ask(session.run(TEXT), 1, 2, "oracle")
    return session


@pytest.fixture(scope="module")
def name(session: Session) -> str:
    """Return the name of the loaded adapter."""
    return session.backend.load_adapter(layer_vectors(session))


@pytest.fixture
def front(session: Session, name: str) -> Browser:
    """Return an Explorer, seen from its browser."""
    return Browser(Explorer(session, session.run(TEXT)))


def choices(front: Browser) -> list[Any]:
    """Return the choices of an adapter, without those of other open sessions; none if none are offered."""
    fields = {field["name"]: field for field in front.explorer.source["fields"]}
    offered = [key for key, _ in fields["variant"]["choices"]] if "variant" in fields else []
    own = [key for key in offered if key is None or key.startswith(("on:", "minus:"))]
    return own if len(own) > 1 else []


def test_loaded_adapters_are_offered(session: Session, name: str, front: Browser) -> None:
    """On, and minus the model without; not a decoder's own, and none in an Explorer of a variant."""
    assert [None, f"on:{name}", f"minus:{name}"] == choices(front)
    assert [] == choices(Browser(Explorer(session, session.run(TEXT, adapter=name))))


@pytest.mark.parametrize("minus", [False, True])
def test_it_is_read_in_the_models_place(session: Session, name: str, front: Browser, minus: bool) -> None:
    """Its answer, curve and code are those of its own trace; the label says whose they are."""
    trace = session.run(TEXT, adapter=name)
    trace = trace - session.run(TEXT) if minus else trace
    source = {"variant": f"{'minus' if minus else 'on'}:{name}"}
    found = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)["value"]
    direct = session.ask(trace, 2, 3, ASKED)
    assert (direct.text, direct.confidence) == (found["text"], pytest.approx(found["confidence"]))
    assert f"adapter={name!r}" in found["code"]
    assert name in found["question"]
    curve = ask(front, "s", "sweep", "", ASKED, layer=2, source=source)["value"]
    assert [each.text for each in session.sweep(trace, ASKED, layers=[2])] == [
        point["text"] for point in curve["points"]
    ]


@pytest.mark.parametrize("source", [{"variant": "on:gone"}, {"variant": 3}, {"variant": True}])
def test_one_that_is_not_there_is_refused(front: Browser, source: dict[str, Any]) -> None:
    """At the field, as after it was unloaded."""
    end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)
    assert ("error", "variant") == (end["kind"], end["setting"])


def test_why_it_is_not_there_is_true(session: Session, name: str, front: Browser) -> None:
    """An adapter may be loaded and a decoder's own by now; of a variant's trace no other model is read."""
    of_variant = Browser(Explorer(session, session.run(TEXT, adapter=name)))
    for each, key, says in (
        (front, "on:gone", "The adapter gone cannot be read here any more: it is not loaded, or a decoder"),
        (of_variant, f"on:{name}", "this trace is of a variant, a patched run or another session's model"),
        (of_variant, "state:0123abcd:open", "this trace is of a variant, a patched run or another"),
    ):
        end = ask(each, "a", "ask", "", ASKED, layer=2, position=3, source={"variant": key})
        assert ("variant", True) == (end["setting"], says in end["message"])


@pytest.mark.parametrize("source", [{"variant": "on:gone"}, {"variant": ""}, {"variant": "state:gone"}])
@pytest.mark.parametrize(
    ("what", "preset", "more"),
    [
        ("target", "", {"layer": 2, "position": 3}),
        ("ask", "", {"layer": 2, "position": 3, "settings": {"samples": 4}}),
        ("readers", "", {"layer": 2, "position": 3, "beside": []}),
        ("sweep", "", {"layer": 2, "start": None, "stop": None}),
        ("sites", "", {"layers": None, "start": None, "stop": None}),
        ("layers", "", {"position": 3}),
        ("scales", "", {"layer": 2, "position": 3, "settings": {}}),
        ("steer", "own:oracle", {"layer": 2, "position": 3, "steer": {}}),
        ("fit", "fit:tuned", {"layer": 2}),
    ],
)
def test_nothing_reads_the_model_as_it_was_run_in_its_place(
    front: Browser, what: str, preset: str, more: dict[str, Any], source: dict[str, Any]
) -> None:
    """Each query about a variant that is not there is refused at the field, and has no answer."""
    if what == "scales":
        source = {**source, "vector": "difference", "minus": 1}
    end = ask(front, "a", what, preset, ASKED, source=source, **more)
    assert ("error", "variant") == (end["kind"], end["setting"]), end
    assert [] == front.explorer.answers + front.explorer.sweeps + front.explorer.steerings


def test_what_is_fitted_is_the_model_as_it_was_run(
    name: str, front: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fit with a variant as the source is refused, at once and in the preview, and runs nothing."""
    monkeypatch.setattr("latentlens.explorer.variant_source.run_prompt", None)
    for what in ("target", "fit"):
        source = {"variant": f"on:{name}"}
        end = ask(front, what, what, "fit:tuned", "", layer=2, source=source)
        assert ("error", "variant") == (end["kind"], end["setting"]), end
        assert "the model as it was run" in end["message"]
    assert [] == front.explorer.fits


def test_no_vector_is_read_of_it(name: str, front: Browser) -> None:
    """A difference of two tokens is of the model as it was run."""
    source = {"variant": f"on:{name}", "vector": "difference", "minus": 1}
    end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)
    assert ("error", "variant") == (end["kind"], end["setting"])


def test_a_variants_continuation_is_its_own(session: Session, name: str) -> None:
    """The adapter is on while the model goes on with its prompt, and in the code that does it again."""
    front = Browser(Explorer(session, session.run(TEXT, adapter=name)))
    front.say(kind="query", id="c", what="continuation", args={})
    value = front.end("c")["value"]

    assert session.generate(TEXT, max_new_tokens=32, adapter=name).text == value["text"]
    assert eval(value["code"], {"session": session}) == value["text"]
    assert session.generate(TEXT, max_new_tokens=32).text != value["text"]

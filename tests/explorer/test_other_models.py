"""Another open session's model as the source of a question in the Explorer."""

from __future__ import annotations

import contextlib
import pathlib
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from browser_end import Browser
from decoders import CHAT, weights
from explorer_questions import ask, model_keys
from latentlens import Decoder, Explorer, Session
from latentlens.decoder_files.manifest import Read
from latentlens.explorer.other_models import OtherModels
from latentlens.explorer.variant_source import missing_model
from latentlens.mappings.affine import Affine
from latentlens.notebook.cells import CellId
from latentlens.readers.decoder_checks import facts_of
from tiny import save_tiny, sentencepiece_like, tiny_model, tiny_tokenizer

ASKED, TEXT = "the x is", "the cat met a hare"


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Session]]:
    """Return the session that is asked, on `small`; and others, on a variant and on a wider model."""
    folder = tmp_path_factory.mktemp("models")
    sizes: dict[str, dict[str, Any]] = {
        "small": {},
        "variant": {"seed": 3},
        "wide": {"seed": 5, "hidden_size": 64, "num_hidden_layers": 3},
    }
    for name, each in sizes.items():
        save_tiny(folder / name, "llama", **each)
        tokenizer = tiny_tokenizer()
        tokenizer.chat_template = CHAT
        tokenizer.save_pretrained(folder / name)
    found = {name: Session(folder / name) for name in sizes}
    yield found
    for session in found.values():
        session.close()


@pytest.fixture
def front(sessions: dict[str, Session]) -> Browser:
    """Return an Explorer of the small model, seen from its browser."""
    return Browser(Explorer(sessions["small"], sessions["small"].run(TEXT)))


def keys(front: Browser) -> list[str]:
    """Return the sorted choices of a model that are about this module's models, by kind and name."""
    return sorted(key for key in model_keys(front) if key.partition(":")[2] in ("small", "variant", "wide"))


def test_each_other_model_is_offered_and_minus_where_that_fits(
    sessions: dict[str, Session], front: Browser
) -> None:
    """Its state, and its difference where sizes agree; never the model that is asked, and none twice."""
    expected = ["difference:variant", "state:variant", "state:wide"]
    assert expected == keys(front)
    again = Session(sessions["variant"].backend.name)
    assert expected == keys(Browser(Explorer(sessions["small"], sessions["small"].run(TEXT))))
    again.close()
    assert [] == keys(Browser(Explorer(sessions["small"], sessions["variant"].run(TEXT))))


def test_a_session_that_is_opened_later_is_offered_after_the_next_query(
    front: Browser, tmp_path: pathlib.Path
) -> None:
    """And is no longer once it is closed, by hand or because nobody holds it."""
    later = Session(save_tiny(tmp_path / "opened-later", "llama", seed=9))
    offered = [["state:opened-later", "difference:opened-later"], []]
    for number, expected in enumerate(offered):
        for id in (f"q{number}", f"r{number}"):
            front.query(id, "lens", layers=[1], start=0, stop=1)
            front.end(id)  # what follows a query is done before the next one is taken up
        found = {name: key for name, key in model_keys(front).items() if name.endswith(":opened-later")}
        assert expected == [*found]
        if number == 0:
            key = found["state:opened-later"]
            later.close()
    end = ask(front, "gone", "ask", "", ASKED, layer=2, position=3, source={"variant": key})
    assert ("error", "variant") == (end["kind"], end["setting"])
    assert "The model opened-later is closed." in end["message"]


def test_a_session_that_a_cell_opens_is_offered_at_once(front: Browser, tmp_path: pathlib.Path) -> None:
    """When the cell has run, with no query: the offer to compare names models from then on."""
    cell = CellId("8a7c", "[1]")
    with Session(save_tiny(tmp_path / "opened-by-cell", "llama", seed=15)):
        front.explorer._cells.end(cell, ok=True)
        assert "state:opened-by-cell" in model_keys(front)
    front.explorer._cells.end(cell, ok=True)
    assert "state:opened-by-cell" not in model_keys(front)


def test_the_field_stays_when_no_other_model_is_open(front: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a view that still has another chosen sends it, and is refused, in place of none."""
    monkeypatch.setattr(OtherModels, "by_name", {})
    front.explorer._refresh_snapshots()
    fields = {field["name"]: field for field in front.explorer.source["fields"]}
    assert [[None, "the model as it was run"]] == fields["variant"]["choices"]
    assert {"variant": None}.items() <= front.explorer.source["settings"].items()


@pytest.mark.parametrize("minus", [False, True])
def test_it_is_read_in_the_models_place(sessions: dict[str, Session], front: Browser, minus: bool) -> None:
    """Answer, curve and grid are those of its own trace; provenance and label name both models."""
    small, variant = sessions["small"], sessions["variant"]
    trace = variant.run(TEXT) - small.run(TEXT) if minus else variant.run(TEXT)
    source = {"variant": model_keys(front)[f"{'difference' if minus else 'state'}:variant"]}
    found = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)["value"]
    direct = small.ask(trace, 2, 3, ASKED)

    assert (direct.text, direct.confidence) == (found["text"], pytest.approx(found["confidence"]))
    assert "variant minus" in found["question"] if minus else "(variant)" in found["question"]
    told = found["provenance"]
    assert (variant.backend.name, small.backend.name) == (told["source_model"], told["model"])
    assert (small.backend.name if minus else None) == told.get("minus_model")
    curve = ask(front, "s", "sweep", "", ASKED, layer=2, source=source)["value"]
    assert [each.text for each in small.sweep(trace, ASKED, layers=[2])] == [
        point["text"] for point in curve["points"]
    ]
    end = ask(front, "g", "sites", "", ASKED, source=source, start=3, stop=4, layers=[*range(5)])
    assert "result" == end["kind"], end
    every = range(5) if not minus else [k for k in range(5) if bool(trace.resid[k].any())]
    assert {(layer, 3) for layer in every} == {
        (point["layer"], point["position"]) for point in front.explorer.site_maps[-1]["points"]
    }


@pytest.mark.parametrize("key", ["state:variant", "difference:variant"])
def test_copied_code_gives_the_answer_again(front: Browser, key: str) -> None:
    """It opens both models by name and runs the prompt as it was written."""
    source = {"variant": model_keys(front)[key]}
    found = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)["value"]
    names: dict[str, Any] = {}
    exec(found["code"], names)

    assert (found["text"], pytest.approx(found["confidence"])) == (
        names["answer"].text,
        names["answer"].confidence,
    )
    assert f"source.run({TEXT!r})" in found["code"]


def test_a_decoder_with_a_projection_reads_another_width(
    sessions: dict[str, Session], tmp_path: pathlib.Path
) -> None:
    """A meta-model answers about the smaller model in its own Explorer, and its code does so again."""
    small, wide = sessions["small"], sessions["wide"]
    draw = torch.Generator().manual_seed(1)
    mapping = Affine(torch.randn(64, 32, generator=draw), torch.randn(64, generator=draw))
    made = weights(wide, mapping=mapping, source=facts_of(small.backend), read=Read(layers=((1,), (4,))))
    Decoder(made, "Is it?", max_new_tokens=3).save(tmp_path / "meta")
    wide.readers["meta"] = meta = Decoder.load(tmp_path / "meta", question="Is it?", max_new_tokens=3)
    front = Browser(Explorer(wide, wide.run(TEXT)))

    source = {"variant": model_keys(front)["state:small"]}
    end = ask(front, "a", "ask", "own:meta", "Is it?", layer=1, position=3, source=source)
    assert "result" == end["kind"], end
    found = end["value"]
    direct = wide.ask(small.run(TEXT).select([1], [3]), meta)
    assert (direct.text, direct.confidence) == (found["text"], pytest.approx(found["confidence"]))
    names: dict[str, Any] = {}
    exec(found["code"], names)
    assert found["text"] == names["answer"].text
    own = ask(front, "own", "target", "own:meta", "Is it?", layer=1, position=3)
    assert ("error", True) == (own["kind"], "reads" in own["message"])  # said before it is asked
    wrong = ask(front, "w", "ask", "", ASKED, layer=1, position=3, source=source)
    assert ("error", "MappingError") == (wrong["kind"], wrong["type"])


def test_other_tokens_are_refused_with_what_to_do(sessions: dict[str, Session], front: Browser) -> None:
    """At the field, before anything is asked; the message has the line that shows the other's own trace."""
    before = {*model_keys(front).values()}  # other tests' sessions may be open still
    tokenizer = sentencepiece_like()
    other = Session((tiny_model("llama", seed=4, vocab_size=len(tokenizer)), tokenizer))
    front = Browser(Explorer(sessions["small"], sessions["small"].run(TEXT)))
    [taken] = [key for key in {*model_keys(front).values()} - before if key.startswith("state:")]
    end = ask(front, "a", "target", "", ASKED, layer=2, position=3, source={"variant": taken})

    assert ("error", "variant") == (end["kind"], end["setting"])
    assert "session.explore(other.run(prompt))" in end["message"]
    other.close()


def offered(front: Browser, name: str) -> list[str]:
    """Return the names of the other models that are offered and have this in their name."""
    explorer = front.explorer
    return [key for key in OtherModels(explorer._session, explorer.trace).by_name if name in key]


def test_a_models_name_is_its_own_while_its_session_is_open(front: Browser, tmp_path: pathlib.Path) -> None:
    """Of two models of one name the second keeps its number when the first is closed."""
    first, second = (Session(save_tiny(tmp_path / f"{i}" / "twin", "llama", seed=i)) for i in (1, 2))
    assert ["twin", "twin (2)"] == offered(front, "twin")
    first.close()
    assert ["twin (2)"] == offered(front, "twin")
    second.close()


@pytest.mark.parametrize("kind", ["state", "difference"])
@pytest.mark.parametrize("name", ["twin", "twin (2)"])
def test_a_name_that_is_used_again_is_another_choice(
    sessions: dict[str, Session], tmp_path: pathlib.Path, kind: str, name: str
) -> None:
    """A question about a closed model is refused and says so, also while another model has its name."""

    def explorer() -> Browser:
        return Browser(Explorer(sessions["small"], sessions["small"].run(TEXT)))

    with contextlib.ExitStack() as opened:
        if name == "twin (2)":
            opened.enter_context(Session(save_tiny(tmp_path / "0" / "twin", "llama", seed=20)))
        with Session(save_tiny(tmp_path / "1" / "twin", "llama", seed=21)):
            front = explorer()
            source = {"variant": model_keys(front)[f"{kind}:{name}"]}
            end = ask(front, "a", "ask", "", ASKED, layer=2, position=3, source=source)
            assert "result" == end["kind"]
        opened.enter_context(Session(save_tiny(tmp_path / "2" / "twin", "llama", seed=22)))
        end = ask(front, "b", "ask", "", ASKED, layer=2, position=3, source=source)
        assert ("error", "variant") == (end["kind"], end["setting"])
        assert f"The model {name} is closed." in end["message"]
        assert source["variant"] != model_keys(explorer())[f"{kind}:{name}"]


def test_view_and_python_say_the_same_of_a_model_that_is_not_there() -> None:
    """Each sentence of Python's stands in the view's source, with the name left open."""
    view = (pathlib.Path(__file__).parents[2] / "widgets" / "src" / "source_model.ts").read_text("utf-8")
    for key in ("state:0123abcd:NAME", "difference:0123abcd:NAME", "on:NAME", "minus:NAME"):
        said = missing_model(key)
        assert (1, True) == (said.count("NAME"), said.replace("NAME", "${name}") in view)


def test_sessions_of_another_thread_are_not_offered(front: Browser, tmp_path: pathlib.Path) -> None:
    """A server that gives each visitor a thread shows none the models of another."""
    path = save_tiny(tmp_path / "theirs", "llama", seed=13)
    opened: list[Session] = []
    visitor = threading.Thread(target=lambda: opened.append(Session(path)))
    visitor.start()
    visitor.join()
    assert [] == offered(front, "theirs")
    opened[0].close()


def test_a_session_that_closes_after_its_last_answer_ends_quietly(
    sessions: dict[str, Session], tmp_path: pathlib.Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is offered next is looked up after an answer, when its session may be closed already."""
    closing = Session(save_tiny(tmp_path / "closing", "llama", seed=14))
    explorer = Explorer(closing, closing.run(TEXT))
    alike = Session(tmp_path / "closing")
    closing.close()
    explorer._refresh_snapshots()
    assert not caplog.records
    alike.close()

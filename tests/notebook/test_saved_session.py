"""A session in a file: what comes back, and what is refused."""

from __future__ import annotations

import dataclasses
import gc
import json
from pathlib import Path
from typing import Any

import pytest
import torch

from browser_end import Browser
from latentlens.activations.trace import Trace
from latentlens.ask import saved_answers
from latentlens.errors import InputError, SessionClosed, StaleTrace
from latentlens.mappings.mapping import Rescale
from latentlens.readers import saved_reader
from latentlens.readers.patchscope import Patchscope
from latentlens.readers.saved_reader import reader_of_code
from latentlens.readers.target_prompts import TextPrompt
from latentlens.scoring.controls import Controls
from latentlens.session import Session
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def model() -> tuple:
    """Return a small random model with its tokenizer."""
    return tiny_model("llama"), tiny_tokenizer()


def _asked(session: Session) -> None:
    trace = session.run("The <b>capital</b> of")
    explorer = trace.explorer
    explorer.selection = (1, 2)
    explorer.history = [{"id": "a1", "question": "The x is", "text": "<script>", "sites": [[1, 2]]}]
    session.kept = [trace, session.run([1, 2, 3])]


def test_traces_and_views_come_back(model: tuple, tmp_path: Path) -> None:
    """Activations bit for bit, prompts, and what the Explorer showed; no forward pass is needed for it."""
    with Session(model) as session:
        _asked(session)
        path = session.save(tmp_path / "work.session")
        before = [(trace.prompt, trace.token_ids, trace.code, trace.resid) for trace in session.traces]
        shown = session.kept[0].explorer.history

    with Session.load(path, model) as again:
        assert "work.session: 2 in session.traces, 0 in session.answers." in again._repr_html_()
        assert 2 == len(again.traces)
        for (prompt, token_ids, code, resid), trace in zip(before, again.traces, strict=True):
            assert (prompt, token_ids, code) == (trace.prompt, trace.token_ids, trace.code)
            assert torch.equal(resid, trace.resid)
        assert again.store.stats.misses == 0
        explorer = again.traces[0].explorer
        assert shown == explorer.history
        assert ((1, 2), [1], [(2, 3)]) == (explorer.selection, explorer.layers, explorer.spans)
        assert again.run("The <b>capital</b> of").resid is not None


def test_patched_runs_come_back(model: tuple, tmp_path: Path) -> None:
    """Which states a patched run took from where, and its activations bit for bit, without a forward pass."""
    with Session(model) as session:
        one, other = session.run(["The capital of", "a fox met a hare"])
        first = one.patch({(1, 2): other.select(1, 1)})
        second = first.patch({(2, 1): torch.arange(one.d_model), (0, 0): first.select(2, 2)})
        before = [(trace.prompt, trace.resid) for trace in session.traces]
        made = [second.code, [*second.patches], second.cone]
        path = session.save(tmp_path / "work.session")

    with Session.load(path, model) as again:
        misses = again.store.stats.misses
        assert 4 == len(again.traces)
        for (prompt, resid), trace in zip(before, again.traces, strict=True):
            assert prompt == trace.prompt
            assert torch.equal(resid, trace.resid)
        one, other, first, second = again.traces
        assert 0 == misses
        assert [one, one] == [first.trace, second.trace]
        assert other is first.patches[1, 2].trace
        assert made[:2] == [second.code, [*second.patches]]
        assert torch.equal(made[2], second.cone)
        assert torch.equal(
            second.resid, first.patch({site: second.patches[site] for site in [(2, 1), (0, 0)]}).resid
        )


def test_what_an_explorer_compares_with_comes_back(model: tuple, tmp_path: Path) -> None:
    """A second prompt and a patched run stand in the Explorer again, and their cells are read again."""
    page = {"layers": [0, 1], "start": 0, "stop": 3, "difference": True}
    site = {"layer": 1, "position": 2}
    with Session(model) as session:
        session.kept = session.run("The capital of")
        front = Browser(session.kept.explorer)
        front.say(kind="query", id="two", what="second", args={"prompt": "a fox met", "key": ""})
        patch = {"read": {"trace": "two", **site}, "write": {"trace": "", **site}}
        front.say(kind="query", id="p", what="patch", args=patch)
        front.end("p")
        front.query("d", "lens", trace="p", **page)
        before, shown = front.end("d")["value"], front.explorer.seconds
        front.say(kind="shown", shown={"id": "two", "side": "difference"})
        states = [trace.resid for trace in front.explorer.compared]
        path = session.save(tmp_path / "work.session")

    with Session.load(path, model) as again:
        assert ["The capital of", "The capital of"] == [trace.prompt for trace in again.traces]
        front = Browser(again.traces[0].explorer)
        assert ["two", "p"] == [each["id"] for each in shown]
        assert shown == front.explorer.seconds
        assert {"id": "two", "side": "difference"} == front.explorer.second_shown
        assert [True, True] == [
            torch.equal(one, other.resid) for one, other in zip(states, front.explorer.compared, strict=True)
        ]
        assert again.traces[1] is front.explorer.compared[1]
        front.query("d", "lens", trace="p", **page)
        assert before == front.end("d")["value"]
        write = {"trace": "p", **site, "layer": 0}
        front.say(kind="query", id="q", what="patch", args={"read": {"trace": "two", **site}, "write": write})
        assert [[1, 2], [0, 2]] == front.end("q")["value"]["patches"]


def test_another_model_is_refused(model: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Activations of other weights are not taken for this model's, and no session stays open."""
    with Session(model) as session:
        _asked(session)
        path = session.save(tmp_path / "work.session")

    closed: list[Session] = []
    close = Session.close
    monkeypatch.setattr(Session, "close", lambda self: (closed.append(self), close(self)))
    with pytest.raises(StaleTrace, match="fingerprint"):
        Session.load(path, (tiny_model("gpt2"), tiny_tokenizer()))
    assert [True] == [session.closed for session in closed]


def test_what_cannot_be_saved_or_read(model: tuple, tmp_path: Path) -> None:
    """An empty or closed session, and a damaged, foreign or lacking file, each have a reason."""
    path = tmp_path / "work.session"
    with Session(model) as session:
        with pytest.raises(InputError, match="nothing to save"):
            session.save(path)
        _asked(session)
        session.save(path)
        kept = path.read_bytes()
    with pytest.raises(SessionClosed):
        session.save(path)
    assert kept == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())

    path.write_bytes(kept[:-3] + b"abc")
    with pytest.raises(InputError, match="damaged"):
        Session.load(path, model)
    path.write_bytes(kept.replace(b'\\"format\\": 4', b'\\"format\\": 9'))
    with pytest.raises(InputError, match=r"damaged|format"):
        Session.load(path, model)
    path.write_text("hello")
    with pytest.raises(InputError, match=r"work\.session"):
        Session.load(path, model)
    with pytest.raises(InputError, match="cannot be read"):
        Session.load(tmp_path / "none", model)


def test_answers_come_back_as_objects(model: tuple, tmp_path: Path) -> None:
    """Every part of an answer, its reader included, is what it was; the Explorer has its own again."""
    controls = Controls(null=True, random=2, noise=2)
    with Session(model) as session:
        trace = session.run("The <b>capital</b> of")
        front = Browser(trace.explorer)
        reader = Patchscope(TextPrompt("cat -> x", position="x"), mapping=Rescale(2.0), max_new_tokens=2)
        session.ask(trace, 1, 2, reader, controls=controls)
        session.ask(trace, 1, -1, "The x is", options=["a", "b"])
        session.ask(trace, 1, -1, "The x is", samples=3)
        session.ask(trace, 1, -1, "logit_lens")
        front.query("a", "ask", layer=1, position=2, question={"text": "The x is"})
        front.end("a")
        before = session.answers
        path = session.save(tmp_path / "work.session")

    with Session.load(path, model) as again:
        assert 5 == len(before)
        assert again.answers[4:] == again.traces[0].explorer.answers
        for one, other in zip(before, again.answers, strict=True):
            # JSON has no tuples in what is of any type
            assert json.dumps(one.provenance) == json.dumps(other.provenance)
            assert dataclasses.replace(one, provenance={}) == dataclasses.replace(other, provenance={})
        asked = again.ask(again.traces[0], 1, 2, again.answers[0].reader)
        assert before[0].text == asked.text


def test_answers_that_come_while_it_is_saved_change_no_other(
    model: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One list of answers is written and numbered, though others come and push the oldest out."""
    monkeypatch.setattr(saved_answers, "MOST_ANSWERS_KEPT", 2)
    to_save, resid = saved_answers.answer_to_save, Trace.resid.fget
    with Session(model) as session:
        trace = session.run("The <b>capital</b> of")
        front = Browser(trace.explorer)

        def asks(do: Any) -> Any:
            def asking(given: Any) -> Any:
                session._answers.append(other)
                return do(given)

            return asking

        front.query("a", "ask", layer=1, position=2, question={"text": "The x is"})
        front.end("a")
        other = session.ask(trace, 1, -1, "logit_lens")
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(saved_answers, "answer_to_save", asks(to_save))
            meanwhile.setattr(Trace, "resid", property(asks(resid)))
            path = session.save(tmp_path / "work.session")

    with Session.load(path, model) as again:
        assert [other.text] * 2 == [answer.text for answer in again.answers]
        assert [] == again.traces[0].explorer.answers


def test_answers_are_saved_where_no_trace_is_in_use(model: tuple, tmp_path: Path) -> None:
    """A session of answers alone is a session."""
    with Session(model) as session:
        text = session.ask(session.run("The <b>capital</b> of"), 1, -1, "logit_lens").text
        gc.collect()
        assert [] == session.traces
        path = session.save(tmp_path / "work.session")

    with Session.load(path, model) as again:
        assert [text] == [answer.text for answer in again.answers]


@pytest.mark.parametrize("error", [AttributeError, KeyError])
def test_a_reader_that_cannot_be_made_is_named(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its constructor raises, the other answers of the file are had."""

    def made(*_given: object) -> None:
        raise error("x")

    monkeypatch.setitem(saved_reader._MADE_OF, "Rescale", made)

    assert "Rescale(2.0)" == repr(reader_of_code("Rescale(2.0)"))


@pytest.mark.parametrize(
    "code",
    [
        "Patchscope(TextPrompt('x', position='x'), mapping=<LayerMappings of 3 layers>)",
        "__import__('os').system('x')",
        "Patchscope(TextPrompt(open('x').read(), position='x'))",
        "Patchscope(**{'target': 1})",
        "[" * 400,
        "1",
    ],
)
def test_a_reader_that_is_more_than_its_code_is_named_and_not_asked(code: str) -> None:
    """No text of a file is run; what cannot be made of plain values keeps its repr and says so when asked."""
    reader = reader_of_code(code)

    assert code == repr(reader)
    with pytest.raises(InputError, match="Load it from its own file"):
        reader.readout(0)

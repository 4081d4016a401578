"""A session in a file: what comes back, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from latentlens.errors import InputError, SessionClosed, StaleTrace
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
        assert 2 == len(again.traces)
        for (prompt, token_ids, code, resid), trace in zip(before, again.traces, strict=True):
            assert (prompt, token_ids, code) == (trace.prompt, trace.token_ids, trace.code)
            assert torch.equal(resid, trace.resid)
        assert again.store.stats.misses == 0
        explorer = again.traces[0].explorer
        assert shown == explorer.history
        assert ((1, 2), [1], [(2, 3)]) == (explorer.selection, explorer.layers, explorer.spans)
        assert again.run("The <b>capital</b> of").resid is not None


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
    path.write_bytes(kept.replace(b'\\"format\\": 1', b'\\"format\\": 9'))
    with pytest.raises(InputError, match=r"damaged|format"):
        Session.load(path, model)
    path.write_text("hello")
    with pytest.raises(InputError, match=r"work\.session"):
        Session.load(path, model)
    with pytest.raises(InputError, match="cannot be read"):
        Session.load(tmp_path / "none", model)

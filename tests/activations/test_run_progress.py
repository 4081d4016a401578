"""Prompts of a list are counted as they run, and a stop keeps those that ran."""

from __future__ import annotations

import pytest

from latentlens.activations import run_prompts
from latentlens.display.progress import Progress
from latentlens.errors import Cancelled
from latentlens.session import Session
from noted_progress import noted
from tiny import tiny_model, tiny_tokenizer

PROMPTS = ["The capital", "of France is", "Paris", "a fox met a hare", "one and two"]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return a session that runs two prompts at a time."""
    monkeypatch.setattr(run_prompts, "_PROMPTS_PER_CAPTURE", 2)
    return Session((tiny_model("gpt2"), tiny_tokenizer()))


def test_prompts_are_counted(session: Session) -> None:
    """Up to their number; those that ran before, and equal ones, are done from the beginning."""
    seen: list[tuple[int, int | None]] = []
    session.run(PROMPTS[0])

    session.run([*PROMPTS, PROMPTS[1]], progress=noted(seen))

    assert [(1, 5), (3, 5), (5, 5)] == seen


def test_a_stop_keeps_what_ran(session: Session) -> None:
    """Stopped after two of five, the same call runs the three that are missing."""
    with pytest.raises(Cancelled, match="2 of 5 prompts were done"):
        session.run(PROMPTS, progress=Progress(bar=False, on_update=lambda work: work.done and work.cancel()))
    seen: list[tuple[int, int | None]] = []

    assert 5 == len(session.run(PROMPTS, progress=noted(seen)))
    assert (2, 5) == seen[0]

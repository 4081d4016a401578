"""How much can be asked for at once: bounded, drawn in parts that fit, and cancelled in between."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from latentlens import Controls, Patchscope, Session
from latentlens.activations.trace import Trace
from latentlens.ask import blocks
from latentlens.ask import question_runner as asking
from latentlens.display.progress import Progress
from latentlens.engine import local
from latentlens.errors import Cancelled, InputError
from latentlens.explorer.options import with_settings
from latentlens.explorer.protocol import SettingError
from tiny import tiny_model, tiny_tokenizer

READER = Patchscope("The cat x is", max_new_tokens=2)


class Later(Progress):
    """A Progress that is cancelled once it was checked so many times.

    Args:
        looks: how many times.
    """

    def __init__(self, looks: int) -> None:
        super().__init__(bar=False)
        self.looks = looks

    def check(self) -> None:
        """Raise if it was checked often enough."""
        self.looks -= 1
        if self.looks < 0:
            self.cancel()
        super().check()


@pytest.fixture(scope="module")
def session() -> Session:
    """Return a session on a random model."""
    return Session((tiny_model("gpt2"), tiny_tokenizer()))


@pytest.fixture(scope="module")
def trace(session: Session) -> Trace:
    """Return a trace."""
    return session.run("The capital of France is")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many queries went to the engine together, each time."""
    seen: list[int] = []
    run = local.run

    def counted(queries: Any, *args: Any, **more: Any) -> Any:
        seen.append(len(queries))
        return run(queries, *args, **more)

    monkeypatch.setattr(local, "run", counted)
    return seen


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"samples": 1001}, "at most 1,000 answers are sampled"),
        ({"samples": 10**9}, "at most 1,000 answers are sampled"),
        ({"samples": 500, "controls": Controls(random=50)}, "26,000 answers for every site"),
        ({"samples": -1}, "two answers at least"),
        ({"samples": 2.5}, "whole number"),
        ({"samples": float("nan")}, "whole number"),
        ({"seed": 2**64}, "seed is"),
        ({"seed": "x"}, "whole number"),
    ],
)
def test_more_than_memory_holds_is_refused_before_anything_is_made(
    session: Session, trace: Trace, runs: list[int], how: dict[str, Any], says: str
) -> None:
    """Samples, and samples of so many controls, are bounded by an error that says why."""
    with pytest.raises(InputError, match=says):
        session.ask(trace, 1, 2, READER, **how)
    assert [] == runs


@pytest.mark.parametrize("random", [1001, 10**12])
def test_random_controls_are_bounded(random: int) -> None:
    """No more random vectors are drawn for a cell than say something."""
    with pytest.raises(InputError, match="at most 1,000"):
        Controls(random=random)
    assert 1000 == Controls(random=1000).random


@pytest.mark.parametrize(
    ("setting", "value"), [("samples", 1001), ("control_random", 1001), ("seed", 2**63), ("window", 10**7)]
)
def test_the_explorers_settings_have_the_same_bounds(setting: str, value: int) -> None:
    """What is too much is said at its setting."""
    with pytest.raises(SettingError) as error:
        with_settings(READER, {setting: value})
    assert setting == error.value.setting


def test_a_cancel_is_seen_while_queries_are_made(session: Session, trace: Trace, runs: list[int]) -> None:
    """Of a thousand random controls the draw itself can be stopped."""
    with pytest.raises(Cancelled):
        session.ask(trace, 1, 2, READER, controls=Controls(random=900), progress=Later(500))
    assert [] == runs


def test_samples_are_drawn_so_many_at_a_time(
    session: Session, trace: Trace, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Samples whose keys and values would not fit together are drawn in parts, with the same answers."""
    whole = session.ask(trace, 1, 2, READER, samples=12)
    assert 1 == len(runs)
    runs.clear()
    # keys and values of four tokens, in four layers of width 32
    monkeypatch.setattr(asking, "_BYTES_OF_SAMPLES", 5 * 8 * 4 * 4 * 32)
    parts = session.ask(trace, 1, 2, READER, samples=12)

    assert [5, 5, 5, 5, 5, 5, 5, 1] == runs
    assert whole.agreement == parts.agreement
    assert [c.text for c in whole.controls] == [c.text for c in parts.controls]
    assert whole.token_logprobs == pytest.approx(parts.token_logprobs, abs=1e-5)


def test_a_cancel_is_seen_between_parts_of_samples(
    session: Session, trace: Trace, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Samples are stopped before all of them are drawn."""
    monkeypatch.setattr(asking, "_BYTES_OF_SAMPLES", 1)
    cancel = Progress(bar=False)
    run = local.run

    def once(*args: Any, **more: Any) -> Any:
        found = run(*args, **more)
        cancel.cancel()
        return found

    monkeypatch.setattr(local, "run", once)
    with pytest.raises(Cancelled):
        session.ask(trace, 1, 2, READER, samples=12, progress=cancel)
    assert [1, 1] == runs


def test_a_block_of_cells_asks_for_no_more_runs_than_one_has_to(
    session: Session, trace: Trace, runs: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the model, the queries that are made before the first of them runs are bounded."""
    monkeypatch.setattr(blocks, "_MOST_RUNS", 10)
    session.sweep(trace, READER, layers=[1, 2], positions=[1, 2, 3], controls=Controls(random=2))

    assert max(runs) <= 10
    assert 24 == sum(runs[::2])


def test_a_thousand_samples_stop_soon(session: Session, trace: Trace) -> None:
    """A cancel reaches the largest question that can be asked within a second or two."""
    cancel = Progress(bar=False)
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        session.ask(
            trace, 1, 2, Patchscope("The cat x is", max_new_tokens=40), samples=1000,
            controls=Controls(random=7), progress=cancel,
        )  # fmt: skip
    assert time.monotonic() - began < 10

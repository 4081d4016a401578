"""The benchmark of reading in the background ends whatever happens in it."""

from __future__ import annotations

import importlib
import pathlib
import threading
from types import ModuleType

import pytest

from latentlens import Session
from latentlens.activations.trace import Trace

BENCHMARKS = pathlib.Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def overhead(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the benchmark's module, which imports its neighbours."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("overhead")


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Return a short trace."""
    return Session().run("The capital of France")


def test_a_call_that_fails_ends_the_reading(overhead: ModuleType, trace: Trace) -> None:
    """What the call raises comes out, and no thread is left that would keep the process."""
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), overhead.reading(trace, trace):
        1 / 0  # noqa: B018 - a call

    assert before == threading.active_count()


def test_reading_that_fails_is_not_waited_for(
    overhead: ModuleType, trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison that fails at once raises where the call is, which would be measured without it."""

    def fails(*_given: object, **_named: object) -> None:
        raise ValueError("compared")

    monkeypatch.setattr(overhead, "lens_difference", fails)
    with pytest.raises(ValueError, match="compared"), overhead.reading(trace, trace):
        pass

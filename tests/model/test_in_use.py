"""Work in the background makes way for whoever else uses a model."""

from __future__ import annotations

import functools
import gc
import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from latentlens.model import in_use as in_use_module
from latentlens.model.in_use import _Use, in_background, make_way
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.model.scope import Scope

EVER = 1e9
"""Seconds that no use takes."""


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    """Return the bundled model."""
    return open_model()


class Background:
    """A thread that makes way once, and then notes that it went on.

    Args:
        order: list to which it appends "background".
        work: function that it does in between, which is given the function that makes way.
        seconds: how long another thread's use goes first.
    """

    def __init__(
        self,
        order: list[str],
        work: Callable[[Callable[[], object]], object] = lambda way: way(),
        seconds: float = EVER,
    ) -> None:
        self._order, self._work, self._seconds = order, work, seconds
        self.waits, self.goes_on = threading.Event(), False
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        with in_background(self._seconds):
            self._work(lambda: make_way(self._looked))
        self._order.append("background")

    def _looked(self) -> bool:
        self.waits.set()
        return self.goes_on

    def end(self) -> None:
        """Wait for the thread."""
        self.thread.join(60)
        assert not self.thread.is_alive()


def test_the_background_waits_for_the_end_of_a_call(model: LanguageModel) -> None:
    """It goes on once the outermost use of the model in another thread is over, not an inner one."""
    order: list[str] = []
    with model.pinned():
        with model.pinned():
            background = Background(order)
            assert background.waits.wait(60)
        order.append("call")
    background.end()

    assert ["call", "background"] == order
    assert not in_use_module._uses
    assert not in_use_module._background


def test_what_it_waits_for_may_call_it_off(model: LanguageModel) -> None:
    """It stops waiting as soon as it is told to."""
    order: list[str] = []
    with model.pinned():
        background = Background(order)
        assert background.waits.wait(60)
        background.goes_on = True
        background.end()
        order.append("call")

    assert ["background", "call"] == order


def test_a_long_call_is_not_waited_for(model: LanguageModel) -> None:
    """After its time both share the model, so that the background does not wait for the end of a sweep."""
    order: list[str] = []
    with model.pinned():
        background = Background(order, seconds=0.0)
        background.end()

    assert ["background"] == order
    assert not background.waits.is_set()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time of a clock that stands still, in seconds, for a thread that made no call."""
    times = [0.0]
    monkeypatch.setattr(in_use_module, "time", SimpleNamespace(monotonic=lambda: times[0]))
    monkeypatch.setattr(in_use_module, "_calls", in_use_module._Calls())
    return times


@pytest.mark.parametrize("seconds", [0.0, 2.5, 60.0], ids=lambda seconds: f"calls of {seconds} s")
def test_calls_shortly_after_one_another_are_one_use(
    seconds: float, model: LanguageModel, now: list[float]
) -> None:
    """A loop of calls, short or long, is shared after the same time as one; a pause begins another use."""
    began, now[0] = [], 1000.0
    for gap in [1.0, 0.0, 1.9, 2.0, 1.0]:
        with model.pinned():
            began += [use.began for use in in_use_module._uses.values()]
            now[0] += seconds
        now[0] += gap

    assert [1000.0] * 4 + [1004.9 + 4 * seconds] == pytest.approx(began)


def test_a_call_within_a_call_is_the_same_use(model: LanguageModel, now: list[float]) -> None:
    """A long call that comes to a second model does not begin again there, nor does the call after it."""
    other, began = open_model(), []
    with model.pinned():
        now[0] = 10.0
        with other.pinned():
            began += [use.began for use in in_use_module._uses.values()]
        now[0] = 20.0
    with model.pinned():
        began += [use.began for use in in_use_module._uses.values()]

    assert [0.0, 0.0] == began


def test_others_in_the_background_are_not_waited_for(model: LanguageModel) -> None:
    """Two threads in the background, as of two sessions, do not wait for one another."""
    order: list[str] = []
    with in_background(EVER), model.pinned():
        background = Background(order)
        background.end()

    assert not background.waits.is_set()


def test_who_holds_the_lock_does_not_wait(model: LanguageModel) -> None:
    """Within a forward pass the background goes on, since the call might be waiting for the model's lock."""
    order: list[str] = []

    def work(way: Callable[[], object]) -> None:
        with model.pinned():
            with model.lock:
                way()
            order.append("pass")
            way()

    with model.pinned():
        background = Background(order, work)
        assert background.waits.wait(60)
        order.append("call")
    background.end()

    assert ["pass", "call", "background"] == order


def test_who_holds_the_lock_of_an_outer_model_does_not_wait(model: LanguageModel) -> None:
    """Within a pass of one model that uses another, the background goes on: a call might wait for either."""
    other, order = open_model(), []

    def work(way: Callable[[], object]) -> None:
        with model.pinned(), model.lock, other.pinned():
            way()

    with open_model().pinned():
        background = Background(order, work)
        background.end()

    assert not background.waits.is_set()


def test_garbage_collection_may_end_a_use_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A use that was dropped may end while the uses are looked through."""
    uses = dict.fromkeys(range(-40, 0), _Use(0.0, ()))
    monkeypatch.setattr(in_use_module, "_uses", uses)
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()  # so that each collection below is a short one
    try:
        for allocations in range(1, 100):
            gc.collect()
            gc.disable()
            use = functools.partial(uses.__setitem__, 0, _Use(0.0, ()))
            scope = Scope([use], [functools.partial(uses.pop, 0, None)])
            scope.__enter__()
            cycle: list[object] = [scope]
            cycle.append(cycle)
            del use, scope, cycle
            gc.set_threshold(allocations)
            gc.enable()
            assert not in_use_module._others(1.0)
            gc.set_threshold(*usual)
    finally:
        gc.set_threshold(*usual)
        gc.enable()
        gc.unfreeze()


def test_a_call_waits_for_nobody(model: LanguageModel) -> None:
    """A thread that is not in the background goes on whatever others do."""
    went: list[float] = []
    with model.pinned():
        thread = threading.Thread(target=lambda: went.append(make_way(lambda: False)))
        thread.start()
        thread.join(60)

    assert [0.0] == went


def test_a_model_within_a_model(model: LanguageModel) -> None:
    """A thread that uses a second model uses the first one again after that."""
    other = open_model()
    with model.pinned():
        with other.pinned():
            assert [(model.lock, other.lock)] == [use.locks for use in in_use_module._uses.values()]
        assert [(model.lock,)] == [use.locks for use in in_use_module._uses.values()]
    assert not in_use_module._uses

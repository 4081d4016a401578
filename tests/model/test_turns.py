"""The model's lock: one owner at a time, re-entrant, and handed on in the order of asking."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from latentlens.model.fair_lock import FairRLock


def test_one_owner_at_a_time() -> None:
    """Whatever several threads do under the lock, they do one after the other."""
    turns, inside, most = FairRLock(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with turns, turns:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert most == [1]
    assert not turns.held()


def test_waiters_come_in_the_order_of_asking() -> None:
    """A thread that releases the lock and asks again stands behind those who waited."""
    turns, order = FairRLock(), []
    asking = [threading.Event() for _ in range(3)]

    def wait(i: int) -> None:
        asking[i].set()
        with turns:
            order.append(i)

    threads = [threading.Thread(target=wait, args=(i,)) for i in range(3)]
    with turns:
        for i, thread in enumerate(threads):
            thread.start()
            asking[i].wait(10)
            while len(turns._queue) <= i + 1:
                time.sleep(0.001)
    with turns:
        order.append("again")
    for thread in threads:
        thread.join(timeout=60)

    assert [0, 1, 2, "again"] == order


def test_an_exception_releases_it() -> None:
    """Leaving by an exception hands the lock on like any other leaving."""
    turns = FairRLock()

    def fail() -> None:
        with turns, turns:
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()

    assert not turns.held()
    with turns:
        assert turns.held()


def test_an_interrupted_waiter_gives_up_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted while it waits, a thread neither keeps the lock nor blocks those behind it."""
    turns, holding, release = FairRLock(), threading.Event(), threading.Event()

    def hold() -> None:
        with turns:
            holding.set()
            release.wait(10)

    def interrupted(_: object) -> bool:
        raise KeyboardInterrupt

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    monkeypatch.setattr("latentlens.model.fair_lock._rung", interrupted)
    with pytest.raises(KeyboardInterrupt):
        turns.__enter__()
    monkeypatch.undo()
    release.set()
    holder.join(timeout=10)

    with turns:
        assert turns.held()
    assert not turns._queue


def test_what_was_left_locked_is_taken_over() -> None:
    """Entered by a function that is over, as an interrupt can leave it, the lock goes to the next one."""
    for take in (_took, lambda turns: _in_thread(lambda: turns.__enter__())):
        for next_one in (_took, lambda turns: _in_thread(lambda: _took(turns))):
            turns = FairRLock()
            take(turns)

            assert not turns.held()
            assert next_one(turns)


def test_a_context_manager_may_hold_it() -> None:
    """A generator that holds the lock for a `with` statement's body holds it although it is suspended."""
    turns, seen = FairRLock(), []

    @contextlib.contextmanager
    def holding() -> Iterator[None]:
        with turns:
            yield

    with holding(), contextlib.ExitStack() as stack:
        stack.enter_context(turns)
        other = threading.Thread(target=lambda: seen.append(_took(turns)))
        other.start()
        other.join(timeout=0.2)  # it waits, for as long as the generator holds the lock
        assert other.is_alive()
        assert turns.held()
        assert not seen
    other.join(timeout=10)

    assert [True] == seen


def _took(turns: FairRLock) -> bool:
    turns.__enter__()
    return turns.held()


def _in_thread(work: Callable[[], object]) -> object:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    thread.join(timeout=5)
    return found and found[0]

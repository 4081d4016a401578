"""The model's lock: one owner at a time, re-entrant, and handed on in the order of asking."""

from __future__ import annotations

import threading
import time

import pytest

from latentlens.model.turns import Turns


def test_one_owner_at_a_time() -> None:
    """Whatever several threads do under the lock, they do one after the other."""
    turns, inside, most = Turns(), [0], [0]

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
    turns, order = Turns(), []
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
            while len(turns._waiting) <= i:
                time.sleep(0.001)
    with turns:
        order.append("again")
    for thread in threads:
        thread.join(timeout=60)

    assert [0, 1, 2, "again"] == order


def test_an_exception_releases_it() -> None:
    """Leaving by an exception hands the lock on like any other leaving."""
    turns = Turns()

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
    turns, holding, release = Turns(), threading.Event(), threading.Event()

    def hold() -> None:
        with turns:
            holding.set()
            release.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    made = threading.Lock

    class Interrupted:
        """A lock whose second acquiring is interrupted from the keyboard."""

        def __init__(self) -> None:
            self.lock, self.times = made(), 0

        def acquire(self) -> bool:
            self.times += 1
            if self.times == 2:
                raise KeyboardInterrupt
            return self.lock.acquire()

    monkeypatch.setattr("latentlens.model.turns.threading.Lock", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        turns.__enter__()
    monkeypatch.undo()
    release.set()
    holder.join(timeout=10)

    with turns:
        assert turns.held()
    assert not turns._waiting

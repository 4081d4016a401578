"""One thread a session that does what widgets ask for, so that message handlers can return at once."""

from __future__ import annotations

import contextvars
import heapq
import itertools
import threading
import weakref
from collections.abc import Callable
from typing import Any

LENS, ASK, SWEEP, IDLE = range(4)
"""Ranks: what is quick and looked at comes before what is long; IDLE work waits for all other."""

_WORKERS: weakref.WeakKeyDictionary[Any, dict[str, Worker]] = weakref.WeakKeyDictionary()
_REGISTRY = threading.Lock()


class Worker:
    """A daemon thread that runs jobs one at a time, by rank.

    Within a rank the oldest job is first; among lens pages the newest is, for it is what the user looks at.
    Each job runs in the context of its submission: a job submitted from a message handler prints and
    replies where that message came from.

    Examples:
        >>> done = threading.Event()
        >>> Worker("example").submit(done.set, ASK)
        >>> done.wait(5)
        True
    """

    def __init__(self, name: str) -> None:
        self._jobs: list[tuple[int, int, contextvars.Context, Callable[[], None]]] = []
        self._count = itertools.count()
        self._wake = threading.Condition()
        self._stopped = False
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def submit(self, job: Callable[[], None], rank: int) -> None:
        """Run a job when its turn comes. A job reports its own failures; one that raises is dropped.

        Args:
            job: what to do.
            rank: LENS, ASK, SWEEP or IDLE.
        """
        order = next(self._count)
        with self._wake:
            heapq.heappush(
                self._jobs, (rank, -order if rank == LENS else order, contextvars.copy_context(), job)
            )
            self._wake.notify()

    def stop(self) -> None:
        """End the thread after the job that runs now."""
        with self._wake:
            self._stopped = True
            self._jobs.clear()
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._jobs and not self._stopped:
                    self._wake.wait()
                if self._stopped:
                    return
                *_, context, job = heapq.heappop(self._jobs)
            try:
                context.run(job)
            except Exception as error:  # noqa: BLE001 - one bad job must not end the thread that others wait for
                print(f"latentlens: a widget's job failed: {type(error).__name__}: {error}")
            # Otherwise the last job, and all it holds, would live until the next one comes.
            del context, job


def worker_of(session: Any, name: str = "worker") -> Worker:
    """Return a session's worker, made when first asked for; it ends when the session is gone.

    Args:
        session: any object that can be referred to weakly.
        name: which of its workers; "worker" is the one that runs the model.
    """
    with _REGISTRY:
        workers = _WORKERS.setdefault(session, {})
        if name not in workers:
            workers[name] = worker = Worker(f"latentlens-{name}")
            weakref.finalize(session, worker.stop)
        return workers[name]

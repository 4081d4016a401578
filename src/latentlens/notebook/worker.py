"""One thread a session that does what widgets ask for, so that message handlers can return at once."""

from __future__ import annotations

import contextvars
import heapq
import itertools
import logging
import threading
import weakref
from collections.abc import Callable
from typing import Any

LENS, ASK, SWEEP, IDLE = range(4)
"""Ranks: what is quick and looked at comes before what is long; IDLE work waits for all other."""

_LOGGER = logging.getLogger(__name__)
_WORKERS: weakref.WeakKeyDictionary[Any, dict[str, Worker]] = weakref.WeakKeyDictionary()
_REGISTRY = threading.RLock()


class Worker:
    """A daemon thread that runs jobs one at a time, by rank; there is none before the first job.

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
        self._name = name
        self._jobs: list[tuple[int, int, contextvars.Context, Callable[[], None]]] = []
        self._count = itertools.count()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

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
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._wake.notify()

    def stop(self) -> None:
        """Drop what waits, and end the thread after the job that runs now; a later job starts another."""
        with self._wake:
            self._thread = None
            self._jobs.clear()
            self._wake.notify_all()

    def _run(self) -> None:
        me = threading.current_thread()
        while True:
            with self._wake:
                while not self._jobs and self._thread is me:
                    self._wake.wait()
                if self._thread is not me:
                    return
                *_, context, job = heapq.heappop(self._jobs)
            try:
                context.run(job)
            except Exception:
                # One bad job must not end the thread that others wait for.
                _LOGGER.exception("A widget's job failed.")
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


def stop_workers(session: Any) -> None:
    """End the threads of a session's workers; a job that is submitted later starts them again.

    Args:
        session: as `worker_of` was given.
    """
    with _REGISTRY:
        workers = list(_WORKERS.get(session, {}).values())
    for worker in workers:
        worker.stop()

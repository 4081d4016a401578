"""Worker threads that run the Explorer's requests, so that its message handlers return at once."""

from __future__ import annotations

import atexit
import contextvars
import heapq
import itertools
import logging
import threading
import weakref
from collections.abc import Callable
from typing import Any

from latentlens.notebook.views import views_of

ASK, LENS, SWEEP, IDLE = range(4)
"""Priorities: a question first, then what the user looks at, long work later, IDLE work last."""

_LOGGER = logging.getLogger(__name__)
_WORKERS: weakref.WeakKeyDictionary[Any, dict[str, Worker]] = weakref.WeakKeyDictionary()
_REGISTRY = threading.RLock()


class Worker:
    """A daemon thread that runs jobs one at a time, by priority; it starts with the first job.

    Within a priority the oldest job runs first; of lens pages the newest, since the user is looking at it.
    Each job runs in the context in which it was submitted: a job submitted by a message handler prints and
    replies where that message came from.

    Examples:
        >>> done = threading.Event()
        >>> Worker("example").submit(done.set, ASK)
        True
        >>> done.wait(5)
        True
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: list[tuple[int, int, contextvars.Context, Callable[[], None]]] = []
        self._count = itertools.count()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    def submit(self, job: Callable[[], None], rank: int, *, again: bool = False) -> bool:
        """Queue a job. Jobs report their own failures; an exception that escapes is logged.

        Args:
            job: function to call.
            rank: ASK, LENS, SWEEP or IDLE.
            again: True from a job that is to go on later, and not on a new thread once its own ends.

        Returns:
            Whether the job was queued, which is False only if `again` comes from a thread that ends.
        """
        order = next(self._count)
        with self._wake:
            if again and self._thread is not threading.current_thread():
                return False
            heapq.heappush(
                self._jobs, (rank, -order if rank == LENS else order, contextvars.copy_context(), job)
            )
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._wake.notify()
        return True

    def is_wanted(self, rank: int = IDLE) -> bool:
        """Return whether the current job is to make way: more urgent ones wait, or the thread ends.

        Args:
            rank: priority of the current job. Default IDLE.
        """
        with self._wake:
            return self._thread is not threading.current_thread() or any(
                each < rank for each, *_ in self._jobs
            )

    def stop(self) -> None:
        """Drop waiting jobs, and end the thread after the current one; a later job starts a new thread."""
        with self._wake:
            self._thread = None
            self._jobs.clear()
            self._wake.notify_all()

    def end(self, seconds: float) -> None:
        """Stop, and wait some seconds for the current job to end."""
        thread = self._thread
        self.stop()
        if thread is not None and thread is not threading.current_thread():
            thread.join(seconds)

    def _run(self) -> None:
        """Loop of the thread: run jobs by priority until the worker is stopped."""
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
                # One failing job must not end the thread that others wait for.
                _LOGGER.exception("A widget's job failed.")
            # Otherwise the last job, and all it references, would live until the next one.
            del context, job


def worker_of(session: Any, name: str = "worker") -> Worker:
    """Return a session's worker, created on first use; it ends when the session is closed or gone.

    Args:
        session: any object with attributes that can be weakly referenced.
        name: name of the worker; "worker" (default) is the one that runs the model.
    """
    with _REGISTRY:
        workers = _WORKERS.setdefault(session, {})
        if name not in workers:
            workers[name] = worker = Worker(f"latentlens-{name}")
            # At the end of the process `_end_with_the_process` waits for it; a finalizer would come first.
            weakref.finalize(session, worker.stop).atexit = False
            views_of(session).at_close(worker.stop)
        return workers[name]


def stop_workers(session: Any) -> None:
    """End the threads of a session's workers; a job that is submitted later starts them again.

    Args:
        session: the object that was given to `worker_of`.
    """
    with _REGISTRY:
        workers = list(_WORKERS.get(session, {}).values())
    for worker in workers:
        worker.stop()


@atexit.register
def _end_with_the_process() -> None:
    # A thread that is still in torch when Python ends aborts the process.
    for workers in list(_WORKERS.values()):
        for worker in list(workers.values()):
            worker.end(1.0)

"""The queue of a widget's queries: accept, run on a worker thread, cancel, and reply."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

from latentlens.display.progress import Progress
from latentlens.errors import Cancelled, InputError, LatentLensError, clipped
from latentlens.explorer.making_way import PAGE_SECONDS, MadeWay, MakingWay
from latentlens.explorer.protocol import Json, Work, parse_id, parse_query
from latentlens.explorer.worker import ASK, LENS, SWEEP, Worker
from latentlens.inputs.shown import shown
from latentlens.model.in_use import in_background

RANKS = {
    "lens": LENS, "target": LENS, "ask": ASK, "readers": ASK,
    "sweep": SWEEP, "sites": SWEEP, "scales": SWEEP, "layers": SWEEP, "fit": SWEEP, "steer": SWEEP,
    "strength": ASK, "train": SWEEP, "noise": SWEEP, "verify": ASK, "continuation": ASK, "answer": LENS,
    "traces": ASK, "second": ASK, "patch": ASK,
}  # fmt: skip
PASSING = ("lens", "target", "answer", "traces")
"""Queries of a single page view, which are not restored when the page is reloaded."""
PAGE = "lens"
"""Queries that make way for questions, which a page of a large model would keep waiting for seconds."""
QUICK = ("target", "answer")
"""Queries that run no long work, and do not wait for any."""
MOST_PUT_BACK = 2
"""Times that a page makes way for questions; after that it is read to its end, or it would never be.

A page that is put back begins again: nearly all of it is one run of the model, of which nothing can be kept,
nor can a question run within it. Whoever asks faster than a page is read would never see it. So of the
questions that come while one page is read, the third waits, once, for what is left of at most 16 by 32 cells,
which are then there; the next page makes way again.
"""
MOST = 1000
"""Most queries that can be queued or running together."""
TICK = 0.1
"""Seconds between two messages about the same work."""

Handle = Callable[[Work], Json | None]


class RequestQueue:
    """Accepts queries without waiting, and runs them on a worker's thread.

    Exactly one `result`, `error` or `cancelled` message is sent for each query.

    Args:
        worker: thread that runs the queries one after the other.
        aside: second thread for quick queries that must not wait: previews of target prompts, and answers
            that are known already.
        send: function that sends a message to the browser.
        handle: function that does a query and returns its result, or raises.
        after: function called on the worker's thread when a query has ended.
    """

    def __init__(
        self,
        worker: Worker,
        aside: Worker,
        *,
        send: Callable[[Json], Any],
        handle: Handle,
        after: Callable[[], None],
    ) -> None:
        self._worker, self._aside, self._send, self._handle, self._after = worker, aside, send, handle, after
        self._work: dict[str, Work] = {}
        self._lock = threading.Lock()

    def submit(self, message: Json) -> None:
        """Queue a `query` message, and reply `queued` or `error`."""
        try:
            work = parse_query(message)
            if work.what == PAGE:
                work.progress = MakingWay(lambda: self._worker.is_wanted(LENS if _makes_way(work) else ASK))
            with self._lock:
                if work.id in self._work:
                    raise InputError(f"The query {shown(work.id)} is under way already.")
                if len(self._work) >= MOST:
                    raise InputError(f"{MOST} queries are under way already. Wait for some, or cancel some.")
                ahead = sum(
                    RANKS[each.what] <= RANKS[work.what] or (each.state == "running" and not _makes_way(each))
                    for each in self._work.values()
                    if each.what not in QUICK
                )
                self._work[work.id] = work
        except InputError as error:
            self.refuse(message, error)
            return
        work.progress.on_update = self._reporter(work)
        self._send({"kind": "queued", "id": work.id, "what": work.what, "args": work.args, "ahead": ahead})
        worker = self._aside if work.what in QUICK else self._worker
        worker.submit(lambda: self._do(work), RANKS[work.what])

    def _put_back(self, work: Work) -> bool:
        """Queue a page again that made way; return False if its thread ends instead."""
        with self._lock:
            if not self._worker.submit(lambda: self._do(work), RANKS[work.what], again=True):
                return False
            work.state, work.put_back = "queued", work.put_back + 1
        return True

    def refuse(self, message: Any, error: InputError) -> None:
        """Reply with an error to a message that cannot be used."""
        self._send({"id": parse_id(message), **_error_json(error)})

    def cancel(self, id: str) -> None:
        """Stop a queued or running query; unknown ids are ignored."""
        with self._lock:
            work = self._work.get(id)
            if work is None:
                return
            work.progress.cancel()
            if work.state == "running":
                return  # it ends at its next step, and then sends `cancelled`
            del self._work[id]
        self._send({"kind": "cancelled", "id": id})

    def cancel_all(self) -> None:
        """Stop all queries without a reply to the browser."""
        with self._lock:
            for work in self._work.values():
                work.progress.cancel()

    def under_way(self) -> list[Json]:
        """Return the queued and running questions, sweeps and fits, as a `pong` message lists them."""
        with self._lock:
            return [work.to_json() for work in self._work.values() if work.what not in PASSING]

    def _reporter(self, work: Work) -> Callable[[Progress], None]:
        """Return the listener of a query's progress, which sends progress messages at intervals."""
        tick = Tick()

        def report(progress: Progress) -> None:
            if tick.due() or progress.done == progress.total:
                self._send({"kind": "progress", "id": work.id, **work.counts, "says": progress.description})

        return report

    def _do(self, work: Work) -> None:
        with self._lock:
            if self._work.get(work.id) is not work:
                return  # cancelled while it was queued
            work.state = "running"
        try:
            work.progress.check()
            self._send({"kind": "progress", "id": work.id, "done": 0, "total": 0})
            with in_background(PAGE_SECONDS) if _makes_way(work) else contextlib.nullcontext():
                ended: Json = {"kind": "result", "value": self._handle(work)}
        except Cancelled as error:
            if isinstance(error, MadeWay) and self._put_back(work):
                return
            ended = {"kind": "cancelled"}
        except Exception as error:  # noqa: BLE001 - the browser is the only place where the user would see it
            ended = _error_json(error)
        with self._lock:
            self._work.pop(work.id, None)
        self._send({**ended, "id": work.id})
        if work.what not in QUICK:
            self._after()


def _makes_way(work: Work) -> bool:
    """Return whether a query is a page that makes way for questions and for calls in notebook cells."""
    return work.what == PAGE and work.put_back < MOST_PUT_BACK


def _error_json(error: Exception) -> Json:
    """Return an error as an `error` message; errors that are not latentlens's own are called unforeseen."""
    setting, message = getattr(error, "setting", None), str(error) or repr(error)
    if not isinstance(error, LatentLensError):
        message = (
            f"This failed in a way that latentlens did not foresee ({type(error).__name__}: "
            f"{clipped(message)}). The session goes on; please report it with what was asked."
        )
    # lone surrogates of a token's text cannot be sent
    message = clipped(message).encode("utf-8", "backslashreplace").decode()
    return {"kind": "error", "type": type(error).__name__, "message": message, "setting": setting}


class Tick:
    """Rate limit: `due` is true at most once in `TICK` seconds.

    Examples:
        >>> tick = Tick()
        >>> tick.due(), tick.due()
        (True, False)
    """

    def __init__(self) -> None:
        self._last = float("-inf")

    def due(self) -> bool:
        """Return whether `TICK` seconds have passed since it was last true."""
        now = time.monotonic()
        if now - self._last < TICK:
            return False
        self._last = now
        return True

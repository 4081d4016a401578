"""Where a widget's queries are taken in, queued, cancelled, done and answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from latentlens.errors import Cancelled, InputError, LatentLensError, clipped
from latentlens.explorer.protocol import Json, Work, parse_id, parse_query
from latentlens.inputs.shown import shown
from latentlens.notebook.worker import ASK, LENS, SWEEP, Worker

RANKS = {
    "lens": LENS, "target": LENS, "ask": ASK,
    "sweep": SWEEP, "scales": SWEEP, "layers": SWEEP, "fit": SWEEP,
}  # fmt: skip
PASSING = ("lens", "target")
"""Queries that each page makes for itself, and forgets when it is reloaded."""
MOST = 1000
"""Most queries that may be under way together; nobody waits for more."""
TICK = 0.1
"""Seconds between two messages about the same work."""

Handle = Callable[[Work], Json | None]


class RequestQueue:
    """Takes queries in at once and has them done on a worker's thread.

    However a query ends, exactly one `result`, `error` or `cancelled` is sent for it.

    Args:
        worker: the Worker that does queries, one after the other.
        aside: another Worker, for what is quick and must not wait: the preview of a target prompt.
        send: sends a message to the browser.
        handle: does a query and returns its result; it raises to report an error.
        after: called on the worker's thread when a query has ended.
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
        """Queue a `query` message, and say so."""
        try:
            work = parse_query(message)
            with self._lock:
                if work.id in self._work:
                    raise InputError(f"The query {shown(work.id)} is under way already.")
                if len(self._work) >= MOST:
                    raise InputError(f"{MOST} queries are under way already. Wait for some, or cancel some.")
                ahead = sum(
                    each.state == "running" or RANKS[each.what] <= RANKS[work.what]
                    for each in self._work.values()
                    if each.what != "target"
                )
                self._work[work.id] = work
        except InputError as error:
            self.refuse(message, error)
            return
        work.report = self._reporter(work)
        self._send({"kind": "queued", "id": work.id, "what": work.what, "args": work.args, "ahead": ahead})
        worker = self._aside if work.what == "target" else self._worker
        worker.submit(lambda: self._do(work), RANKS[work.what])

    def refuse(self, message: Any, error: InputError) -> None:
        """Say why a message cannot be used, under its id where that can be sent back."""
        self._send({"id": parse_id(message), **_told(error)})

    def cancel(self, id: str) -> None:
        """Stop a query, queued or running; unknown ones are ignored."""
        with self._lock:
            work = self._work.get(id)
            if work is None:
                return
            work.cancel.set()
            if work.state == "running":
                return  # it ends at its next step, and says so itself
            del self._work[id]
        self._send({"kind": "cancelled", "id": id})

    def cancel_all(self) -> None:
        """Stop everything, without a word to the browser."""
        with self._lock:
            for work in self._work.values():
                work.cancel.set()

    def under_way(self) -> list[Json]:
        """Return the questions, sweeps and fits that are queued or running, as a `pong` lists them."""
        with self._lock:
            return [work.to_json() for work in self._work.values() if work.what not in PASSING]

    def _reporter(self, work: Work) -> Callable[[int, int], None]:
        """Return what a query calls with its steps: it reports now and then, and stops cancelled work."""
        tick = Tick()

        def report(done: int, total: int) -> None:
            if work.cancel.is_set():
                raise Cancelled
            work.done, work.total = int(done), int(total)
            if tick.due() or done == total:
                self._send({"kind": "progress", "id": work.id, "done": work.done, "total": work.total})

        return report

    def _do(self, work: Work) -> None:
        with self._lock:
            if self._work.get(work.id) is not work:
                return  # cancelled while it was queued
            work.state = "running"
        try:
            if work.cancel.is_set():
                raise Cancelled
            self._send({"kind": "progress", "id": work.id, "done": 0, "total": 0})
            ended: Json = {"kind": "result", "value": self._handle(work)}
        except Cancelled:
            ended = {"kind": "cancelled"}
        except Exception as error:  # noqa: BLE001 - the browser is the only place where the user would see it
            ended = _told(error)
        with self._lock:
            self._work.pop(work.id, None)
        self._send({**ended, "id": work.id})
        if work.what != "target":
            self._after()


def _told(error: Exception) -> Json:
    """Return an error as the browser takes it; one that nobody foresaw is called that."""
    setting, message = getattr(error, "setting", None), str(error) or repr(error)
    if not isinstance(error, LatentLensError):
        message = (
            f"This failed in a way that latentlens did not foresee ({type(error).__name__}: "
            f"{clipped(message)}). The session goes on; please report it with what was asked."
        )
    # half a character of a token's text cannot be sent
    message = clipped(message).encode("utf-8", "backslashreplace").decode()
    return {"kind": "error", "type": type(error).__name__, "message": message, "setting": setting}


class Tick:
    """Says yes at most once in `TICK` seconds.

    Examples:
        >>> tick = Tick()
        >>> tick.due(), tick.due()
        (True, False)
    """

    def __init__(self) -> None:
        self._last = float("-inf")

    def due(self) -> bool:
        """Return whether it is time again."""
        now = time.monotonic()
        if now - self._last < TICK:
            return False
        self._last = now
        return True

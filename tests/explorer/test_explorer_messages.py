"""The Explorer's queries: acknowledged, run on the worker, cancelled, and ended once."""

from __future__ import annotations

import gc
import queue
import subprocess
import sys
import threading
import weakref
from typing import Any

import pytest

from browser_end import OWN, Browser
from fake_backend import PROMPT, fake_session
from latentlens import Session
from latentlens.errors import InputError
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.worker import ASK, IDLE, LENS, SWEEP, Worker, worker_of

LENS_WAY = {"preset": "logit_lens"}

ENDING = """
import sys, threading, time
from latentlens.explorer.worker import SWEEP, worker_of

class Session:
    pass

def job():
    begun.set()
    if sys.argv[1] == "never ends":
        threading.Event().wait()
    while not worker.is_wanted():
        time.sleep(0.001)
    time.sleep(0.05)  # what is left of a step
    print("finished", flush=True)

session, begun = Session(), threading.Event()
worker = worker_of(session)
worker.submit(job, SWEEP)
begun.wait()
print("the end", flush=True)
"""
"""A program that ends while a job of a session's worker is under way."""


class TestMessages:
    """docs/protocol.md, from the browser's side."""

    def test_a_query_is_acknowledged_before_it_is_done(self, front: Browser, session: Session) -> None:
        """The handler answers `queued` itself, whatever the worker does."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)

        assert "queued" == front.kinds("a")[0]
        session.backend.gate.set()
        front.end("a")
        assert ["queued", "progress"] == front.kinds("a")[:2]

    def test_work_is_done_on_the_worker(self, front: Browser, session: Session) -> None:
        """Nothing of the session runs on the thread that took the message."""
        front.query("l", "lens", layers=[0, 1], start=0, stop=4)
        front.query("a", "ask", layer=5, position=4)
        front.query("s", "sweep", layer=5)
        for id in "las":
            front.end(id)

        assert {"latentlens-worker"} == session.backend.threads

    def test_one_end_a_query(self, front: Browser, session: Session) -> None:
        """Each query gets exactly one of result, error and cancelled."""
        session.backend.gate.clear()
        for id in "abc":
            front.query(id, "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="c")
        front.say(kind="cancel", id="c")
        session.backend.gate.set()
        front.end("b")

        ends = [kind for id in "abc" for kind in front.kinds(id) if kind in ("result", "error", "cancelled")]
        assert ["result", "result", "cancelled"] == ends

    def test_running_work_can_be_cancelled(self, front: Browser, session: Session) -> None:
        """A running query ends at its next step."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="a")

        assert "cancelled" == front.end("a")["kind"]
        assert [] == front.explorer.answers

    def test_a_cancelled_sweep_keeps_what_it_found(self, front: Browser, session: Session) -> None:
        """Points that came before the cancel stay, here and in the browser."""
        session.backend.pace = 0.03
        front.query("s", "sweep", layer=5)
        front.wait("s", "partial")
        front.say(kind="cancel", id="s")
        front.end("s")
        (curve,) = front.explorer.curves

        assert not curve["complete"]
        assert 1 <= len(curve["points"]) < 15
        assert 1 <= len(front.explorer.sweeps[-1].answers) < 15

    def test_partial_points_are_each_sent_once(self, front: Browser, session: Session) -> None:
        """A sweep streams: its partial messages add up to its curve."""
        session.backend.pace = 0.02
        front.query("s", "sweep", layer=5)
        front.end("s")
        sent = [
            point["position"]
            for each in front.heard
            if each["kind"] == "partial"
            for point in each["answers"]
        ]

        assert sorted(set(sent)) == sorted(sent)

    def test_an_error_is_told_and_leaves_everything_usable(self, session: Session) -> None:
        """Whatever a session raises, the browser hears its class and its text."""
        front = Browser(Explorer(session, session.run(PROMPT)))
        session.backend.error = InputError("No such option.")
        front.query("a", "ask", layer=5, position=4)
        error = front.end("a")
        session.backend.error = None
        front.query("b", "ask", layer=5, position=4)

        assert "InputError" == error["type"]
        assert error["message"].startswith("No such option.")
        assert "result" == front.end("b")["kind"]

    @pytest.mark.parametrize(
        ("message", "says"),
        [
            ({"what": "ask", "args": {"layer": 99, "position": 0, "question": OWN}}, "Layer 99 does"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"text": " "}}}, "is empty"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"preset": "no"}}}, "no preset"),
            ({"what": "ask", "args": {"layer": "1", "position": 0, "question": OWN}}, "whole number"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": {"text": "slot?"}}}, "Write x"),
            ({"what": "lens", "args": {"layers": [], "start": 0, "stop": 1}}, "A page has layers"),
            ({"what": "lens", "args": {"layers": [0], "start": 0, "stop": 999}}, "A page has layers"),
            ({"what": "layers", "args": {"position": 4, "question": LENS_WAY}}, "has no target layer"),
            ({"what": "layers", "args": {"position": 99, "question": OWN}}, "Position 99 does"),
            ({"what": "sweep", "args": {"layer": 1, "start": 3, "stop": 3, "question": OWN}}, "Positions"),
            ({"what": "ask", "args": {"layer": 1, "position": 0, "question": 3}}, "A question has"),
            ({"what": "run", "args": {}}, "A query has"),
            ({"what": "ask"}, "A query has"),
        ],
    )  # fmt: skip
    def test_a_bad_query_is_an_error(self, front: Browser, message: dict[str, Any], says: str) -> None:
        """A query that cannot be done says what is wrong with it."""
        front.say(kind="query", id="q", **message)

        assert says in front.end("q")["message"]

    def test_an_id_is_used_once_at_a_time(self, front: Browser, session: Session) -> None:
        """A query with the id of one under way is refused; that one goes on."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.query("a", "ask", layer=5, position=4)
        assert "under way" in front.wait("a", "error")["message"]

        session.backend.gate.set()
        front.wait("a", "result")

    def test_a_ping_lists_what_is_under_way(self, front: Browser, session: Session) -> None:
        """A page that was reloaded learns of work it has forgotten."""
        session.backend.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.query("s", "sweep", layer=5)
        front.say(kind="ping", id="p")
        session.backend.gate.set()
        work = front.wait("p", "pong")["work"]

        assert [("a", "running"), ("s", "queued")] == [(each["id"], each["state"]) for each in work]

    @pytest.mark.parametrize(
        "message", [None, 3, {}, {"kind": "dance"}, {"kind": "cancel"}, {"kind": "cancel", "id": "?"}]
    )
    def test_what_is_not_known_is_ignored(self, front: Browser, message: Any) -> None:
        """Messages of later versions, and nonsense, change nothing."""
        front.explorer._receive(front.explorer, message, [])

        assert [] == front.heard

    def test_pages_are_read_once(self, front: Browser, session: Session) -> None:
        """A page asked for twice, by two views or after a reload, is computed once."""
        for id in "ab":
            front.query(id, "lens", layers=list(range(9)), start=0, stop=15)
            page = front.end(id)["value"]

        assert [15 * 9] == [len(queries) for queries in session.backend.runs]
        assert 15 * 9 * page["k"] == len(page["index"]) == len(page["probs"])


class TestWorker:
    """One thread a session."""

    def test_ranks_and_order(self) -> None:
        """Questions first, in order; then lens pages, the newest of them first; sweeps, and the rest."""
        worker, busy, gate, done = Worker("test"), threading.Event(), threading.Event(), threading.Event()
        order: list[str] = []
        worker.submit(lambda: (busy.set(), gate.wait()), LENS)
        assert busy.wait(5)  # what is submitted from here on waits, and its order is the queue's
        for name, rank in [
            ("idle", IDLE),
            ("sweep", SWEEP),
            ("ask1", ASK),
            ("lens1", LENS),
            ("ask2", ASK),
            ("lens2", LENS),
        ]:
            worker.submit(lambda name=name: order.append(name), rank)
        worker.submit(done.set, IDLE)
        gate.set()
        assert done.wait(5)
        worker.stop()

        assert ["ask1", "ask2", "lens2", "lens1", "sweep", "idle"] == order

    def test_a_failing_job_does_not_end_it(self, caplog: pytest.LogCaptureFixture) -> None:
        """The next job runs whatever the last one did, and what failed is logged."""
        worker, done = Worker("test"), threading.Event()
        worker.submit(lambda: 1 / 0, ASK)
        worker.submit(done.set, ASK)
        assert done.wait(5)
        worker.stop()

        assert "ZeroDivisionError" in caplog.text

    def test_one_for_each_session_and_not_longer(self) -> None:
        """Explorers of a session share a worker, and it does not keep the session alive."""
        session = fake_session()
        assert worker_of(session) is worker_of(session)
        assert worker_of(session) is not worker_of(fake_session())

        found: queue.Queue[threading.Thread] = queue.Queue()
        worker_of(session).submit(lambda: found.put(threading.current_thread()), ASK)
        thread, gone = found.get(timeout=5), weakref.ref(session)
        assert thread.is_alive()
        del session
        gc.collect()
        assert gone() is None
        thread.join(timeout=5)
        assert not thread.is_alive()

    @pytest.mark.parametrize("ends", [True, False])
    def test_a_process_waits_for_its_worker(self, ends: bool) -> None:
        """Its job is told to stop and can finish, for a thread in torch would abort the end; not for ever."""
        code = [sys.executable, "-c", ENDING, "ends" if ends else "never ends"]
        done = subprocess.run(code, capture_output=True, text=True, timeout=120, check=True)

        assert ["the end", *(["finished"] if ends else [])] == done.stdout.split("\n")[:-1]
        assert "" == done.stderr

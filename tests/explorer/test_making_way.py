"""Pages that are read in the background make way for what the user waits for."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from browser_end import Browser
from latentlens import Session
from latentlens.ask import lens_difference as difference_module
from latentlens.explorer import display as display_module
from latentlens.explorer import requests as requests_module
from latentlens.explorer.explorer import Explorer
from latentlens.explorer.lens import TimeLimit

PAGE: dict[str, Any] = {"layers": [*range(9)], "start": 0, "stop": 15}
SITE: dict[str, Any] = {"layer": 4, "position": 5}
PROMPT, OTHER = "The capital of France is", "So the capital of Japan is"


def test_a_question_goes_before_the_page_that_is_read(front: Browser, session: Session) -> None:
    """The page is put back, though it was at work, and is read whole after the answer."""
    session.backend.gate.clear()
    front.query("page", "lens", **PAGE)
    front.wait("page", "progress")
    front.query("question", "ask", **SITE)
    front.wait("question", "progress")  # with the gate closed: the page stopped before its end
    session.backend.gate.set()

    assert "result" == front.end("question")["kind"]
    page = front.end("page")["value"]
    ended = [message["id"] for message in front.heard if message["kind"] == "result"]
    assert ["question", "page"] == ended
    assert 0 == front.wait("question", "queued")["ahead"]
    again = Browser(Explorer(session, front.explorer.trace))
    again.query("page", "lens", **PAGE)
    assert again.end("page")["value"] == page


def test_a_page_that_was_put_back_can_be_cancelled(front: Browser, session: Session) -> None:
    """It ends once, as cancelled, whether or not it is at work."""
    session.backend.gate.clear()
    front.query("page", "lens", **PAGE)
    front.wait("page", "progress")
    front.query("question", "ask", **SITE)
    front.wait("question", "progress")
    front.say(kind="cancel", id="page")
    session.backend.gate.set()
    front.end("question")
    front.query("last", "ask", **SITE, controls=False)
    front.end("last")

    kinds = front.kinds("page")
    assert "cancelled" == kinds[-1]
    assert 1 == sum(kind in ("result", "error", "cancelled") for kind in kinds)


def test_a_page_does_not_begin_again_on_a_worker_that_ends(front: Browser, session: Session) -> None:
    """Where the thread ends, what it reads is cancelled."""
    session.backend.gate.clear()
    front.query("page", "lens", **PAGE)
    front.wait("page", "progress")
    worker = front.explorer._requests._worker
    worker.end(60)

    assert "cancelled" == front.end("page")["kind"]
    assert worker._thread is None


def test_a_page_is_not_put_back_on_a_worker_that_has_just_ended(front: Browser, session: Session) -> None:
    """An end between the page's stop and its return to the queue starts no thread."""
    worker = front.explorer._requests._worker
    submit = worker.submit

    def late(*given: Any, **named: Any) -> Any:
        if threading.current_thread() is worker._thread:
            worker.stop()
        return submit(*given, **named)

    worker.submit = late
    session.backend.gate.clear()
    front.query("page", "lens", **PAGE)
    front.wait("page", "progress")
    front.query("question", "ask", **SITE)
    front.end("page")

    assert "cancelled" == front.kinds("page")[-1]
    assert worker._thread is None


def test_a_page_is_put_back_twice_at_most(front: Browser) -> None:
    """Whoever goes on asking still sees the page, and a question after that waits for it."""
    requests, begun = front.explorer._requests, []
    handle = requests._handle

    def asked_meanwhile(work: Any) -> Any:
        if work.what == "lens" and len(begun) < 5:
            begun.append(work)
            front.query(f"question {len(begun)}", "ask", **SITE)
            work.progress.check()  # as between any two steps
        return handle(work)

    requests._handle = asked_meanwhile
    front.query("page", "lens", **PAGE)
    front.end("page")
    front.end("question 3")

    ended = [message["id"] for message in front.heard if message["kind"] == "result"]
    assert ["question 1", "question 2", "page", "question 3"] == ended
    assert 3 == len(begun)
    assert [0, 0, 1] == [front.wait(f"question {number}", "queued")["ahead"] for number in (1, 2, 3)]


@pytest.mark.parametrize("what", ["a page in sight", "pages for the notebook file"])
def test_a_call_in_a_cell_goes_before_cells_that_are_compared(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the beginning of a call to its end no site is compared; after it the others are."""
    monkeypatch.setattr(requests_module, "PAGE_SECONDS", 1e9)
    monkeypatch.setattr(display_module, "IDLE_SECONDS_AFTER", 1e9)
    session, order = Session(), []
    reading, called = threading.Event(), threading.Event()
    compared = difference_module._compared

    def noted(*given: Any) -> Any:
        order.append("site")
        reading.set()
        assert called.wait(60)
        return compared(*given)

    trace = session.run(PROMPT)
    front = Browser(session.explore(trace))
    if what == "a page in sight":
        front.say(kind="query", id="two", what="second", args={"prompt": OTHER, "key": ""})
        front.second_pages("two")
        front.explorer._handlers.second_traces._differences.clear()
        monkeypatch.setattr(difference_module, "_compared", noted)
        front.query("page", "lens", trace="two", difference=True, layers=[*range(9)], start=0, stop=6)
    else:
        monkeypatch.setattr(difference_module, "_compared", noted)
        front.say(kind="query", id="two", what="second", args={"prompt": OTHER, "key": ""})
    assert reading.wait(60)
    with session.backend.pinned():  # as a call does
        called.set()
        order.append("begins")
        answers = session.sweep(trace, "The capital of x is", layers=[2, 4, 6], positions=[3, 4])
        order.append("ends")
    if what == "a page in sight":
        page = front.end("page")["value"]
    else:
        ((page, _),) = (each["pages"] for each in front.second_pages("two"))
    session.close()

    assert ["site", "begins", "ends", "site"] == order[:4]
    assert order.count("site") > 10
    assert 6 == len(answers)
    assert page["difference"]["distance"]


def test_waiting_is_no_reading() -> None:
    """The time that pages wait for calls is not part of the time that they may take."""
    limit = TimeLimit(0.0)
    assert limit.over
    limit.progress.waited = 60.0
    assert not limit.over

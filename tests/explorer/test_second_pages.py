"""What pages without a kernel have of a second trace: the cells of both grids and of their difference."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_end import Browser
from latentlens import Session
from latentlens.explorer import display as display_module
from latentlens.explorer import second_pages as second_pages_module
from latentlens.explorer.second_pages import brief_page
from latentlens.explorer.static_seconds import seconds_lines, seconds_tables
from latentlens.explorer.worker import IDLE, LENS, SWEEP, Worker, worker_of
from unpacked import plain_page

PROMPT, OTHER = "The capital of France is", "So the capital of Japan is"


@pytest.fixture
def front() -> Iterator[Browser]:
    """Return the Explorer of a prompt that is compared with another, "two", and with a patched run, "p"."""
    session = Session()
    front = Browser(session.explore(session.run(PROMPT)))
    asked(front, "two", "second", prompt=OTHER, key="")
    patch = {
        "read": {"trace": "two", "layer": 1, "position": 5},
        "write": {"trace": "", "layer": 1, "position": 4},
    }
    asked(front, "p", "patch", **patch)
    yield front
    session.close()


def asked(front: Browser, id: str, what: str, **args: Any) -> Any:
    """Return the value of a query."""
    front.say(kind="query", id=id, what=what, args=args)
    return front.end(id)["value"]


def on_page(path: Path) -> dict[str, Any]:
    """Return the state of a page of `save_html`, with bytes as bytes."""

    def opened(value: dict[str, Any]) -> Any:
        return base64.b64decode(value["base64"]) if {*value} == {"base64"} else value

    text = path.read_text("utf-8").split('id="ll-state">')[1].split("</script>")[0]
    return json.loads(text, object_hook=opened)["state"]


def test_a_page_has_all_cells_of_what_is_compared(front: Browser, tmp_path: Path) -> None:
    """`save_html` reads the second traces whole: every page is the one that the live view is given."""
    front.say(kind="shown", shown={"id": "two", "side": "difference"})
    state = on_page(front.explorer.save_html(tmp_path / "page.html"))
    assert {"id": "two", "side": "difference"} == state["second_shown"]
    whole = {"layers": [*range(front.explorer.n_layers + 1)], "start": 0}

    assert front.explorer.seconds == state["seconds"]
    assert ["two", "p"] == [each["id"] for each in state["second_pages"]]
    for each, length in zip(state["second_pages"], (len(front.explorer.compared[0].tokens), 6), strict=True):
        difference, own = map(plain_page, each["pages"])
        expected = asked(front, each["id"] + "own", "lens", trace=each["id"], stop=length, **whole)
        assert expected == own
        expected = asked(front, each["id"] + "d", "lens", trace=each["id"], stop=6, difference=True, **whole)
        assert expected["words"] == difference["words"]
        assert expected["difference"]["equal"] == difference["difference"]["equal"]
        assert expected["difference"]["chance"] == pytest.approx(difference["difference"]["chance"], abs=1e-4)
        assert expected["difference"]["entropy"] == pytest.approx(
            difference["difference"]["entropy"], abs=1e-4
        )


def test_where_no_scripts_run_the_comparison_is_a_table(front: Browser) -> None:
    """The plain tables have what comes next after both; the plain text has a sentence for each."""
    two, patched = front.explorer.seconds
    page = front.explorer._repr_html_()
    text = front.explorer._displays.snapshot(front.explorer)["text/plain"]
    for said in (page, text):
        assert f"What comes next differs by {two['distance']:.2f} (total variation, 0 to 1)." in said
        assert "Compared with “" in said
        assert "Patched run “" in said
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    for each in (two, patched):
        assert any(each["next"][0]["token"] in row for row in rows)
    told = {"token": "·<b>", "before": 0.25, "after": 0.999}
    (table,) = seconds_tables([{**two, "label": "<i>", "distance": 0.001, "next": [told]}])
    assert "&lt;i&gt;”. The next token is as likely in both." in table
    assert "The next token is as likely as before." in seconds_lines([{**patched, "distance": 0.001}])[0]
    (long,) = seconds_tables([{**two, "next": [{**told, "token": "·a" * 20}]}])
    assert f"{'·a' * 7}·…" in long
    assert ["·&lt;b&gt;", "0.25", "&gt;0.99"] == [
        re.sub(r"[\u2066-\u2069]", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table)
    ]
    assert "not finite in one of both" in seconds_lines([{**two, "distance": None, "next": []}])[0]


def test_a_notebook_file_gets_the_cells_once_the_kernel_is_idle(front: Browser) -> None:
    """The trait is filled after a comparison, by its own work, and an Explorer that goes on has it too."""
    first, _ = front.second_pages("two", "p")

    assert [True, False] == ["difference" in page for page in first["pages"]]
    later = front.explorer._session.explore(front.explorer.trace)
    later.go_on_from(front.explorer)
    assert front.explorer.second_pages == later.second_pages
    assert front.explorer.compared == later.compared


def test_reading_them_makes_way_for_questions(front: Browser) -> None:
    """Where other work waits, nothing is read, and it is read once that is done."""
    front.second_pages("two", "p")
    seconds = front.explorer._handlers.second_traces
    assert not seconds.unread
    asked(front, "three", "second", prompt="The river of Spain", key="")
    front.second_pages("two", "p", "three")
    seconds.restore({"four": [0, ""]}, [front.explorer.trace])

    assert ["two", "p", "three"] == [each["id"] for each in seconds.read_for(None, lambda: True)]
    assert seconds.unread
    assert ["two", "p", "three", "four"] == [each["id"] for each in seconds.read_for(None)]
    assert not seconds.unread


def test_reading_makes_way_between_two_blocks_of_the_model(front: Browser) -> None:
    """Work that comes while a page is read does not wait for the rest of its forward pass."""
    session, waits = front.explorer._session, []
    model, ran = session.backend.model, []
    front.second_pages("two", "p")
    seconds = front.explorer._handlers.second_traces
    seconds.restore({"four": [0, ""]}, [front.explorer.trace])
    hooks = [
        block.register_forward_hook(lambda *_, at=at: (ran.append(at), waits.append(True))[0])
        for at, block in enumerate(model.blocks)
    ]
    seconds.read_for(None, lambda: bool(waits))
    for hook in hooks:
        hook.remove()

    assert 1 == len(ran) < len(model.blocks)


def test_an_idle_kernel_takes_its_time(front: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first view may take does not bound what is read afterwards, as of a large model."""
    monkeypatch.setattr(display_module, "LENS_SECONDS", 0.0)
    asked(front, "three", "second", prompt="The river of Spain", key="")

    assert [2, 2, 2] == [len(each["pages"]) for each in front.second_pages("two", "p", "three")]


def test_reading_goes_on_after_it_made_way(front: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came between is done first; then the rest is read, though nobody asks for it."""
    front.second_pages("two", "p")
    explorer, done = front.explorer, []
    seconds, worker = explorer._handlers.second_traces, worker_of(explorer._session)
    page, waiting = seconds.page, [lambda: done.append("sweep")]

    def interrupted(args: dict[str, Any], progress: Any) -> dict[str, Any]:
        while waiting:
            worker.submit(waiting.pop(), SWEEP)
        found = page(args, progress)
        if args["trace"] == "four" and not args.get("difference"):
            done.append("read")
        return found

    monkeypatch.setattr(seconds, "page", interrupted)
    seconds.restore({"four": [0, ""]}, [explorer.trace])
    explorer._displays.refresh_seconds(explorer)

    *_, last = front.second_pages("two", "p", "four")
    assert ["sweep", "read"] == done
    assert ["four", 2] == [last["id"], len(last["pages"])]
    assert not seconds.unread


@pytest.mark.parametrize("wanted", ["another job", "the end of the thread"])
def test_an_idle_job_hears_that_it_is_to_make_way(wanted: str) -> None:
    """Jobs that are more urgent call it off, and so does the end of the worker; idle ones do not."""
    worker, said, go_on, done = Worker("example"), [], threading.Event(), threading.Event()

    def job() -> None:
        worker.submit(lambda: None, IDLE)
        said.append(worker.is_wanted())
        done.set()
        go_on.wait(60)
        said.append(worker.is_wanted())

    worker.submit(job, IDLE)
    assert done.wait(60)
    thread = worker._thread
    if wanted == "another job":
        worker.submit(lambda: None, LENS)
    else:
        worker.stop()
    go_on.set()
    worker.submit((ended := threading.Event()).set, SWEEP)
    assert ended.wait(60)
    worker.end(60)

    assert not thread.is_alive()
    assert [False, True] == said


@pytest.mark.parametrize("ends", [False, True])
def test_a_job_that_goes_on_later_starts_no_thread(ends: bool) -> None:
    """It is queued again on its own thread, or not at all once that ends."""
    worker, queued, ended = Worker("example"), [], threading.Event()
    again = threading.Event()

    def job() -> None:
        if ends:
            worker.stop()
        queued.append(worker.submit(again.set, IDLE, again=True))
        ended.set()

    worker.submit(job, IDLE)
    assert ended.wait(60)
    if not ends:
        assert again.wait(60)

    assert [not ends] == queued
    assert ends == (worker._thread is None)
    worker.end(60)


def test_a_closed_session_writes_what_was_read(front: Browser, tmp_path: Path) -> None:
    """A page can be saved after the session, with the cells that it had by then."""
    front.second_pages("two", "p")
    front.explorer.save_html(tmp_path / "before.html")
    front.explorer._session.close()
    state = on_page(front.explorer.save_html(tmp_path / "after.html"))

    assert on_page(tmp_path / "before.html")["second_pages"] == state["second_pages"]


def test_the_newest_fit_and_the_others_are_left_out(front: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is little room, the newest has the likeliest token of each cell, and older ones none."""
    monkeypatch.setattr(second_pages_module, "MOST_SECOND_BYTES", 10)
    (only,) = front.explorer._handlers.second_traces.read_for(None)
    difference, own = only["pages"]

    assert "p" == only["id"]
    assert (1, 1) == (difference["k"], own["k"])
    assert [] == difference["difference"]["entropy"]


def test_a_brief_page_says_the_same_of_each_cell() -> None:
    """The likeliest token and its probability stay, and words that no cell has any more go."""
    page = {
        "layers": [1], "start": 0, "stop": 2, "k": 2, "words": ["a", "b", "c", "d"],
        "index": [3, 0, 1, 0], "probs": [0.5, 0.1, None, 0.2],
        "difference": {"index": [2, None], "entropy": [1.0, 2.0], "surprisal": [], "distance": [0.1, 0.2]},
    }  # fmt: skip
    brief = brief_page(page)

    assert ["d", "b"] == [brief["words"][i] for i in brief["index"]]
    assert [0.5, None] == brief["probs"]
    assert ["c", None] == [None if i is None else brief["words"][i] for i in brief["difference"]["index"]]
    assert ["d", "b", "c"] == brief["words"]
    assert [] == brief["difference"]["entropy"] == brief["difference"]["distance"]

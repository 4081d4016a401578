"""The Explorer's Python half, with a session that has no model, no kernel and no browser."""

from __future__ import annotations

import gc
import html
import json
import re
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeSession
from latentlens._errors import InputError, SelectionError
from latentlens.notebook.explorer import Explorer
from latentlens.notebook.protocol import Work, answer_json, page_json, parse_query, parse_question
from latentlens.notebook.static_view import MAX_CELLS, Still, still_html, still_text
from latentlens.notebook.worker import ASK, IDLE, LENS, SWEEP, Worker, worker_of

ROOT = Path(__file__).parents[1]
OWN = {"text": "The capital of x is"}
EVIL = "</script><img src=x onerror=alert(1)>\"'&"


class Browser:
    """The other end of an Explorer: sends it messages, keeps what it sends."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.heard: list[dict[str, Any]] = []
        self._news = threading.Condition()
        explorer.send = explorer._desk._send = self._hear

    def _hear(self, message: dict[str, Any], buffers: object = None) -> None:
        # What JSON cannot hold would fail on its way out.
        json.dumps(message, allow_nan=False)
        with self._news:
            self.heard.append(message)
            self._news.notify_all()

    def say(self, **message: Any) -> None:
        """Send a message."""
        self.explorer._receive(self.explorer, message, [])

    def query(self, id: str, what: str, **args: Any) -> None:
        """Send a query."""
        if what != "lens":
            args = {"question": OWN, "options": [], "target_layer": None, **args}
        self.say(kind="query", id=id, what=what, args=args)

    def wait(self, id: str, *kinds: str) -> dict[str, Any]:
        """Return the first message of these kinds about a query."""
        with self._news:
            assert self._news.wait_for(lambda: self._find(id, kinds), timeout=10), self.heard
        return self._find(id, kinds)[0]

    def end(self, id: str) -> dict[str, Any]:
        """Wait for a query to end and return how."""
        return self.wait(id, "result", "error", "cancelled")

    def kinds(self, id: str) -> list[str]:
        """Return the kinds of all messages about a query."""
        return [message["kind"] for message in self.heard if message.get("id") == id]

    def _find(self, id: str, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
        return [each for each in self.heard if each.get("id") == id and each["kind"] in kinds]


@pytest.fixture
def session() -> FakeSession:
    """A session that answers at once."""
    return FakeSession()


@pytest.fixture
def front(session: FakeSession) -> Browser:
    """An Explorer of fifteen tokens and eight layers, seen from its browser."""
    return Browser(Explorer(session, session.run()))


class TestExplorer:
    """What Python sees."""

    def test_unknown_arguments_are_an_error(self, session: FakeSession) -> None:
        """A misspelt argument is named, where traitlets would swallow it."""
        with pytest.raises(TypeError, match="takes no 'selecton'"):
            Explorer(session, session.run(), selecton=(1, 2))

    def test_a_click_is_readable_in_python(self, front: Browser) -> None:
        """What the browser selects is in `selection`."""
        front.say(kind="select", layer=3, position=4)

        assert (3, 4) == front.explorer.selection

    def test_selection_counts_from_the_end(self, front: Browser) -> None:
        """Negative layers and positions count from the last, as they do in a trace."""
        front.explorer.selection = (-1, -2)

        assert (8, 13) == front.explorer.selection

    @pytest.mark.parametrize("cell", [(9, 0), (0, 15), (-10, 0)])
    def test_a_cell_that_does_not_exist_cannot_be_selected(
        self, front: Browser, cell: tuple[int, int]
    ) -> None:
        """Selecting outside the grid is an error that leaves the selection as it was."""
        front.explorer.selection = (1, 1)
        with pytest.raises(SelectionError):
            front.explorer.selection = cell

        assert (1, 1) == front.explorer.selection

    def test_a_bad_selection_from_the_browser_is_dropped(self, front: Browser) -> None:
        """A message that makes no sense changes nothing and raises nothing."""
        front.explorer.selection = (1, 1)
        front.say(kind="select", layer=99, position=0)
        front.say(kind="select", layer="x", position=None)

        assert (1, 1) == front.explorer.selection

    def test_a_late_selection_does_not_undo_a_later_one(self, front: Browser) -> None:
        """Of one page's selections the last made counts, in whichever order the kernel reads them."""
        front.say(kind="select", layer=1, position=2, **{"from": "a", "n": 2})
        front.say(kind="select", layer=5, position=6, **{"from": "a", "n": 1})
        assert (1, 2) == front.explorer.selection

        front.say(kind="select", layer=3, position=4, **{"from": "b", "n": 1})
        assert (3, 4) == front.explorer.selection

    def test_special_tokens_are_named(self, front: Browser) -> None:
        """The view is told which positions to dim."""
        assert [0] == front.explorer.special

    def test_answers_are_kept_newest_last(self, front: Browser) -> None:
        """Python has the Answers themselves, the browser their plain form."""
        front.query("a", "ask", layer=5, position=4)
        front.query("b", "ask", layer=6, position=4)
        front.end("b")
        explorer = front.explorer

        assert [5, 6] == [answer.layer for answer in explorer.answers]
        assert explorer.answer is explorer.answers[-1]
        assert ["a", "b"] == [each["id"] for each in explorer.history]
        assert OWN["text"] == explorer.history[0]["question"]

    def test_a_sweep_is_kept(self, front: Browser) -> None:
        """Python has the Sweep, the browser its curve, ordered by position."""
        front.query("s", "sweep", layer=5)
        curve = front.end("s")["value"]

        assert 15 == len(front.explorer.sweeps[-1].answers)
        assert list(range(15)) == [point["position"] for point in curve["points"]]
        assert curve["complete"]
        assert [curve] == front.explorer.curves

    def test_a_preset_is_asked_by_name_and_target_layer(self, front: Browser) -> None:
        """The question box's choices reach the reader."""
        front.query("a", "ask", layer=5, position=4, question={"preset": "token_identity"}, target_layer=2)
        front.end("a")

        reader = front.explorer.answers[-1].reader
        assert 2 == reader.layer
        assert "cat -> cat" in reader.prompt
        assert "Token identity" == front.explorer.history[-1]["question"]

    def test_options_reach_the_session(self, front: Browser) -> None:
        """A forced choice is among the options that were typed."""
        front.query("a", "ask", layer=5, position=4, options=["Paris", "London"])
        value = front.end("a")["value"]

        assert ["Paris", "London"] == [option["text"] for option in value["options"]]

    def test_close_cancels_what_is_under_way(self, front: Browser, session: FakeSession) -> None:
        """A closed Explorer does not go on computing."""
        session.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.explorer.close()

        assert "cancelled" == front.end("a")["kind"]


class TestMessages:
    """docs/protocol.md, from the browser's side."""

    def test_a_query_is_acknowledged_before_it_is_done(self, front: Browser, session: FakeSession) -> None:
        """The handler answers `queued` itself, whatever the worker does."""
        session.gate.clear()
        front.query("a", "ask", layer=5, position=4)

        assert "queued" == front.kinds("a")[0]
        session.gate.set()
        front.end("a")
        assert ["queued", "progress"] == front.kinds("a")[:2]

    def test_work_is_done_on_the_worker(self, front: Browser, session: FakeSession) -> None:
        """Nothing of the session runs on the thread that took the message."""
        front.query("l", "lens", layers=[0, 1], start=0, stop=4)
        front.query("a", "ask", layer=5, position=4)
        front.query("s", "sweep", layer=5)
        for id in "las":
            front.end(id)

        assert {"latentlens-worker"} == session.threads

    def test_one_end_a_query(self, front: Browser, session: FakeSession) -> None:
        """Each query gets exactly one of result, error and cancelled."""
        session.gate.clear()
        for id in "abc":
            front.query(id, "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="c")
        front.say(kind="cancel", id="c")
        session.gate.set()
        front.end("b")

        ends = [kind for id in "abc" for kind in front.kinds(id) if kind in ("result", "error", "cancelled")]
        assert ["result", "result", "cancelled"] == ends

    def test_running_work_can_be_cancelled(self, front: Browser, session: FakeSession) -> None:
        """A running query ends at its next step."""
        session.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.say(kind="cancel", id="a")

        assert "cancelled" == front.end("a")["kind"]
        assert [] == front.explorer.answers

    def test_a_cancelled_sweep_keeps_what_it_found(self, front: Browser, session: FakeSession) -> None:
        """Points that came before the cancel stay, here and in the browser."""
        session.pace = 0.03
        front.query("s", "sweep", layer=5)
        front.wait("s", "partial")
        front.say(kind="cancel", id="s")
        front.end("s")
        (curve,) = front.explorer.curves

        assert not curve["complete"]
        assert 1 <= len(curve["points"]) < 15
        assert 1 <= len(front.explorer.sweeps[-1].answers) < 15

    def test_partial_points_are_each_sent_once(self, front: Browser, session: FakeSession) -> None:
        """A sweep streams: its partial messages add up to its curve."""
        session.pace = 0.02
        front.query("s", "sweep", layer=5)
        front.end("s")
        sent = [
            point["position"]
            for each in front.heard
            if each["kind"] == "partial"
            for point in each["answers"]
        ]

        assert sorted(set(sent)) == sorted(sent)

    def test_an_error_is_told_and_leaves_everything_usable(self, session: FakeSession) -> None:
        """Whatever a session raises, the browser hears its class and its text."""
        front = Browser(Explorer(session, session.run()))
        session.error = InputError("No such option.")
        front.query("a", "ask", layer=5, position=4)
        error = front.end("a")
        session.error = None
        front.query("b", "ask", layer=5, position=4)

        assert ("InputError", "No such option.") == (error["type"], error["message"])
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
            ({"what": "run", "args": {}}, "A query has"),
            ({"what": "ask"}, "A query has"),
        ],
    )  # fmt: skip
    def test_a_bad_query_is_an_error(self, front: Browser, message: dict[str, Any], says: str) -> None:
        """A query that cannot be done says what is wrong with it."""
        front.say(kind="query", id="q", **message)

        assert says in front.end("q")["message"]

    def test_an_id_is_used_once_at_a_time(self, front: Browser, session: FakeSession) -> None:
        """A query with the id of one under way is refused; that one goes on."""
        session.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.query("a", "ask", layer=5, position=4)
        assert "under way" in front.wait("a", "error")["message"]

        session.gate.set()
        front.wait("a", "result")

    def test_a_ping_lists_what_is_under_way(self, front: Browser, session: FakeSession) -> None:
        """A page that was reloaded learns of work it has forgotten."""
        session.gate.clear()
        front.query("a", "ask", layer=5, position=4)
        front.wait("a", "progress")
        front.query("s", "sweep", layer=5)
        front.say(kind="ping", id="p")
        session.gate.set()
        work = front.wait("p", "pong")["work"]

        assert [("a", "running"), ("s", "queued")] == [(each["id"], each["state"]) for each in work]

    @pytest.mark.parametrize(
        "message", [None, 3, {}, {"kind": "dance"}, {"kind": "cancel"}, {"kind": "cancel", "id": "?"}]
    )
    def test_what_is_not_known_is_ignored(self, front: Browser, message: Any) -> None:
        """Messages of later versions, and nonsense, change nothing."""
        front.explorer._receive(front.explorer, message, [])

        assert [] == front.heard

    def test_pages_are_read_once(self, front: Browser, session: FakeSession) -> None:
        """A page asked for twice, by two views or after a reload, is computed once."""
        for id in "ab":
            front.query(id, "lens", layers=list(range(9)), start=0, stop=15)
            page = front.end(id)["value"]

        assert 1 == len(session.calls)
        assert 15 * 9 * page["k"] == len(page["index"]) == len(page["probs"])


class TestWorker:
    """One thread a session."""

    def test_ranks_and_order(self) -> None:
        """Lens pages first, the newest of them first; then questions in order, sweeps, and the rest."""
        worker, gate, done = Worker("test"), threading.Event(), threading.Event()
        order: list[str] = []
        worker.submit(gate.wait, LENS)
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

        assert ["lens2", "lens1", "ask1", "ask2", "sweep", "idle"] == order

    def test_a_failing_job_does_not_end_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The next job runs whatever the last one did."""
        worker, done = Worker("test"), threading.Event()
        worker.submit(lambda: 1 / 0, ASK)
        worker.submit(done.set, ASK)
        assert done.wait(5)
        worker.stop()

        assert "ZeroDivisionError" in capsys.readouterr().out

    def test_one_for_each_session_and_not_longer(self) -> None:
        """Explorers of a session share a worker, and it does not keep the session alive."""
        session = FakeSession()
        assert worker_of(session) is worker_of(session)
        assert worker_of(session) is not worker_of(FakeSession())

        gone = weakref.ref(session)
        thread = next(each for each in threading.enumerate() if each.name == "latentlens-worker")
        del session
        gc.collect()
        assert gone() is None
        for _ in range(100):
            if not thread.is_alive():
                break
            time.sleep(0.02)


class TestPlainForms:
    """What travels."""

    def test_a_page_writes_each_token_once(self, session: FakeSession) -> None:
        """The token table has no repetitions, and the index leads back to every reading."""
        grid = session.lens(session.run(), layers=[2, 5], positions=[3, 4, 5])
        page = page_json(grid)

        assert len(set(page["words"])) == len(page["words"])
        read = [page["words"][i] for i in page["index"]]
        assert [token for row in grid.tokens for cell in row for token in cell] == read
        assert ([2, 5], 3, 6) == (page["layers"], page["start"], page["stop"])

    def test_an_answer_survives_json_with_infinite_numbers(self, session: FakeSession) -> None:
        """A token of probability zero has a log-probability that JSON cannot write."""
        answer = session.ask(session.run(), 5, 4, "The capital of x is")
        object.__setattr__(answer, "token_logprobs", (float("-inf"), float("nan")))

        assert [-1000.0, 0.0] == answer_json(answer, id="a", question="x")["token_logprobs"]

    def test_a_query_is_parsed(self) -> None:
        """A well-formed query becomes work that is queued."""
        work = parse_query({"kind": "query", "id": "a", "what": "ask", "args": {"layer": 1}})

        assert Work("a", "ask", {"layer": 1}, work.cancel) == work

    def test_a_question_is_stripped(self) -> None:
        """Spaces around a typed question are not part of it."""
        assert "of x" == parse_question({"question": {"text": " of x "}}, {}).text


class TestStill:
    """What a notebook shows with no kernel."""

    def still(self, **more: Any) -> Still:
        """Return a small still, with something else in it."""
        fields: dict[str, Any] = {
            "key": "k", "title": "m", "tokens": ["a", "b"], "n_layers": 1,
            "reading": lambda layer, position: ([f"L{layer}P{position}", "z"], [0.75, 0.1]),
        }  # fmt: skip
        return Still(**{**fields, **more})

    def test_it_reads_without_styles(self) -> None:
        """Layers, tokens, readings and probabilities are all there as text, the last layer on top."""
        rows = re.findall(r"<tr>(.*?)</tr>", still_html(self.still()))

        assert ["1 L1P0 75 L1P1 75", "0 L0P0 75 L0P1 75"] == [
            " ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows[1:]
        ]

    def test_every_text_is_escaped(self, session: FakeSession) -> None:
        """Tokens, answers, questions and titles cannot become markup."""
        answer = answer_json(session.ask(session.run(), 5, 4, "x is"), id="a", question=EVIL)
        answer |= {"text": EVIL, "token": EVIL, "flags": [{"kind": "x", "message": EVIL}]}
        curve = {"layer": 1, "question": EVIL, "points": [answer]}
        more = {"title": EVIL, "tokens": [EVIL, EVIL], "reading": lambda *_: ([EVIL], [0.5])}
        page = still_html(self.still(**more, answers=[answer], curves=[curve]))

        assert "<img" not in page
        assert "</script" not in page
        assert html.escape(EVIL) in page

    def test_it_stays_small_whatever_the_trace(self) -> None:
        """Long prompts and deep models are thinned out, and it says so; both ends of the layers stay."""
        page = still_html(self.still(tokens=["t"] * 512, n_layers=48))

        assert page.count("<td") <= MAX_CELLS + 64
        assert "The first 64 of 512 positions." in page
        assert "th layer." in page
        assert {"48", "0"} <= set(re.findall(r'<th scope="row"[^>]*>(\d+)<', page))

    def test_what_was_not_read_is_left_empty(self) -> None:
        """A lens that is too slow for the first second leaves holes, not errors."""
        cells = re.findall(r"<td.*?</td>", still_html(self.still(reading=lambda *_: None)))

        assert 4 == len(cells)
        assert [""] * 4 == [re.sub(r"<[^>]*>", "", cell) for cell in cells]

    def test_plain_text_lists_the_answers(self, session: FakeSession) -> None:
        """A terminal shows what was asked and answered."""
        answer = answer_json(session.ask(session.run(), 5, 4, "x is"), id="a", question="x is")

        assert "layer 5, position 4 ·France: x is ->" in still_text(self.still(answers=[answer]))


class TestPage:
    """The page of its own."""

    def test_it_holds_everything_and_nothing_else(self, front: Browser, tmp_path: Path) -> None:
        """All readings and answers are inside, no address is outside, and no text can end a script."""
        front.query("a", "ask", layer=5, position=4)
        front.end("a")
        front.explorer.title = EVIL
        path = front.explorer.to_html(tmp_path / "page.html")
        text = path.read_text("utf-8")
        state = json.loads(re.search(r'id="ll-state">(.*?)</script>', text, re.S)[1])["state"]

        assert state["frozen"]
        assert ["a"] == [answer["id"] for answer in state["history"]]
        assert 15 * 9 == sum(len(page["layers"]) * (page["stop"] - page["start"]) for page in state["pages"])
        assert "<img" not in text
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


class TestSources:
    """What the browser's code may not do."""

    FORBIDDEN = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|DOMParser"
    )

    @pytest.mark.parametrize(
        "path",
        [*ROOT.glob("widgets/src/*.ts"), *ROOT.glob("src/latentlens/static/*.js")],
        ids=lambda path: path.name,
    )
    def test_model_text_cannot_become_markup(self, path: Path) -> None:
        """Neither the sources nor the bundles use anything that parses markup or code from text."""
        assert not self.FORBIDDEN.search(path.read_text("utf-8"))

    @pytest.mark.parametrize("path", [*ROOT.glob("src/latentlens/static/*")], ids=lambda path: path.name)
    def test_nothing_is_fetched(self, path: Path) -> None:
        """The bundles name no address but that of the SVG standard."""
        assert not re.search(
            r"https?://(?!www\.w3\.org/2000/svg)|@import|url\(|fetch\(", path.read_text("utf-8")
        )

    def test_the_bundle_stays_small(self) -> None:
        """It travels once an instance, so it stays under 60 kB, unminified."""
        assert (ROOT / "src/latentlens/static/explorer.js").stat().st_size < 60_000

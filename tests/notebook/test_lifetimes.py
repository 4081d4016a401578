"""Laws of lifetimes: what nobody holds is freed, what a cell shows lives until the cell runs again."""

from __future__ import annotations

import copy
import gc
import pathlib
import pickle
import sys
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest

from browser_end import Browser
from fake_backend import fake_session
from latentlens import Explorer, Session
from latentlens.errors import NotPicklable, SessionClosed
from latentlens.explorer import answered
from latentlens.explorer import handlers as jobs
from latentlens.explorer.worker import ASK, Worker, worker_of
from latentlens.notebook.cell import CellId
from latentlens.notebook.cells import in_cell
from latentlens.notebook.views import MOST_UNNAMED, views_of
from live_kernel import Kernel
from tiny import tiny_model, tiny_tokenizer

PROMPT = "The capital of France is"


def small(blocks: int = 2) -> Session:
    """Return a session on a random model of a few blocks."""
    return Session((tiny_model("llama", num_hidden_layers=blocks), tiny_tokenizer()))


def registered() -> int:
    """Return how many widgets the process knows."""
    return len(ipywidgets.widgets.widget._instances)


def threads() -> int:
    """Return how many of our threads run."""
    return sum(each.name.startswith("latentlens") for each in threading.enumerate())


class LiveKernel(Kernel):
    """A real ipykernel with small models to open."""

    PRELUDE = f"""
    import sys
    sys.path.insert(0, {str(pathlib.Path(__file__).parents[1])!r})
    import gc, threading, weakref
    import ipywidgets, torch
    from IPython.display import display
    from latentlens import Session
    from tiny import tiny_model, tiny_tokenizer
    torch.set_num_threads(1)
    opened, explorers, answered = [], [], tiny_tokenizer()

    def open():
        model = tiny_model("llama", num_hidden_layers=2)
        opened.append(weakref.ref(model))
        return Session((model, answered))

    def watch(trace):
        # a click, so that the threads run
        explorer = trace.explorer
        explorer._receive(explorer, {{"kind": "query", "id": "a", "what": "lens",
                                     "args": {{"layers": [0], "start": 0, "stop": 1}}}}, [])
        explorers.append(weakref.ref(explorer))
        return trace

    def alive():
        gc.collect()
        running = sorted(t.name for t in threading.enumerate() if t.name.startswith("latentlens"))
        print(sum(ref() is not None for ref in opened), sum(ref() is not None for ref in explorers), running,
              len(ipywidgets.widgets.widget._instances), len(get_ipython().kernel.comm_manager.comms))
    """

    def alive(self) -> str:
        """Return how many models and Explorers live, our threads, and how many widgets and comms."""
        self.run("gc.collect()")  # what it frees says so to the browser after the cell
        return self.run("alive()")


@pytest.fixture(scope="module")
def kernel() -> Iterator[LiveKernel]:
    """Yield one kernel for the module's tests."""
    kernel = LiveKernel()
    yield kernel
    kernel.close()


class TestKernel:
    """What lives on in a notebook."""

    ONE = "1 1 ['latentlens-worker'] 2 2"
    """A model, an Explorer, its thread, and the comms of the Explorer and of its layout."""

    @pytest.fixture(autouse=True)
    def _anew(self, kernel: LiveKernel) -> Iterator[None]:
        yield
        kernel.run("session.close(); del session; opened.clear(); explorers.clear()")
        kernel.run("trace = None; Out.clear(); get_ipython().displayhook.flush()")
        assert "0 0 [] 0 0" == kernel.alive()

    @pytest.mark.parametrize("shown", ["display(watch(trace))", "watch(trace)", "[watch(trace)]"])
    def test_a_cell_that_opens_a_model_and_shows_a_trace_keeps_the_last_one(
        self, kernel: LiveKernel, shown: str
    ) -> None:
        """Fifty runs leave one model, one Explorer and its thread, however the trace is shown."""
        for _ in range(50):
            kernel.run(f"session = open(); trace = session.run({PROMPT!r})\n{shown}", "open")

        assert self.ONE == kernel.alive()

    def test_a_front_end_that_names_no_cells_frees_what_no_variable_holds(self, kernel: LiveKernel) -> None:
        """Without cell ids too, models go with the variables that held them."""
        for _ in range(5):
            kernel.run(f"session = open(); trace = session.run({PROMPT!r}); display(watch(trace))")

        assert self.ONE == kernel.alive()

    def test_a_cell_that_shows_traces_of_one_session_keeps_the_last_one(self, kernel: LiveKernel) -> None:
        """Each run closes at once what the one before it showed, with its comm, and ends nothing else."""
        kernel.run("session = open()", "open")
        for number in range(10):
            kernel.run(f"trace = session.run('France {number}'); watch(trace)", "show")
            assert "1" == kernel.run(
                "print(sum(ref() is not None and not ref().closed for ref in explorers))", "count"
            )

        assert self.ONE == kernel.alive()

    def test_what_a_cell_shows_lives_without_a_variable(self, kernel: LiveKernel) -> None:
        """A trace that only the notebook shows can be clicked until its cell runs again."""
        kernel.run("session = open()", "open")
        kernel.run("for p in ('Rome', 'Paris'): display(watch(session.run(p)))", "show")
        assert "1 2 ['latentlens-worker'] 4 4" == kernel.alive()

        kernel.run("None", "show")
        assert "1 0 [] 0 0" == kernel.alive()

    def test_a_failed_cell_closes_nothing_that_a_variable_holds(self, kernel: LiveKernel) -> None:
        """The user's trace is still the old one, and so is its Explorer."""
        kernel.run(f"session = open(); trace = session.run({PROMPT!r}); watch(trace)", "a")
        kernel.run("1 / 0", "a")

        assert "False" == kernel.run("print(trace.explorer.closed)")

    def test_a_trace_shown_by_another_cell_stays_open(self, kernel: LiveKernel) -> None:
        """Running the prompt again leaves the view that another cell shows until that cell runs again."""
        kernel.run("session = open()", "open")
        kernel.run(f"trace = session.run({PROMPT!r})", "run")
        kernel.run("watch(trace)", "show")
        kernel.run(f"trace = session.run({PROMPT!r})", "run")
        assert "False" == kernel.run("print(explorers[0]().closed)")

        kernel.run("watch(trace)", "show")
        assert "True" == kernel.run("print(explorers[0]() is None or explorers[0]().closed)")

    def test_what_others_returned_stays_in_out(self, kernel: LiveKernel) -> None:
        """Only what latentlens made is forgotten when a cell runs again."""
        kernel.run("session = open()\n['mine']", "list")
        kernel.run("session\n['yours']", "list")

        assert "['mine', 'yours']" == kernel.run("print([x[0] for x in list(Out.values())[-2:]])")


class TestExplorer:
    """What lives on in one process."""

    def test_a_trace_has_one_explorer(self) -> None:
        """Shown twice it is the same; another trace has another."""
        with small() as session:
            trace, other = session.run(PROMPT), session.run(PROMPT)

            assert trace.explorer is trace.explorer
            assert trace.explorer is not other.explorer
            assert session.explore(trace) is not trace.explorer

    def test_a_closed_one_is_followed_by_another_with_its_answers(self) -> None:
        """Nothing that was answered is lost by closing."""
        with small() as session:
            trace = session.run(PROMPT)
            before, front = trace.explorer, Browser(trace.explorer)
            front.query("a", "ask", layer=1, position=1)
            assert "result" == front.end("a")["kind"]
            before.close()
            before.close()

            assert before.closed
            assert not trace.explorer.closed
            assert 1 == len(trace.explorer.answers) == len(trace.explorer.history)

    def test_an_explorer_that_nobody_holds_is_freed(self) -> None:
        """So are its layout, its entry among all widgets, its session and its model."""
        gc.collect()
        widgets = registered()
        session = small()
        explorer = Explorer(session, session.run(PROMPT))
        gone = [weakref.ref(each) for each in (explorer, session, session.model)]
        assert widgets + 2 == registered()

        del explorer, session
        gc.collect()
        assert [None] * 3 == [ref() for ref in gone]
        assert widgets == registered()

    def test_ipywidgets_still_finds_it(self) -> None:
        """What goes through all widgets sees an Explorer and its state."""
        with small() as session:
            explorer = Explorer(session, session.run(PROMPT))
            state = ipywidgets.Widget.get_manager_state()["state"]

            assert explorer.key == state[explorer.model_id]["state"]["key"]
            ipywidgets.Widget.close_all()
            assert explorer.closed

    def test_a_message_still_arrives(self) -> None:
        """The comm reaches the Explorer, and nobody once it is gone."""
        with small() as session:
            explorer = Explorer(session, session.run(PROMPT))
            comm = explorer.comm
            said = {
                "content": {
                    "data": {"method": "custom", "content": {"kind": "select", "layer": 1, "position": 1}}
                }
            }
            comm.handle_msg({**said, "buffers": []})
            assert (1, 1) == explorer.selection

            del explorer
            gc.collect()
            comm.handle_msg({**said, "buffers": []})

    def test_views_of_cells_without_a_name_are_bounded(self) -> None:
        """Of views that nothing ever replaces the session holds the latest."""
        session = fake_session()
        shown = views_of(session)
        gone = []
        for number in range(MOST_UNNAMED + 5):
            explorer = Explorer(session, session.run(PROMPT))
            gone.append(weakref.ref(explorer))
            with in_cell(CellId(f"In[{number}]", f"[{number}]")):
                shown.show(explorer)
        del explorer
        gc.collect()

        assert MOST_UNNAMED == sum(ref() is not None for ref in gone)

    def test_a_view_that_was_shown_again_is_brought_up_to_date_once(self) -> None:
        """A cell's earlier runs leave no handle behind."""
        session, cell = fake_session(), CellId("8a7c", "[1]")
        shown, explorer = views_of(session), Explorer(session, session.run(PROMPT))
        for number in range(3):
            shown.begin(cell)
            with in_cell(cell):
                shown.show(explorer, number)
            shown.end(cell, ok=True)

        assert [2] == shown.handles(explorer)

    def test_the_last_one_ends_the_threads(self) -> None:
        """Two Explorers share the session's threads; closing the second ends them."""
        session = fake_session()
        one, other = (Explorer(session, session.run(PROMPT)) for _ in range(2))
        before = threads()
        Browser(one).query("t", "target", layer=1, position=1)
        front = Browser(other)
        front.query("a", "ask", layer=1, position=1)
        front.end("a")
        assert before + 2 == threads()

        one.close()
        assert before + 2 == threads()
        running = [each for each in threading.enumerate() if each.name.startswith("latentlens")]
        other.close()
        for thread in running:
            thread.join(5)
        assert before == threads()

    def test_a_stopped_worker_starts_again(self) -> None:
        """Work that comes after the end of a thread is done by another."""
        worker, done = Worker("latentlens-again"), threading.Event()
        for _ in range(3):
            done.clear()
            worker.submit(done.set, ASK)
            assert done.wait(5)
            worker.stop()

    def test_a_thousand_asks_leave_memory_flat(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The oldest answers go, and nothing else is kept: not one small object more for four asks."""
        monkeypatch.setattr(jobs, "MOST_ANSWERS", 100)
        monkeypatch.setattr(answered, "MOST", 100)
        session = small(blocks=1)
        trace = session.run("France")
        explorer = trace.explorer
        front = Browser(explorer)

        def ask(count: int, name: str) -> None:
            for number in range(count):
                id = f"{name}{number:04}"
                how = {"question": {"preset": "logit_lens"}}
                if number % 10 == 0:
                    how = {"question": {"text": "x is"}, "options": ["Rome", "Lima"]}
                front.query(id, "ask", layer=1, position=1, **how)
                assert "result" == front.end(id)["kind"], front.heard
                front.heard.clear()

        def held() -> tuple[int, int]:
            worker_of(session).submit(idle.set, 3)
            assert idle.wait(10)
            idle.clear()
            gc.collect()
            return sys.getallocatedblocks(), len(gc.get_objects())

        idle = threading.Event()
        ask(510, "w")  # the session keeps the latest 500 answers, the Explorer 100
        blocks, objects = held()
        ask(1000, "a")
        more_blocks, more_objects = held()
        session.close()

        assert 100 == len(explorer.answers) == len(explorer.history)
        assert 250 > more_blocks - blocks
        assert 250 > more_objects - objects


@pytest.fixture(scope="module")
def closed() -> tuple[Session, Any, Any]:
    """A session that was asked, then closed twice; its trace and its vectors."""
    session = small()
    trace = session.run(PROMPT)
    vectors = session.vectors({"France": trace[1, -1]}, layer=1)
    trace.explorer  # noqa: B018
    session.close()
    session.close()
    return session, trace, vectors


class TestClosed:
    """A closed session."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda s, t, v: s.run(PROMPT),
            lambda s, t, v: s.run([PROMPT, PROMPT]),
            lambda s, t, v: s.lens(t),
            lambda s, t, v: s.ask(t, 1, -1, "x is"),
            lambda s, t, v: s.sweep(t, "x is"),
            lambda s, t, v: s.sweep(t, "x is", positions=-1, target_layers=[1]),
            lambda s, t, v: s.vectors({"France": [1.0] * 32}, layer=1),
            lambda s, t, v: s.ask(v, "x is"),
            lambda s, t, v: s.sweep(v, "x is", scales=[1]),
            lambda s, t, v: s.explore(t),
            lambda s, t, v: s.model.fingerprint(),
            lambda s, t, v: s.__enter__(),
            lambda s, t, v: t.resid,
            lambda s, t, v: t.logits,
        ],
    )
    def test_it_is_asked_nothing(self, closed: tuple[Session, Any, Any], ask: Any) -> None:
        """Every question gets the error that says so, and names the line that opens it again."""
        with pytest.raises(SessionClosed, match=r"session.code has the line"):
            ask(*closed)

    def test_it_says_so(self, closed: tuple[Session, Any, Any]) -> None:
        """Its repr and its Explorer are still there."""
        session, trace, _ = closed

        assert ", closed>" in repr(session)
        assert session.closed
        assert trace.explorer.closed
        assert "a saved view" in trace.explorer._repr_html_()

    def test_it_lets_go_of_the_model(self) -> None:
        """The weights are freed though session, trace and answers are held."""
        model = tiny_model("llama", num_hidden_layers=2)
        session = Session((model, tiny_tokenizer()))
        gone = weakref.ref(model)
        trace = session.run(PROMPT)
        sweep = session.sweep(trace, "x is", layers=[1])
        grid = session.sweep(trace, "x is", positions=-1, layers=[1], target_layers=[1])
        del model
        session.close()
        gc.collect()

        assert gone() is None
        assert len(trace) == len(sweep.to_pandas())
        assert sweep[1, -1].text == sweep.answers[1, len(trace) - 1].text
        assert grid[1, 1].to_dict()
        assert sweep.plot().data

    def test_a_model_that_was_handed_in_is_the_users(self) -> None:
        """It is neither moved nor changed by closing, and can be opened again."""
        model, tokenizer = tiny_model("llama", num_hidden_layers=2), tiny_tokenizer()
        with Session((model, tokenizer)) as session:
            before = session.run(PROMPT).resid.clone()
        with Session((model, tokenizer)) as session:
            assert before.equal(session.run(PROMPT).resid)


class TestCopies:
    """Results are pickled where they are data, and refuse where they hold a session."""

    @pytest.fixture
    def session(self) -> Iterator[Session]:
        """An open session."""
        with small() as session:
            yield session

    def test_answers_and_lens_grids_are_data(self, session: Session) -> None:
        """What was pickled is equal, whichever kind of answer it is, and holds no model."""
        trace = session.run(PROMPT)
        vectors = session.vectors({"France": trace[1, -1]}, layer=1)
        for answer in (
            session.ask(trace, 1, -1, "x is"),
            session.ask(trace, 1, -1, "x is", options=["Rome", "Lima"]),
            session.ask(trace, 1, -1, "x is", samples=2),
            session.ask(trace, 1, -1, "logit_lens"),
            session.ask(vectors, "x is"),
        ):
            pickled = pickle.dumps(answer)

            assert answer == pickle.loads(pickled) == copy.deepcopy(answer)
            assert 20_000 > len(pickled)
        grid = session.lens(trace)
        assert grid.tokens == pickle.loads(pickle.dumps(grid)).tokens

    def test_what_holds_a_session_names_what_can_be_pickled(self, session: Session) -> None:
        """The error is typed, and says what to do instead; what it says can be done."""
        trace = session.run(PROMPT)
        vectors = session.vectors({"France": trace[1, -1]}, layer=1)
        sweep = session.sweep(trace, "x is", layers=[1], positions=[1])
        for held, instead in (
            (trace, r"trace\.resid.*cache_dir"),
            (vectors, r"vectors\.tensor"),
            (sweep, r"sweep\.to_pandas"),
            (session.sweep(vectors, "x is", scales=[1]), r"sweep\.to_pandas"),
            (session, r"session\.code"),
            (trace.explorer, r"explorer\.answers"),
        ):
            with pytest.raises(NotPicklable, match=instead):
                pickle.dumps(held)
        assert sweep[1, 1] == pickle.loads(pickle.dumps(dict(sweep.answers)))[1, 1]
        assert trace.resid.equal(pickle.loads(pickle.dumps(trace.resid)))

    def test_a_deep_copy_shares_the_session(self, session: Session) -> None:
        """No model is copied, and what is changed in a copy's answers stays there."""
        trace = session.run(PROMPT)
        sweep = session.sweep(trace, "x is", layers=[1], positions=[1])
        copied = copy.deepcopy({"sweep": sweep, "trace": trace})
        copied["sweep"].answers.clear()

        assert copied["trace"].backend is session.backend
        assert copied["trace"].resid.equal(trace.resid)
        assert 1 == len(sweep)

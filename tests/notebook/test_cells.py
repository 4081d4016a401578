"""Laws of notebook cells: what a cell starts belongs to it, in a shell, in a real kernel, and in no shell."""

from __future__ import annotations

import atexit
import concurrent.futures
import contextlib
import contextvars
import doctest
import gc
import queue
import subprocess
import sys
import textwrap
import threading
import weakref
from collections.abc import Iterator

import ipykernel
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from latentlens.notebook import cells
from latentlens.notebook.cell import SCRIPT, CellId
from latentlens.notebook.cells import current_cell, in_cell, watch_cells
from live_kernel import Kernel


class Heard:
    """A ledger that writes down what it hears."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def begin(self, cell: CellId) -> None:
        """Write down a beginning."""
        self.events.append(f"begin {cell.id} {cell.label}")

    def end(self, cell: CellId, ok: bool) -> None:
        """Write down an end."""
        self.events.append(f"end {cell.id} {'ok' if ok else 'failed'}")


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """Yield an IPython shell that user code reaches this module's names in, without its history on disk."""
    saved = sys.displayhook, sys.excepthook, sys.modules["__main__"]
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    shell = InteractiveShell.instance(config=config, colors="nocolor")
    modules = {module.__name__: module for module in (concurrent, contextvars, threading)}
    names = {"current_cell": current_cell, "in_cell": in_cell, "watch_cells": watch_cells}
    shell.push({**modules, **names, "cells": []})
    yield shell
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()
    InteractiveShell.clear_instance()
    sys.displayhook, sys.excepthook, sys.modules["__main__"] = saved


def run(shell: InteractiveShell, code: str, cell: str | None = None, *, counted: bool = True) -> bool:
    """Run a notebook cell and return whether it succeeded."""
    return bool(shell.run_cell(textwrap.dedent(code), store_history=counted, cell_id=cell).success)


class TestPlainPython:
    """Without a shell there is one pseudo-cell."""

    def test_outside_a_shell_everything_belongs_to_the_script(self) -> None:
        """No shell runs here, and watching does nothing."""
        watch_cells(Heard())

        assert CellId("script", "script") == current_cell() == SCRIPT

    def test_ipython_need_not_be_installed(self) -> None:
        """Where IPython cannot be imported, the cell is the script; nor is it imported where it can be."""
        code = """
        import sys
        from latentlens.notebook.cells import current_cell, watch_cells
        assert "IPython" not in sys.modules
        sys.modules["IPython"] = None
        class Ledger: pass
        watch_cells(Ledger())
        print(current_cell().id)
        """
        out = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, check=True)

        assert "script" == out.stdout.decode().strip()

    def test_a_caller_names_a_cell_for_a_while(self) -> None:
        """Blocks nest, and an error restores the cell outside."""
        one, two = CellId("1", "[1]"), CellId("2", "[2]")
        with in_cell(one), contextlib.suppress(KeyError), in_cell(two):
            assert "2" == current_cell().id
            raise KeyError

        with in_cell(one):
            with in_cell(two):
                pass
            assert "1" == current_cell().id
        assert SCRIPT == current_cell()


class TestShell:
    """In a shell a cell has its front end's name, or its number."""

    def test_a_cell_has_the_front_ends_id(self, shell: InteractiveShell) -> None:
        """The same cell run again has the same id and a new label."""
        heard = Heard()
        watch_cells(heard)
        for _ in range(2):
            run(shell, "cells.append(current_cell())", "8a7c")

        assert [("8a7c", "[1]"), ("8a7c", "[2]")] == [
            (cell.id, cell.label) for cell in shell.user_ns["cells"]
        ]
        assert ["begin 8a7c [1]", "end 8a7c ok", "begin 8a7c [2]", "end 8a7c ok"] == heard.events
        assert SCRIPT == current_cell()

    def test_without_an_id_each_run_is_a_cell_of_its_own(self, shell: InteractiveShell) -> None:
        """The execution count is the name, the one that the reader sees as In[n]."""
        watch_cells(heard := Heard())
        for _ in range(2):
            run(shell, "cells.append(current_cell())")

        assert ["In[1]", "In[2]"] == [cell.id for cell in shell.user_ns["cells"]]
        assert "end In[2] ok" == heard.events[-1]

    @pytest.mark.parametrize(("cell", "expected"), [("8a7c", "8a7c"), (None, "In[1]")])
    def test_the_cell_that_opens_the_session_is_known(
        self, shell: InteractiveShell, cell: str | None, expected: str
    ) -> None:
        """Before anybody watched, the running cell is found, hears its beginning, and its end."""
        shell.user_ns["heard"] = heard = Heard()
        run(shell, "cells.append(current_cell()); watch_cells(heard); cells.append(current_cell())", cell)

        assert [expected] * 2 == [each.id for each in shell.user_ns["cells"]]
        assert [f"begin {expected} [1]", f"end {expected} ok"] == heard.events

    @pytest.mark.parametrize("code", ["1/0", "raise KeyboardInterrupt", "def", "raise SystemExit", "%nope"])
    @pytest.mark.filterwarnings("ignore:To exit:UserWarning")
    def test_a_cell_that_does_not_run_to_its_end_failed(self, shell: InteractiveShell, code: str) -> None:
        """Errors, interrupts, exits, unknown magics and code that does not parse are failures."""
        watch_cells(heard := Heard())
        run(shell, code, "a")

        assert ["begin a [1]", "end a failed"] == heard.events
        assert SCRIPT == current_cell()

    def test_an_emptied_cell_ends_nobody_elses_run(self, shell: InteractiveShell) -> None:
        """IPython ends an empty cell without beginning it; inside another cell, that one goes on."""
        watch_cells(heard := Heard())
        shell.user_ns["heard"] = heard
        run(shell, "get_ipython().run_cell(''); heard.events.append(f'middle of {current_cell().id}')", "a")

        assert ["begin a [1]", "middle of a", "end a ok"] == heard.events

    @pytest.mark.parametrize("cell", ["8a7c", None])
    def test_code_run_within_a_cell_belongs_to_it(self, shell: InteractiveShell, cell: str | None) -> None:
        """%%capture runs its body as a cell of its own; it is part of the notebook cell all the same."""
        watch_cells(heard := Heard())
        run(shell, "%%capture\ncells.append(current_cell())\n%time cells.append(current_cell())", cell)
        run(shell, "get_ipython().run_cell('pass'); cells.append(current_cell())", cell)

        names = [each.id for each in shell.user_ns["cells"]]
        assert (["8a7c"] * 3 if cell else ["In[1]", "In[1]", "In[2]"]) == names
        assert 4 == len(heard.events)

    def test_code_that_fails_within_a_cell_fails_the_cell(self, shell: InteractiveShell) -> None:
        """A cell whose inner code stopped midway may not drop what that code did not reach."""
        watch_cells(heard := Heard())
        run(shell, "_ = get_ipython().run_cell('1/0')", "a")

        assert "end a failed" == heard.events[-1]

    def test_uncounted_code_is_no_cell(self, shell: InteractiveShell) -> None:
        """What a tool runs without a place in the history takes no cell's name."""
        watch_cells(heard := Heard())
        run(shell, "cells.append(current_cell())", counted=False)

        assert [SCRIPT] == shell.user_ns["cells"]
        assert [] == heard.events

    def test_an_asynchronous_cell_is_a_cell(self, shell: InteractiveShell) -> None:
        """Before and after an await, and in a task that it started, the cell is the same."""
        watch_cells(heard := Heard())
        code = """
        import asyncio
        async def note():
            await asyncio.sleep(0)
            cells.append(current_cell().id)
        cells.append(current_cell().id)
        await asyncio.create_task(note())
        cells.append(current_cell().id)
        """
        run(shell, code, "a")

        assert ["a"] * 3 == shell.user_ns["cells"]
        assert ["begin a [1]", "end a ok"] == heard.events
        assert SCRIPT == current_cell()

    def test_watching_twice_hears_once(self, shell: InteractiveShell) -> None:
        """One pair of callbacks serves every ledger of a shell."""
        ledgers = [Heard(), Heard()]
        before = {name: len(callbacks) for name, callbacks in shell.events.callbacks.items()}
        for ledger in ledgers * 2:
            watch_cells(ledger)
        run(shell, "pass", "a")

        assert [2, 2] == [len(ledger.events) for ledger in ledgers]
        added = {name: len(callbacks) - before[name] for name, callbacks in shell.events.callbacks.items()}
        assert 1 == added["pre_run_cell"] == added["post_run_cell"]

    def test_watching_keeps_nobody_alive(self, shell: InteractiveShell) -> None:
        """A ledger that everybody else has let go of is gone."""
        ledger = Heard()
        watch_cells(ledger)
        gone = weakref.ref(ledger)
        run(shell, "pass", "a")
        del ledger
        gc.collect()

        assert gone() is None
        assert run(shell, "pass", "a")


class TestThreads:
    """Work belongs to the cell whose context started it, or to the one that its caller names."""

    def test_a_copied_context_carries_the_cell_beyond_its_end(self, shell: InteractiveShell) -> None:
        """A job handed to a worker in the cell's context is the cell's, even during the next cell."""
        watch_cells(Heard())
        found: queue.Queue[str] = queue.Queue()
        go = threading.Event()

        def work() -> None:
            go.wait(10)
            found.put(current_cell().id)

        shell.push({"work": work, "go": go, "found": found})
        run(shell, "threading.Thread(target=contextvars.copy_context().run, args=(work,)).start()", "a")
        run(shell, "go.set(); cells.append(found.get(timeout=10))", "b")

        assert ["a"] == shell.user_ns["cells"]

    def test_a_bare_thread_takes_no_cells_name(self, shell: InteractiveShell) -> None:
        """A callback on another thread while a cell runs is not that cell's, unless it names one."""
        watch_cells(Heard())
        code = """
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            cells.append(pool.submit(current_cell).result())
            here = current_cell()
            def named():
                with in_cell(here):
                    return current_cell()
            cells.append(pool.submit(named).result())
            cells.append(pool.submit(current_cell).result())
        """
        run(shell, code, "a")

        if sys.version_info < (3, 14):  # later threads may inherit the context of the one that starts them
            assert ["script", "a", "script"] == [cell.id for cell in shell.user_ns["cells"]]
        assert "a" == shell.user_ns["cells"][1].id

    def test_a_bare_thread_that_opens_a_session_hears_of_the_next_cell_only(
        self, shell: InteractiveShell
    ) -> None:
        """Opening on another thread does not put the running cell's name on that thread."""
        shell.user_ns["heard"] = heard = Heard()
        code = """
        def work():
            watch_cells(heard)
            cells.append(current_cell().id)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            pool.submit(work).result()
        """
        run(shell, code, "a")
        run(shell, "pass", "b")

        assert ["script"] == shell.user_ns["cells"] or sys.version_info >= (3, 14)
        assert ["begin b [2]", "end b ok"] == heard.events


def test_examples_in_docstrings_hold() -> None:
    """Every example runs and shows what it says."""
    assert 0 == doctest.testmod(cells).failed


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    """Yield one kernel for the module's tests."""
    kernel = Kernel()
    yield kernel
    kernel.close()


class TestKernel:
    """The kernel that JupyterLab installs, through its own messages."""

    def test_the_front_ends_cell_id_arrives(self, kernel: Kernel) -> None:
        """Where the session is opened, later, and around an await, the id is the front end's."""
        code = "print(current_cell().id)"

        assert "c1" == kernel.run(f"session = Session()\n{code}", "c1")
        assert "c2" == kernel.run(code, "c2")
        assert "c3\nc3" == kernel.run(f"{code}\nawait asyncio.sleep(0)\n{code}", "c3")
        assert kernel.run(code).startswith("In[")
        pool = "pool = concurrent.futures.ThreadPoolExecutor()\nprint(pool.submit(current_cell).result().id)"
        assert "script" == kernel.run(pool, "c4")

    def test_the_number_is_the_one_that_the_reader_sees(self, kernel: Kernel) -> None:
        """The label carries the execution count that the front end prints beside the cell."""
        kernel.run("session = Session()")
        sent = kernel.start("print(current_cell().id, current_cell().label)")
        printed = kernel.output(sent)
        reply = kernel.client.get_shell_msg(timeout=60)
        while reply["parent_header"].get("msg_id") != sent:
            reply = kernel.client.get_shell_msg(timeout=60)
        count = reply["content"]["execution_count"]

        assert f"In[{count}] [{count}]" == printed

    def test_a_cell_run_again_hits_and_a_changed_one_lets_go(self, kernel: Kernel) -> None:
        """Unchanged, nothing is computed; changed, what only this cell held is dropped; the rest stays."""
        kernel.run("session = Session()", "open")
        kernel.run("session.run('Rome'); session.run('Paris')", "a")
        kernel.run("session.run('Paris')", "b")
        kernel.run("session.run('Rome'); session.run('Paris')", "a")
        assert "['Rome', 'Paris']" == kernel.run("print(session.computed)")

        kernel.run("session.run('Lima')", "a")
        assert "[('a', 'Lima'), ('b', 'Paris')] 2" == kernel.run(
            "print(session.table(), session.store.stats.memory_traces)"
        )

    @pytest.mark.parametrize("pause", ["time.sleep(0.1)", "await asyncio.sleep(0.1)"])
    def test_an_interrupted_cell_drops_nothing(self, kernel: Kernel, pause: str) -> None:
        """Interrupted midway, a changed cell still holds what it held; its next run to the end decides."""
        kernel.run("session = Session()", "open")
        kernel.run("session.run('Rome')", "a")
        code = (
            f"session.run('Lima')\nfor i in range(300):\n    {pause}\n    if i == 1: print('now', flush=True)"
        )
        sent = kernel.start(code, "a")
        kernel.printed(sent, "now\n")
        kernel.manager.interrupt_kernel()
        assert kernel.output(sent) in ("KeyboardInterrupt", "CancelledError")
        assert "[('a', 'Rome', 'Lima')]" == kernel.run("print(session.table())")

        kernel.run("session.run('Lima')", "a")
        assert "[('a', 'Lima')]" == kernel.run("print(session.table())")

    @pytest.mark.parametrize("pause", ["time.sleep(0.2)", "await asyncio.sleep(0.2)"])
    def test_a_widgets_message_is_not_the_running_cells(self, kernel: Kernel, pause: str) -> None:
        """A comm message handled during a cell, on a subshell or between awaits, takes no cell's name."""
        kernel.run(
            """
            session = Session()
            seen = []
            def opened(comm, message):
                seen.append((threading.current_thread() is threading.main_thread(), current_cell().id))
                job = contextvars.copy_context().run
                worker = threading.Thread(target=job, args=(session.run, "by a worker"))
                worker.start()
                worker.join()
                with in_cell(owner):
                    session.run("for its owner")
            get_ipython().kernel.comm_manager.register_target("probe", opened)
            owner = current_cell()
            """,
            "open",
        )
        subshell = kernel.subshell()
        sent = kernel.start(
            f"print(current_cell().id, flush=True)\nfor _ in range(150):\n    {pause}\n    if seen: break\n"
            "print(current_cell().id, flush=True)",
            "busy",
        )
        assert "busy\n" == kernel.printed(sent, "\n")
        content = {"comm_id": f"c{pause}", "target_name": "probe", "data": {}}
        kernel.send("comm_open", content, subshell=subshell)

        assert "busy" == kernel.output(sent)
        assert "[(False, 'script')]" == kernel.run("print(seen)")
        assert "[('open', 'for its owner'), ('script', 'by a worker')]" == kernel.run(
            "print(session.table())"
        )

    @pytest.mark.skipif(
        ipykernel.version_info[:2] < (7, 4), reason="before ipykernel 7.4 a message waits for the cell to end"
    )
    def test_a_message_between_awaits_is_not_the_awaiting_cells(self, kernel: Kernel) -> None:
        """The main thread handles a widget's message while a cell awaits on it: not that cell's either."""
        kernel.run(
            """
            session, seen, comms = Session(), [], []
            def opened(comm, message):
                comms.append(comm)
                comm.on_msg(note)
            def note(message):
                seen.append((threading.current_thread() is threading.main_thread(), current_cell().id))
            get_ipython().kernel.comm_manager.register_target("main probe", opened)
            """,
            "open",
        )
        kernel.output(kernel.send("comm_open", {"comm_id": "m", "target_name": "main probe", "data": {}}))
        kernel.run("comms[0].send({})")
        loop = "for _ in range(100):\n    await asyncio.sleep(0.1)\n    if seen: break\n"
        sent = kernel.start(f"print('on', flush=True)\n{loop}print(current_cell().id, seen)", "busy")
        kernel.printed(sent, "on\n")
        kernel.send("comm_msg", {"comm_id": "m", "data": {}})

        assert "busy [(True, 'script')]" == kernel.output(sent)

    def test_a_cell_on_a_subshell_is_its_own(self, kernel: Kernel) -> None:
        """Two cells that run at the same time, on the main shell and on a subshell, are told apart."""
        kernel.run("session = Session(); done = threading.Event()", "open")
        subshell = kernel.subshell()
        busy = kernel.start("print('on', flush=True); print(done.wait(20)); session.run('main')", "m")
        kernel.printed(busy, "on\n")
        kernel.start("session.run('sub'); done.set()", "s", subshell=subshell)

        assert "True" == kernel.output(busy)
        assert "[('m', 'main'), ('s', 'sub')]" == kernel.run("print(session.table())")

    def test_a_session_that_is_let_go_is_gone(self, kernel: Kernel) -> None:
        """Watching keeps no session, ledger or store alive."""
        kernel.run("import gc, weakref\nold = Session(); ref = weakref.ref(old.cells); old = None", "a")

        assert "None" == kernel.run("_ = gc.collect(); print(ref())")

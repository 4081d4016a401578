"""Laws of the magics: the prompt arrives as typed, in the session that was meant."""

from __future__ import annotations

import atexit
import sys
import types
from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from latentlens.explorer import magics
from latentlens.notebook.cells import SCRIPT, CellId, current_cell, watch_cells


class Trace:
    """What a session's run returns here: the prompt, and where it ran."""

    def __init__(self, session: Session, prompt: str) -> None:
        self.session, self.prompt, self.cell = session, prompt, current_cell()

    def __repr__(self) -> str:
        return f"<trace of {self.prompt!r}>"


class Session:
    """A session without a model."""

    opened = 0

    def __init__(self) -> None:
        Session.opened += 1

    def run(self, prompt: str) -> Trace:
        """Return a trace of the prompt."""
        return Trace(self, prompt)

    def begin(self, cell: CellId) -> None:
        """Hear a cell's beginning."""

    def end(self, cell: CellId, ok: bool) -> None:
        """Hear a cell's end."""


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """Yield a shell with the magics loaded and no session open."""
    module: Any = types.ModuleType("latentlens.session")
    module.Session = Session
    monkeypatch.setitem(sys.modules, "latentlens.session", module)
    monkeypatch.setattr(Session, "opened", 0)
    saved = sys.displayhook, sys.excepthook, sys.modules["__main__"]
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    shell = InteractiveShell.instance(config=config, colors="nocolor")
    magics.load(shell)
    yield shell
    atexit.unregister(shell.atexit_operations)
    shell.atexit_operations()
    InteractiveShell.clear_instance()
    sys.displayhook, sys.excepthook, sys.modules["__main__"] = saved


def run(shell: InteractiveShell, code: str, cell: str | None = None) -> Any:
    """Run a notebook cell and return its value."""
    result = shell.run_cell(code, store_history=True, cell_id=cell)
    result.raise_error()
    return result.result


PROMPTS = [
    "The capital of France is",
    "quotes \" and ' stay, and  two  spaces",
    "{1 + 1} $__name__",
    "$HOME and {1 + 1} and {nothing} and %time",
    "backslash \\n stays",
    "日本 → 東京",
    "- a dash and a space",
    "-5 degrees",
    "ends in ;",
    "a # b",
    "a = b, !ls",
]


class TestPrompt:
    """The prompt reaches the model as it was typed."""

    @pytest.mark.parametrize("prompt", PROMPTS)
    def test_a_lines_prompt_is_literal(self, shell: InteractiveShell, prompt: str) -> None:
        """Nothing in the prompt is expanded, split or stripped."""
        assert prompt == run(shell, f"%lens {prompt}").prompt
        assert prompt == run(shell, f"%lens -n t {prompt}").prompt

    @pytest.mark.parametrize(
        "prompt", [*PROMPTS, "Is it?", "two\nlines\n\nand one", "  indented", "ends in ", "x\n"]
    )
    def test_a_cells_prompt_is_literal(self, shell: InteractiveShell, prompt: str) -> None:
        """Everything below the first line is the prompt, except the end of the last line."""
        assert prompt == run(shell, f"%%lens\n{prompt}\n").prompt
        assert prompt == run(shell, f"%%lens --name t\n{prompt}\n").prompt

    def test_without_an_end_of_line_it_is_the_same(self, shell: InteractiveShell) -> None:
        """Front ends send a cell without the end of its last line."""
        assert "The capital of France is" == run(shell, "%%lens\nThe capital of France is").prompt

    def test_two_dashes_end_the_options(self, shell: InteractiveShell) -> None:
        """What follows is the prompt, whatever it looks like."""
        assert "--name t" == run(shell, "%lens -- --name t").prompt
        assert "-x" == run(shell, "%lens --name t -- -x").prompt

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            ("%lens", "needs a prompt"),
            ("%lens --name t", "needs a prompt"),
            ("%%lens\n\n", "needs a prompt"),
            ("%%lens some prompt\nanother", "its own line also holds 'some prompt'"),
            ("%lens --nmae t hello", "option: --nmae"),
            ("%lens --name", "option: --name"),
            ("%lens --name 1x hello", "must be the name of a variable; got '1x'"),
            ("%lens --name class hello", "must be the name of a variable"),
            ("%lens --session s hello", "s: the variable is not defined. Variables .*: none so far"),
            ("s = 3\n%lens --session s hello", "s: the variable is of type int"),
        ],
    )
    def test_a_mistake_is_a_short_error_and_opens_nothing(
        self, shell: InteractiveShell, capsys: pytest.CaptureFixture[str], code: str, message: str
    ) -> None:
        """The shell shows one line that says what to do."""
        result = shell.run_cell(code, store_history=True)
        error = result.error_in_exec

        assert "UsageError" == type(error).__name__
        with pytest.raises(type(error), match=message):
            raise error
        assert 0 == Session.opened


class TestTrace:
    """The trace is the cell's value, and a variable's if it is given a name."""

    def test_the_trace_is_displayed(
        self, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is the cell's output, like any value."""
        run(shell, "%%lens\nRome is")

        assert "<trace of 'Rome is'>" in capsys.readouterr().out

    def test_a_name_makes_a_variable(self, shell: InteractiveShell) -> None:
        """--name, -n, an equals sign and a Python assignment do the same."""
        run(shell, "%lens --name a Rome is")
        run(shell, "%%lens -n=b\nParis is")
        run(shell, "c = %lens Lima is")

        assert ["Rome is", "Paris is", "Lima is"] == [shell.user_ns[name].prompt for name in "abc"]

    def test_the_trace_belongs_to_the_notebook_cell(self, shell: InteractiveShell) -> None:
        """A magic's run is the run of the cell that it stands in."""
        listener = Session()
        watch_cells(listener)

        assert "8a7c" == run(shell, "%%lens\nRome is", "8a7c").cell.id
        assert "8a7c" == run(shell, "%lens Rome is", "8a7c").cell.id
        assert SCRIPT == current_cell()


class TestSession:
    """The session is the named one, the only one, or one that is opened once."""

    def test_a_session_is_opened_once(self, shell: InteractiveShell) -> None:
        """Without any, the first magic opens one and the others use it."""
        traces = [run(shell, "%lens Rome is"), run(shell, "%%lens\nLima is")]

        assert 1 == Session.opened
        assert traces[0].session is traces[1].session

    def test_the_only_session_is_used(self, shell: InteractiveShell) -> None:
        """Two variables of one session are one session; variables with underscores do not count."""
        shell.push({"mine": (mine := Session()), "also": mine, "_hidden": Session()})

        assert mine is run(shell, "%lens Rome is").session

    def test_the_variable_session_comes_first(self, shell: InteractiveShell) -> None:
        """Among several, the one called session is meant."""
        shell.push({"session": (session := Session()), "other": Session()})

        assert session is run(shell, "%lens Rome is").session

    def test_several_sessions_need_a_name(self, shell: InteractiveShell) -> None:
        """The error lists them, and --session chooses."""
        shell.push({"one": Session(), "two": (two := Session())})
        with pytest.raises(Exception, match=r"\(one, two\): add --session"):
            run(shell, "%lens Rome is")

        assert two is run(shell, "%lens --session two Rome is").session
        assert two is run(shell, "%%lens -s two -n t\nRome is").session


class TestExtension:
    """The magics come and go."""

    def test_the_help_shows_usage_and_options(
        self, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """%lens? explains itself without an error."""
        run(shell, "%lens?")
        shown = capsys.readouterr().out

        assert all(
            text in shown for text in ("%lens The capital of France is", "--session", "--name", "%%lens")
        )
        assert "%%%" not in shown

    def test_unloading_takes_only_our_own(self, shell: InteractiveShell) -> None:
        """After unload there is no magic; unloading again leaves one that the user made since."""
        magics.unload(shell)
        assert not any("lens" in shell.magics_manager.magics[kind] for kind in ("line", "cell"))

        shell.register_magic_function(lambda line: line, "line", "lens")
        magics.unload(shell)
        assert "mine" == run(shell, "%lens mine")

    def test_loading_twice_is_loading_once(self, shell: InteractiveShell) -> None:
        """A reloaded extension works like a new one."""
        magics.load(shell)

        assert "Rome is" == run(shell, "%lens Rome is").prompt

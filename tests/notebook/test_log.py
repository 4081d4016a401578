"""The package says nothing on its own: what it has to say goes to its logger, which its front ends show."""

from __future__ import annotations

import ast
import logging
import pathlib
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

import latentlens
from latentlens.cli.main import app
from latentlens.notebook.log import show_log

SRC = pathlib.Path(latentlens.__file__).parent

PRINTS = {
    "plots/figure.py": "what a display shows where no renderer is set",
    "course/exercise_checks.py": "a hint in a notebook, under the cell that asks for it",
    "course/guesses.py": "a guess beside what was found, under the cell that asks for it",
    "experiments/world_report/opening_time.py": "code for another process, which prints its result",
}
"""Where print is called, and why."""

LOG = logging.getLogger("latentlens")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the logger as it was found."""
    handlers, level = list(LOG.handlers), LOG.level
    yield
    LOG.handlers[:], LOG.level = handlers, level


def test_no_module_prints() -> None:
    """A script that uses the package has its output to itself."""
    found = {
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert set() == found - set(PRINTS)


def test_the_logger_is_silent_until_somebody_listens() -> None:
    """Imported into a program that configures no logging, a warning of the package is not printed."""
    code = "import logging, latentlens; logging.getLogger('latentlens.world').error('x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ("", "") == (done.stdout, done.stderr)
    assert any(isinstance(handler, logging.NullHandler) for handler in LOG.handlers)


def test_the_command_line_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of the log are shown once each, however many commands ran in the process."""
    monkeypatch.setattr(
        "latentlens.cli.doctor.examine", lambda: LOG.getChild("world").info("measuring [x]") or iter(())
    )
    for _ in range(2):
        result = CliRunner().invoke(app, ["doctor"])
        assert "latentlens: measuring [x]\n" == result.stderr
    assert "measuring" not in result.stdout


def test_a_notebook_shows_warnings_unless_somebody_listens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the cell, once; a handler of the user's own takes its place."""
    monkeypatch.setattr(LOG.root, "handlers", [])  # the test runner listens to everything
    LOG.handlers[:] = [logging.NullHandler()]
    for _ in range(2):
        show_log()
    LOG.warning("stopped after %s cells", 3)
    LOG.info("unimportant")
    assert "latentlens: stopped after 3 cells\n" == capsys.readouterr().err

    mine = logging.NullHandler()
    LOG.handlers[:] = [mine, logging.StreamHandler(sys.stdout)]
    show_log()
    assert 2 == len(LOG.handlers)

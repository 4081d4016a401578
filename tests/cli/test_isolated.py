"""What latentlens starts imports nothing of the folder that it is started in."""

from __future__ import annotations

import ast
import pathlib
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import latentlens
from latentlens._isolated import code_command, module_command
from latentlens.cli import tour as _tour
from latentlens.cli.main import app
from latentlens.experiments.world_report import opening_time

SRC = pathlib.Path(latentlens.__file__).parent


@pytest.fixture
def hostile(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """A working directory whose modules have the names of those that are imported, and say that they ran."""
    names = ("jupyterlab", "runpy", "json", "torch", "transformer_lens", "time", "sitecustomize", "random")
    for name in names:
        (tmp_path / f"{name}.py").write_text("import pathlib; pathlib.Path('ran').touch(); 1 / 0\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_module_and_code_run_without_the_folder(hostile: pathlib.Path) -> None:
    """Modules are the installed ones, arguments arrive, and relative paths still begin in the folder."""
    assert '{"a": 1}\n' == _said(code_command("import json, sys; print(json.dumps({sys.argv[1]: 1}))", "a"))
    assert f"{hostile}\n" == _said(code_command("import os; print(os.getcwd())"))
    assert "{}\n" == _said(module_command("json.tool", "--compact", _file(hostile / "a", "{}")))
    assert not (hostile / "ran").exists()


def _file(path: pathlib.Path, text: str) -> str:
    path.write_text(text)
    return str(path)


def test_the_tour_starts_the_installed_jupyterlab(hostile: pathlib.Path) -> None:
    """A jupyterlab.py in the folder where the command is given does not run."""
    pytest.importorskip("jupyterlab")
    (hostile / "random.py").unlink()  # what is installed imports it lazily, from wherever the test stands

    assert 0 == _tour.open_lab(hostile / "tour.ipynb", ["--version"])
    assert not (hostile / "ran").exists()


def test_the_command_starts_it_so(hostile: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tour's command never names a module for Python to look up in the folder."""
    seen: list[list[str]] = []

    class Done:
        returncode = 0

    monkeypatch.setattr(_tour.subprocess, "run", lambda command, **_: seen.append(command) or Done())
    assert 0 == CliRunner().invoke(app, ["tour", "--dir", str(hostile / "tour")]).exit_code
    ((python, option, code, *_),) = seen
    assert (sys.executable, "-c") == (python, option)
    assert "jupyterlab" in code


def test_opening_is_timed_on_the_installed_packages(hostile: pathlib.Path) -> None:
    """The world report's own processes import torch from where it is installed."""
    code = opening_time.CODE.split("begun =")[0] + "print(torch.__version__, torch.__file__)"

    assert str(hostile) not in _said(code_command(code))
    assert not (hostile / "ran").exists()


def test_no_other_place_starts_python() -> None:
    """Whoever needs a Python process takes the command from the one place that isolates it."""
    users = {
        path.relative_to(SRC).as_posix()
        for path in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "executable"
    }
    assert {"_isolated.py"} == users

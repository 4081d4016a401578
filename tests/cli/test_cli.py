"""The `latentlens` command."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import runpy
import shutil
import sys

import nbformat
import pytest
from typer.testing import CliRunner, Result

import latentlens
from latentlens import world
from latentlens.cli import doctor as _doctor
from latentlens.cli import tour as _tour
from latentlens.cli.main import app

ASK = ["ask", "The capital of France is", "--token", "France", "--layer", "1"]


def _invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def _notebook(path: pathlib.Path, *sources: str) -> pathlib.Path:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("## A heading")])
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)
    return path


def test_the_tour_ships():
    """The tour is found in a clone, and is a valid notebook without outputs."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)

    nbformat.validate(notebook)
    assert [] == [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert (4, 5) == (notebook.nbformat, notebook.nbformat_minor)


def test_the_version_is_printed():
    """`latentlens --version` prints the version of what is installed, without another command."""
    result = _invoke("--version")

    assert (0, f"latentlens {latentlens.__version__}\n") == (result.exit_code, result.stdout)


def test_the_package_runs_as_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """`python -m latentlens` is the command."""
    monkeypatch.setattr(sys, "argv", ["latentlens", "--version"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("latentlens", run_name="__main__")

    assert (0, f"latentlens {latentlens.__version__}\n") == (ended.value.code, capsys.readouterr().out)


def test_an_empty_list_of_options_is_refused():
    """`--options ""` asks for a choice, and gets no free answer in its place."""
    result = _invoke(*ASK, "--question", "The capital of x is", "--options", "")

    assert 1 == result.exit_code
    assert "at least two options" in result.stderr


def test_a_copy_of_the_tour_is_made_where_it_was_asked_for(tmp_path: pathlib.Path):
    """The copy has the content of the tour that ships."""
    path, fresh = _tour.copy(tmp_path / "a" / "b")

    assert fresh
    assert _tour.shipped().read_bytes() == path.read_bytes()


def test_a_changed_copy_of_the_tour_is_kept(tmp_path: pathlib.Path):
    """A person's work is never overwritten."""
    (tmp_path / "tour.ipynb").write_text("mine")

    path, fresh = _tour.copy(tmp_path)

    assert not fresh
    assert "mine" == path.read_text()


def test_a_place_that_cannot_be_written_is_named(tmp_path: pathlib.Path):
    """The error says where the copy cannot go and what to do."""
    (tmp_path / "file").write_text("")

    result = _invoke("tour", "--dir", str(tmp_path / "file"))

    assert 1 == result.exit_code
    assert "--dir" in result.stderr


def test_a_missing_front_end_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path):
    """Without JupyterLab the command says what to install, and copies nothing."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    result = _invoke("tour", "--dir", str(tmp_path / "tour"))

    assert 1 == result.exit_code
    assert "pip install jupyterlab ipykernel nbclient nbformat" in result.stderr
    assert not (tmp_path / "tour").exists()


def test_the_tour_opens_on_loopback_only(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path):
    """JupyterLab listens on loopback, asks nobody for news, and gets the options that it is given."""
    seen = []
    monkeypatch.setattr(_tour.subprocess, "run", lambda command, **_: seen.append(command) or _Done())

    result = _invoke("tour", "--dir", str(tmp_path), "--no-browser")

    assert 0 == result.exit_code
    assert {"--ServerApp.ip=127.0.0.1", "--LabApp.news_url=None", "--no-browser"} <= set(seen[0])
    assert {f"--ServerApp.root_dir={tmp_path}", "--LabApp.default_url=/lab/tree/tour.ipynb"} <= set(seen[0])


class _Done:
    returncode = 0


def test_a_notebook_run_without_a_browser_shows_its_answers(tmp_path: pathlib.Path):
    """What was printed and shown stands under its heading and its code; the notebook is not changed."""
    path = _notebook(tmp_path / "n.ipynb", "print('first')", "'second'")
    before, written = path.read_bytes(), []

    _tour.run(path, written.append)

    assert ["\n## A heading", "\n  > print('first')", "  first", "\n  > 'second'", "  'second'"] == written
    assert before == path.read_bytes()


def test_a_notebook_that_fails_fails_the_command(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """The traceback of the notebook cell is shown and the exit status is 1."""
    path = _notebook(tmp_path / "n.ipynb", "1 / 0")
    monkeypatch.setattr(_tour, "shipped", lambda: path)

    result = _invoke("tour", "--headless")

    assert 1 == result.exit_code
    assert "ZeroDivisionError" in result.stderr


def test_ask_prints_the_answer_over_its_controls():
    """An answer is never printed without its controls."""
    result = _invoke(*ASK, "--question", "The capital of x is", "--options", "Paris,Lima,Rome")

    assert 0 == result.exit_code, result.stderr
    for word in ("answer", "null control", "random control", "excess", "%", "Confidence: probability"):
        assert word in result.stdout


def test_ask_prints_json():
    """With --json the answer is one JSON document, and nothing else is printed to the output."""
    result = _invoke(*ASK, "--question", "The capital of x is", "--options", "Paris,Lima,Rome", "--json")
    answer = json.loads(result.stdout)

    assert answer["text"].strip() in {"Paris", "Lima", "Rome"}
    assert {"null", "random"} == {control["kind"] for control in answer["controls"]}


@pytest.mark.parametrize(
    "wrong", [{"--layer": "99"}, {"--token": "Atlantis"}, {"--question": "nothing to fill"}]
)
def test_ask_explains_what_cannot_be_asked(wrong: dict[str, str]):
    """A wrong layer, token or question ends with a sentence and status 1, not with a traceback."""
    given = {"--token": "France", "--layer": "1", "--question": "The capital of x is"} | wrong

    result = _invoke("ask", "The capital of France is", *(word for pair in given.items() for word in pair))

    assert 1 == result.exit_code
    assert "latentlens:" in result.stderr
    assert "Traceback" not in result.stderr + result.stdout


def test_doctor_fails_when_something_is_wrong(monkeypatch: pytest.MonkeyPatch):
    """What is wrong is printed with its remedy, and the exit status is 1."""
    findings = [
        _doctor.Finding("python", "3.11"),
        _doctor.Finding("torch", "not installed", "pip install torch"),
    ]
    monkeypatch.setattr(_doctor, "examine", lambda: iter(findings))

    result = _invoke("doctor")

    assert 1 == result.exit_code
    assert "pip install torch" in result.stdout


def test_doctor_finds_a_version_out_of_range(monkeypatch: pytest.MonkeyPatch):
    """A package that is older than latentlens needs is a finding with a remedy."""
    monkeypatch.setattr(_doctor.metadata, "version", lambda name: "0.1")

    wrong = {finding.name: finding.remedy for finding in _doctor._requirements() if finding.remedy}

    assert 'pip install "torch>=2.6"' == wrong["torch"]
    assert 'pip install "jupyterlab>=4.4"' == wrong["jupyterlab"]


def test_doctor_reports_models_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch):
    """Whatever a bundled model fails with becomes a finding, not a traceback; the next is looked at."""

    def broken(name: str) -> None:
        raise OSError(f"{name} is damaged")

    monkeypatch.setattr("latentlens.Session", broken)
    findings = list(_doctor._bundled_models())

    expected = ["OSError: world-small is damaged", "OSError: world-base is damaged"]
    assert expected == [finding.found for finding in findings]
    assert all(finding.remedy for finding in findings)


def test_doctor_finds_a_file_that_is_not_what_was_shipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
):
    """One changed byte of the weights, or a missing file, is named with the model it belongs to."""
    copy = tmp_path / "model"
    shutil.copytree(world.model_path(), copy)
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    (copy / "config.json").unlink()
    monkeypatch.setattr(world, "model_path", lambda name: copy)

    findings = list(_doctor._bundled_models())

    expected = "config.json is missing; model.safetensors is not the file that was shipped"
    assert [expected] * 2 == [finding.found for finding in findings]
    assert all(finding.remedy for finding in findings)


def test_doctor_asks_every_bundled_model_something():
    """Models that are in order are opened, run, and know the capital of France."""
    findings = list(_doctor._bundled_models())

    assert ["world-small", "world-base"] == [finding.name for finding in findings]
    assert all(f.found.endswith("the capital of France is Paris") and not f.remedy for f in findings)

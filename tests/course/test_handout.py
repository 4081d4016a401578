"""The handout needs neither Python nor a network."""

from __future__ import annotations

import importlib.util
import pathlib
import types

import nbformat
import pytest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "course_handout.py"


def _script() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("course_handout", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_a_page_has_texts_figures_and_solutions_and_neither_other_code_nor_scripts():
    """What a lesson showed is there; nothing is loaded from elsewhere, and a model's text is text."""
    script = _script()
    figure = nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg><title>ranks</title></svg>"})
    printed = nbformat.v4.new_output("stream", text="<b>Paris</b>")
    guessed = nbformat.v4.new_output("stream", text="You wrote down no guess.\nFound: 6\n")
    cells = [
        nbformat.v4.new_markdown_cell("# A lesson"),
        nbformat.v4.new_code_cell("secret_of_the_code = 1", outputs=[printed, figure, guessed]),
        nbformat.v4.new_code_cell("the_solution = 2", metadata={"tags": ["solution"]}),
    ]

    page = script.page_of(nbformat.v4.new_notebook(cells=cells))

    assert "A lesson" in page
    assert "&lt;b&gt;Paris" in page
    assert "image/svg+xml" in page or "<title>ranks</title>" in page
    assert "secret_of_the_code" not in page
    assert "the_solution" in page
    assert "Found: 6" in page
    assert "no guess" not in page
    assert "<script" not in page


def test_the_lessons_that_are_asked_for_are_run_and_written(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Lesson 2 of two is run in a kernel, and its page has what it printed; the other one is left alone."""
    script, solutions, folder = _script(), tmp_path / "solutions", tmp_path / "a" / "handout"
    solutions.mkdir()
    for name, code in {"1-broken": "1 / 0", "2-short": "print(6 * 7 * 100)"}.items():
        cells = [nbformat.v4.new_markdown_cell(f"# {name}"), nbformat.v4.new_code_cell(code)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), solutions / f"{name}.ipynb")
    monkeypatch.setattr(script, "SOLUTIONS", solutions)
    monkeypatch.setattr("sys.argv", [str(SCRIPT), "--to", str(folder), "2"])

    assert 0 == script.main()

    assert [folder / "2-short.html"] == list(folder.iterdir())
    assert f"{folder / '2-short.html'}\n" == capsys.readouterr().out
    page = (folder / "2-short.html").read_text("utf-8")
    assert "4200" in page
    assert "6 * 7" not in page

"""The handout needs neither Python nor a network."""

from __future__ import annotations

import importlib.util
import pathlib

import nbformat

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "course_handout.py"


def test_a_page_has_texts_figures_and_solutions_and_neither_other_code_nor_scripts():
    """What a lesson showed is there; nothing is loaded from elsewhere, and a model's text is text."""
    spec = importlib.util.spec_from_file_location("course_handout", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
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

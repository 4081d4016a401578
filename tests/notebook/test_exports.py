"""What a run notebook holds and what `nbconvert --to html` makes of it: no kernel, no script, no network."""

from __future__ import annotations

import json
import pathlib
import re
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

TESTS = pathlib.Path(__file__).parents[1]

CELLS = [
    f"import sys; sys.path.insert(0, {str(TESTS)!r})\n"
    "from tiny import tiny_model, tiny_tokenizer\n"
    "from latentlens import Controls, Session\n"
    "session = Session((tiny_model('llama'), tiny_tokenizer()))\n"
    "trace = session.run('a <script>alert(1)</script> The capital of France')\n"
    "session",
    "trace",
    "session.readers",
    "sweep = session.sweep(trace, 'The capital of x is')\nsweep",
    "sweep.plot()",
    "session.lens(trace)",
    "session.vectors({'<b>': trace[1, -1]}, layer=1)",
    "trace.select(1, [0, 1])",
]


@pytest.fixture(scope="module")
def book() -> Any:
    """Return a notebook that a real kernel ran."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    made = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(made, timeout=240, kernel_name="python3").execute()
    return made


def outputs(book: Any, index: int) -> list[dict[str, Any]]:
    """Return the data of what a notebook cell shows, by MIME type, without the place of a progress bar."""
    shown = [output.data for output in book.cells[index].outputs if "data" in output]
    return [data for data in shown if {*data} != {"text/plain"} or data["text/plain"]]


def test_everything_is_shown_without_a_kernel(book: Any) -> None:
    """Each object has HTML or an image, and a short text for a terminal."""
    for index in range(len(CELLS)):
        first = outputs(book, index)[0]
        assert {"text/html", "image/svg+xml"} & set(first), CELLS[index]
        if "text/plain" in first:
            assert len(first["text/plain"]) < 4000
    sweep = outputs(book, 3)[0]["text/html"]
    assert "No noise was run" in sweep
    assert "sweep.plot() draws it" in sweep
    assert sweep.count("<tr>") <= 31
    assert "token_identity" in outputs(book, 2)[0]["text/html"]
    assert "application/vnd.plotly.v1+json" in outputs(book, 4)[0]


def test_model_text_is_text(book: Any) -> None:
    """Tags of a prompt or a name are escaped wherever they are shown."""
    for index in range(len(CELLS)):
        for data in outputs(book, index):
            shown = data.get("text/html", "") + data.get("image/svg+xml", "")
            assert "<script" not in shown
            assert "<b>:" not in shown
    assert "&lt;b&gt;" in outputs(book, 6)[0]["text/html"]


def test_nbconvert_keeps_every_view(book: Any) -> None:
    """The page has the tables, the grid and the figure, as images and markup."""
    page, _ = HTMLExporter().from_notebook_node(book)

    assert "No noise was run" in page
    assert re.search(r"ll-static", page)
    assert "data:image/svg+xml;base64," in page
    assert "sweep.plot() draws it" in page


def test_the_file_stays_small(book: Any) -> None:
    """Tables of many cells are cut, so that a notebook with every view takes less than 2 MB."""
    assert len(json.dumps(book).encode()) < 2_000_000

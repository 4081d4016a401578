"""From a question to a figure: ten cells, on a model that the reader names, and a verdict."""

from __future__ import annotations

import pathlib
import re

import nbformat
import pytest

from latentlens.cli import tour

NOTEBOOK = pathlib.Path(__file__).parents[2] / "notebooks" / "quick_hypothesis.ipynb"


def _code() -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]


def test_it_has_ten_cells_and_the_first_is_what_one_changes():
    """The model, the question and the cases stand in one cell, and nowhere else."""
    cells = _code()

    assert 10 == len(cells)
    assert ["parameters"] == cells[0].metadata["tags"]
    assert cells[0].source.startswith("model = None\nquestion = ")
    assert not any("outputs" in cell and cell.outputs for cell in cells)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What it writes on the larger bundled model, by its name, with one case whose answer is wrong."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    settings = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ()))
    settings.source = settings.source.replace("model = None", 'model = "world-base"').replace(
        "Dublin", "Oslo"
    )
    path = tmp_path_factory.mktemp("quick") / "quick.ipynb"
    nbformat.write(notebook, path)
    written: list[str] = []
    tour.run(path, written.append)
    return "\n".join(written)


def test_it_names_what_the_model_does_not_know_and_ends_in_a_sentence(told: str):
    """A case with a wrong answer is left out; the others are counted beside the controls."""
    assert "15 of 16 are known. Not: ['Ireland']" in told
    assert "[a figure: The capital of x is · world-base" in told
    right, cases, most = map(
        int, re.search(r"(\d+) of (\d+) right at layer .* controls at most (\d+)", told).groups()
    )
    assert right >= cases - 1 > most
    assert "The intervals are apart." in told

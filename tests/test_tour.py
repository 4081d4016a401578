"""The tour tells the truth: it runs to its end, in time, and shows what its text says."""

from __future__ import annotations

import re
import time

import nbformat
import pytest

from latentlens import _tour


@pytest.fixture(scope="module")
def told() -> tuple[str, float]:
    """What the tour writes without a browser, and the seconds that it took."""
    written: list[str] = []
    start = time.monotonic()
    _tour.run(_tour.shipped(), written.append)
    return "\n".join(written), time.monotonic() - start


def test_it_runs_in_under_ninety_seconds(told: tuple[str, float]):
    """A class of people does not wait longer, and neither does CI."""
    assert 90 > told[1]


def test_its_answers_come_with_confidences_and_controls(told: tuple[str, float]):
    """Whoever reads only the terminal sees answers, how sure they are, and their controls."""
    text = told[0]

    assert re.search(r"\d%|0\.\d", text)
    assert "null" in text
    assert "random" in text


def test_its_text_holds_no_measured_number():
    """A number in prose would be wrong as soon as the model or the machine is another."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")

    assert [] == re.findall(r"\d+(?:\.\d+)? ?%|\b0\.\d+", prose)


def test_its_cells_have_ids_that_tell_what_they_are():
    """The ids are written by hand and stay, so that a diff of the notebook can be read."""
    notebook = nbformat.read(_tour.shipped(), as_version=4)
    ids = [cell.id for cell in notebook.cells]

    assert len(ids) == len(set(ids))
    assert [] == [name for name in ids if not re.fullmatch(r"[a-z][a-z-]*", name)]

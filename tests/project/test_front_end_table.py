"""What docs/front-ends.md says of a front end is held by a test that is there."""

from __future__ import annotations

import datetime
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "front-ends.md").read_text("utf-8").splitlines()
    if line.startswith("|")
][2:]
NAMES = ["JupyterLab", "Notebook", "Voilà", "marimo", "Quarto", "VS Code", "Colab", "`explorer.save_html`"]


def test_every_front_end_has_a_row() -> None:
    """None that the Explorer is said to run in is missing."""
    assert set(NAMES) <= {row[0] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_says_when_and_by_what_it_was_tried(row: list[str]) -> None:
    """A date, how it was tried, and a test file that is there; what was not run is called a stand-in."""
    name, _version, tried, how, by, *_ = row
    test = ROOT / by.strip("`")

    assert datetime.date.fromisoformat(tried) >= datetime.date(2026, 11, 29)
    assert test.is_file()
    assert ("test_stand_ins" in by) == ("stand-in" in how)
    assert name not in ("Quarto", "VS Code", "Colab") or re.search("stand-in", how)

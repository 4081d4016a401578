"""The Explorer in Jupyter Notebook 7."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage, write_notebook
from notebook_servers import needs, notebook7
from playwright.sync_api import expect

from conftest import FAKE

needs("notebook")


@pytest.fixture(scope="module")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A Notebook 7: its address, and the folder that it serves."""
    folder = tmp_path_factory.mktemp("notebook7")
    with notebook7(folder) as base:
        yield base, folder


def test_a_cell_is_asked(served: tuple[str, Path], page: Any) -> None:
    """A click selects a cell, Ask gets its answer, and a change of theme reaches the view at once."""
    base, folder = served
    write_notebook(folder / "explorer.ipynb", [FAKE.format(how="", prompt="PROMPT")])
    one = LabPage(page, base, folder, "explorer.ipynb", at="notebooks")
    one.open()
    one.run_all()
    view = ExplorerView(one)
    view.wait()
    view.cell(2, 4).click()
    view.selected(2, 4)
    view.question("The capital of x is")
    view.ask()

    expect(view.words).not_to_have_text("")
    expect(page.locator(".ll-static:visible")).to_have_count(0)
    for theme in ("light", "dark"):
        one.theme(theme)
        assert theme == view.scheme()
        page.screenshot(path=f"artifacts/screenshots/notebook7_{theme}.png")
    one.end_kernels()

"""The Explorer on a page of Voilà: a kernel of its own, no notebook, and no JupyterLab around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import HostPage, write_notebook
from notebook_servers import needs, voila
from playwright.sync_api import expect

from conftest import FAKE

needs("voila")


@pytest.fixture
def asked_outside() -> re.Pattern[str]:
    """Voilà's templates link the style sheet of their icons."""
    return re.compile(r"font-?awesome", re.IGNORECASE)


@pytest.fixture(scope="module")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Voilà that serves a notebook with an Explorer; its address."""
    folder = tmp_path_factory.mktemp("voila")
    write_notebook(folder / "explorer.ipynb", [FAKE.format(how="", prompt="PROMPT")])
    with voila(folder) as base:
        yield base


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_cell_is_asked(served: str, page: Any, theme: str) -> None:
    """A click selects a cell, Ask gets its answer, and the page's theme is the Explorer's."""
    page.set_default_timeout(90_000)
    page.goto(f"{served}/voila/render/explorer.ipynb?theme={theme}")
    view = ExplorerView(HostPage(page))
    view.cell(2, 4).click()
    view.selected(2, 4)
    view.question("The capital of x is")
    view.ask()

    expect(view.words).not_to_have_text("")
    expect(page.locator(".ll-static:visible")).to_have_count(0)
    assert theme == view.scheme()
    page.screenshot(path=f"artifacts/screenshots/voila_{theme}.png", full_page=True)

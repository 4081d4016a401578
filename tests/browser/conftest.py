"""JupyterLab and Chromium for the browser tests: both started once; each notebook has its own kernel."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parent))

from explorer_view import ExplorerView
from lab_page import LabPage, write_notebook
from notebook_servers import jupyterlab

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OUTSIDE = re.compile(r"^(https?|wss?)://(?!127\.0\.0\.1|localhost)")
SCREENSHOTS = Path(__file__).parents[2] / "artifacts" / "screenshots"

# A session without a model is quick, and can be as slow or as wrong as a test needs.
FAKE = """from fake_backend import PROMPT, fake_session
from latentlens.explorer.explorer import Explorer
session = fake_session({how})
explorer = Explorer(session, session.run({prompt}))
explorer"""

# A shared two-core machine, with another browser on it, can take its time; what comes late still comes.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as driving a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, headless. Without one, tests are skipped; where CI is set they fail."""
    if not Path(CHROMIUM).exists():
        reason = (
            f"There is no Chromium at {CHROMIUM}. Install it, or name another: CHROMIUM=/path/to/chromium."
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab: its address, and the folder it serves."""
    folder = tmp_path_factory.mktemp("notebooks")
    with jupyterlab(folder) as base:
        yield base, folder


@pytest.fixture
def asked_outside() -> re.Pattern[str]:
    """What a host itself asks the network for, and does without; nothing unless a module says so."""
    return re.compile(r"(?!)")


@pytest.fixture
def page(chromium: Any, asked_outside: re.Pattern[str]) -> Iterator[Any]:
    """A page that reaches nothing but this machine; a request to anywhere else fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(30_000)
    outside: list[str] = []

    def refuse(route: Any) -> None:
        outside.append(route.request.url)
        route.abort()

    context.route(OUTSIDE, refuse)
    page = context.new_page()
    yield page
    context.close()

    assert [] == [url for url in outside if not asked_outside.search(url)]


@pytest.fixture
def notebook(
    lab: tuple[str, Path], page: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., LabPage]]:
    """Return a function that opens a notebook of given notebook cells and runs them."""
    base, folder = lab
    opened: list[LabPage] = []

    def run(*sources: str) -> LabPage:
        name = re.sub(r"\W+", "_", request.node.name) + ".ipynb"
        write_notebook(folder / name, list(sources))
        one = LabPage(page, base, folder, name)
        opened.append(one)
        one.open()
        # The server keeps the theme that the last test left.
        one.theme("light")
        one.run_all()
        return one

    yield run
    for one in opened:
        if not page.is_closed():
            one.end_kernels()


@pytest.fixture
def explore(notebook: Callable[..., LabPage]) -> Callable[..., ExplorerView]:
    """Return a function that shows an Explorer on a session without a model."""

    def show(*more: str, how: str = "", prompt: str = "PROMPT") -> ExplorerView:
        view = ExplorerView(notebook(FAKE.format(how=how, prompt=prompt), *more))
        view.wait()
        return view

    return show


@pytest.fixture
def screenshot(page: Any) -> Callable[[str], None]:
    """Return a function that keeps a picture of the page for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def shoot(name: str) -> None:
        page.mouse.move(2, 2)
        page.screenshot(path=str(SCREENSHOTS / f"{name}.png"))

    return shoot

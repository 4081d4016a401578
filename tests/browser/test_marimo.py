"""The Explorer in marimo: in an app with its kernel, and in an exported page without one."""

from __future__ import annotations

import importlib.util
import mimetypes
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer_view import ExplorerView, color_of
from lab_page import HostPage
from notebook_servers import TESTS, marimo_app, needs
from playwright.sync_api import expect

needs("marimo")

APP = """# /// script
# [tool.marimo.display]
# theme = "system"
# ///
import marimo
app = marimo.App()

@app.cell
def _():
    from browser_end import Browser
    from fake_backend import PROMPT, fake_session
    trace = fake_session().run(PROMPT)
    front = Browser(trace.explorer)
    front.query("a", "ask", layer=2, position=4)
    ended = front.end("a")
    del trace.explorer.send  # what is sent goes to the page again
    return (trace,)

@app.cell
def _(trace):
    trace
    return
"""
FRONTEND = re.compile(r"^https://cdn\.jsdelivr\.net/npm/@marimo-team/frontend@[^/]+/dist/([^?]+)")


@pytest.fixture
def asked_outside() -> re.Pattern[str]:
    """Pages that marimo exports load marimo's front end from a CDN, here from the package; and some fonts."""
    return re.compile(r"cdn\.jsdelivr\.net|fonts\.g")


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A marimo notebook that shows a trace, which was asked one question."""
    path = tmp_path_factory.mktemp("marimo") / "app.py"
    path.write_text(APP, "utf-8")
    return path


@pytest.fixture(scope="module")
def served(chromium: Any, script: Path) -> Iterator[str]:
    """The notebook as an app; its address."""
    with marimo_app(script) as base:
        yield base


def themed(page: Any, view: ExplorerView, name: str) -> None:
    """Look at both themes, at two widths; marimo follows the browser's, and the view has to follow marimo."""
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function("(theme) => document.body.classList.contains(theme)", arg=theme)
        assert theme == view.scheme()
        assert color_of(page.locator("body"), "background-color") == view.color("background-color")
        for width in (1280, 700):
            page.set_viewport_size({"width": width, "height": 1000})
            page.screenshot(path=f"artifacts/screenshots/{name}_{theme}_{width}.png", full_page=True)


def test_an_app_answers_and_follows_the_theme(served: str, page: Any) -> None:
    """In marimo's shadow root a cell is asked, and the view is dark where marimo is, at once."""
    page.set_default_timeout(90_000)
    page.goto(served)
    view = ExplorerView(HostPage(page))
    view.cell(6, 4).click()
    view.selected(6, 4)
    view.question("The capital of x is")
    view.ask()

    expect(view.root.locator(".ll-history button")).to_have_count(2)
    expect(view.jobs).to_have_count(0)
    themed(page, view, "marimo")


def test_an_exported_page_has_no_kernel_and_says_so(script: Path, page: Any) -> None:
    """The lens, the selection and the answers are there; nothing is busy, and no button needs a kernel."""
    out = script.with_suffix(".html")
    subprocess.run(
        [sys.executable, "-m", "marimo", "export", "html", script.name, "-o", out.name],
        cwd=script.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
        check=True,
        capture_output=True,
        timeout=240,
    )
    serve_frontend(page)
    page.set_default_timeout(90_000)
    page.goto(out.as_uri())
    view = ExplorerView(HostPage(page))
    view.cell(6, 4).click()
    view.selected(6, 4)

    expect(view.words).not_to_have_text("")
    expect(view.root).to_contain_text("No kernel: a saved view.")
    expect(view.root.locator(".ll-ask, .ll-fill, .ll-job")).to_have_count(0)
    themed(page, view, "marimo_export")


def serve_frontend(page: Any) -> None:
    """Take marimo's front end from the installed package, where an exported page would load it from a CDN."""
    spec = importlib.util.find_spec("marimo")
    assert spec
    assert spec.origin
    static = Path(spec.origin).parent / "_static"

    def fulfil(route: Any) -> None:
        found = FRONTEND.match(route.request.url)
        path = static / found[1] if found else static
        if not path.is_file():
            route.abort()
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        route.fulfill(body=path.read_bytes(), content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

    page.route(FRONTEND, fulfil)

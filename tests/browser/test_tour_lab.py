"""The tour, opened in a real JupyterLab: the bundled model answers a click."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import expect

TOUR = Path(__file__).parents[2] / "notebooks" / "tour.ipynb"


@pytest.fixture
def tour(lab: tuple[str, Path], page: Any) -> Iterator[LabPage]:
    """The tour, open, nothing run yet."""
    base, folder = lab
    shutil.copyfile(TOUR, folder / "tour.ipynb")
    one = LabPage(page, base, folder, "tour.ipynb")
    one.open()
    one.theme("light")
    yield one
    one.end_kernels()


def test_the_tour_can_be_clicked(tour: LabPage, screenshot: Callable[[str], None]) -> None:
    """Click France, ask for its language, see it with its curve; re-run the prompt and hit the cache."""
    cells = {name: tour.find(name) for name in ("latentlens.Session()", "session.run(", "session.explore(")}
    for index in cells.values():
        tour.run_cell(index)
        tour.wait_idle()
    view = ExplorerView(tour)
    view.wait()
    position = int(tour.kernel("print(trace.position('France'))"))
    view.cell(2, position).click()
    view.question("The language of x is")
    view.ask()
    expect(view.words).to_have_text("French", timeout=60_000)
    view.sweep()
    expect(view.dots).to_have_count(int(tour.kernel("print(len(trace))")))
    expect(view.jobs).to_have_count(0)

    assert f"(2, {position})" == tour.kernel("print(explorer.selection)")
    assert "French" == tour.kernel("print(explorer.answer.text.strip())")
    assert "True" == tour.kernel("print(explorer.answer.excess > 0.5, end='')")
    code = tour.kernel("print(explorer.answer.code)")
    assert "French" == tour.kernel(f"exec({code!r}); print(answer.text.strip())")

    hits = "print(sum(row.hits for row in session.cells.rows()))"
    before = int(tour.kernel(hits))
    tour.run_cell(cells["session.run("])
    tour.wait_idle()
    assert before < int(tour.kernel(hits))

    for theme in ("light", "dark"):
        tour.theme(theme)
        tour.tidy(1400, 1200)
        view.root.scroll_into_view_if_needed()
        tour.page.mouse.move(0, 0)  # or a hint covers what the pointer happens to stand on
        screenshot(f"tour_{theme}")
    tour.theme("light")


def test_a_trace_shows_itself(tour: LabPage) -> None:
    """A trace at the end of a notebook cell is the Explorer, and leaves something to read in the file."""
    tour.run_cell(tour.find("latentlens.Session()"))
    tour.wait_idle()
    tour.add_cell("session.run('Tokyo')")
    tour.wait_idle()
    ExplorerView(tour).wait()

    expect(tour.page.locator(".ll-static")).to_have_count(1)
    expect(tour.page.locator(".ll-static")).to_be_hidden()


def insist(tour: LabPage, code: str) -> str:
    """Ask the kernel until it answers: what comes soon after a notebook cell's error, it drops."""
    for _ in range(60):
        if said := tour.kernel(code):
            return said
        tour.page.wait_for_timeout(250)
    return ""


def test_a_click_and_an_interrupt_during_a_real_sweep(tour: LabPage) -> None:
    """The bundled model answers a click while a notebook cell sweeps, and an interrupt loses nothing."""
    for name in ("latentlens.Session()", "session.run(", "session.explore("):
        tour.run_cell(tour.find(name))
        tour.wait_idle()
    view = ExplorerView(tour)
    view.wait()
    position = int(tour.kernel("print(trace.position('France'))"))
    tour.kernel("long = session.run(' '.join(['Tam Hale travels from France to Japan.'] * 26))")
    tour.kernel(
        "reader = latentlens.Patchscope('The capital of x is', max_new_tokens=40)\n"
        "def grid():\n"
        "    said = lambda work: print('cells done:', work.done) if work.done else None\n"
        "    return session.sweep(long, reader, progress=latentlens.Progress(bar=False, on_update=said))"
    )
    tour.kernel(
        "session.ask(trace, 1, 1, 'The capital of x is'); quiet = str(session.model.forward([[5, 6]]))"
    )

    tour.page.wait_for_timeout(2500)  # until the view has made its messages go beside notebook cells
    tour.add_cell("swept = grid()")
    expect(tour.page.get_by_text("cells done:").last).to_be_visible()
    view.cell(2, position).click()
    view.question("The language of x is")
    view.ask()
    expect(view.words).to_have_text("French", timeout=60_000)
    tour.command("notebook:interrupt-kernel")
    # Not there if the sweep ended first: then the click would have waited for the whole of it.
    expect(tour.page.get_by_text("session.unfinished; the same sweep")).to_be_visible(timeout=30_000)
    tour.wait_idle()
    assert "0 < answered < all" == insist(
        tour,
        "n = len(session.unfinished); m = len(session.unfinished.cells)\n"
        "print('0 < answered < all' if 0 < n < m else (n, m))",
    )
    assert insist(tour, "swept = grid(); print(swept.complete)").endswith("True")
    assert "True" == tour.kernel("print(quiet == str(session.model.forward([[5, 6]])))")
    view.ask()
    expect(view.words).to_have_text("French", timeout=60_000)

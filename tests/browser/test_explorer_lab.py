"""The Explorer in a real JupyterLab, on the kernel that it installs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import expect

BUSY = "The kernel is busy with a notebook cell; your question is waiting."
GONE = "The kernel is gone. Run the notebook cell again."

Explore = Callable[..., ExplorerView]


def test_a_click_selects_and_an_answer_comes(explore: Explore) -> None:
    """Click a cell, ask, see the answer; Python reads what was clicked and what was answered."""
    view = explore()
    view.cell(5, 7).click()
    view.selected(5, 7)
    view.eventually("print(explorer.selection)", "(5, 7)")

    view.question("The capital of x is", "Paris, London, Tokyo")
    view.ask()
    expect(view.words).to_have_text("Paris")
    view.eventually("print(explorer.answer.text, explorer.answer.layer, len(explorer.answers))", "Paris 5 1")
    assert "The capital of x is" in view.lab.kernel("print(explorer.answer.reader)")

    view.sweep()
    expect(view.dots).to_have_count(15)
    view.root.locator(".ll-tick[data-position='3']").click()
    view.selected(5, 3)
    view.eventually("print(explorer.selection, len(explorer.sweeps))", "(5, 3) 1")


def test_the_keyboard_does_it_all(explore: Explore) -> None:
    """Arrows move, Enter asks, Shift and Control select more, and JupyterLab's command mode hears none."""
    view = explore()
    view.question("The capital of x is")
    before = view.lab.count()
    view.cell(5, 7).click()
    for key in ["ArrowUp", "ArrowRight", "b", "d", "d", "PageDown", "Home", "End", "ArrowUp"]:
        view.page.keyboard.press(key)
    expect(view.cell(1, 14)).to_be_focused()
    view.page.keyboard.press("Enter")
    expect(view.words).not_to_have_text("")

    view.selected(1, 14)
    view.eventually("print(explorer.answer.layer, explorer.answer.position)", "1 14")
    view.cell(1, 14).focus()
    for key in [
        "Shift+ArrowLeft",
        "ArrowLeft",
        "ArrowLeft",
        "Control+Space",
        "Shift+ArrowLeft",
        "Shift+ArrowUp",
    ]:
        view.page.keyboard.press(key)
    expect(view.cell(2, 10)).to_be_focused()
    view.eventually("print(explorer.layers, explorer.spans)", "[1, 2] [(10, 12), (13, 15)]")
    view.page.keyboard.press("Escape")
    view.eventually("print(explorer.layers, explorer.spans)", "[2] [(10, 11)]")
    assert before == view.lab.count()


@pytest.mark.parametrize("code", ["import time; time.sleep(4)", "import asyncio; await asyncio.sleep(4)"])
def test_asking_while_a_notebook_cell_runs(explore: Explore, code: str) -> None:
    """The answer comes during the notebook cell or right after it; until then the user is told."""
    view = explore("explorer.selection = (5, 5)\n" + code)
    view.lab.tidy(1400, 1800)  # so tall that no answer moves the page under a click
    view.lab.wait_idle()
    view.question("The capital of x is")
    view.lab.run_cell(1)
    view.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.status === 'busy'"
    )
    view.cell(6, 6).click()
    view.ask()
    view.cell(6, 7).click()
    view.ask()
    told = view.words.or_(view.jobs.filter(has_text=BUSY)).first
    expect(told).to_be_visible(timeout=3000)

    view.eventually("print([a.position for a in explorer.answers])", "[6, 7]")
    expect(view.jobs).to_have_count(0)
    view.cell(2, 2).click()
    view.eventually("print(explorer.selection)", "(2, 2)")


def test_two_views_of_one_explorer(explore: Explore) -> None:
    """Whatever is done in one view is seen in the other, work under way too."""
    view = explore("explorer", how="pace=0.15")
    second = ExplorerView(view.lab, 1)
    second.wait()
    view.cell(5, 7).click()
    second.selected(5, 7)

    view.question("The capital of x is")
    view.sweep()
    expect(second.jobs.filter(has_text="Sweeping layer 5")).to_be_visible()
    expect(second.dots.first).to_be_visible()
    second.jobs.get_by_role("button", name="Cancel").click()
    expect(view.jobs).to_have_count(0)
    expect(second.jobs).to_have_count(0)

    second.question("Who is x")
    second.ask()
    view.eventually("print('Who is x' in explorer.answers[-1].code)", "True")
    said = view.lab.kernel("print(explorer.answers[-1].text)")
    expect(second.words).to_have_text(said)
    expect(view.words).to_have_text(said)


def test_a_restarted_kernel_is_told(explore: Explore) -> None:
    """After a restart the view says that its kernel is gone, and a re-run notebook cell works."""
    view = explore(how="pace=0.3")
    view.cell(5, 7).click()
    view.question("The capital of x is")
    view.ask()
    view.lab.restart_kernel()
    expect(view.jobs.filter(has_text=GONE).first).to_be_visible()

    view.cell(4, 4).click()
    view.ask()
    expect(view.jobs.filter(has_text=GONE).first).to_be_visible()
    view.lab.run_all()
    fresh = ExplorerView(view.lab)
    expect(fresh.jobs).to_have_count(0, timeout=60_000)
    fresh.wait()
    fresh.cell(3, 3).click()
    fresh.eventually("print(explorer.selection)", "(3, 3)")


def test_a_stopped_kernel_is_told(explore: Explore) -> None:
    """After a shutdown the next question is answered with what to do."""
    view = explore()
    view.cell(5, 7).click()
    view.question("The capital of x is")
    view.lab.shutdown_kernel()
    view.ask()

    expect(view.jobs.filter(has_text=GONE).first).to_be_visible(timeout=15_000)


def test_an_interrupt_and_a_cancel_leave_everything_working(explore: Explore) -> None:
    """Interrupting a notebook cell's sweep leaves the view working; a view's sweep minds only its Cancel."""
    view = explore(
        "session.sweep(explorer.trace, 'The capital of x is', layers=[4], "
        "on_answer=lambda _: print('one more'))",
        how="pace=1",
    )
    view.question("The capital of x is")
    view.cell(5, 7).click()
    view.sweep()
    expect(view.dots.first).to_be_visible()
    view.lab.run_cell(1)
    expect(view.page.locator(".jp-OutputArea").filter(has_text="one more").first).to_be_visible()
    view.lab.command("notebook:interrupt-kernel")
    view.lab.wait_idle()
    expect(view.page.locator(".jp-OutputArea").filter(has_text="KeyboardInterrupt").first).to_be_visible()
    said = view.page.get_by_text("They are in session.unfinished")
    expect(said).to_have_count(1)
    found = view.dots.count()
    expect(view.jobs.filter(has_text="Sweeping layer 5")).to_be_visible()
    expect(view.dots.nth(found)).to_be_attached()

    view.jobs.get_by_role("button", name="Cancel").click()
    expect(view.jobs).to_have_count(0)
    assert 1 <= view.dots.count() < 15
    # What a view's own work prints belongs into no notebook cell.
    expect(said).to_have_count(1)
    view.eventually("print(len(explorer.curves), explorer.curves[-1]['complete'])", "1 False")
    view.ask()
    expect(view.words).not_to_have_text("")


def test_a_reloaded_page_takes_up_where_it_was(explore: Explore) -> None:
    """With the kernel alive, a reloaded page shows the selection, the answers and the work under way."""
    view = explore(how="pace=0.5")
    view.question("The capital of x is")
    view.cell(5, 7).click()
    view.ask()
    expect(view.words).not_to_have_text("")
    said = view.words.inner_text()
    # However long a reload takes here, the sweep is still under way.
    view.lab.kernel("session.backend.pace = 3")
    view.sweep()
    expect(view.jobs.filter(has_text="Sweeping layer 5")).to_be_visible()
    view.lab.save()
    view.lab.reload()
    again = ExplorerView(view.lab)
    again.wait()

    expect(again.words).to_have_text(said)
    again.selected(5, 7)
    expect(again.jobs.filter(has_text="Sweeping layer 5")).to_be_visible()
    view.lab.kernel("session.backend.pace = 0.05")
    expect(again.dots).to_have_count(15)


def test_errors_are_drawn_where_they_arise(explore: Explore) -> None:
    """A question that fails says why under the question box; a lens that fails, under the grid."""
    view = explore(how="lens_error=RuntimeError('the lens is <b>broken</b>')")
    expect(view.root.locator(".ll-note")).to_contain_text("the lens is <b>broken</b>")

    view.cell(5, 7).click()
    view.question("no place for it")
    view.ask()
    expect(view.root.locator(".ll-problem.ll-error")).to_contain_text("Write x there")
    expect(view.root.get_by_text("Write x there")).to_have_count(1)


def test_a_saved_notebook_is_readable_without_its_kernel(
    explore: Explore, page: Any, screenshot: Callable[[str], None]
) -> None:
    """Reopened, the notebook shows the lens and the answers, and no error in their place."""
    view = explore()
    view.question("The capital of x is", "Paris, London")
    view.cell(5, 7).click()
    view.ask()
    expect(view.words).to_have_text("Paris")
    view.sweep()
    expect(view.dots).to_have_count(15)
    still = page.locator(".ll-static")
    expect(still).to_have_count(1)
    expect(still).to_be_hidden()
    view.eventually("print(explorer._displays.outdated)", "False")
    page.wait_for_timeout(500)
    view.lab.save()
    view.lab.shutdown_kernel()
    view.lab.open()

    expect(still).to_be_visible()
    expect(still).to_contain_text("·France")
    expect(still.locator("table").nth(1)).to_contain_text("Paris")
    # What JupyterLab puts where the live view was is there, and out of sight.
    error = page.get_by_text("Error displaying widget")
    error.wait_for(state="attached")
    expect(error).to_be_hidden()
    assert page.locator(".ll-root").count() == 0
    screenshot("saved_light")
    view.lab.theme("dark")
    screenshot("saved_dark")


def test_a_notebook_from_elsewhere_is_readable(explore: Explore, page: Any) -> None:
    """A notebook that this server does not trust has its styles taken out, and still reads."""
    view = explore()
    view.lab.save()
    view.lab.shutdown_kernel()
    text = view.lab.path.read_text("utf-8")
    stranger = LabPage(page, view.lab.base, view.lab.path.parent, "stranger.ipynb")
    # A source that nobody here has run makes the whole notebook untrusted.
    changed = text.replace('"explorer = ', '"other = explorer = ')
    assert changed != text
    stranger.path.write_text(re.sub(r'"signature": "[^"]*",?', "", changed), "utf-8")
    stranger.open()

    expect(page.locator(".ll-static")).to_contain_text("·France")
    expect(page.get_by_text("Error displaying widget")).to_be_hidden()


def test_a_large_grid_loads_where_one_looks(explore: Explore, screenshot: Callable[[str], None]) -> None:
    """512 tokens by 49 layers: few elements, and the lens comes for what is scrolled to."""
    view = explore(prompt="' '.join(['<bos>'] + [f'w{i}' for i in range(511)])", how="n_layers=48, pace=0.01")
    assert view.root.locator(".ll-cell").count() < 900
    view.cell(48, 0).click()
    view.page.keyboard.press("End")
    expect(view.cell(48, 511)).to_be_focused()
    for _ in range(6):
        view.page.keyboard.press("PageDown")
    expect(view.cell(12, 511)).not_to_have_text("")
    assert view.root.locator(".ll-cell").count() < 900
    view.question("The capital of x is")
    view.page.keyboard.press("Enter")
    screenshot("many_layers_light")


def test_a_page_of_its_own_needs_nothing(explore: Explore, page: Any, tmp_path: Any) -> None:
    """The exported page hovers, selects and goes through answers with no kernel and no network."""
    view = explore()
    view.question("The capital of x is")
    view.cell(5, 7).click()
    view.ask()
    expect(view.words).not_to_have_text("")
    said = view.words.inner_text()
    view.lab.kernel(f"explorer.save_html({str(tmp_path / 'page.html')!r})")
    view.lab.end_kernels()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "page.html").as_uri())

    expect(page.locator(".ll-words")).to_have_text(said)
    cell = page.locator('.ll-cell[data-layer="3"][data-position="4"]')
    cell.click()
    expect(cell).to_have_attribute("aria-selected", "true")
    cell.hover()
    expect(page.locator(".ll-pop-row")).to_have_count(5)
    assert page.locator(".ll-ask").count() == 0
    assert [] == errors

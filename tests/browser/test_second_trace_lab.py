"""Two traces in a real notebook: linked cells, their difference, and patches by drag and by button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import Locator, expect
from test_axe_lab import AXE, RUN
from test_screenshots import fits

Notebook = Callable[..., LabPage]

OPEN = """from latentlens import Session
session = Session()
trace = session.run('The capital of France is')
explorer = session.explore(trace)
explorer"""


@pytest.fixture
def view(notebook: Notebook) -> ExplorerView:
    """Return the Explorer of a prompt that is compared with a second one."""
    view = ExplorerView(notebook(OPEN))
    view.root.locator(".ll-cell").first.wait_for(timeout=180_000)  # a model is opened first
    view.wait()
    view.root.get_by_role("button", name="Compare with another prompt, or patch").click()
    view.root.get_by_label("Compare with").fill("So the capital of Japan is")
    view.root.get_by_role("button", name="Compare", exact=True).click()
    expect(panel(view).locator(".ll-cell").first).not_to_have_text("", timeout=60_000)
    return view


def panel(view: ExplorerView) -> Locator:
    """Return the part under the grid with the second trace."""
    return view.root.locator(".ll-second")


def cell(part: Locator, layer: int, position: int) -> Locator:
    """Return a cell of one of the two grids."""
    return part.locator(f'.ll-cell[data-layer="{layer}"][data-position="{position}"]')


def own(view: ExplorerView) -> Locator:
    """Return the Explorer's own grid."""
    return view.root.locator(".ll-grid")


def top(view: ExplorerView) -> int:
    """Return the last layer."""
    return int(own(view).locator(".ll-cell").first.get_attribute("data-layer") or 0)


def test_the_grids_mark_the_same(view: ExplorerView) -> None:
    """The pointer on a cell marks its layer and the partner of its token in the other grid."""
    last = top(view)
    mark = "el => [parseFloat(el.style.left), parseFloat(el.style.top)]"
    cell(own(view), last, 4).hover()
    expect(panel(view).locator(".ll-linked-words")).to_have_text(
        f"Layer {last}, position 4 ·France · here position 6 ·Japan"
    )
    here = panel(view).locator(".ll-linked").evaluate(mark)
    box = cell(panel(view), last, 6).evaluate("el => [parseFloat(el.style.left), 0]")

    assert box[0] == here[0]
    cell(panel(view), last, 1).hover()
    expect(panel(view).locator(".ll-linked-words")).to_contain_text("no partner above")
    expect(own(view).locator(".ll-linked")).to_have_count(0)


def test_a_dragged_state_is_written(view: ExplorerView) -> None:
    """A cell of the second grid dragged onto the first runs the prompt with that state; undo goes back."""
    last = top(view)
    cell(panel(view), last, 7).hover()
    view.page.mouse.down()
    cell(own(view), last, 5).hover()
    view.page.mouse.up()
    expect(panel(view).get_by_role("button", name="After minus before")).to_have_attribute(
        "aria-pressed", "true", timeout=60_000
    )

    assert "[]" == view.lab.kernel("print(explorer.seconds[0]['patches'])")
    assert f"[[{last}, 5]]" == view.lab.kernel("print([[*p] for p in explorer.seconds[1]['patches']])")
    expect(cell(panel(view), last, 5)).to_have_class("ll-cell ll-mono ll-less ll-written")
    expect(cell(panel(view), last, 4)).to_have_attribute(
        "aria-label", f"Layer {last}, position 4 ·France: equal: the patch cannot reach it"
    )
    panel(view).get_by_role("button", name="Undo the patch").click()
    expect(panel(view).get_by_role("button", name="Second prompt")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_copied_state_is_written(
    view: ExplorerView, page: Any, screenshot: Callable[[str], None], theme: str
) -> None:
    """Copy and patch by the keyboard alone; pictures of both grids, the difference and the patched run."""
    view.lab.theme(theme)
    view.lab.tidy(1200, 1500)
    view.root.scroll_into_view_if_needed()
    screenshot(f"second_{theme}")
    panel(view).get_by_role("button", name="Second minus first").click()
    expect(panel(view).locator(".ll-less").first).to_be_visible(timeout=60_000)
    screenshot(f"second_difference_{theme}")
    panel(view).get_by_role("button", name="Second prompt", exact=True).click()
    layer = max(1, top(view) // 4)
    cell(panel(view), layer, 6).scroll_into_view_if_needed()
    cell(panel(view), layer, 6).click()
    panel(view).get_by_role("button", name="Copy this activation").press("Enter")
    expect(panel(view).locator(".ll-patching")).to_contain_text(f"copied: L{layer}, position 6 ·Japan")
    cell(own(view), layer, 4).scroll_into_view_if_needed()
    cell(own(view), layer, 4).click()
    panel(view).get_by_role("button", name="Patch here").press("Enter")
    expect(panel(view).locator(".ll-written").first).to_be_visible(timeout=60_000)
    expect(panel(view).locator(".ll-cell.ll-less").first).to_be_visible(timeout=60_000)
    screenshot(f"patched_{theme}")
    if AXE.exists():  # where it is not, the tests of axe say so
        page.evaluate(AXE.read_text("utf-8"))
        assert [] == page.evaluate(RUN)
    view.lab.tidy(700, 1700)
    view.root.scroll_into_view_if_needed()
    fits(page)
    screenshot(f"patched_narrow_{theme}")


CHAT = """from latentlens import Session
session = Session()
chat = [{'role': 'user', 'content': 'What is the capital of France?'}]
explorer = session.explore(session.run([*chat, {'role': 'assistant', 'content': 'The', 'prefix': True}]))
explorer"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_reply_is_begun(
    notebook: Notebook, page: Any, screenshot: Callable[[str], None], theme: str
) -> None:
    """A chat runs again with another beginning of the reply, in its band; the copied code gives the same."""
    view = ExplorerView(notebook(CHAT))
    view.root.locator(".ll-cell").first.wait_for(timeout=180_000)
    view.wait()
    expect(own(view).locator(".ll-begun")).to_have_text("begun reply")
    view.root.get_by_role("button", name="Compare with another prompt, begin the reply, or patch").click()
    begins = panel(view).get_by_label("Reply begins with")
    expect(begins).to_have_value("The")
    expect(panel(view).get_by_role("button", name="Compare", exact=True)).to_be_disabled()
    begins.fill("The capital of France is")
    begins.press("Enter")
    expect(panel(view).locator(".ll-cell").first).not_to_have_text("", timeout=60_000)
    expect(panel(view).locator(".ll-begun")).to_have_text("begun reply")

    code = "here = {}; exec(explorer.seconds[-1]['code'], here)"
    same = view.lab.kernel(f"{code}; print(here['after'].token_ids == explorer.compared[-1].token_ids)")
    assert "True" == same.splitlines()[-1]  # the code prints both lenses first
    assert "The capital of France is" == view.lab.kernel("print(explorer.compared[-1].chat[-1]['content'])")
    view.lab.theme(theme)
    view.lab.tidy(1200, 1500)
    view.root.scroll_into_view_if_needed()
    screenshot(f"begun_reply_{theme}")
    if AXE.exists():  # where it is not, the tests of axe say so
        page.evaluate(AXE.read_text("utf-8"))
        assert [] == page.evaluate(RUN)
    view.lab.tidy(700, 1700)
    view.root.scroll_into_view_if_needed()
    fits(page)
    screenshot(f"begun_reply_narrow_{theme}")

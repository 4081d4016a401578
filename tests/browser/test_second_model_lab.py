"""Two models side by side in a real notebook: linked cells, and a question about the second one's cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import Locator, expect
from test_axe_lab import AXE, RUN
from test_fits_lab import way
from test_screenshots import fits

OPEN = """from latentlens import Session
session, other = Session('world-small'), Session('world-base')
explorer = session.explore(session.run('The capital of France is'))
explorer"""

TUNED = """import copy, tempfile, torch
from latentlens import Session
session = Session()
hf = copy.deepcopy(session.model.hf_model)
torch.manual_seed(0)
with torch.no_grad():
    for name, weight in hf.named_parameters():
        if name.endswith("o_proj.weight"):
            weight.add_(0.3 * weight.std() * torch.randn_like(weight))
folder = tempfile.mkdtemp() + "/tuned"
hf.save_pretrained(folder)
session.backend.tokenizer.hf.save_pretrained(folder)
other = Session(folder)
explorer = session.explore(session.run("The capital of France is"))
explorer"""
"""A second model of the same size and tokens."""


@pytest.fixture
def beside(notebook: Callable[..., LabPage]) -> Callable[[str, str], tuple[ExplorerView, Locator]]:
    """Return a function that shows an Explorer beside another model: its view, and the second part."""

    def show(code: str, model: str) -> tuple[ExplorerView, Locator]:
        view = ExplorerView(notebook(code))
        view.root.locator(".ll-cell").first.wait_for(timeout=180_000)  # two models are opened first
        view.wait()
        view.root.get_by_role("button", name="Compare with another prompt or model, or patch").click()
        view.root.get_by_label("Models of other sessions").select_option(model)
        panel = view.root.locator(".ll-second")
        expect(panel.locator(".ll-of-model b")).to_have_text(model, timeout=60_000)
        expect(panel.locator(".ll-cell").first).not_to_have_text("", timeout=60_000)
        return view, panel

    return show


def cell(part: Locator, layer: int, position: int) -> Locator:
    """Return a cell of one of the two grids."""
    return part.locator(f'.ll-cell[data-layer="{layer}"][data-position="{position}"]')


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_models_of_two_depths_are_linked_by_depth(
    beside: Any, page: Any, screenshot: Callable[[str], None], theme: str
) -> None:
    """Both grids mark the same depth; the line says so, axe finds nothing, and a narrow page holds it all."""
    view, panel = beside(OPEN, "world-base")
    own = view.root.locator(".ll-grid")
    view.lab.theme(theme)
    view.lab.tidy(1200, 1500)
    expect(panel.locator(".ll-of-model")).to_contain_text("world-base: 6 positions, layers 0 to 12")
    expect(panel.locator(".ll-of-model")).to_contain_text("layer 12 here with layer 8 above")
    cell(own, 6, 4).hover()
    expect(panel.locator(".ll-linked-words")).to_have_text(
        "Layer 6, position 4 ·France · here layer 9, position 4 ·France"
    )
    place = "el => [parseFloat(el.style.left), parseFloat(el.style.width)]"
    left, width = panel.locator(".ll-linked").evaluate(place)
    assert left == cell(panel, 9, 4).evaluate("el => parseFloat(el.style.left)")
    assert width < 200
    cell(panel, 12, 5).hover()
    expect(panel.locator(".ll-linked-words")).to_contain_text("Layer 8, position 5 ·is · here layer 12")
    expect(own.locator(".ll-linked")).to_have_count(1)
    page.evaluate(AXE.read_text("utf-8"))
    assert [] == page.evaluate(RUN)
    screenshot(f"second_model_{theme}")
    view.lab.tidy(700, 1700)
    fits(page)
    screenshot(f"second_model_narrow_{theme}")


def test_a_cell_of_the_second_model_is_asked_about(beside: Any, screenshot: Callable[[str], None]) -> None:
    """The answer is about the other model, as in Python; its code gives it again; a click above goes back."""
    view, panel = beside(TUNED, "tuned")
    cell(view.root.locator(".ll-grid"), 2, 4).click()
    cell(panel, 3, 4).scroll_into_view_if_needed()
    cell(panel, 3, 4).click()
    way(view).select_option("")
    view.question("The capital of x is")
    expect(view.root.locator(".ll-where")).to_have_text("Layer 3, position 4 ·France in tuned")
    view.ask()
    answer = view.root.get_by_role("region", name="Answer", exact=True)
    expect(answer).to_contain_text("(tuned)", timeout=60_000)
    code = "again = session.ask(other.run('The capital of France is'), 3, 4, 'The capital of x is')\n"
    told = (
        "print(again.text == explorer.answer.text, abs(again.confidence - explorer.answer.confidence) < 1e-6)"
    )
    assert "True True" == view.lab.kernel(code + told).splitlines()[-1]
    told = told.replace("again", "here['answer']")
    code = "here = {}; exec(explorer.answer.code, here)\n"
    assert "True True" == view.lab.kernel(code + told).splitlines()[-1]
    expect(cell(panel, 3, 4)).to_have_class("ll-cell ll-mono ll-answered")

    panel.get_by_role("button", name="tuned minus this model").click()
    expect(panel.locator(".ll-more, .ll-less").first).to_be_visible(timeout=60_000)
    screenshot("second_model_difference")
    cell(view.root.locator(".ll-grid"), 2, 4).click()
    expect(view.root.locator(".ll-where")).to_have_text("Layer 2, position 4 ·France")
    expect(view.root.locator("[data-setting=variant]")).to_have_value("")

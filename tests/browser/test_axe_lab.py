"""The Explorer in a real JupyterLab, as axe sees it: for people who use no mouse or see little."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from explorer_view import ExplorerView
from playwright.sync_api import expect

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]

AXE = Path(__file__).parents[2] / "widgets" / "node_modules" / "axe-core" / "axe.min.js"

RUN = """async () => {
  const { violations } = await axe.run('.ll-root', { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}"""


@pytest.fixture
def violations(page: Any) -> Callable[[], list[str]]:
    """Return a function that lists what axe finds wrong in the Explorer.

    Without axe, tests are skipped; where CI is set they fail.
    """
    if not AXE.exists():
        reason = f"There is no axe at {AXE}. Install it: npm --prefix widgets ci."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    text = AXE.read_text("utf-8")

    def run() -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(text)
        return list(page.evaluate(RUN))

    return run


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    explore: Explore, page: Any, violations: Callable[[], list[str]], screenshot: Screenshot, theme: str
) -> None:
    """Grid, question box, options, curve, grid of layers, answers: no violation in either theme."""
    view = explore(how="pace=0.005")
    view.lab.theme(theme)
    view.lab.tidy(1400, 1400)
    assert [] == violations()

    view.question("The capital of x is")
    view.cell(2, 4).click()
    view.ask()
    expect(view.words).not_to_have_text("")
    view.root.get_by_role("button", name="Layer grid").click()
    expect(view.jobs).to_have_count(0, timeout=30_000)
    view.question("The capital of x is", "Paris, London, Tokyo")
    view.cell(6, 12).click()
    view.sweep()
    expect(view.dots).to_have_count(15)
    view.ask()
    expect(view.words).to_have_text("Paris")
    view.root.get_by_role("button", name="Options").click()
    view.root.locator('[data-setting="strength"], [data-setting="window"]').last.fill("many")
    expect(view.root.locator(".ll-setting .ll-error:visible")).to_have_count(1)
    page.mouse.move(2, 2)
    screenshot(f"axe_{theme}")
    assert [] == violations()


def test_axe_finds_nothing_where_something_failed(
    explore: Explore, violations: Callable[[], list[str]]
) -> None:
    """The lens could not be read, a question was refused and another runs: no violation."""
    view = explore(how="pace=0.4, lens_error=RuntimeError('the lens is broken')")
    view.cell(5, 7).click()
    view.question("no place for the activation")
    view.ask()
    expect(view.root.locator(".ll-problem.ll-error")).to_be_visible()
    assert [] == violations()

    view.question("The capital of x is")
    view.sweep()
    expect(view.dots.nth(1)).to_be_attached()
    assert [] == violations()


def test_help_comes_to_keyboard_pointer_and_finger(explore: Explore, page: Any) -> None:
    """A setting's help is shown where its field has the focus or its sign is touched; Escape hides it."""
    view = explore()
    view.root.get_by_role("button", name="Options").click()
    field = view.root.locator('[data-setting="mapping"]')
    said = field.evaluate(
        "(e) => document.getElementById(e.getAttribute('aria-describedby').split(' ')[0]).textContent"
    )
    hint = view.root.locator(".ll-popover[data-shown]")
    assert "The function applied to the activation" in said
    expect(hint).to_have_count(0)

    field.focus()
    expect(hint).to_have_text(said)
    page.keyboard.press("Escape")
    expect(hint).to_have_count(0)

    field.click()
    page.wait_for_timeout(200)
    expect(hint).to_have_count(0)
    view.root.get_by_role("button", name="About Mapping").click()
    expect(hint).to_have_text(said)
    page.mouse.move(2, 2)
    expect(hint).to_have_count(0)


def test_a_hint_goes_when_the_pointer_does(explore: Explore, page: Any) -> None:
    """What the lens reads is shown beside the cell that is pointed at, and beside no other."""
    view = explore()
    hint = view.root.locator(".ll-popover[data-shown]")
    view.cell(5, 7).hover()
    expect(hint).to_contain_text("Layer 5, position 7")
    below = hint.bounding_box()
    cell = view.cell(5, 7).bounding_box()
    assert below
    assert cell
    assert cell["y"] + cell["height"] < below["y"] < cell["y"] + cell["height"] + 12
    view.cell(0, 2).hover()
    expect(hint).to_contain_text("Layer 0, position 2")

    page.mouse.move(2, 2)
    expect(hint).to_have_count(0)
    expect(view.root.locator(".ll-popover")).to_be_hidden()

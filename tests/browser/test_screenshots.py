"""Pictures of the Explorer for people to look at, in artifacts/screenshots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from explorer_view import ExplorerView
from playwright.sync_api import expect

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]

LONG = (
    "'<bos> Donaudampfschifffahrtsgesellschaftskapitän '"
    "' supercalifragilisticexpialidocious 日本の首都は東京です مرحبا <b>bold</b> the the the the'"
)


def fits(page: Any) -> None:
    """Expect that nothing sticks out of the view to the right."""
    wide = page.evaluate(
        """() => { const root = document.querySelector('.ll-root');
          const edge = root.getBoundingClientRect().right + 1;
          return [...root.querySelectorAll('*')]
            .filter((e) => !e.closest('.ll-scroll, .ll-strip, .ll-popover') && e.getClientRects().length)
            .filter((e) => e.getBoundingClientRect().right > edge).map((e) => e.className); }"""
    )

    assert [] == wide


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_view(explore: Explore, page: Any, screenshot: Screenshot, theme: str) -> None:
    """Answers, controls, options, flags and the curve, in a wide and in a narrow notebook."""
    view = explore()
    view.lab.theme(theme)
    view.question("The capital of x is")
    view.cell(2, 4).click()
    view.ask()
    expect(view.words).not_to_have_text("")
    view.question("The capital of x is", "Paris, London, Tokyo")
    view.cell(6, 12).click()
    view.sweep()
    expect(view.dots).to_have_count(15)
    view.ask()
    expect(view.words).to_have_text("Paris")
    for name, width, height in [("wide", 1400, 1130), ("narrow", 540, 1500)]:
        view.lab.tidy(width, height)
        view.root.scroll_into_view_if_needed()
        fits(page)
        screenshot(f"{name}_{theme}")
    view.lab.tidy(1400, 1130)
    view.root.locator(".ll-history button").last.click()
    view.cell(5, 4).hover()
    expect(view.root.locator(".ll-pop-row")).to_have_count(5)
    page.screenshot(path=f"artifacts/screenshots/hint_{theme}.png")


def test_long_tokens(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """Long tokens are cut short in their column and whole in the hint; tokens that repeat stay apart."""
    view = explore(prompt=LONG)
    view.lab.theme("light")
    view.lab.tidy(900, 900)
    assert view.root.locator(".ll-head", has_text="·the").count() == 4
    view.cell(4, 1).click()
    view.cell(4, 1).hover()
    expect(view.root.locator(".ll-popover")).to_contain_text("·Donaudampfschifffahrtsgesellschaftskapitän")
    fits(page)
    page.screenshot(path="artifacts/screenshots/long_tokens_light.png")


def test_work_and_errors(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """What a user sees while a sweep runs, a question waits, and one has failed."""
    view = explore(how="pace=0.4")
    view.lab.theme("dark")
    view.lab.tidy(1100, 900)
    view.cell(5, 7).click()
    view.question("no place for the activation")
    view.ask()
    expect(view.root.locator(".ll-problem.ll-error")).to_be_visible()
    screenshot("error_dark")
    view.question("The capital of x is")
    view.sweep()
    expect(view.dots.nth(2)).to_be_attached()
    view.ask()
    screenshot("working_dark")
    for button in view.jobs.get_by_role("button", name="Cancel").all()[::-1]:
        button.click()
    expect(view.jobs).to_have_count(0)

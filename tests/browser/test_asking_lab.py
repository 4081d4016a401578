"""Asking in a real JupyterLab: where the eye is, what Enter does, what is said of time and of the kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from playwright.sync_api import expect

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]


def in_sight(page: Any, selector: str) -> bool:
    """Return whether the top of an element is within the window."""
    return bool(
        page.evaluate(
            """(selector) => { const { top } = document.querySelector(selector).getBoundingClientRect();
              return top >= 0 && top < window.innerHeight; }""",
            selector,
        )
    )


def test_the_answer_is_under_its_question(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """Also with a curve there, a second answer is seen without scrolling, and Enter on a cell asks it."""
    view = explore()
    view.lab.tidy(1100, 800)
    view.cell(5, 7).click()
    page.keyboard.press("Enter")
    expect(view.root.get_by_label("Question", exact=True).nth(1)).to_be_focused()
    view.question("The capital of x is")
    view.sweep()
    expect(view.dots).to_have_count(15)
    expect(view.jobs).to_have_count(0)
    view.cell(6, 12).focus()
    page.keyboard.press("Enter")
    expect(view.words).not_to_have_text("")
    page.wait_for_function("() => document.querySelector('.ll-verdict')?.textContent !== ''")

    page.wait_for_function(
        """() => { const { top } = document.querySelector('.ll-words').getBoundingClientRect();
          return top >= 0 && top < window.innerHeight; }"""
    )
    assert in_sight(page, ".ll-verdict")
    order = page.evaluate("() => [...document.querySelector('.ll-root').children].map((e) => e.className)")
    assert order.index("ll-ask") < order.index("ll-result") < order.index("ll-curve")
    screenshot("answer_in_sight_light")


def test_how_long_a_sweep_takes_is_said(explore: Explore) -> None:
    """Before it is begun, once a question was asked, and while it runs."""
    view = explore(how="pace=0.8")
    view.cell(5, 7).click()
    view.question("The capital of x is")
    view.ask()
    expect(view.words).not_to_have_text("")

    expect(view.root.locator(".ll-takes")).to_contain_text("sweeping 15 positions takes at most about")
    view.sweep()
    expect(view.root.locator(".ll-left")).to_contain_text("left")
    view.jobs.get_by_role("button", name="Cancel").click()
    expect(view.jobs).to_have_count(0)


def test_a_kernel_that_dies_is_noticed(explore: Explore) -> None:
    """Without a question: the page's host says so, and the view says it on."""
    view = explore()
    view.lab.shutdown_kernel()

    expect(view.jobs).to_contain_text("The kernel is gone")


def test_the_menu_is_searched(explore: Explore, page: Any) -> None:
    """By words, with the keyboard; the list is not cut off by the output that it stands in."""
    view = explore()
    view.cell(5, 7).click()
    find = view.root.get_by_label("Find a reader")
    find.fill("identity")
    expect(view.root.locator(".ll-found [role=option]").first).to_contain_text("Token identity")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(view.root.locator(".ll-found")).to_be_hidden()
    expect(view.root.get_by_label("Question", exact=True).first).to_have_value("random_identity")

"""Vectors by click in a real JupyterLab: differences, vectors given in code, curves over scales."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from playwright.sync_api import expect
from test_patchscopes_lab import fits, setting

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]

EVIL = "<b>bold</b>"
GIVE = f"""import torch
explorer.vectors = [
    session.vectors({{"sentiment": torch.ones(4), {EVIL!r}: -torch.ones(4)}}, layer=3),
    session.vectors({{"feature 4711": torch.arange(4.0)}}, layer=5),
]"""


def test_a_difference_is_picked_by_click(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """Subtract a token, select the other, ask, sweep scales; a sweep is found and stopped after a reload."""
    view = explore()
    view.question("The capital of x is")
    expect(view.root.locator(".ll-from")).to_be_hidden()
    view.cell(5, 12).click()
    view.root.get_by_role("button", name="Subtract this token").click()
    error = view.root.locator(".ll-from .ll-error:visible")
    expect(error).to_contain_text("select the cell")
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("difference_error_light")

    view.cell(5, 4).click()
    expect(error).to_have_count(0)
    expect(view.root.locator(".ll-where")).to_have_text("Layer 5, position 4 ·France minus ·Japan")
    expect(view.root.locator(".ll-ask .ll-source")).to_have_text("·France (4) - ·Japan (12)")
    expect(view.root.get_by_role("button", name="Layer grid")).to_be_disabled()
    setting(view, "scale").fill("2")
    view.ask()
    expect(view.root.locator(".ll-facts")).to_contain_text("·France (4) - ·Japan (12) × 2")
    view.eventually(
        "print(explorer.answer.provenance['vector'], explorer.answer.provenance['scale'])",
        "·France (4) - ·Japan (12) 2.0",
    )  # fmt: skip

    setting(view, "scales").fill("-2, -1, 0.5, 1, 2, 4, 8")
    view.root.get_by_role("button", name="Sweep scales").click()
    expect(view.dots).to_have_count(7)
    heads = view.root.locator(".ll-tick > :first-child")
    expect(heads).to_have_text(["× −2", "× −1", "× 0.5", "× 1", "× 2", "× 4", "× 8"])
    heads.nth(5).click()
    expect(view.root.locator(".ll-facts")).to_contain_text("× 4")
    view.selected(5, 4)
    view.lab.tidy(1400, 1200)
    view.root.scroll_into_view_if_needed()
    fits(page)
    screenshot("difference_light")
    view.lab.theme("dark")
    view.lab.tidy(440, 2000)
    fits(page)
    screenshot("difference_narrow_dark")

    view.lab.kernel("session.backend.pace = 0.5")
    setting(view, "scales").fill(", ".join(map(str, range(1, 30))))
    view.root.get_by_role("button", name="Sweep scales").click()
    expect(view.jobs).to_contain_text("Sweeping the scales of layer 5, position 4 minus 12")
    view.eventually("print(explorer.draft['settings']['minus'])", "12")
    view.lab.save()
    view.lab.reload()
    again = ExplorerView(view.lab)
    again.wait()
    expect(again.jobs).to_contain_text("Sweeping the scales of layer 5, position 4 minus 12")
    again.jobs.get_by_role("button", name="Cancel").click()
    expect(again.jobs).to_have_count(0)
    expect(setting(again, "minus")).to_have_value("12")
    again.eventually("print([sweep.complete for sweep in explorer.sweeps])", "[True, False]")


def test_vectors_given_in_code(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """They are offered as soon as they are assigned, asked with no cell, and never become markup."""
    view = explore()
    view.question("The meaning of x is")
    view.lab.kernel(GIVE)
    source = setting(view, "vector")
    expect(source.locator("option")).to_have_text(
        [
            "the selected cell",
            "a difference",
            "sentiment, layer 3",
            f"{EVIL}, layer 3",
            "feature 4711, layer 5",
        ]
    )
    source.select_option(f"3:{EVIL}")
    expect(view.root.locator(".ll-ask .ll-source")).to_have_text(EVIL)
    view.ask()
    expect(view.root.locator(".ll-facts")).to_contain_text(EVIL)
    source.focus()
    page.keyboard.press("ArrowDown")
    expect(view.root.locator(".ll-ask .ll-source")).to_have_text("feature 4711")
    page.keyboard.press("Tab")
    expect(setting(view, "scale")).to_be_focused()
    view.root.get_by_role("button", name="Sweep scales").click()
    expect(view.dots).to_have_count(5)
    assert view.root.locator("b", has_text="bold").count() == view.root.locator("b", has_text=EVIL).count()
    view.lab.tidy(1400, 1200)
    view.root.scroll_into_view_if_needed()
    fits(page)
    screenshot("vectors_light")

    view.cell(2, 2).click()
    view.root.locator(".ll-history button, .ll-card").first.wait_for()
    source.select_option("3:sentiment")
    view.ask()
    entry = view.root.locator(".ll-history button").last
    expect(entry).to_contain_text(EVIL)
    entry.click()
    view.selected(2, 2)
    expect(view.root.locator(".ll-facts")).to_contain_text(EVIL)

    source.select_option("difference")
    setting(view, "minus").fill("99")
    expect(view.root.locator(".ll-from .ll-error:visible")).to_contain_text("does not exist")
    source.select_option("")
    expect(view.root.get_by_role("button", name="Sweep positions")).to_be_enabled()

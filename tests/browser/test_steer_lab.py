"""A hidden system prompt read from a chat's reply with a decoder, and the model steered, by click."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import expect
from test_axe_lab import violations as violations
from test_fits_lab import way
from test_patchscopes_lab import drag, fits, setting

Screenshot = Callable[[str], None]

HIDDEN = """import latentlens
session = latentlens.Session()
chat = [{"role": "system", "content": "You are a pirate."}]
chat += [{"role": "user", "content": "What is the capital of France?"}]
chat += [{"role": "assistant", "content": session.generate(chat).text.strip()}]
trace = session.run(chat)
explorer = session.explore(trace)
explorer"""

ROLE = "What role does the model play?"
ROLES = (
    *("pirate", "knight", "robot", "wizard", "cowboy", "king"),
    *("ghost", "detective", "sailor", "clown", "monk", "soldier"),
)
"""All roles of the teaching world, so that chance is one in twelve."""


def test_a_hidden_persona_is_read_and_steered(
    notebook: Callable[..., LabPage],
    page: Any,
    screenshot: Screenshot,
    violations: Callable[[], list[str]],
) -> None:
    """Drag over the reply and ask: the true persona, controls at chance; steer, and move the strength."""
    view = ExplorerView(notebook(HIDDEN))
    view.wait()
    view.lab.tidy(1400, 1300)
    start, stop = map(
        int, view.lab.kernel("print(trace.messages[-1].start, trace.messages[-1].stop)").split()
    )
    view.root.locator(".ll-scroll").first.evaluate("(e) => { e.scrollLeft = e.scrollWidth; }")
    expect(view.cell(6, stop - 1)).to_be_visible()
    drag(view, 6, start, stop - 1)
    way(view).select_option(label="oracle")
    view.root.get_by_label("Question", exact=True).nth(1).fill(ROLE)
    view.root.get_by_label("Answers", exact=True).fill(", ".join(ROLES))
    view.root.get_by_role("button", name="Options").click()
    setting(view, "control_random").fill("8")
    view.root.get_by_role("button", name="Options").click()
    view.ask()
    expect(view.words).to_have_text("pirate", timeout=60_000)
    confidence, *controls = map(
        float,
        view.lab.kernel(
            "a = explorer.answer; print(a.confidence, *(each.support for each in a.controls))"
        ).split(),
    )
    assert confidence > 0.8
    assert 9 == len(controls)
    assert sum(controls) / len(controls) < 2 / len(ROLES)

    steer = view.root.get_by_role("region", name="Steer", exact=True)
    view.root.get_by_role("region", name="Answer", exact=True).get_by_role("button", name="Steer").click()
    expect(setting(view, "steer_wish")).to_be_focused()
    steer.get_by_role("button", name="Steer").click()
    expect(steer.locator(".ll-error:visible")).to_contain_text("Write the answer that should be given")
    expect(view.jobs).to_have_count(0)
    steer.get_by_role("button", name="king").click()
    expect(steer.locator(".ll-error:visible")).to_have_count(0)
    setting(view, "steer_learn").select_option("lora")
    setting(view, "steer_steps").fill("40")
    steer.get_by_role("button", name="Steer").click()
    expect(view.jobs.locator("[role=progressbar]")).to_have_attribute(
        "aria-valuenow", re.compile(r"[1-9]"), timeout=60_000
    )
    screenshot("steering_light")
    before, after = (steer.get_by_role("group", name=name) for name in ("As it is", "Steered, strength 1"))
    expect(before.locator(".ll-say")).to_contain_text("Paris", timeout=120_000)
    expect(before.locator(".ll-read")).to_contain_text("pirate")
    expect(after.locator(".ll-read")).to_contain_text("king")
    setting(view, "steer_strength").fill("2")
    stronger = steer.get_by_role("group", name="Steered, strength 2")
    expect(stronger.locator(".ll-say")).not_to_have_text("…", timeout=60_000)
    assert before.locator(".ll-say").inner_text() != stronger.locator(".ll-say").inner_text()
    setting(view, "steer_strength").fill("0")
    off = steer.get_by_role("group", name="Steered, strength 0")
    expect(off.locator(".ll-say")).to_have_text(before.locator(".ll-say").inner_text(), timeout=60_000)
    assert "1 [0, 1, 2]" == view.lab.kernel(
        "print(len(explorer.steerings), [int(e['strength']) for e in explorer.steered[0]['after']])"
    )
    setting(view, "steer_strength").fill("2")
    expect(stronger).to_be_visible()
    page.mouse.move(2, 2)
    for theme, width, height in [("light", 1400, 1500), ("light", 700, 1900), ("dark", 1400, 1500)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        fits(page)
        screenshot(f"steer_{theme}_{width}")
        assert [] == violations()

    view.root.get_by_role("button", name="Train a decoder").click()
    train = view.root.get_by_role("region", name="Train a decoder", exact=True)
    train.get_by_role("button", name="world-small/oracle", exact=True).click()
    expect(setting(view, "train_recipe")).to_have_value("world-small/oracle")
    fits(page)
    screenshot("train_dark_1400")
    assert [] == violations()

"""Patchscopes by click in a real JupyterLab: options, spans, both prompts, all pairs of layers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from playwright.sync_api import Locator, expect

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]


def setting(view: ExplorerView, name: str) -> Locator:
    """Return the field of a setting."""
    return view.root.locator(f'[data-setting="{name}"]')


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


def drag(view: ExplorerView, layer: int, start: int, last: int) -> None:
    """Select the tokens from one position to another, with the pointer straying from the row on its way."""
    mouse = view.page.mouse
    begin, end = (view.cell(layer, position).bounding_box() for position in (start, last))
    assert begin
    assert end
    mouse.move(begin["x"] + 12, begin["y"] + 10)
    mouse.down()
    mouse.move(end["x"] + 12, end["y"] + 60, steps=6)
    mouse.move(end["x"] + 12, end["y"] + 10)
    mouse.up()


def test_the_options_panel(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """Opened and filled by keyboard, checked by Python in place, asked as it stands, there after a reload."""
    view = explore()
    view.cell(5, 4).click()
    view.question("The capital of x is")
    view.root.get_by_role("button", name="Options").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(setting(view, "mapping")).to_be_focused()
    setting(view, "injection").select_option("interpolate")
    setting(view, "strength").fill("2")
    wrong = view.root.locator(".ll-setting:has([data-setting=strength]) .ll-error")
    expect(wrong).to_contain_text("between 0")
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("options_error_light")

    setting(view, "strength").fill("0.25")
    expect(wrong).to_be_hidden()
    setting(view, "control_random").fill("5")
    for name in ("control_shuffled", "control_text"):
        setting(view, name).check()
    setting(view, "control_prompt").fill("The capital of Peru is")
    view.ask()
    expect(view.words).not_to_have_text("")
    view.eventually("print(explorer.answer.reader.injection)", "Interpolate(strength=0.25)")
    expect(view.root.locator(".ll-control")).to_have_count(5)
    expect(view.root.locator(".ll-control").nth(1)).to_contain_text("5 random controls")
    view.sweep()
    expect(view.dots).to_have_count(15)
    view.lab.theme("dark")
    view.lab.tidy(440, 2200)
    fits(page)
    screenshot("options_narrow_dark")

    view.eventually("print(explorer.draft['settings']['strength'], explorer.draft['open'])", "0.25 True")
    view.lab.save()
    view.lab.reload()
    again = ExplorerView(view.lab)
    again.wait()
    expect(setting(again, "strength")).to_have_value("0.25")
    again.root.get_by_label("Question", exact=True).first.select_option("logit_lens")
    expect(setting(again, "strength")).to_have_count(0)
    expect(setting(again, "seed")).to_be_visible()


def test_every_layer_into_every_layer(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """The grid fills while it is computed, shows a clicked cell's answer, and stops when told to."""
    view = explore(how="pace=0.02")
    view.cell(5, 4).click()
    view.question("The capital of x is")
    grid = view.root.locator(".ll-layers")
    view.root.get_by_role("button", name="Layer grid").click()
    cell = grid.locator('[data-source="6"][data-target="1"]')
    expect(cell).not_to_have_text("")
    cell.click()
    expect(view.root.locator(".ll-facts")).to_contain_text("Into layer 1")
    view.selected(6, 4)
    view.eventually("print(explorer.selection)", "(6, 4)")
    expect(view.jobs).to_have_count(0, timeout=30_000)
    expect(grid.locator(".ll-best-of")).to_contain_text("Best of 81: layer")
    view.eventually(
        "print(repr(explorer.sweeps[0]).partition(' with')[0])",
        "<Sweep of 9 layers × 1 position × 9 target layers",
    )
    page.mouse.move(2, 2)  # or a hint covers what the pointer happens to stand on
    for theme, width, height in [("light", 1400, 1150), ("dark", 440, 1900)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        grid.scroll_into_view_if_needed()
        fits(page)
        screenshot(f"layer_grid_{theme}")

    view.lab.kernel("session.backend.pace = 0.5")
    view.root.get_by_role("button", name="Layer grid").click()
    expect(view.jobs).to_contain_text(re.compile("[1-9] of 81"))
    view.jobs.get_by_role("button", name="Cancel").click()
    expect(view.jobs).to_have_count(0)
    expect(grid.locator(".ll-title")).to_contain_text("of 81 cells")
    view.eventually("print(len(explorer.sweeps), explorer.sweeps[1].complete)", "2 False")
    expect(grid.locator(".ll-best-of")).to_contain_text("Best of")


def test_a_drag_selects_several_tokens(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """A drag and shift with the arrows select a span; it is in Python, and a sweep keeps to it."""
    view = explore()
    drag(view, 5, 2, 4)
    expect(view.root.locator(".ll-where")).to_have_text("Layer 5, positions 2 to 4 ·capital·of·France")
    view.eventually("print(explorer.selection, explorer.span)", "(5, 4) (2, 5)")
    screenshot("span_light")

    view.cell(3, 7).click()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    view.eventually("print(explorer.selection, explorer.span)", "(3, 9) (7, 10)")
    view.question("The capital of x is")
    view.root.get_by_role("button", name="Sweep 3 positions").click()
    expect(view.dots).to_have_count(3)
    view.lab.kernel("explorer.span = (0, 2)")
    expect(view.root.locator(".ll-grid [aria-selected=true]")).to_have_count(2)


def test_a_span_is_asked(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """A reader that takes so many tokens reads all of them for one answer; of another the view says so."""
    view = explore()
    where, sources = view.root.locator(".ll-where"), view.root.locator(".ll-card .ll-source")
    way = view.root.get_by_label("Question", exact=True).first
    drag(view, 5, 0, 4)
    way.select_option("selfie")
    expect(where).to_contain_text("this reader reads all 5 tokens for one answer")
    view.ask()
    expect(view.root.locator(".ll-facts")).to_contain_text("Positions 0 to 4")
    expect(sources).to_have_text(["<bos>", "·The", "·capital", "·of", "·France"])
    view.eventually("print([site.position for site in explorer.answer.sites])", "[0, 1, 2, 3, 4]")
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("span_asked_light")

    way.select_option("token_identity")
    expect(where).to_contain_text("this reader does not take 5 tokens at once: it reads the last")
    view.ask()
    expect(sources).to_have_text(["·France"])
    view.root.locator(".ll-history button").last.click()
    view.eventually("print(explorer.selection, explorer.span)", "(5, 4) (0, 5)")


def test_two_prompts_side_by_side(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """Both prompts are shown; a click on a token of the second makes it the slot; tracing hides a span."""
    view = explore()
    view.cell(5, 4).click()
    way = view.root.get_by_label("Question", exact=True).first
    way.select_option("activation_patching")
    view.root.get_by_label("Question", exact=True).nth(1).fill("The capital of Japan is")
    slots = view.root.locator(".ll-ask .ll-slot")
    expect(slots).to_have_text("·is")
    view.root.locator("[data-slot='3']").click()
    expect(slots).to_have_text("·Japan")
    expect(view.root.locator(".ll-ask .ll-source")).to_have_text("·France")
    view.ask()
    expect(view.root.locator(".ll-card .ll-slot")).to_have_text("·Japan")
    view.eventually("print(explorer.answer.reader.prompt.position, explorer.answer.layer)", "3 5")
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("two_prompts_light")

    way.select_option("causal_tracing")
    expect(view.root.locator(".ll-problem")).to_contain_text("Which tokens does the noise hide?")
    view.root.get_by_role("button", name="Options").click()
    view.root.get_by_role("button", name="the selected token").click()
    expect(view.root.locator(".ll-ask .ll-error:visible")).to_have_count(0)
    view.ask()
    view.eventually("print(explorer.answer.reader.prompt.noise)", "Noise((4,))")


DECODERS = """from decoders import manifest
from latentlens import Decoder
from latentlens.decoder_files.manifest import Read
from latentlens.decoder_files.prompt_settings import PromptSettings
from latentlens.decoder_files.weights import DecoderWeights
prompt = PromptSettings(form="plain", placeholder=" x", chat=False)
for name in ("oracle", "other"):
    about = manifest(session, name=name, prompt=prompt, read=Read(layers=((3,), (5,), (3, 5))))
    session.readers[name] = Decoder(DecoderWeights(about))
explorer.close()
explorer = Explorer(session, session.run(PROMPT))
explorer"""


def test_trained_decoders_are_asked(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """About several layers and spans, with a follow-up question, and two of them side by side."""
    first = explore(DECODERS)
    expect(first.root).to_have_count(1)
    view = ExplorerView(first.lab)
    view.wait()
    where, problem = view.root.locator(".ll-where"), view.root.locator(".ll-problem")
    view.root.get_by_label("Question", exact=True).first.select_option("own:oracle")
    view.question("the capital")
    view.cell(4, 4).click()
    expect(problem).to_contain_text("reads layers 3, 5, and layer 4 is selected")
    view.cell(3, 4).click()
    view.cell(5, 4).click(modifiers=["ControlOrMeta"])
    view.cell(5, 12).click(modifiers=["ControlOrMeta"])
    expect(where).to_contain_text("Layers 3 and 5, positions 4 and 12")
    expect(where).to_contain_text("this reader reads 2 tokens at 2 layers for one answer")
    expect(view.root.locator(".ll-ask .ll-slot")).to_have_count(4)
    view.eventually("print(explorer.layers, explorer.spans)", "[3, 5] [(4, 5), (12, 13)]")
    view.ask()
    expect(view.words).not_to_have_text("")
    view.question("the Republic of")
    view.ask()
    expect(view.root.locator(".ll-history .ll-of")).to_have_text(
        ["oracle: the Republic of", "oracle: the capital"]
    )
    expect(view.root.locator(".ll-facts")).to_contain_text("Layers 3, 5")
    view.eventually("print(explorer.layers, len(explorer.answer.sites))", "[3, 5] 4")

    for name in ("own:other", "token_identity"):
        view.root.get_by_label("Beside", exact=True).select_option(name)
    view.ask()
    columns = view.root.locator(".ll-columns button")
    expect(columns).to_have_count(3)
    expect(view.root.locator(".ll-agree")).to_contain_text("of 3 pairs agree")
    columns.first.click()
    expect(columns.first).to_have_attribute("aria-current", "true")
    for theme in ("light", "dark"):
        view.lab.theme(theme)
        for name, width in [("wide", 1400), ("700", 830), ("400", 530)]:
            view.lab.tidy(width, 1500)
            fits(page)
            view.root.locator(".ll-ask").scroll_into_view_if_needed()
            screenshot(f"decoders_{name}_{theme}")

"""A long chat in several scripts at many layers, in a real JupyterLab: everything stays where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from playwright.sync_api import Locator, expect
from test_patchscopes_lab import fits

WORDS = "The capital of Japan مرحبا is Tokyo , שלום 😀 日本の首都は東京です and w7 w8"
CHAT = (
    "setattr(session.backend.tokenizer.hf, 'chat_template', \"{% for m in messages %}<bos>"
    "{{ m['role'] }}\\n{{ m['content'] }}\\n{% endfor %}\") or "
    f"[{{'role': 'system', 'content': 'a city'}}, {{'role': 'user', 'content': ' '.join([{WORDS!r}] * 12)}}]"
)


def lefts(some: Locator) -> list[float]:
    """Return where elements begin, from the left."""
    return [float(x) for x in some.evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")]


def test_a_long_chat_in_several_scripts(
    explore: Callable[..., ExplorerView], page: Any, screenshot: Callable[[str], None]
) -> None:
    """Of 30 layers × 300 tokens only what is in sight is drawn; keys, heads and roles hold at any scroll."""
    view = explore(how="n_layers=30", prompt=CHAT)
    view.lab.tidy(1400, 1200)
    count = int(view.lab.kernel("print(len(explorer.tokens))"))
    arabic = int(view.lab.kernel("print(explorer.tokens.index('·مرحبا'))"))
    bytes_at = int(view.lab.kernel("print(explorer.split_characters[0]['first'])"))
    assert 250 <= count <= 350
    assert 900 > view.root.locator(".ll-cell").count()

    # By keys to the Arabic token: heads and the strip's tokens stand in order on both sides of it.
    view.root.locator(".ll-cell[tabindex='0']").focus()
    page.keyboard.press("Home")
    for _ in range(arabic):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    view.selected(30, arabic)
    heads = view.root.locator(".ll-head")
    assert lefts(heads) == sorted(lefts(heads))
    view.question("The capital of x is")
    strip = view.root.locator(".ll-ask .ll-flow-row").first.locator(".ll-token")
    expect(strip.filter(has_text="·مرحبا").first).to_be_visible()
    assert lefts(strip) == sorted(lefts(strip))
    expect(view.root.locator(".ll-where")).to_have_text(f"Layer 30, position {arabic} ·مرحبا")
    view.ask()
    expect(view.root.locator(".ll-facts")).to_contain_text("·مرحبا")

    # A byte is a small sign, and its hint says what it is a part of.
    cell = view.root.locator(".ll-cell[tabindex='0']")
    cell.focus()
    for _ in range(bytes_at - arabic):
        page.keyboard.press("ArrowRight")
    expect(view.cell(30, bytes_at)).to_be_focused()
    expect(page.locator(".ll-popover")).to_contain_text("a part of ש")
    expect(page.locator(".ll-popover")).to_contain_text("user")
    expect(view.root.locator(".ll-head").filter(has_text="ש").first).to_be_visible()
    fits(page)
    screenshot("scripts_light")

    # The far end: the heads stay on top, the layers at the side, and the role's name in sight.
    page.keyboard.press("End")
    for _ in range(5):
        page.keyboard.press("PageDown")
    expect(view.cell(0, count - 1)).to_be_focused()
    expect(view.cell(0, count - 1)).to_be_in_viewport(ratio=0.9)
    box = view.root.locator(".ll-grid .ll-scroll").bounding_box()
    top = view.root.locator(".ll-heads").bounding_box()
    side = view.root.locator(".ll-row .ll-side").last.bounding_box()
    assert box is not None
    assert top is not None
    assert side is not None
    assert 2 > abs(top["y"] - box["y"])
    assert 2 > abs(side["x"] - box["x"])
    name = view.root.locator(".ll-band-name[data-role='user'] span").bounding_box()
    assert name is not None
    assert box["x"] < name["x"] < box["x"] + 200
    assert 900 > view.root.locator(".ll-cell").count()

    view.lab.theme("dark")
    view.lab.tidy(400, 1600)
    fits(page)
    screenshot("scripts_narrow_dark")
    view.lab.theme("light")

"""The grid in a real JupyterLab: filled by a sweep, searched, thinned out, and written in any script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from playwright.sync_api import expect

Explore = Callable[..., ExplorerView]
Screenshot = Callable[[str], None]


def test_every_layer_of_a_token_by_one_click(explore: Explore, page: Any, screenshot: Screenshot) -> None:
    """The column fills with answers, and they are a curve over the layers; Python has the sweep."""
    view = explore()
    view.cell(5, 4).click()
    view.question("The capital of x is")
    view.root.get_by_role("button", name="Every layer of this token").click()
    expect(view.dots).to_have_count(9)
    expect(view.root.locator(".ll-curve")).to_contain_text("Position 4 at every layer")
    for layer in (0, 8):
        expect(view.cell(layer, 4)).not_to_have_text("")
    expect(view.cell(5, 3)).to_have_text("")
    view.eventually("print(len(explorer.sweeps[-1].answers), explorer.sweeps[-1].complete)", "9 True")
    view.cell(2, 4).click()
    expect(view.words).not_to_have_text("")
    expect(view.root.locator(".ll-ask .ll-flow-row").first).to_contain_text("layer 2")
    screenshot("every_layer_light")


def test_a_long_prompt_is_searched_and_thinned_out(explore: Explore, page: Any) -> None:
    """A token that is looked for comes into sight, and stays there when layers are left out."""
    view = explore(how="n_layers=30", prompt="'<bos> ' + ' '.join(f'w{i}' for i in range(300))")
    field = view.root.get_by_label("Find a token")
    field.fill("w250")
    field.press("Enter")
    expect(view.cell(30, 251)).to_be_in_viewport()
    view.root.get_by_label("Rows of layers").select_option("8")
    expect(view.cell(6, 251)).to_be_in_viewport()
    assert ["30", "22", "14", "6"] == view.root.locator(".ll-grid .ll-side").all_inner_texts()


def test_hostile_text_is_text(explore: Explore, page: Any) -> None:
    """Tags, quotes and marks of direction are text in the grid's heads, and make no elements."""
    view = explore(prompt="""'<bos> <b>bold</b> 🙂 <img src=x onerror=document.title=1> \u202eabc " &'""")
    expect(view.root.locator(".ll-head").nth(1)).to_contain_text("<b>bold</b>")
    assert 0 == view.root.locator(".ll-grid :is(img, b)").count()
    expect(view.root.locator(".ll-part").first).to_be_attached()  # the bytes of an emoji
    assert "1" != page.title()

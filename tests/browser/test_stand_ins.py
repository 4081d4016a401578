"""VS Code, Colab and Quarto by stand-ins: pages that do to an Explorer what those are documented to do."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
from explorer_view import ExplorerView
from lab_page import HostPage
from playwright.sync_api import expect

from browser_end import Browser
from fake_backend import PROMPT, fake_session
from latentlens import Explorer, Session

WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"

# What ipywidgets' own style sheet says wherever it is loaded, also in dark pages.
LABVARIABLES = ":root { --jp-layout-color0: white; --jp-ui-font-color1: rgba(0, 0, 0, 0.8); }"

MANAGER = """
const saved = JSON.parse(document.getElementById('state').textContent).state;
const bytes = (data) => new DataView(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)).buffer);
function modelOf(id) {
  const { state, buffers = [] } = saved[id];
  for (const { path, data } of buffers) {
    const last = path.at(-1);
    path.slice(0, -1).reduce((at, name) => at[name], state)[last] = bytes(data);
  }
  return { get: (name) => state[name], set: (name, value) => { state[name] = value; }, save_changes() {},
    send() {}, on() {}, off() {}, widget_manager: window.manager };
}
async function draw(id, el) {
  const model = modelOf(id);
  document.head.append(Object.assign(document.createElement('style'), { textContent: model.get('_css') }));
  const url = URL.createObjectURL(new Blob([model.get('_esm')], { type: 'text/javascript' }));
  const widget = (await import(url)).default();
  const { signal } = new AbortController();
  await widget.initialize({ model, signal });
  await widget.render({ model, el, signal });
}
for (const view of document.querySelectorAll('script[type="application/vnd.jupyter.widget-view+json"]')) {
  const el = view.parentElement.appendChild(document.createElement('div'));
  draw(JSON.parse(view.textContent).model_id, el);
}
"""
"""Draws saved widgets as the html manager does: what is sent to them is dropped."""


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    """Return an Explorer that was asked one question."""
    session = fake_session()
    explorer = Explorer(session, session.run(PROMPT))
    front = Browser(explorer)
    front.query("a", "ask", layer=2, position=4)
    front.end("a")
    explorer.pages = explorer._lens.read_for(None)
    return explorer


def outputs(explorer: Explorer) -> list[dict[str, Any]]:
    """Return what a notebook cell that shows the Explorer leaves in the file, by MIME type."""
    live = dict(explorer._repr_mimebundle_()[0])
    live.pop("text/plain", None)
    return [dict(explorer._displays.snapshot(explorer)), live]


def in_script(value: Any) -> str:
    """Return JSON for a script element."""
    return json.dumps(value).replace("<", "\\u003c")


def saved_page(
    explorer: Explorer, *, body: str = "", css: str = "", manager: str = "{}", holds_state: bool = True
) -> str:
    """Return a page of the outputs, with the widgets' state and what draws them."""
    state = ipywidgets.Widget.get_manager_state(widgets=[explorer])
    kind = STATE if holds_state else "application/json"
    shown = [
        f'<div class="cell-output">{data["text/html"]}</div>'
        if "text/html" in data
        else f'<div class="cell-output cell-output-ipywidget-background">'
        f'<script type="{WIDGET}">{in_script(data[WIDGET])}</script></div>'
        for data in outputs(explorer)
    ]
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><style>{LABVARIABLES} {css}</style></head>'
        f'<body {body}>{"".join(shown)}<script type="{kind}" id="state">{in_script(state)}</script>'
        f"<script>window.manager = {manager};</script><script type=module>{MANAGER}</script></body></html>"
    )


def opened(page: Any, path: Path, text: str) -> ExplorerView:
    """Open a page of its own file."""
    path.write_text(text, "utf-8")
    page.goto(path.as_uri())
    return ExplorerView(HostPage(page))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_quarto_shows_the_saved_view(explorer: Explorer, page: Any, tmp_path: Path, theme: str) -> None:
    """Quarto's page holds the widgets' state and an html manager: the view says that it has no kernel.

    Its theme is a class of the body, and it loads ipywidgets' light style sheet in both. What is sent to a
    model goes nowhere, so nothing is said to be busy, and nothing is offered that needs a kernel.
    """
    colors = "body { background: #16181b; color: #ddd }" if theme == "dark" else ""
    view = opened(
        page, tmp_path / "page.html", saved_page(explorer, body=f'class="quarto-{theme}"', css=colors)
    )
    view.cell(6, 4).click()
    view.selected(6, 4)

    expect(view.root).to_contain_text("No kernel: a saved view.")
    expect(view.root.locator(".ll-ask, .ll-fill, .ll-job, .ll-checks:visible")).to_have_count(0)
    expect(view.words).not_to_have_text("")
    expect(page.locator(".ll-static:visible")).to_have_count(0)
    assert theme == view.scheme()
    for width in (1280, 700):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"artifacts/screenshots/quarto_{theme}_{width}.png", full_page=True)


@pytest.fixture(scope="module")
def compared() -> Iterator[Explorer]:
    """Return an Explorer whose trace is compared with a second prompt, and with a run patched from it."""
    session = Session()
    explorer = session.explore(session.run("The capital of France is"))
    front = Browser(explorer)
    front.say(kind="query", id="two", what="second", args={"prompt": "The capital of Japan is", "key": ""})
    front.end("two")
    site = {"layer": 1, "position": 4}
    sites = {"read": {"trace": "two", **site}, "write": {"trace": "", **site}}
    front.say(kind="query", id="p", what="patch", args=sites)
    front.end("p")
    front.second_pages("two", "p")
    explorer.pages = explorer._lens.read_for(None)
    explorer.selection = (3, 4)
    yield explorer
    session.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("made", ["save_html", "quarto"])
def test_a_page_without_a_kernel_shows_both_grids(
    compared: Explorer, page: Any, tmp_path: Path, theme: str, made: str
) -> None:
    """What was compared stands there with its difference, and nothing is offered that needs a kernel."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.emulate_media(color_scheme=theme)
    if made == "quarto":
        colors = "body { background: #16181b; color: #ddd }" if theme == "dark" else ""
        text = saved_page(compared, body=f'class="quarto-{theme}"', css=colors)
    else:
        text = compared.save_html(tmp_path / "saved.html").read_text("utf-8")
    view = opened(page, tmp_path / "page.html", text)
    panel = view.root.locator(".ll-second")
    for width in (1280, 700):
        page.set_viewport_size({"width": width, "height": 900})
        expect(panel.locator('.ll-cell[data-layer="8"][data-position="5"]')).to_have_class(
            re.compile("ll-less")
        )
        page.screenshot(path=f"artifacts/screenshots/{made}_second_{theme}_{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert theme == view.scheme()

    expect(panel.locator(".ll-written")).to_have_count(1)
    panel.get_by_role("button", name="Before", exact=True).click()
    expect(panel.locator('.ll-cell[data-layer="8"][data-position="5"]')).to_have_text("·Paris")
    panel.get_by_role("button", name="After", exact=True).click()
    expect(panel.locator('.ll-cell[data-layer="8"][data-position="5"]')).to_have_text("·Tokyo")
    panel.get_by_label("Compared so far").select_option("two")
    panel.get_by_role("button", name="Second minus first").click()
    panel.locator('.ll-cell[data-layer="8"][data-position="5"]').hover()
    expect(page.locator(".ll-popover")).to_contain_text("Paris")
    expect(panel.locator(".ll-linked-words")).to_contain_text("position 5 ·is · here position 5 ·is")
    expect(view.root.locator(".ll-undo, .ll-patching, .ll-second input, .ll-second-close")).to_have_count(0)
    expect(view.root).not_to_contain_text("Undo")
    assert [] == errors


def test_a_page_without_its_manager_shows_the_tables(explorer: Explorer, page: Any, tmp_path: Path) -> None:
    """Where the html manager's CDN cannot be reached, the output before the widget has lens and answers."""
    text = saved_page(explorer).replace(MANAGER, "")
    opened(page, tmp_path / "page.html", text)

    expect(page.locator(".ll-static")).to_be_visible()
    expect(page.locator(".ll-static")).to_contain_text("Answers so far")
    expect(page.locator(".ll-static")).to_contain_text("No kernel: a saved view.")


VSCODE = {
    "vscode-dark": ("#1f1f1f", "#cccccc", "dark"),
    "vscode-light": ("#ffffff", "#3b3b3b", "light"),
    "vscode-high-contrast": ("#000000", "#ffffff", "dark"),
    "vscode-high-contrast vscode-high-contrast-light": ("#ffffff", "#292929", "light"),
}


def test_vscode_theme_is_followed_at_once(explorer: Explorer, page: Any, tmp_path: Path) -> None:
    """VS Code names its theme in the body's class and its colours in variables of the root.

    It puts widgets on white, and loads ipywidgets' light style sheet, in every theme.
    """
    css = ".cell-output-ipywidget-background { background: white }"
    text = saved_page(
        explorer,
        body='class="vscode-light"',
        css=css,
        manager="{ kernel: { status: 'busy' } }",
        holds_state=False,
    )
    view = opened(page, tmp_path / "page.html", text)
    view.cell(6, 4).wait_for()

    for classes, (background, color, scheme) in VSCODE.items():
        page.evaluate(
            """([classes, background, color]) => { document.body.className = classes;
              const { style } = document.documentElement;
              style.setProperty('--vscode-editor-background', background);
              style.setProperty('--vscode-foreground', color);
              document.body.style.background = background; }""",
            [classes, background, color],
        )
        assert scheme == view.scheme()
        assert tuple(bytes.fromhex(background[1:])) == view.color("background-color")
        assert tuple(bytes.fromhex(color[1:])) == view.color("color")
        expect(view.root.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        page.screenshot(path=f"artifacts/screenshots/{classes.split()[-1]}.png", full_page=True)


def test_reopened_notebooks_show_the_tables(explorer: Explorer, page: Any, tmp_path: Path) -> None:
    """VS Code and Colab lose widgets when a notebook is opened again: another output has the view as tables.

    Of an output that has a widget they show no other type, but that they cannot show it.
    """
    before, live = outputs(explorer)
    shown = [
        "<p>Could not render content for widget-view</p>" if WIDGET in data else data["text/html"]
        for data in (before, live)
    ]
    text = f'<body class="vscode-dark" style="background:#1f1f1f;color:#ccc">{"".join(shown)}</body>'
    opened(page, tmp_path / "page.html", text)

    assert WIDGET not in before
    expect(page.locator(".ll-static")).to_be_visible()
    expect(page.locator(".ll-static")).to_contain_text("·France")
    expect(page.locator(".ll-static")).to_contain_text("Answers so far")
    page.screenshot(path="artifacts/screenshots/reopened_dark.png", full_page=True)


def test_outputs_have_no_frame_and_no_script(explorer: Explorer) -> None:
    """Colab shows an output in a frame of another origin: nothing in it may need a second one."""
    for data in outputs(explorer):
        for kind, value in data.items():
            if kind.startswith("text/"):
                assert "<iframe" not in value
                assert "<script" not in value


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colab_frame_is_themed_by_its_root(explorer: Explorer, page: Any, tmp_path: Path, theme: str) -> None:
    """Colab draws in a sandboxed frame that may keep nothing, and says its theme at the frame's root element.

    Its manager has no kernel, and no page holds the widgets' state: the view may ask.
    """
    inner = saved_page(explorer, holds_state=False).replace("<html>", f'<html theme="{theme}">')
    frame = f'sandbox="allow-scripts" width="1200" height="900" srcdoc="{html.escape(inner)}"'
    outer = f"<iframe {frame}></iframe>"
    opened(page, tmp_path / "page.html", outer)
    root = page.frame_locator("iframe").locator(".ll-root")
    root.locator('.ll-cell[data-layer="6"][data-position="4"]').click()

    expect(root.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(root).not_to_contain_text("saved view")
    assert theme == root.evaluate("(root) => getComputedStyle(root).colorScheme")
    page.screenshot(path=f"artifacts/screenshots/colab_{theme}.png")

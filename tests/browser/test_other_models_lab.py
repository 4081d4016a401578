"""Two models by click in a real JupyterLab: another open session's model is the source of a question."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import expect
from test_fits_lab import way
from test_patchscopes_lab import fits, setting

SWAPPED = """import copy, tempfile, torch
from latentlens import Session
session = Session()
tokenizer = session.backend.tokenizer
hf = copy.deepcopy(session.model.hf_model)
pair = [tokenizer.encode_continuation(word)[0] for word in (" France", " Japan")]
with torch.no_grad():
    rows = hf.get_input_embeddings().weight
    rows[pair] = rows[pair[::-1]].clone()
folder = tempfile.mkdtemp() + "/swapped"
hf.save_pretrained(folder)
tokenizer.hf.save_pretrained(folder)
other = Session(folder)
trace = session.run("The capital of France is")
explorer = session.explore(trace)
explorer"""
"""A second model, to which France is Japan, and the other way round."""


@pytest.mark.parametrize(
    ("variant", "named", "read", "expected"),
    [
        ("state:swapped", "swapped", "other.run('The capital of France is')", "Tokyo"),
        (
            "difference:swapped",
            "swapped minus the model as it is",
            "other.run('The capital of France is') - trace",
            "",
        ),
    ],
    ids=["state", "difference"],
)
def test_another_model_is_asked_by_click(
    notebook: Callable[..., LabPage],
    screenshot: Callable[[str], None],
    variant: str,
    named: str,
    read: str,
    expected: str,
) -> None:
    """Pick it in the menu and ask: the answer is about its state, and the copied code gives it again."""
    view = ExplorerView(notebook(SWAPPED))
    view.root.locator(".ll-cell").first.wait_for(timeout=180_000)  # two models are opened first
    view.wait()
    view.cell(2, 4).click()
    way(view).select_option("")
    view.question("The capital of x is")
    view.ask()
    expect(view.words).to_have_text("Paris", timeout=60_000)

    setting(view, "variant").select_option(label=named)
    view.ask()
    answer = view.root.get_by_role("region", name="Answer", exact=True)
    expect(answer).to_contain_text(f"({named})", timeout=60_000)
    direct = f"print(session.ask({read}, 2, 4, 'The capital of x is').text.strip())"
    expect(view.words).to_have_text(view.lab.kernel(direct), timeout=60_000)
    assert expected in view.words.inner_text()

    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer.get_by_role("button", name="Copy as code").click()
    expect(answer.get_by_role("button", name="Copied")).to_be_visible()
    code = view.page.evaluate("() => navigator.clipboard.readText()")
    again = view.lab.kernel(
        f"here = {{}}; exec({code!r}, here); again, asked = here['answer'], explorer.answer\n"
        "print(again.text == asked.text, abs(again.confidence - asked.confidence) < 1e-6)"
    )
    assert "True True" == again.splitlines()[-1]

    for theme, width, height in [("light", 1400, 1100), ("dark", 700, 1500)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        fits(view.page)
        screenshot(f"other_model_{variant.partition(':')[0]}_{theme}_{width}")

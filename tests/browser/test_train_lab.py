"""A decoder is trained by click, beside a control, and asked by click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import expect
from test_axe_lab import violations as violations
from test_fits_lab import way
from test_patchscopes_lab import fits, setting

BEGIN = '''import pathlib, tempfile
import latentlens
home = pathlib.Path(tempfile.mkdtemp())
(home / "clicked.toml").write_text("""name = "clicked"
steps = 4
batch_size = 8
validate_every = 2

[read]
layers = [[4]]

[adapter]
r = 4
dropout = 0.1

[data]
validation = 8

[data.tasks]
"world/entity" = 32

[controls]
kinds = ["no_activations"]
""")
session = latentlens.Session()
trace = session.run("The capital of France is")
explorer = session.explore(trace)
explorer'''

WHO = "Who or what is it?"


def test_a_decoder_is_trained_and_asked(
    notebook: Callable[..., LabPage],
    page: Any,
    screenshot: Callable[[str], None],
    violations: Callable[[], list[str]],
) -> None:
    """A recipe's path, Train, the figures beside the control's; then it is chosen, and answers."""
    view = ExplorerView(notebook(BEGIN))
    view.root.locator(".ll-cell").first.wait_for(timeout=120_000)
    view.wait()
    view.lab.tidy(1400, 1500)
    home = view.lab.kernel("print(home)")
    view.root.get_by_role("button", name="Train a decoder").click()
    train = view.root.get_by_role("region", name="Train a decoder", exact=True)
    setting(view, "train_recipe").fill(f"{home}/nowhere.toml")
    train.get_by_role("button", name="Train", exact=True).click()
    expect(train.locator(".ll-error:visible")).to_contain_text("nowhere.toml", timeout=60_000)
    setting(view, "train_recipe").fill(f"{home}/clicked.toml")
    setting(view, "train_out").fill(f"{home}/out")
    train.get_by_role("button", name="Train", exact=True).click()

    training = train.get_by_role("group", name="Training of clicked")
    expect(training.get_by_role("row")).to_have_count(3, timeout=240_000)
    expect(training.get_by_role("rowheader")).to_have_text(["decoder", "no activations"])
    expect(training).to_contain_text("Trained on 32 rows, validated on 8")
    expect(training.get_by_role("row").nth(1).get_by_role("cell").nth(3)).to_have_text("4")
    page.mouse.move(2, 2)
    for theme, width in [("light", 1400), ("dark", 700)]:
        view.lab.theme(theme)
        view.lab.tidy(width, 1700)
        fits(page)
        screenshot(f"trained_{theme}_{width}")
        assert [] == violations()

    training.get_by_role("button", name="Ask it").click()
    expect(way(view).locator("option:checked")).to_have_text("clicked")
    view.cell(4, 4).click()
    view.root.get_by_label("Question", exact=True).nth(1).fill(WHO)
    view.ask()
    view.eventually("print(explorer.answer is not None)", "True", seconds=60)
    saved = "latentlens.Decoder.load(home / 'out' / 'decoder').with_question"
    again = f"session.ask(trace, 4, 4, {saved}({WHO!r})).text.strip()"
    view.eventually(f"print(explorer.answer.text.strip() == {again})", "True", seconds=60)

"""Readers that need a fit, by click in a real JupyterLab: fitted there, or given in code."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from explorer_view import ExplorerView
from lab_page import LabPage
from playwright.sync_api import Locator, expect
from test_patchscopes_lab import fits, setting

Screenshot = Callable[[str], None]

BUNDLED = """import latentlens
from random import Random
from latentlens import Case, Lens, calibrate, fit_lens
session = latentlens.Session()
trace = session.run("The capital of France is")
texts = latentlens.world.passages(Random(1), 60)
session.readers["mine"] = Lens(fit_lens(session, texts, layers=[3], ridge=0.1))
countries = latentlens.world.load_facts().countries[:12]
cases = [Case(c.name, k, -1, c.capital) for c in countries for k in (1, 8)]
sure = calibrate(session, "The capital of x is", cases, split="some countries")
session.readers["calibrated capital"] = sure
explorer = session.explore(trace)
explorer"""

OPEN = """from latentlens import Session
session = Session()
trace = session.run("The capital of France is")
explorer = session.explore(trace)
explorer"""


def way(view: ExplorerView) -> Locator:
    """Return the menu of ways to ask."""
    return view.root.get_by_label("Question", exact=True).first


def test_a_tuned_lens_is_fitted_and_asked(
    notebook: Callable[..., LabPage], page: Any, screenshot: Screenshot
) -> None:
    """Choose, fit, ask; what goes wrong is said at its field, and readers given in code are there too."""
    view = ExplorerView(notebook(BUNDLED))
    view.wait()
    view.cell(7, 5).click()
    way(view).select_option(label="Tuned lens, least squares")
    view.root.get_by_role("button", name="Options").click()
    expect(view.root.get_by_role("button", name="Sweep positions")).to_be_disabled()
    path = view.root.get_by_label("Text file")
    path.fill("no/such/file.txt")
    problem = view.root.locator(".ll-problem")
    expect(problem).to_contain_text("There is no file 'no/such/file.txt'")
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("fit_error_light")

    path.fill("")
    expect(problem).to_be_hidden()
    setting(view, "fit_documents").fill("3")
    view.root.get_by_role("button", name="Fit", exact=True).click()
    wrong = view.root.locator(".ll-setting:has([data-setting=fit_ridge]) .ll-error")
    expect(wrong).to_contain_text("set ridge")
    expect(setting(view, "fit_documents")).to_have_value("3")
    setting(view, "fit_documents").fill("100")
    expect(wrong).to_be_hidden()
    view.root.get_by_role("button", name="Fit", exact=True).click()
    expect(way(view)).to_have_value("own:tuned lens, least squares", timeout=60_000)
    expect(view.root.locator(".ll-help").first).to_have_text(
        re.compile(r"measured on \d+ held out\. Held out, layer 7: R² .*P@1 0\.\d+ \(0\.\d+–0\.\d+\)")
    )
    view.ask()
    expect(view.words).not_to_have_text("")
    view.eventually("print(explorer.answer.reader == session.readers['tuned lens, least squares'])", "True")
    expect(view.root.get_by_role("button", name="Layer grid")).to_be_disabled()
    view.lab.tidy(1400, 1000)
    fits(page)
    screenshot("fitted_light")

    way(view).select_option(label="mine")
    expect(problem).to_contain_text("reads layer 3, and layer 7 is selected")
    view.cell(3, 5).click()
    expect(problem).to_be_hidden()
    view.ask()
    view.eventually("print(explorer.answer.reader == session.readers['mine'])", "True")
    way(view).select_option(label="calibrated capital")
    view.cell(1, 4).click()
    view.ask()
    expect(view.root.locator(".ll-calibrated")).to_contain_text(re.compile(r"[<>]?\d\.\d\dfitted on"))
    for theme, width, height in [("light", 1400, 1000), ("dark", 440, 2000)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        fits(page)
        screenshot(f"calibrated_{theme}")


def test_a_fit_can_be_cancelled(notebook: Callable[..., LabPage], page: Any, screenshot: Screenshot) -> None:
    """While it runs it shows how far it is; cancelled, it leaves the draft and no reader."""
    view = ExplorerView(notebook(BUNDLED))
    view.wait()
    view.cell(3, 4).click()
    way(view).select_option(label="Future lens, learned prompt")
    view.root.get_by_role("button", name="Options").click()
    view.root.get_by_role("button", name="Fit", exact=True).click()
    expect(view.jobs).to_contain_text("Fitting: Future lens, learned prompt", timeout=30_000)
    expect(view.jobs.locator("[role=progressbar]")).to_have_attribute(
        "aria-valuenow", re.compile(r"[1-9]"), timeout=60_000
    )
    for theme, width, height in [("light", 1400, 1000), ("dark", 440, 1500)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        fits(page)
        screenshot(f"fitting_{theme}")
    view.jobs.get_by_role("button", name="Cancel").click()
    expect(view.jobs).to_have_count(0)
    expect(way(view)).to_have_value("fit:future")
    view.eventually("print(len(session.readers), explorer.fits)", "2 []")

    way(view).select_option(label="Relation")
    view.root.get_by_label("Question", exact=True).nth(1).fill("The capital of x is")
    view.root.get_by_role("button", name="Fit", exact=True).click()
    expect(way(view)).to_have_value("own:relation, The capital of {} is", timeout=60_000)
    view.ask()
    expect(view.words).to_have_text("Paris", timeout=60_000)


def test_a_jacobian_lens_is_fitted_and_shown(
    notebook: Callable[..., LabPage], page: Any, screenshot: Screenshot
) -> None:
    """Fitted by click with its progress in sight, then chosen in the grid, whose cells are what it reads."""
    view = ExplorerView(notebook(OPEN))
    view.root.locator(".ll-cell").first.wait_for(timeout=180_000)  # a model is opened first
    view.wait()
    view.cell(3, 4).click()
    way(view).select_option(label="Jacobian lens")
    view.root.get_by_role("button", name="Options").click()
    setting(view, "fit_documents").fill("20")
    view.root.get_by_role("button", name="Fit", exact=True).click()
    expect(view.jobs).to_contain_text("Fitting: Jacobian lens", timeout=30_000)
    expect(view.jobs.locator("[role=progressbar]")).to_have_attribute(
        "aria-valuenow", re.compile(r"[1-9]"), timeout=120_000
    )
    expect(way(view)).to_have_value("own:Jacobian lens", timeout=180_000)
    expect(view.jobs).to_have_count(0)

    before = view.cell(1, 4).get_attribute("aria-label")
    view.root.get_by_label("What is read in the cells").select_option(label="Jacobian lens")
    tokens = view.lab.kernel(
        "grid = session.lens(trace, session.readers['Jacobian lens'], layers=[1, 3, 6], positions=4)\n"
        "print(*(row[0][0] for row in grid.tokens))"
    )
    for layer, token in zip((1, 3, 6), tokens.split(), strict=True):
        reads = re.escape(f"Layer {layer}, position 4 ·France: lens reads {token}, probability ")
        expect(view.cell(layer, 4)).to_have_attribute("aria-label", re.compile(reads), timeout=60_000)
    assert before != view.cell(1, 4).get_attribute("aria-label")
    for theme, width, height in [("light", 1400, 1000), ("dark", 700, 1500)]:
        view.lab.theme(theme)
        view.lab.tidy(width, height)
        fits(page)
        screenshot(f"jacobian_grid_{theme}")

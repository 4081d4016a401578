"""Make the pictures of the docs in a real JupyterLab: of the tour's small model, and of a real one.

Run it after a change to the Explorer's view: python scripts/doc_screenshots.py

It needs what the browser tests need: JupyterLab, Playwright and a Chromium. The README's first picture needs
a real model too, `latentlens fetch smollm2-135m`; without it that picture is kept, and this says so.
"""

from __future__ import annotations

import argparse
import pathlib
import shutil
import sys
import tempfile

from playwright.sync_api import Page, expect, sync_playwright

ROOT = pathlib.Path(__file__).parents[1]
# The browser tests' own modules drive the view; they are no package, hence their folder, and E402 below.
sys.path[:0] = [str(ROOT / "tests" / "browser")]

from explorer_view import ExplorerView  # noqa: E402
from lab_page import LabPage, write_notebook  # noqa: E402
from notebook_servers import jupyterlab  # noqa: E402

from conftest import ARGS, CHROMIUM  # noqa: E402
from latentlens.catalogue.entry import entries  # noqa: E402
from latentlens.catalogue.local_models import fetched_directory, how_to_fetch  # noqa: E402

QUESTION = "The language of x is"
REAL = "smollm2-135m"
REAL_CELLS = [
    f"import latentlens\n\nsession = latentlens.Session({REAL!r})",
    'trace = session.run("My favourite actor is Tom Cruise")\nexplorer = session.explore(trace)\nexplorer',
]
REAL_QUESTION = (
    "Syria: country in the Middle East, Leonardo DiCaprio: American actor, Samsung: South Korean company, x:"
)
REAL_LAYER = 13
WIDTH, HEIGHT, SCALE = 1064, 2400, 2
"""Of the page, in pixels, and how many of the picture's pixels are one of those."""


def open_tour(page: Page, base: str, folder: pathlib.Path) -> ExplorerView:
    """Run the tour as far as its Explorer, and return that."""
    shutil.copyfile(ROOT / "notebooks" / "tour.ipynb", folder / "tour.ipynb")
    lab = LabPage(page, base, folder, "tour.ipynb")
    lab.open()
    lab.theme("light")
    lab.tidy(WIDTH, HEIGHT)
    for text in ("latentlens.Session()", "session.run(", "session.explore("):
        lab.run_cell(lab.find(text))
        lab.wait_idle()
    view = ExplorerView(lab)
    view.wait()
    return view


def shoot(view: ExplorerView, path: pathlib.Path, part: str = "") -> None:
    """Write a picture of the view, or of the part that a selector names, with no hint over it."""
    view.page.mouse.move(0, 0)
    (view.root.locator(part) if part else view.root).screenshot(path=path, animations="disabled")
    print(path, f"{path.stat().st_size // 1000} kB")


def pictures(view: ExplorerView, to: pathlib.Path) -> None:
    """Ask France for its language as the tour does, and take the pictures."""
    position = int(view.lab.kernel("print(trace.position('France'))"))
    view.cell(2, position).click()
    view.question(QUESTION)
    view.ask()
    expect(view.words).to_have_text("French")
    view.sweep()
    expect(view.dots).to_have_count(int(view.lab.kernel("print(len(trace))")))
    expect(view.jobs).to_have_count(0)
    shoot(view, to / "explorer.png")

    view.root.get_by_role("button", name="Layer grid").click()
    expect(view.root.locator(".ll-layers .ll-best-of")).to_be_visible()
    expect(view.jobs).to_have_count(0)
    shoot(view, to / "layer-grid.png", ".ll-layers")


def real_picture(page: Page, base: str, folder: pathlib.Path, to: pathlib.Path) -> None:
    """Ask a real model who Tom Cruise is, at the last token of the name, and take the picture."""
    write_notebook(folder / "real.ipynb", REAL_CELLS)
    lab = LabPage(page, base, folder, "real.ipynb")
    lab.open()
    lab.theme("light")
    lab.tidy(WIDTH, HEIGHT)
    lab.run_all()
    view = ExplorerView(lab)
    view.wait()
    last = int(lab.kernel("print(len(trace) - 1)"))
    view.cell(REAL_LAYER, last).click()
    view.question(REAL_QUESTION)
    view.ask()
    expect(view.words).to_contain_text("American actor")
    view.sweep()
    expect(view.dots).to_have_count(last + 1)
    expect(view.jobs).to_have_count(0)
    shoot(view, to / "real-model.png")
    lab.end_kernels()


def main(to: pathlib.Path) -> None:
    """Start a JupyterLab and a browser, and write the pictures into a folder."""
    with (
        tempfile.TemporaryDirectory() as name,
        jupyterlab(pathlib.Path(name)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE)
        page.set_default_timeout(90_000)
        expect.set_options(timeout=90_000)
        view = open_tour(page, base, pathlib.Path(name))
        pictures(view, to)
        view.lab.end_kernels()
        if fetched_directory(entries()[REAL]) is None:
            print(
                f"real-model.png is kept as it is: it needs a real model, `{how_to_fetch(entries()[REAL])}`"
            )
        else:
            real_picture(page, base, pathlib.Path(name), to)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "docs", help="folder to write into")
    main(parser.parse_args().to)

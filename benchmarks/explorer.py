"""How fast the Explorer is in a real browser: JupyterLab and a running kernel, and a page of 512 × 32 cells.

It needs what the browser tests need: JupyterLab, Playwright and a Chromium. The time from a click to its
answer is compared with the same call in the same kernel; all other times are taken in the page.

    python benchmarks/explorer.py [--json PATH] [--model world-small] [--rounds 9]
        [--positions 512] [--blocks 31]
"""

from __future__ import annotations

import argparse
import gzip
import pathlib
import statistics
import sys
import tempfile
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = pathlib.Path(__file__).parents[1]
# The browser tests' own modules drive the view; they are no package, hence their folders, and E402 below.
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

from explorer_view import ExplorerView  # noqa: E402
from lab_page import LabPage, write_notebook  # noqa: E402
from notebook_servers import jupyterlab  # noqa: E402

from conftest import ARGS, CHROMIUM  # noqa: E402
from fake_backend import fake_session  # noqa: E402
from latentlens.experiments.bars import Figure, publish  # noqa: E402
from latentlens.explorer.explorer import Explorer  # noqa: E402
from progress import say  # noqa: E402

SECONDS = 2
"""How long the large grid is scrolled."""


CELLS = [
    "import statistics, time\nimport latentlens\nsession = latentlens.Session({model!r})\n"
    'trace = session.run("The capital of France is")\nexplorer = session.explore(trace)',
    "explorer",
    'session.explore(session.run(" ".join(["The capital of France is Paris ."] * 12)))',
]
"""The cells of the notebook; the view of the last one has sweeps that take long enough to be cancelled."""
QUESTION = "The capital of x is"

CLICK = """() => new Promise((done) => {
  const button = [...document.querySelectorAll('.ll-root button')].find((b) => b.textContent === 'Ask');
  const before = document.querySelectorAll('.ll-history button').length;
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (document.querySelectorAll('.ll-history button').length === before) return;
    watch.disconnect();
    done(performance.now() - began);
  });
  watch.observe(document.querySelector('.ll-root'), { subtree: true, childList: true, characterData: true });
  button.click();
})"""
"""Click Ask, and return the milliseconds until its answer is in the page."""

CANCEL = """() => new Promise((done, fail) => {
  const root = document.querySelectorAll('.ll-root')[1];
  let seen = false, began = 0;
  const watch = new MutationObserver(() => {
    const job = root.querySelector('.ll-job');
    if (job ? began : !seen) return;
    if (!job) {
      watch.disconnect();
      return began ? done(performance.now() - began) : fail(new Error('The sweep ended before its Cancel.'));
    }
    seen = true;
    if (!parseInt(job.querySelector('.ll-num')?.textContent ?? '0')) return;
    began = performance.now();
    [...job.querySelectorAll('button')].find((b) => b.textContent === 'Cancel').click();
  });
  watch.observe(root, { subtree: true, childList: true, characterData: true });
  [...root.querySelectorAll('button')].find((b) => b.textContent.startsWith('Sweep positions')).click();
})"""
"""Sweep, click Cancel once there is an answer, and return the milliseconds until the kernel has stopped."""

CALL = (
    "began = time.perf_counter(); _ = session.ask(trace, {layer}, {position}, {question!r}); "
    "print(1000 * (time.perf_counter() - began))"
)

HOVER = """async (count) => {
  const times = [];
  const cells = [...document.querySelectorAll('.ll-grid .ll-cell:not(.ll-empty)')].slice(0, count);
  for (const cell of cells) {
    const { layer, position } = cell.dataset;
    const began = performance.now();
    cell.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    const title = `Layer ${layer}, position ${position}`;
    while (!document.querySelector('.ll-popover')?.textContent.startsWith(title))
      await Promise.resolve().then(() => new Promise((next) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = next;
        channel.port2.postMessage(0);
      }));
    times.push(performance.now() - began);
  }
  return times;
}"""
"""Point at cells, and return for each the milliseconds until its hint is in the page."""

FIRST_PAINT = """
new MutationObserver((_, watch) => {
  if (document.querySelector('#ll-state')) window.llData ??= performance.now();
  if (!document.querySelector('.ll-cell')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.llPainted = performance.now(); }));
}).observe(document, { subtree: true, childList: true });
"""
"""Note when the page has its data, and when the first cells have been painted."""

SCROLL = """(seconds) => new Promise((done) => {
  const scroller = document.querySelector('.ll-grid .ll-scroll');
  const began = performance.now();
  let frames = 0;
  const step = (now) => {
    if (now - began > 1000 * seconds) return done(frames / ((now - began) / 1000));
    frames += 1;
    scroller.scrollLeft += 60;
    scroller.scrollTop = 100 + 100 * Math.sin(frames / 20);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
"""Scroll for some seconds, a column or so in each frame, and return the frames per second."""


def clicks(view: ExplorerView, rounds: int) -> Figure:
    """Ask cell after cell, each by a click and by a call in turn, none of them twice."""
    positions = int(view.lab.kernel("print(len(trace))"))
    layers = int(view.lab.kernel("print(trace.n_layers)"))
    sites = [(layer, position) for layer in range(1, layers) for position in range(1, positions)]
    clicked, called = [], []
    for number, (layer, position) in enumerate(sites[: rounds + 1]):
        view.cell(layer, position).click()
        view.lab.wait_idle()
        call = CALL.format(layer=layer, position=position, question=QUESTION)
        first, second = float("nan"), float("nan")
        for kind in ("call", "click") if number % 2 else ("click", "call"):
            if kind == "click":
                first = float(view.page.evaluate(CLICK))
            else:
                second = float(view.lab.kernel(call))
        if number:  # the first is to get warm
            clicked.append(first)
            called.append(second)
    click, python = statistics.median(clicked), statistics.median(called)
    note = f"click {click:.0f} ms, call {python:.0f} ms; the ratio of what is above 50 ms to the call"
    return Figure("click_ratio", max(0.0, click - 50) / python, "", 1.3, "lower", note=note)


def hovers(view: ExplorerView) -> Figure:
    """Point at cells of a live view."""
    times = view.page.evaluate(HOVER, 40)
    note = f"median; the slowest of {len(times)} took {max(times):.1f} ms"
    return Figure("hover_ms", statistics.median(times), "ms", 16, "lower", note=note)


def cancels(view: ExplorerView, rounds: int) -> Figure:
    """Cancel sweeps of a view, each of another layer, since one that is asked again goes on."""
    layers = int(view.lab.kernel("print(trace.n_layers)"))
    view.root.scroll_into_view_if_needed()
    view.question(QUESTION)
    times = []
    for layer in range(1, layers)[: rounds + 1]:
        view.cell(layer, 1).click()
        view.lab.wait_idle()
        times.append(float(view.page.evaluate(CANCEL)))
    times = times[1:]  # the first is to get warm
    note = f"median, from click to stopped; the slowest of {len(times)} took {max(times):.0f} ms"
    return Figure("cancel_ms", statistics.median(times), "ms", 200, "lower", note=note)


def large_page(
    browser: Browser, folder: pathlib.Path, rounds: int, positions: int, blocks: int
) -> list[Figure]:
    """Open a saved page of the large grid, and scroll it."""
    session = fake_session(n_layers=blocks)
    words = " ".join(f"w{i % 600}" for i in range(positions - 1))
    explorer = Explorer(session, session.run(f"<bos> {words}"))
    path = explorer.save_html(folder / "large.html")
    paints: list[float] = []
    frames: list[float] = []
    work: list[float] = []
    opened: list[float] = []
    for _ in range(rounds):
        page: Any = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(FIRST_PAINT)
        clock = page.context.new_cdp_session(page)
        clock.send("Performance.enable", {"timeDomain": "threadTicks"})
        began = busy(clock)
        page.goto(path.as_uri())
        page.wait_for_function("() => window.llPainted !== undefined")
        before = busy(clock)
        paints.append(page.evaluate("() => window.llPainted - window.llData"))
        opened.append(1000 * (before - began))
        rate = page.evaluate(SCROLL, SECONDS)
        frames.append(rate)
        work.append(1000 * (busy(clock) - before) / (rate * SECONDS))
        page.close()
    size = f"{len(explorer.tokens)} positions by {blocks + 1} layers"
    explorer.close()
    return [
        Figure(
            "first_paint_ms", statistics.median(paints), "ms", 300, "lower", note=f"{size}, from its data on"
        ),
        Figure(
            "first_paint_cpu_ms",
            statistics.median(opened),
            "ms of CPU time, the page's data read too",
            300,
            "lower",
            note=size,
        ),
        Figure("scroll_fps", statistics.median(frames), "frames a second", 50, "higher", note=size),
        Figure("scroll_frame_ms", statistics.median(work), "ms of CPU time a frame", 20, "lower", note=size),
    ]


def busy(clock: Any) -> float:
    """Return the CPU time that the page's main thread has taken, in seconds."""
    metrics = clock.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def bundle() -> Figure:
    """Return the size of what a view loads, compressed as a server would."""
    static = ROOT / "src" / "latentlens" / "static"
    size = sum(len(gzip.compress((static / name).read_bytes())) for name in ("explorer.js", "explorer.css"))
    return Figure("bundle_kB", size / 1000, "kB", 200, "lower", note="script and style, gzip")


def live(page: Page, base: str, folder: pathlib.Path, model: str, rounds: int) -> list[Figure]:
    """Measure what needs a kernel."""
    write_notebook(folder / "live.ipynb", [CELLS[0].format(model=model), *CELLS[1:]])
    lab = LabPage(page, base, folder, "live.ipynb")
    lab.open()
    lab.tidy(1280, 1400)
    lab.run_all()
    view = ExplorerView(lab)
    view.wait()
    view.question(QUESTION)
    try:
        say("clicks and calls")
        figures = [clicks(view, rounds)]
        say("hints")
        figures.append(hovers(view))
        say("cancels")
        return [*figures, cancels(ExplorerView(lab, 1), rounds)]
    finally:
        lab.end_kernels()


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--model", default="world-small")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--positions", type=int, default=512, help="of the large grid")
    parser.add_argument("--blocks", type=int, default=31, help="of the large grid, which has a layer more")
    args = parser.parse_args()
    expect.set_options(timeout=90_000)
    with (
        tempfile.TemporaryDirectory() as name,
        jupyterlab(pathlib.Path(name)) as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.set_default_timeout(90_000)
        say(f"a kernel with {args.model}")
        figures = live(page, base, pathlib.Path(name), args.model, args.rounds)
        page.close()
        say(f"a page of {args.positions} by {args.blocks + 1} cells")
        figures += large_page(
            browser, pathlib.Path(name), max(1, args.rounds // 3), args.positions, args.blocks
        )
        browser.close()
    return 0 if publish("The Explorer in Chromium", [*figures, bundle()], args.json) else 1


if __name__ == "__main__":
    sys.exit(main())

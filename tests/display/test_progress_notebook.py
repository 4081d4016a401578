"""A bar in a real kernel: a widget where there is ipywidgets, else text; nothing stays of either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from live_kernel import Kernel

WORK = """
from latentlens import Progress
def work(**how):
    with Progress("sweeping", unit="answers", total=3, **how) as work:
        for _ in range(3):
            time.sleep(0.6)
            work.check()
            work.advance()
"""


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    """Return a kernel that has work to show."""
    kernel = Kernel()
    try:
        assert "" == kernel.run(WORK)
        yield kernel
    finally:
        kernel.close()


def messages(kernel: Kernel, code: str) -> list[tuple[str, dict[str, Any]]]:
    """Run a notebook cell and return what it sends, widgets' own messages apart: (kind, content)."""
    sent, found = kernel.start(code), []
    while True:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != sent:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind in ("stream", "error", "display_data", "update_display_data"):
            found.append((kind, content))
        if kind == "status" and content["execution_state"] == "idle":
            return found


def test_a_notebook_shows_a_widget_and_keeps_nothing_of_it(kernel: Kernel) -> None:
    """One output, which is blank when the work has ended, and no warning."""
    first, *_, last = found = messages(kernel, "work()")

    assert {"display_data", "update_display_data"} == {kind for kind, _ in found}
    assert "application/vnd.jupyter.widget-view+json" in first[1]["data"]
    assert first[1]["data"]["text/plain"].startswith("sweeping:")
    assert {"text/plain": ""} == last[1]["data"]
    assert first[1]["transient"] == last[1]["transient"]


@pytest.mark.parametrize("ending", ["KeyboardInterrupt", "ValueError"])
def test_a_widget_goes_with_work_that_fails(kernel: Kernel, ending: str) -> None:
    """Its output is blank too, and the error is the work's."""
    code = f"""
    with Progress("sweeping", total=3) as work_:
        time.sleep(1.1)
        work_.advance()
        raise {ending}
    """
    first, last, error = messages(kernel, code)

    assert "widget" in str(first[1]["data"])
    assert {"text/plain": ""} == last[1]["data"]
    assert ending == error[1]["ename"]


def test_short_work_and_false_show_nothing(kernel: Kernel) -> None:
    """No output at all, and no widget made."""
    assert [] == messages(kernel, "with Progress('short', total=2) as short:\n    short.advance()")
    assert [] == messages(kernel, "work(bar=False)")


def test_a_kernel_without_ipywidgets_shows_text_and_no_warning(kernel: Kernel) -> None:
    """The bar is tqdm's text; no TqdmWarning tells of what is not installed."""
    hide = "from tqdm import notebook\nheld, notebook.IProgress = notebook.IProgress, None"
    assert [] == messages(kernel, hide)
    found = messages(kernel, "work()")
    assert [] == messages(kernel, "notebook.IProgress = held")

    assert {"stream"} == {kind for kind, _ in found}
    text = "".join(content["text"] for _, content in found)
    assert "sweeping:  33%|" in text
    assert "Warning" not in text
    assert "" == text.split("\r")[-2].strip() == text.split("\r")[-1]

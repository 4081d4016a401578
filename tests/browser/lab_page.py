"""A notebook open in JupyterLab, driven through Playwright."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

READY = """() => {
  const context = window.jupyterapp?.shell?.currentWidget?.sessionContext;
  const kernel = context?.session?.kernel;
  return context?.isReady && kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

EVALUATE = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code, store_history: false });
  let out = '';
  future.onIOPub = (message) => {
    if (message.header.msg_type === 'stream') out += message.content.text;
    if (message.header.msg_type === 'error') out += message.content.traceback.join('\\n');
  };
  await future.done;
  return out.trim();
}"""


def write_notebook(path: Path, sources: list[str]) -> None:
    """Write a notebook of code cells."""
    cells = [
        {
            "cell_type": "code",
            "id": uuid.uuid4().hex[:8],
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for source in sources
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells})
    )


class HostPage:
    """A page of a host that shows an Explorer and nothing else that a test drives.

    Args:
        page: Playwright's page.
    """

    def __init__(self, page: Page) -> None:
        self.page = page


class LabPage(HostPage):
    """One notebook in JupyterLab: run its notebook cells, ask its kernel, switch its theme.

    Args:
        page: Playwright's page.
        base: the server's address.
        folder: the folder that the server serves.
        name: the notebook's file name.
        at: where notebooks are under the address; Notebook 7 has them under "notebooks".
    """

    def __init__(self, page: Page, base: str, folder: Path, name: str, at: str = "lab/tree") -> None:
        super().__init__(page)
        self.base, self.path, self.name, self.at = base, folder / name, name, at

    def open(self) -> None:
        """Open the notebook in a fresh workspace and wait for its kernel.

        The toolbar's "idle" is not enough: it reads idle before there is a kernel, and running a
        notebook cell then opens a dialog.
        """
        self.page.goto(f"{self.base}/{self.at}/{self.name}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the kernel is connected and idle."""
        self.page.wait_for_function(READY, timeout=90_000)

    def command(self, name: str, **args: Any) -> None:
        """Start one of JupyterLab's commands; its promise is not awaited, for it may never settle."""
        self.page.evaluate(
            "([name, args]) => { window.jupyterapp.commands.execute(name, args); }", [name, args]
        )

    def run_all(self) -> None:
        """Start running every notebook cell."""
        self.command("notebook:run-all-cells")

    def run_cell(self, index: int) -> None:
        """Start running one notebook cell."""
        self.page.evaluate(
            "(i) => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i; }", index
        )
        self.command("notebook:run-cell")

    def find(self, text: str) -> int:
        """Return the index of the first notebook cell of code that holds a text."""
        cells = json.loads(self.path.read_text("utf-8"))["cells"]
        return next(
            i
            for i, cell in enumerate(cells)
            if cell["cell_type"] == "code" and text in "".join(cell["source"])
        )

    def add_cell(self, source: str) -> None:
        """Add a notebook cell at the end and start running it."""
        self.page.evaluate(
            """(source) => { const { content } = window.jupyterapp.shell.currentWidget;
              content.model.sharedModel.addCell({ cell_type: 'code', source });
              content.activeCellIndex = content.widgets.length - 1; }""",
            source,
        )
        self.command("notebook:run-cell")

    def kernel(self, code: str) -> str:
        """Run code on the notebook's kernel and return what it printed."""
        return str(self.page.evaluate(EVALUATE, code))

    def start(self, code: str) -> None:
        """Start code on the notebook's kernel and do not wait for it."""
        self.page.evaluate(
            """(code) => { window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
                 .requestExecute({ code, store_history: false }); }""",
            code,
        )

    def restart_kernel(self) -> None:
        """Restart the kernel without a dialog and wait until it is back."""
        self.page.evaluate(
            """() => { window.restarted = false;
              window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()
                .then(() => { window.restarted = true; }); }"""
        )
        self.page.wait_for_function("() => window.restarted", timeout=60_000)
        self.wait_idle()

    def shutdown_kernel(self) -> None:
        """Shut the kernel down and leave the notebook open."""
        self.page.evaluate(
            """() => { window.stopped = false;
              window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()
                .then(() => { window.stopped = true; }); }"""
        )
        self.page.wait_for_function("() => window.stopped", timeout=60_000)

    def end_kernels(self) -> None:
        """End the notebook's kernel, if it has one, so that kernels do not add up over the tests."""
        self.page.evaluate(
            """() => { window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.shutdown()
                 .catch(() => undefined); }"""
        )

    def reload(self) -> None:
        """Load the page anew, with the kernel going on, and wait until the notebook has it back."""
        self.page.goto(f"{self.base}/{self.at}/{self.name}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.wait_idle()

    def count(self) -> int:
        """Return how many notebook cells there are."""
        return int(self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def save(self) -> None:
        """Save the notebook and wait until the file holds it."""
        self.page.evaluate(
            """() => { window.saved = false;
              window.jupyterapp.shell.currentWidget.context.save().then(() => { window.saved = true; }); }"""
        )
        self.page.wait_for_function("() => window.saved", timeout=30_000)

    def tidy(self, width: int, height: int) -> None:
        """Give the notebook the whole of a page of this size, for a picture."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(
            """() => { const shell = window.jupyterapp.shell;
              shell.collapseLeft(); shell.collapseRight(); shell.mode = 'single-document'; }"""
        )
        self.page.wait_for_timeout(300)

    def theme(self, name: str) -> None:
        """Switch JupyterLab's theme: "light" or "dark"."""
        if self.page.evaluate("() => document.body.dataset.jpThemeLight") == str(name == "light").lower():
            return
        self.command("apputils:change-theme", theme=f"JupyterLab {name.title()}")
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light", arg=str(name == "light").lower()
        )
        # JupyterLab covers itself with a splash screen while it changes.
        self.page.wait_for_function("() => !document.getElementById('jupyterlab-splash')")
        self.page.wait_for_timeout(300)

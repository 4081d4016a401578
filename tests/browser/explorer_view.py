"""An Explorer in a notebook, as a user handles it."""

from __future__ import annotations

import time

from lab_page import LabPage
from playwright.sync_api import Locator, expect


class ExplorerView:
    """One view of an Explorer.

    Args:
        lab: the notebook.
        index: which view in the notebook, counted from 0.
    """

    def __init__(self, lab: LabPage, index: int = 0) -> None:
        self.lab, self.page = lab, lab.page
        self.root = lab.page.locator(".ll-root").nth(index)

    def wait(self) -> None:
        """Wait until the grid is there and the kernel idle."""
        self.root.locator(".ll-cell").first.wait_for()
        self.lab.wait_idle()

    def cell(self, layer: int, position: int) -> Locator:
        """Return a cell of the grid."""
        return self.root.locator(f'.ll-cell[data-layer="{layer}"][data-position="{position}"]')

    def eventually(self, code: str, wanted: str, seconds: float = 30) -> None:
        """Expect Python to print something, soon."""
        deadline = time.monotonic() + seconds
        while (printed := self.lab.kernel(code)) != wanted:
            assert time.monotonic() < deadline, f"{code} prints {printed!r}, not {wanted!r}"
            time.sleep(0.1)  # the kernel cannot be waited on from here, only asked

    def question(self, text: str, options: str = "") -> None:
        """Type a question of one's own, with options to choose from."""
        self.root.get_by_label("Question", exact=True).nth(1).fill(text)
        self.root.get_by_label("Answers", exact=True).fill(options)

    def ask(self) -> None:
        """Press Ask."""
        self.root.get_by_role("button", name="Ask", exact=True).click()

    def sweep(self) -> None:
        """Press Sweep positions."""
        self.root.get_by_role("button", name="Sweep positions").click()

    @property
    def words(self) -> Locator:
        """The answer on the card."""
        return self.root.locator(".ll-words")

    @property
    def jobs(self) -> Locator:
        """The lines of work under way or gone wrong."""
        return self.root.locator(".ll-job")

    @property
    def dots(self) -> Locator:
        """The points of the curve."""
        return self.root.locator(".ll-dot")

    def selected(self, layer: int, position: int) -> None:
        """Expect a cell to be the selected one."""
        expect(self.cell(layer, position)).to_have_attribute("aria-selected", "true")

"""An Explorer in a notebook, as a user handles it."""

from __future__ import annotations

import time

from lab_page import HostPage, LabPage
from playwright.sync_api import Locator, expect


class ExplorerView:
    """One view of an Explorer.

    Args:
        host: the notebook, or another page with the Explorer in it.
        index: which view in the page, counted from 0.
    """

    def __init__(self, host: HostPage, index: int = 0) -> None:
        self.page = host.page
        self._host = host
        self.root = host.page.locator(".ll-root").nth(index)

    @property
    def lab(self) -> LabPage:
        """The notebook in JupyterLab or Notebook 7."""
        assert isinstance(self._host, LabPage)
        return self._host

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

    def scheme(self) -> str:
        """Return "light" or "dark": whether the view's text is darker or lighter than its ground."""
        lightness = [sum(self.color(name)) for name in ("color", "background-color")]
        return "light" if lightness[0] < lightness[1] else "dark"

    def color(self, property: str) -> tuple[int, int, int]:
        """Return a colour of the view as it is drawn: red, green and blue, each 0 to 255."""
        return color_of(self.root, property)


def color_of(element: Locator, property: str) -> tuple[int, int, int]:
    """Return a colour of an element as it is drawn: red, green and blue, each 0 to 255."""
    drawn = element.evaluate(
        """(element, property) => {
          const context = document.createElement('canvas').getContext('2d');
          context.fillStyle = getComputedStyle(element).getPropertyValue(property);
          context.fillRect(0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data]; }""",
        property,
    )
    return tuple(drawn[:3])

"""How large the page of an Explorer is: a long prompt in a deep model stays small."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browser_end import Browser
from fake_backend import fake_session
from latentlens import Explorer
from latentlens.explorer.lens import PAGE_LAYERS, PAGE_POSITIONS
from latentlens.explorer.static_view import STATIC
from wide_seconds import compare_wide

POSITIONS, LAYERS = 512, 32
MB = 1_000_000


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    """Return an Explorer of 512 tokens and 32 layers, with the whole lens and five answers."""
    session = fake_session(n_layers=LAYERS - 1)
    words = " ".join(f"w{i % 600}" for i in range(POSITIONS - 1))
    explorer = Explorer(session, session.run(f"<bos> {words}"))
    front = Browser(explorer)
    for position in range(1, 6):
        front.query(str(position), "ask", layer=2, position=position)
        front.end(str(position))
    compare_wide(front, f"<bos> w7 {words[: words.rindex(' ')]}")
    # One page is read, and stands for the others: what is measured is their size.
    lens = explorer._lens
    page = lens.read(range(PAGE_LAYERS), 0, PAGE_POSITIONS)
    for low in range(0, LAYERS, PAGE_LAYERS):
        for start in range(0, POSITIONS, PAGE_POSITIONS):
            at = {"layers": [*range(low, low + PAGE_LAYERS)], "start": start, "stop": start + PAGE_POSITIONS}
            lens._pages[low, start] = {**page, **at}
    return explorer


def test_the_grid_is_as_large_as_said(explorer: Explorer) -> None:
    """512 positions by 32 layers are in the pages."""
    assert (POSITIONS, LAYERS) == (len(explorer.tokens), explorer.n_layers + 1)
    cells = sum(
        len(page["layers"]) * (page["stop"] - page["start"]) for page in explorer._lens.read_for(None)
    )
    assert POSITIONS * LAYERS == cells


def test_a_page_is_at_most_one_megabyte_beside_its_data(explorer: Explorer, tmp_path: Path) -> None:
    """What `save_html` writes beside the values of the traits is the widget, and loads nothing.

    The trace is compared with a second one as long, whose cells and differences stand on the page too.
    """
    page = explorer.save_html(tmp_path / "page.html").read_text("utf-8")
    found = page[page.index('id="ll-state">') + len('id="ll-state">') :].split("</script>")[0]
    state = json.loads(found)["state"]
    (second,) = state["second_pages"]
    cells = sum(len(page["layers"]) * (page["stop"] - page["start"]) for page in second["pages"])
    data = len(json.dumps(state, ensure_ascii=False).replace("<", "\\u003c").encode())

    size = len(page.encode())
    assert size - data <= MB, f"{(size - data) / MB:.2f} MB beside the data"
    assert 2 * POSITIONS * LAYERS == cells
    assert size <= 2 * MB, f"{size / MB:.2f} MB"
    assert sum((STATIC / name).stat().st_size for name in ("explorer.js", "explorer.css", "host.js")) < size

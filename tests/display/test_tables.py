"""The one writer of tables: every text in them is text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from latentlens.display.printable import isolated
from latentlens.display.tables import BREAK, Cell, element, html_table, markup, text_table

EVIL = "<img src=x onerror=alert(1)>\"'&</td><script>"


class Seen(HTMLParser):
    """What a browser would make of markup: its tags, the values of its attributes, its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


@pytest.mark.parametrize(
    "cell", [EVIL, Cell("x", title=EVIL), Cell(element("b", EVIL)), Cell("x", style=EVIL)]
)
def test_no_cell_can_add_markup(cell: str | Cell) -> None:
    """Contents, titles and styles are texts, in elements too."""
    seen = Seen(html_table([cell], [[cell]], caption=EVIL, class_=EVIL))

    assert {"table", "caption", "thead", "tbody", "tr", "th", "td", "b"} >= set(seen.tags)
    assert any(EVIL in (text or "") for text in [*seen.texts, *seen.values])


def test_markup_is_what_elements_are_made_of_only() -> None:
    """A text that looks like an element is a text; one that is an element stays one."""
    assert "a&lt;br&gt;b<br><i>&amp;</i>" == markup("a<br>b", BREAK, element("i", "&"))


def test_heads_name_columns_and_rows() -> None:
    """A head has its scope, so that screen readers say what a number belongs to."""
    page = html_table(["layer", "p"], [[Cell("3", head=True), "0.5"]])

    assert 2 == page.count('scope="col"')
    assert 1 == page.count('scope="row"')


def test_a_cell_has_the_direction_of_its_text() -> None:
    """A Hebrew text is read from the right; not so a number with an isolated Hebrew token beside it."""
    page = html_table(["", "", ""], [["שלום 42!", isolated("שלום"), f"4 {isolated('שלום')}"]])

    assert 1 == page.count('dir="auto"')
    assert 'dir="auto" style="padding:2px 6px;text-align:left;vertical-align:top">שלום 42!' in page


def test_a_table_without_heads_has_no_empty_line() -> None:
    """Heads that are all empty are left out, in text and in HTML."""
    assert "a  1\nb  2" == text_table(["", ""], [("a", "1"), ("b", "2")])
    assert "thead" not in html_table(["", ""], [("a", "1")])


def test_columns_are_aligned_as_asked() -> None:
    """Numbers stand on the right where that is asked for."""
    assert "a    n\nxx  10" == text_table(["a", "n"], [("xx", "10")], align=("left", "right"))
    assert 2 == html_table(["n"], [["10"]], align="right").count("text-align:right")

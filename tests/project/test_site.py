"""The documentation builds as a site without a warning, and the site needs nothing from elsewhere."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import latentlens
from run_scripts import run_script

pytest.importorskip("mkdocs", reason='needs what the site is built with: pip install -e ".[docs]"')

ROOT = pathlib.Path(__file__).parents[2]
LOADED = {"src", "srcset", "poster", "data", "action"}
"""Attributes whose address is loaded; an `href` is loaded in a <link> alone."""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """What `make lessons` keeps; of one lesson only, the second."""
    folder = tmp_path_factory.mktemp("lessons")
    with pytest.MonkeyPatch.context() as patch:
        assert 0 == run_script(patch, ROOT / "scripts" / "run_lessons.py", "2", "--to", folder)
    return folder


@pytest.fixture(scope="module")
def site(outputs: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The built site; a warning, such as a broken link or anchor, fails here."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    environment["LATENTLENS_LESSON_OUTPUTS"] = str(outputs)
    done = subprocess.run(
        [*command, folder], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, (done.stdout + done.stderr)[-3000:]
    assert "" == done.stdout + done.stderr
    return folder


class _Loaded(HTMLParser):
    """Collects the addresses that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the addresses of a tag."""
        relation = dict(attrs).get("rel") or ""
        for name, value in attrs:
            if name in LOADED or (tag == "link" and name == "href" and relation != "canonical"):
                self.addresses += [value] if value and not value.startswith("data:") else []


def test_the_pages_load_nothing_from_elsewhere(site: pathlib.Path):
    """No page and no style sheet names a script, style, font, image or frame of another server."""
    pages = sorted(site.rglob("*.html"))
    assert 60 < len(pages)
    outside = set()
    for page in pages:
        parser = _Loaded()
        parser.feed(page.read_text("utf-8"))
        outside |= {address for address in parser.addresses if re.match(r"([a-z]+:)?//", address)}
    for sheet in site.rglob("*.css"):
        outside |= set(
            re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", sheet.read_text("utf-8"))
        )

    assert set() == outside


def test_every_public_name_has_its_entry(site: pathlib.Path):
    """Each name that can be imported from latentlens stands in the API reference once."""
    reference = "".join(page.read_text("utf-8") for page in sorted((site / "reference").glob("*.html")))

    names = [name for name in latentlens.__all__ if name != "presets"]
    assert [1] * len(names) == [len(re.findall(rf'<h2 id="latentlens\.{name}"', reference)) for name in names]


@pytest.mark.parametrize("section", ["Parameters:", "Returns:", "Raises:", "Examples:"])
def test_docstrings_are_shown_in_sections(site: pathlib.Path, section: str):
    """What a call takes, returns and raises stands under headings, as for `Session.run`."""
    page = (site / "reference" / "session.html").read_text("utf-8")
    entry = page.split('id="latentlens.Session.run"')[1].split("<h3 id=")[0]

    assert f'<span class="doc-section-title">{section}</span>' in entry
    assert "Example:" not in page


def test_readers_are_shown_with_their_arguments(site: pathlib.Path):
    """What a reader takes is made when its class is made, and stands in its entry all the same."""
    page = (site / "reference" / "readers.html").read_text("utf-8")
    entry = page.split('id="latentlens.Patchscope"')[1].split("<h2 id=")[0]

    assert '<span class="doc-section-title">Parameters:</span>' in entry
    assert "<code>max_new_tokens</code>" in entry
    assert "The answer ends after at most this many tokens." in entry


def test_examples_show_what_they_print_and_draw(site: pathlib.Path):
    """The gallery has the figures of its examples, drawn by the code above them."""
    page = (site / "gallery.html").read_text("utf-8")

    assert 8 <= page.count('<figure class="output"><svg')


def test_a_solved_lesson_shows_what_it_printed_and_drew(site: pathlib.Path):
    """Under its code stand checks, tables and figures, whose data and scripts are in the site."""
    page = site / "notebooks" / "course" / "solutions" / "2-the-logit-lens.html"
    text = page.read_text("utf-8")

    assert 2 == text.count('<pre class="output">Right.</pre>')
    assert 'class="dataframe"' in text
    assert 2 == text.count('<div class="output figure">')
    data = re.findall(r'<div class="output figure"><script type="application/json">(.*?)</script>', text)
    assert ["twelve countries" in str(json.loads(each)["layout"]["title"]) for each in data] == [True, False]
    root = "../../../"
    scripts = re.findall(rf'<script src="{re.escape(root)}(plotly.min.js|figures.js)"></script>', text)
    assert ["plotly.min.js", "figures.js"] == scripts
    assert all((page.parent / root / name).is_file() for name in scripts)


def test_a_lesson_that_was_not_run_says_how_to(site: pathlib.Path):
    """Its solution is there without outputs, and loads no script for figures."""
    text = (site / "notebooks" / "course" / "solutions" / "3-patchscopes.html").read_text("utf-8")

    assert "<code>make lessons</code>" in text
    assert 'class="output' not in text
    assert "plotly.min.js" not in text


def test_the_search_finds_lessons_and_not_their_solutions(site: pathlib.Path):
    """What is to be guessed is not given away by looking for a word."""
    index = (site / "search" / "search_index.json").read_text("utf-8")

    assert "notebooks/course/3-patchscopes.html" in index
    assert "notebooks/course/solutions" not in index


def test_the_site_is_small(site: pathlib.Path):
    """It can be handed on: under 30 MB."""
    assert 30_000_000 > sum(path.stat().st_size for path in site.rglob("*") if path.is_file())

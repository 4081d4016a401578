"""What the documents say can be done, can be done."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def _blocks(page: pathlib.Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/getting-started.md", "docs/methods.md", "docs/world.md"])
def test_the_examples_run(name: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    """Each example of a page runs after those above it; models of the reader's own are left out."""
    monkeypatch.chdir(tmp_path)  # some of them write files
    space: dict[str, object] = {}
    for block in _blocks(ROOT / name):
        if "path/to/" not in block:
            exec(compile(block, name, "exec"), space)  # the documents are our own

    assert "sweep" in space


@pytest.mark.parametrize("script", sorted(ROOT.glob("examples/*.py")), ids=lambda script: script.name)
def test_the_example_scripts_run(script: pathlib.Path):
    """Each script runs as it is, without arguments, and prints something."""
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    assert done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: pathlib.Path):
    """A relative link names a file that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]

"""Takes what stands beside `docs/` into the site: notebooks, example scripts, and a few pages.

A solved lesson's page has what it printed and drew, where `make lessons` has run it.

A hook of mkdocs, named in mkdocs.yml. A page links to such a file by its path in the repository, as it is for
a reader on any Git host; here those links lead to the file's page in the site.
"""

from __future__ import annotations

import ast
import json
import os
import pathlib
import posixpath
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from plotly.offline import get_plotlyjs

from run_lessons import KEPT, SOLUTIONS, LessonOutputs, kept_outputs

ROOT = pathlib.Path(__file__).resolve().parents[1]
LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "changelog.d": "changelog.md",
    "changelog.d/README.md": "changelog.md",
    "LICENSE": "contributing.md",
    "examples": "examples/index.md",
    "notebooks/course/README.md": "notebooks/course/index.md",
    "notebooks/course/instructors.md": "notebooks/course/instructors.md",
    "src/latentlens/world/data/README.md": "data/world.md",
    "src/latentlens/real_world/data/README.md": "data/real-world.md",
}
"""Paths in the repository, and the page of each in the site."""

OUTPUTS = pathlib.Path(os.environ.get("LATENTLENS_LESSON_OUTPUTS", KEPT))
"""Where `make lessons` keeps what the solved lessons printed and drew; the tests name another folder."""

LESSON = "This lesson is a notebook: `latentlens lessons` copies all nine for you to run and to write in."

PLOTLY = "plotly.min.js"
"""The script that draws figures, in the site's root; it is there if a page has a figure."""


def notebooks() -> dict[str, str]:
    """Return the notebooks' paths in the repository, and the page of each."""
    folders = ("notebooks", "notebooks/course", "notebooks/course/solutions")
    found = [path for folder in folders for path in ROOT.glob(f"{folder}/*.ipynb")]
    names = sorted(path.relative_to(ROOT).as_posix() for path in found)
    return {name: name.removesuffix(".ipynb") + ".md" for name in names}


def notebook_page(path: pathlib.Path, kept: LessonOutputs | None = None) -> str:
    """Return a notebook as Markdown: its text, its code in fences, and what is kept of its outputs.

    Args:
        path: the notebook, which has no outputs itself.
        kept: what it printed and drew; None (default) if that is not known.
    """
    parts = []
    outputs = {} if kept is None else kept.outputs
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        parts += outputs.get(cell["id"], ())
    if path.parent.name == "course":
        parts.insert(1, _tip(f"{LESSON} Once you have guessed: [solved](solutions/{path.name})."))
    if path.parent == SOLUTIONS:
        # the search finds the lesson, without the answers
        parts.insert(0, "---\nsearch:\n  exclude: true\n---")
        parts.insert(2, _tip(f"[The lesson](../{path.name}), solved. {_run_with(kept)}"))
    if any('class="output figure"' in part for part in parts):
        root = posixpath.relpath(".", path.parent.relative_to(ROOT).as_posix())
        parts += [f'<script src="{root}/{name}"></script>' for name in (PLOTLY, "figures.js")]
    return "\n\n".join(parts) + "\n"


def _run_with(kept: LessonOutputs | None) -> str:
    if kept is None:
        return "`make lessons` runs all nine and puts what they print and draw here."
    return f"Under the code stands what it printed and drew, with latentlens {kept.version}."


def _tip(text: str) -> str:
    return f'!!! tip ""\n    {text}'


def scripts_page() -> str:
    """Return one page with every example script: what it is about, and its code."""
    parts = ["# Scripts", "Each is about one question, and runs as it stands, in seconds and offline."]
    for path in sorted(ROOT.glob("examples/*.py")):
        code = path.read_text("utf-8")
        about = ast.get_docstring(ast.parse(code)) or ""
        title, _, rest = about.partition("\n")
        body = code.split('"""', 2)[2].strip("\n")
        parts += [
            f"## {title}",
            rest.strip(),
            f"`python examples/{path.name}`",
            f"```python\n{body}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def changes_page() -> str:
    """Return the changelog, with what is not released yet under it."""
    notes = [path.read_text("utf-8").strip() for path in sorted(ROOT.glob("changelog.d/*.added.md"))]
    items = "\n".join(f"- {' '.join(note.removeprefix('- ').split())}" for note in notes)
    return f"{(ROOT / 'CHANGELOG.md').read_text('utf-8')}\n## Not released yet\n\n{items}\n"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site."""
    made = {"examples/index.md": scripts_page(), "changelog.md": changes_page()}
    for name, page in notebooks().items():
        path = ROOT / name
        made[page] = notebook_page(path, kept_outputs(path, OUTPUTS) if path.parent == SOLUTIONS else None)
    if any(PLOTLY in content for content in made.values()):
        made[PLOTLY] = get_plotlyjs()
    for name, page in PAGES.items():
        if page not in made:
            made[page] = (ROOT / name).read_text("utf-8")
    for page, content in made.items():
        files.append(File.generated(config, page, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the page's links to files beside `docs/` lead to their pages; a fence is left as it is."""
    return "".join(
        part if index % 2 else LINK.sub(lambda link: _relinked(link, page.file.src_uri), part)
        for index, part in enumerate(FENCED.split(markdown))
    )


def _relinked(link: re.Match[str], page: str) -> str:
    before, target, after = link.groups()
    if re.match(r"[a-z]+:", target):
        return link[0]
    pages = PAGES | notebooks()
    places: dict[str, str] = {page: name for name, page in reversed(pages.items())}
    folder = posixpath.dirname(places.get(page, f"docs/{page}"))
    path = posixpath.normpath(posixpath.join(folder, target))
    to = path.removeprefix("docs/") if path.startswith("docs/") else pages.get(path)
    return (
        link[0] if to is None else f"{before}{posixpath.relpath(to, posixpath.dirname(page) or '.')}{after}"
    )

"""Takes what stands beside `docs/` into the site: notebooks, example scripts, and a few pages.

A hook of mkdocs, named in mkdocs.yml. A page links to such a file by its path in the repository, as it is for
a reader on any Git host; here those links lead to the file's page in the site.
"""

from __future__ import annotations

import ast
import json
import pathlib
import posixpath
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

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


def notebooks() -> dict[str, str]:
    """Return the notebooks' paths in the repository, and the page of each."""
    found = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("notebooks/course/*.ipynb")]
    names = sorted(path.relative_to(ROOT).as_posix() for path in found)
    return {name: name.removesuffix(".ipynb") + ".md" for name in names}


def notebook_page(path: pathlib.Path) -> str:
    """Return a notebook as Markdown: its text, and its code in fences.

    Args:
        path: the notebook, which has no outputs.
    """
    parts = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
    if path.parent.name == "course":
        note = (
            "This lesson is a notebook: `latentlens lessons` copies all nine for you to run and to write in."
        )
        parts.insert(1, f'!!! tip ""\n    {note}')
    return "\n\n".join(parts) + "\n"


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
    made |= {page: notebook_page(ROOT / name) for name, page in notebooks().items()}
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

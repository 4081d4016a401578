"""Builds the course's notebooks, for students and with solutions, from one source for each lesson.

    python scripts/build_course.py            # writes them
    python scripts/build_course.py --check    # says which are not what their sources build

A source is Markdown. Prose becomes Markdown cells; a fence becomes a notebook cell, by what follows "python":
its id, and its kind if it is more than an example:

- `exercise`: the cell with dots that students fill in;
- `solution`: what the solutions have in its place; it follows its exercise and has the same id;
- `claim`: what the text around it says, as assertions. It is in neither version, and the tests run it.
"""

from __future__ import annotations

import argparse
import dataclasses
import pathlib
import re
import sys

import nbformat

COURSE = pathlib.Path(__file__).parents[1] / "notebooks" / "course"
FENCE = re.compile(
    r"^```python ([a-z][a-z-]*)(?: (exercise|solution|claim))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclasses.dataclass(frozen=True)
class SourceCell:
    """A notebook cell of a lesson's source.

    Args:
        kind: "prose", "example", "exercise", "solution" or "claim".
        id: its id in the notebook.
        text: what it holds.
    """

    kind: str
    id: str
    text: str


def sources() -> list[pathlib.Path]:
    """Return the lessons' sources, in their order."""
    return sorted((COURSE / "source").glob("*.md"))


def cells_of(source: str) -> list[SourceCell]:
    """Return the cells of a lesson; prose is named after the code that follows it."""
    found: list[SourceCell] = []
    start = 0
    for fence in FENCE.finditer(source):
        name, kind, text = fence[1], fence[2] or "example", fence[3].strip("\n")
        prose = source[start : fence.start()].strip()
        start = fence.end()
        if prose:
            found.append(SourceCell("prose", f"before-{name}" + ("-claim" if kind == "claim" else ""), prose))
        found.append(SourceCell(kind, name, text))
    if rest := source[start:].strip():
        found.append(SourceCell("prose", "end", rest))
    return found


def notebook_of(cells: list[SourceCell], *without: str) -> nbformat.NotebookNode:
    """Return a lesson as a notebook without outputs, less the cells of some kinds."""
    notebook = nbformat.v4.new_notebook(metadata=KERNEL)
    for cell in cells:
        if cell.kind in without:
            continue
        new = nbformat.v4.new_markdown_cell if cell.kind == "prose" else nbformat.v4.new_code_cell
        name = f"{cell.id}-claim" if cell.kind == "claim" else cell.id
        tags = {"tags": [cell.kind]} if cell.kind in ("exercise", "solution") else {}
        notebook.cells.append(new(cell.text, id=name, metadata=tags))
    return notebook


def built(source: pathlib.Path) -> dict[pathlib.Path, str]:
    """Return what a source builds, by path: the students' notebook and the one with solutions."""
    cells = cells_of(source.read_text(encoding="utf-8"))
    students = notebook_of(cells, "solution", "claim")
    solutions = notebook_of(cells, "exercise", "claim")
    name = f"{source.stem}.ipynb"
    return {
        COURSE / name: nbformat.writes(students) + "\n",
        COURSE / "solutions" / name: nbformat.writes(solutions) + "\n",
    }


def main() -> int:
    """Write the notebooks, or say which are not what their sources build."""
    parser = argparse.ArgumentParser(description="Build the course's notebooks from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if one is stale")
    check = parser.parse_args().check
    stale = []
    for source in sources():
        for path, text in built(source).items():
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path)
            if not check:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(COURSE)} {'is not what its source builds' if check else 'written'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())

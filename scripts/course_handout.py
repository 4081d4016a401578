"""Runs the course's solutions and writes a handout: an HTML page for each lesson, with no code but theirs.

    python scripts/course_handout.py                  # into handout/
    python scripts/course_handout.py --to DIR 3 8     # two lessons, elsewhere

A page holds all that it shows, figures as pictures, so that it needs neither Python nor a network.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbconvert.preprocessors import TagRemovePreprocessor

SOLUTIONS = pathlib.Path(__file__).parents[1] / "notebooks" / "course" / "solutions"
NO_GUESS = "You wrote down no guess.\n"
PREPARE = "import plotly.io\nplotly.io.renderers.default = 'svg'"


def page_of(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook that was run as an HTML page without scripts, and with no code but the solutions."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and "solution" not in cell.metadata.get("tags", []):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "no-code"]
        for output in cell.get("outputs", []):
            if output.output_type == "stream":  # nobody guesses in a run of the solutions
                output.text = output.text.replace(NO_GUESS, "")
    exporter = HTMLExporter(exclude_input_prompt=True, exclude_output_prompt=True)
    exporter.embed_images = True
    exporter.register_preprocessor(TagRemovePreprocessor(remove_input_tags={"no-code"}), enabled=True)
    page, _ = exporter.from_notebook_node(notebook)
    return re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL | re.IGNORECASE)


def main() -> int:
    """Run the lessons that are asked for, and write their pages."""
    parser = argparse.ArgumentParser(description="Write the course's handout.")
    parser.add_argument("lessons", nargs="*", help="numbers of lessons; default: all nine")
    parser.add_argument(
        "--to", type=pathlib.Path, default=pathlib.Path("handout"), help="folder; default: handout"
    )
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    for path in sorted(SOLUTIONS.glob("*.ipynb")):
        if asked.lessons and path.stem[0] not in asked.lessons:
            continue
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell(PREPARE))
        quiet = ["--log-level=ERROR"]  # ipykernel warns of its unencrypted loopback sockets
        NotebookClient(notebook, timeout=600, kernel_name="python3", extra_arguments=quiet).execute()
        page = asked.to / f"{path.stem}.html"
        page.write_text(page_of(notebook), encoding="utf-8")
        print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs the course's solutions and keeps what they print and draw, for their pages in the documentation.

    python scripts/run_lessons.py            # those of which nothing is kept, or something older
    python scripts/run_lessons.py --again    # all nine
    python scripts/run_lessons.py 3 8        # two of them

A lesson's outputs are one file in `.lessons/`, some hundred kilobytes; they are not committed. A file holds a
hash of the lesson's code and a digest of latentlens's sources, and the site shows outputs of these alone.
What was run without the real model of the second halves is run again once that is there.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import html
import json
import os
import pathlib
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from typing import Any

import latentlens
from latentlens.files.atomic import write_atomically

ROOT = pathlib.Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "notebooks" / "course" / "solutions"
KEPT = ROOT / ".lessons"
REAL_MODEL = "smollm2-135m"
"""The model that the second halves of the lessons read, where it was fetched."""

FIGURE = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class LessonOutputs:
    """What a lesson printed and drew.

    Args:
        code: hash of the code that was run.
        version: version of latentlens that ran it.
        sources: digest of the sources of latentlens that ran it.
        real_model: whether the real model of its second half was there.
        outputs: the outputs of each notebook cell that has any, as HTML in one line each, by the cell's id.
    """

    code: str
    version: str
    sources: str
    real_model: bool
    outputs: dict[str, list[str]]


def code_hash(notebook: Mapping[str, Any]) -> str:
    """Return the hash of a notebook's code cells, without their outputs.

    Args:
        notebook: the notebook, as JSON.
    """
    code = [
        [cell["id"], "".join(cell["source"])] for cell in notebook["cells"] if cell["cell_type"] == "code"
    ]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


def sources_digest() -> str:
    """Return a digest of latentlens's sources, without the widget's bundle, which no page of a lesson has."""
    from latentlens.experiments.patchscopes.code_version import source_digest

    return source_digest(pathlib.Path(latentlens.__file__).parent, ("static",))


def real_model_is_there() -> bool:
    """Return whether the second halves of the lessons find their model."""
    from latentlens.catalogue.entry import entry
    from latentlens.catalogue.local_models import fetched_directory

    return fetched_directory(entry(REAL_MODEL)) is not None


def kept_outputs(path: pathlib.Path, folder: pathlib.Path = KEPT) -> LessonOutputs | None:
    """Return what is kept of a lesson; None if that is nothing, of other code or sources, or cannot be read.

    Args:
        path: the solved lesson.
        folder: where outputs are kept. Default: `.lessons/`.
    """
    file = folder / f"{path.stem}.json"
    if not file.is_file():
        return None
    try:
        kept = LessonOutputs(**json.loads(file.read_text("utf-8")))
    except (ValueError, TypeError):  # no JSON, or of other fields
        return None
    now = code_hash(json.loads(path.read_text("utf-8"))), sources_digest()
    return kept if (kept.code, kept.sources) == now else None


def run_lesson(path: pathlib.Path, environment: Mapping[str, str] | None = None) -> LessonOutputs:
    """Run a lesson in a kernel of its own, in an empty folder, and return its outputs.

    Args:
        path: the solved lesson, which is not changed.
        environment: further variables of the kernel's environment. Default None.

    Raises:
        nbclient.exceptions.CellExecutionError: if a notebook cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    sources, real_model = sources_digest(), real_model_is_there()
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=1200,
            kernel_name="python3",
            extra_arguments=["--log-level=ERROR"],  # ipykernel warns of its unencrypted loopback sockets
            resources={"metadata": {"path": folder}},
        )
        # Figures as their data alone: the renderer of a notebook would add a whole plotly.js to each.
        figures = {"PLOTLY_RENDERER": "plotly_mimetype", "JUPYTER_PREFER_ENV_PATH": "1"}
        client.execute(env={**os.environ, **figures, **(environment or {})})
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = {cell.id: [shown for each in cell.outputs if (shown := output_html(each))] for cell in code}
    outputs = {id: each for id, each in found.items() if each}
    return LessonOutputs(code_hash(notebook), latentlens.__version__, sources, real_model, outputs)


def output_html(output: Mapping[str, Any]) -> str:
    """Return an output of a notebook cell as HTML in one line; empty for what a page cannot show.

    Args:
        output: the output, as nbformat has it.
    """
    if output["output_type"] == "stream":
        return text_html(output["text"])
    data = output.get("data", {})
    if FIGURE in data:
        return figure_html(data[FIGURE])
    if WIDGET in data:
        return ""
    if "text/html" in data:
        return table_html(SCRIPTS.sub("", data["text/html"]))
    return text_html(data.get("text/plain", ""))


def text_html(printed: str) -> str:
    """Return text that was printed as HTML; empty for nothing but white space.

    Args:
        printed: the text; of a line that was written over and over, what it said last is shown.
    """
    lines = [line.rsplit("\r", 1)[-1] for line in ESCAPES.sub("", printed).rstrip().split("\n")]
    text = html.escape("\n".join(lines)).replace("\n", "&#10;")
    return f'<pre class="output">{text}</pre>' if text.strip() else ""


def table_html(markup: str) -> str:
    """Return an object's own HTML, as an example's output.

    Args:
        markup: the HTML.
    """
    return f'<div class="output">{" ".join(markup.split())}</div>'


def figure_html(figure: Mapping[str, Any]) -> str:
    """Return a figure's data, which the page's script draws; see docs/figures.js.

    Args:
        figure: Plotly's data and layout.
    """
    data = json.dumps({name: figure[name] for name in ("data", "layout")}, separators=(",", ":"))
    safe = data.replace("<", "\\u003c")
    return f'<div class="output figure"><script type="application/json">{safe}</script></div>'


def main() -> int:
    """Run the lessons that are asked for, and keep their outputs."""
    parser = argparse.ArgumentParser(description="Run the course's solutions for the site.")
    parser.add_argument("lessons", nargs="*", help="numbers of lessons; default: all nine")
    parser.add_argument("--again", action="store_true", help="also those whose outputs are kept")
    parser.add_argument(
        "--to", type=pathlib.Path, default=KEPT, help="folder for the outputs; default: .lessons"
    )
    asked = parser.parse_args()
    paths = {path.stem.split("-")[0]: path for path in sorted(SOLUTIONS.glob("*.ipynb"))}
    if strays := [number for number in asked.lessons if number not in paths]:
        parser.error(f"there is no lesson {', '.join(strays)}; there are {', '.join(paths)}")
    asked.to.mkdir(parents=True, exist_ok=True)
    for number, path in paths.items():
        if asked.lessons and number not in asked.lessons:
            continue
        kept = None if asked.again else kept_outputs(path, asked.to)
        if kept is not None and (kept.real_model or not real_model_is_there()):
            print(f"{path.stem}: kept")
            continue
        began = time.monotonic()
        found = run_lesson(path)
        text = json.dumps(dataclasses.asdict(found), indent=1, ensure_ascii=False)
        write_atomically(asked.to / f"{path.stem}.json", text + "\n")
        print(f"{path.stem}: {time.monotonic() - began:.0f} s, {len(text) / 1000:.0f} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`latentlens tour`: copies the tour notebook and opens it in JupyterLab, or runs it without a browser."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pathlib
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from typing import Any

from latentlens._isolated import module_command
from latentlens.errors import InputError, LatentLensError, TourError

NAME = "tour.ipynb"
REAL_MODEL = "smollm2-135m"
"""The model of the tour's second half, which is skipped where it was not fetched."""

_WIDGET = "application/vnd.jupyter.widget-view+json"
_FIGURE = "application/vnd.plotly.v1+json"


def shipped() -> pathlib.Path:
    """Return the tour as it ships: inside an installed package, or in `notebooks/` of a clone.

    Returns:
        Path of the notebook, which must not be written to.

    Raises:
        TourError: If there is no notebook in either place.

    Example:
        >>> shipped().name
        'tour.ipynb'
    """
    package = pathlib.Path(__file__).parents[1]
    places = [package / "notebooks" / NAME, package.parents[1] / "notebooks" / NAME]
    for place in places:
        if place.is_file():
            return place
    raise TourError(
        f"The tour notebook is not where the package keeps it ({places[0]}). Install latentlens again."
    )


def copy(directory: pathlib.Path) -> tuple[pathlib.Path, bool]:
    """Copy the tour into a directory, unless a notebook with its name is already there.

    Args:
        directory: Directory to copy to; made if it is missing.

    Returns:
        Path of the notebook, and whether it equals the shipped one (False if it was there and differs).

    Raises:
        TourError: If the directory cannot be written to.
    """
    content = shipped().read_bytes()
    path = directory / NAME
    try:
        directory.mkdir(parents=True, exist_ok=True)
        # "x" never replaces a file, not even one that appears between a check and the write.
        with contextlib.suppress(FileExistsError), path.open("xb") as file:
            file.write(content)
        return path, path.read_bytes() == content
    except OSError as error:
        raise TourError(
            f"The tour cannot be copied to {directory}: {error}. Choose another with --dir."
        ) from error


def need(*modules: str) -> None:
    """Raise an error that says what to install if the notebook front end is missing.

    Args:
        modules: Import names of what the next step needs.

    Raises:
        TourError: If one of them is not installed.
    """
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise TourError(
                f"The tour needs {module}, which is not installed here. "
                "Install the notebook front end: pip install jupyterlab ipykernel nbclient nbformat"
            )


def fetch_first(model: str, write: Callable[[str], None]) -> None:
    """Fetch the model of the tour's second half; where that fails, say what to do, and let the tour go on.

    Args:
        model: name of the model.
        write: called with one piece of text at a time.

    Raises:
        InputError: if the tour has no half about this model.
    """
    if model != REAL_MODEL:
        raise InputError(
            f"The tour's second half is about {REAL_MODEL}; got {model!r}. `latentlens fetch {model}` "
            "fetches another model, and a copy of the notebook can open it."
        )
    from latentlens.catalogue import fetching
    from latentlens.catalogue.entry import entries
    from latentlens.catalogue.local_models import fetched_directory

    if fetched_directory(entries()[model]) is not None:
        return
    write(fetching.what_a_fetch_takes(model))
    try:
        fetching.fetch(model)
    except LatentLensError as error:
        write(f"{error}\nThe tour goes on with the bundled model, without its second half.")


def open_lab(path: pathlib.Path, arguments: list[str]) -> int:
    """Open a notebook in a JupyterLab that listens on loopback only, and wait until it ends.

    Args:
        path: Path of the notebook.
        arguments: Further arguments for JupyterLab, such as `--no-browser`.

    Returns:
        JupyterLab's exit status.
    """
    need("jupyterlab", "ipykernel")
    command = module_command("jupyterlab", "--ServerApp.ip=127.0.0.1", "--LabApp.news_url=None")
    command += ["--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # as in a container, where Jupyter refuses to start as root otherwise
    command += [
        f"--ServerApp.root_dir={path.parent.resolve()}",
        f"--LabApp.default_url=/lab/tree/{path.name}",
    ]
    command += arguments
    try:
        return subprocess.run(command, env=_environment(), check=False).returncode  # noqa: S603 - our own words
    except KeyboardInterrupt:
        return 0


def run(path: pathlib.Path, write: Callable[[str], None], timeout: int = 300) -> None:
    """Run a notebook to its end without a browser, writing each cell's output as it comes.

    The notebook file is not changed.

    Args:
        path: Path of the notebook.
        write: Called with one piece of text at a time.
        timeout: Maximum seconds per notebook cell; default 300.

    Raises:
        TourError: If a notebook cell fails; the message contains its traceback.
    """
    need("nbclient", "nbformat", "ipykernel")
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = nbformat.read(path, as_version=4)
    heading = ""

    def show(cell: Mapping[str, Any], cell_index: int, **_: object) -> None:
        nonlocal heading
        above = _heading(notebook.cells[:cell_index])
        if above != heading:
            heading = above
            write(f"\n{heading}")
        write("\n" + _indented(cell["source"], "  > "))
        for text in filter(None, map(_text, cell["outputs"])):
            write(_indented(text.rstrip(), "  "))

    def finished(cell: Mapping[str, Any], cell_index: int, **_: object) -> None:
        if cell["cell_type"] == "code":
            show(cell, cell_index)

    # The kernel starts where the notebook would be: away from the shipped files.
    with tempfile.TemporaryDirectory(prefix="latentlens-tour-") as folder:
        client = NotebookClient(
            notebook,
            timeout=timeout,
            kernel_name="python3",
            extra_arguments=["--log-level=ERROR"],  # ipykernel warns of its unencrypted loopback sockets
            resources={"metadata": {"path": folder}},
            on_cell_executed=finished,
        )
        try:
            client.execute(env=_environment())
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise TourError(f"The tour stopped before its end.\n{error}") from error


def _environment() -> dict[str, str]:
    """Return this process's environment, with this environment's kernel before any other of the same name."""
    return {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "DO_NOT_TRACK": "1"}


def _indented(text: str, margin: str) -> str:
    return margin + text.replace("\n", "\n" + margin)


def _heading(cells: list[Any]) -> str:
    """Return the last Markdown heading of some notebook cells."""
    lines = [line for cell in cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    return next((line for line in reversed(lines) if line.startswith("#")), "")


def _text(output: Mapping[str, Any]) -> str:
    """Return an output as plain text; widgets and figures are named, not written out."""
    if output["output_type"] == "stream":
        return str(output["text"])
    data = output.get("data", {})
    if _WIDGET in data:
        return "[the explorer, in a browser]"
    if _FIGURE in data:
        title = data[_FIGURE].get("layout", {}).get("title", {}).get("text", "").replace("<br>", " · ")
        return f"[a figure: {title}]" if title else "[a figure]"
    return str(data.get("text/plain", ""))

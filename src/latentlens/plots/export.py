"""Write figures to files."""

from __future__ import annotations

import importlib.util
import os
import pathlib

import plotly.graph_objects as go

from latentlens.errors import InputError, LatentLensError
from latentlens.files.atomic import replacing
from latentlens.inputs.paths import file_path
from latentlens.inputs.shown import shown
from latentlens.plots.figure import PAGE_CONFIG
from latentlens.plots.still_svg import still_svg

_IMAGES = (".png", ".svg", ".pdf")


def save(figure: go.Figure, path: str | os.PathLike[str]) -> pathlib.Path:
    """Write a figure to a file, whole or not at all, in the format that the file's name asks for.

    Args:
        figure: any Plotly figure.
        path: file ending in .html for a page that works offline, .json for the figure's data, or .png, .svg
            or .pdf for a still image, which needs kaleido (`pip install 'kaleido>=1.1'`) and Chrome or
            Chromium; an .svg of a figure of latentlens is drawn without kaleido where that is missing.

    Returns:
        The path.

    Raises:
        InputError: if the extension is another one, or the folder is not there.
        LatentLensError: if what draws still images is not installed.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     save(go.Figure(), f"{folder}/empty.json").name
        'empty.json'
    """
    if not isinstance(figure, go.Figure):
        raise InputError(f"{shown(figure)} is no figure. Give what a plot() returned.")
    target = file_path("path", path)
    suffix = target.suffix.lower()
    if suffix not in (".html", ".json", *_IMAGES):
        raise InputError(f"{target.name!r} ends in {suffix!r}. Use .html, .json, {', '.join(_IMAGES)}.")
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {shown(str(target.parent))}. Make it, or name another.")
    with replacing(target) as part:
        if suffix == ".html":
            figure.write_html(part, include_plotlyjs=True, config=PAGE_CONFIG)
        elif suffix == ".json":
            figure.write_json(part)
        else:
            _draw(figure, target, part)
    return target


def _draw(figure: go.Figure, target: pathlib.Path, part: pathlib.Path) -> None:
    if importlib.util.find_spec("kaleido") is None:
        still = still_svg(figure) if target.suffix.lower() == ".svg" else None
        if still is not None:
            part.write_text(still, encoding="utf-8")
            return
        raise LatentLensError(
            f"{target.name!r} is a still image, and the package that draws those, kaleido, is missing. "
            "Run `pip install 'kaleido>=1.1'`, or save as .html and use the camera above the figure."
        )
    try:
        figure.write_image(part)
    except (RuntimeError, ValueError, OSError) as error:
        raise LatentLensError(
            f"{target.name!r} could not be drawn: {error}. kaleido needs a Chrome or Chromium: install one, "
            "or run `plotly_get_chrome`, or save as .html and use the camera above the figure."
        ) from error

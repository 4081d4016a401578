"""Still images of figures, drawn by the browser that the other tests drive."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from latentlens.plots import across_layers, save


def test_a_figure_becomes_a_picture(chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PNG and an SVG hold the figure: its size in one, its title's words in the other."""
    monkeypatch.setenv("BROWSER_PATH", os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    figure = across_layers([0, 1, 2], {"a reading": [0.1, 0.5, 0.9]}, title="Confidence <b>over</b> layers")
    figure.update_layout(width=640, height=400)

    png = save(figure, tmp_path / "figure.png").read_bytes()
    drawn = ElementTree.parse(save(figure, tmp_path / "figure.svg"))

    assert png.startswith(b"\x89PNG")
    assert (640, 400) == (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big"))
    assert "Confidence" in "".join(drawn.getroot().itertext())

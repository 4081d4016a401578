"""Figures in JupyterLab: what a change of its theme leaves of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lab_page import LabPage

HEIGHTS = "() => [...document.querySelectorAll('.js-plotly-plot .svg-container')].map((e) => e.offsetHeight)"
DRAWN = "() => document.querySelectorAll('.jp-OutputArea .js-plotly-plot .svg-container').length === 1"


def test_a_figure_keeps_its_height_when_the_theme_changes(
    notebook: Callable[..., LabPage], page: Any, screenshot: Callable[[str], None]
) -> None:
    """A figure is as high after a change of JupyterLab's theme, and back, as it was before."""
    lab = notebook(
        "from latentlens.plots import across_layers\n"
        "across_layers([0, 1, 2], {'read': [0.1, 0.5, 0.9]}, controls={'random': [0.2, 0.1, 0.3]})"
    )
    page.wait_for_function(DRAWN)
    before = page.evaluate(HEIGHTS)

    for theme in ("dark", "light"):
        lab.theme(theme)
        page.wait_for_function(DRAWN)
        assert before == page.evaluate(HEIGHTS)
        screenshot(f"figure_{theme}")
    assert [400] == before

"""Runs the examples of some pages when the site is built, and puts what they print and draw under them.

A hook of mkdocs. The pages are those under `extra: executed:` in mkdocs.yml. An example runs after those
above it on its page; one that fails fails the build. The tests run the examples of every page, these too.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import tempfile
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from run_lessons import table_html, text_html

EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS_OWN_MODEL = re.compile(r'"(path/to/|gpt2"|smollm2-135m")|\(model, tokenizer\)')
"""What an example says that needs a model which only a reader of the page has; it is shown, and not run."""

PICTURED = {"Trace", "Explorer", "Session", "TransformerBridge"}
"""Classes whose display is a widget, of which pages have pictures, or longer than a page."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page with outputs, if it is one of those that are executed."""
    if page.file.src_uri not in config.extra["executed"]:
        return markdown
    os.environ.setdefault("TQDM_DISABLE", "1")
    space: dict[str, Any] = {"__name__": "page"}
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # some examples write files
        try:
            return EXAMPLE.sub(lambda example: example[0] + output(example[1], space), markdown)
        finally:
            os.chdir(here)


def output(code: str, space: dict[str, Any]) -> str:
    """Run an example, and return what it printed and what its last line is, as Markdown.

    Args:
        code: the example.
        space: the page's variables, to which the example adds its own.
    """
    if NEEDS_OWN_MODEL.search(code):
        return ""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "example", "exec", dont_inherit=True), space)
        value = None if last is None else eval(compile(ast.Expression(last.value), "example", "eval"), space)
    shown = [text_html(printed.getvalue()), "" if value is None else _value(value)]
    return "".join(f"\n\n{part}" for part in shown if part)


def _value(value: Any) -> str:
    import plotly.graph_objects as go

    from latentlens.plots.still_svg import still_svg

    if isinstance(value, go.Figure):
        svg = still_svg(value)
        if svg is None:
            raise ValueError(f"the figure of an example cannot be drawn as a still image: {value!r}"[:500])
        return f'<figure class="output">{" ".join(svg.split())}</figure>'
    if type(value).__name__ in PICTURED:
        return ""
    if hasattr(value, "_repr_html_"):
        return table_html(value._repr_html_())
    return text_html(repr(value))

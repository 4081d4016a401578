"""What a lesson printed and drew becomes HTML of one line, in which no text is markup."""

from __future__ import annotations

import dataclasses
import html
import json
import pathlib
from typing import Any

import pytest

from browser_end import EVIL
from run_lessons import FIGURE, WIDGET, LessonOutputs, code_hash, kept_outputs, output_html


def shown(**data: Any) -> dict[str, Any]:
    """Return an output that was displayed."""
    return {"output_type": "display_data", "data": data, "metadata": {}}


@pytest.mark.parametrize("text", [EVIL, "two\n\nlines", "a `tick` and [a link](https://example.org)"])
def test_what_was_printed_is_text(text: str) -> None:
    """Nothing of it is markup, and an empty line does not end it."""
    page = output_html({"output_type": "stream", "name": "stdout", "text": f"{text}\n"})

    assert "\n" not in page
    assert text == html.unescape(page.removeprefix('<pre class="output">').removesuffix("</pre>"))
    assert 1 == page.count("</")


def test_of_a_line_that_is_written_over_the_last_stays() -> None:
    """A progress bar is what it said at the end, without the colours of a terminal."""
    text = "1 of 2\r2 of 2\n\x1b[31mdone\x1b[0m\n"

    expected = '<pre class="output">2 of 2&#10;done</pre>'
    assert expected == output_html({"output_type": "stream", "name": "stderr", "text": text})


def test_a_figure_is_its_data() -> None:
    """It comes back from the page as it was, and no title can end the script that holds it."""
    figure = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"title": {"text": EVIL}}, "config": {}}

    page = output_html(shown(**{FIGURE: figure, "image/svg+xml": "<svg/>", "text/html": "<b>no</b>"}))

    begin, end = '<div class="output figure"><script type="application/json">', "</script></div>"
    assert 1 == page.count(end) == page.count("</script")
    read = json.loads(page.removeprefix(begin).removesuffix(end))
    assert {name: figure[name] for name in ("data", "layout")} == read


def test_of_html_the_scripts_are_left_out() -> None:
    """Tables are as they were made, in one line; a widget, which needs its kernel, is not shown."""
    table = "<table>\n<tr><td>1</td></tr>\n</table><SCRIPT>alert(1)</SCRIPT >"

    assert '<div class="output"><table> <tr><td>1</td></tr> </table></div>' == output_html(
        shown(**{"text/html": table, "text/plain": "1"})
    )
    assert "" == output_html(shown(**{WIDGET: {}, "text/plain": "Explorer()"}))
    assert '<pre class="output">1</pre>' == output_html(shown(**{"text/plain": "1"}))


def test_outputs_of_other_code_are_not_shown(tmp_path: pathlib.Path) -> None:
    """A lesson whose code was changed after it was run has none, until it is run again."""
    path = tmp_path / "1-a-lesson.ipynb"
    cell = {"id": "a", "cell_type": "code", "source": ["1 + 1"]}
    path.write_text(json.dumps({"cells": [cell]}))
    assert None is kept_outputs(path, tmp_path)

    kept = LessonOutputs(code_hash({"cells": [cell]}), "1.0", {"a": ['<pre class="output">2</pre>']})
    (tmp_path / "1-a-lesson.json").write_text(json.dumps(dataclasses.asdict(kept)))
    assert kept == kept_outputs(path, tmp_path)

    text = {"id": "t", "cell_type": "markdown", "source": ["other words"]}
    path.write_text(json.dumps({"cells": [text, cell]}))
    assert kept == kept_outputs(path, tmp_path)
    path.write_text(json.dumps({"cells": [{**cell, "source": ["1 + 2"]}]}))
    assert None is kept_outputs(path, tmp_path)

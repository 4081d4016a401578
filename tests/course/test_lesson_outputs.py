"""What a lesson printed and drew becomes HTML of one line, in which no text is markup."""

from __future__ import annotations

import dataclasses
import html
import json
import pathlib
import sys
from typing import Any

import pytest

import run_lessons
from browser_end import EVIL
from run_lessons import (
    FIGURE,
    WIDGET,
    LessonOutputs,
    code_hash,
    kept_outputs,
    output_html,
    sources_digest,
)

CELL = {"id": "a", "cell_type": "code", "source": ["1 + 1"]}


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


def keep(folder: pathlib.Path, cell: dict[str, Any], **changed: Any) -> LessonOutputs:
    """Keep outputs of a lesson of one notebook cell, and return them."""
    outputs = {"a": ['<pre class="output">2</pre>']}
    found = LessonOutputs(code_hash({"cells": [cell]}), "1.0", sources_digest(), True, outputs)
    found = dataclasses.replace(found, **changed)
    (folder / "1-a-lesson.json").write_text(json.dumps(dataclasses.asdict(found)))
    return found


@pytest.fixture
def lesson(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One lesson is all there are, and what runs is written down; the real model is there."""
    (tmp_path / "1-a-lesson.ipynb").write_text(json.dumps({"cells": [CELL]}))
    ran: list[str] = []

    def run(path: pathlib.Path) -> LessonOutputs:
        ran.append(path.stem)
        return LessonOutputs(code_hash({"cells": [CELL]}), "1.0", sources_digest(), True, {})

    monkeypatch.setattr(run_lessons, "SOLUTIONS", tmp_path)
    monkeypatch.setattr(run_lessons, "run_lesson", run)
    monkeypatch.setattr(run_lessons, "real_model_is_there", lambda: True)
    monkeypatch.setattr(sys, "argv", ["run_lessons.py", "--to", str(tmp_path)])
    return ran


@pytest.mark.parametrize(
    ("changed", "expected"),
    [({}, []), ({"real_model": False}, ["1-a-lesson"]), ({"sources": "others"}, ["1-a-lesson"])],
    ids=["the same", "without the real model", "other sources"],
)
def test_a_lesson_is_run_again_where_it_would_show_something_else(
    lesson: list[str], tmp_path: pathlib.Path, changed: dict[str, Any], expected: list[str]
) -> None:
    """Once the real model is there, or latentlens is another; and not where nothing changed."""
    keep(tmp_path, CELL, **changed)

    assert 0 == run_lessons.main()
    assert expected == lesson


def test_without_the_real_model_what_was_run_with_it_stays(
    lesson: list[str], tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was run without it is not run for nothing."""
    monkeypatch.setattr(run_lessons, "real_model_is_there", lambda: False)
    for real_model in (True, False):
        keep(tmp_path, CELL, real_model=real_model)
        assert 0 == run_lessons.main()

    assert [] == lesson


@pytest.mark.parametrize("text", ['{"code": "a', "[]", "{}", "\x00"])
def test_what_cannot_be_read_is_not_kept(lesson: list[str], tmp_path: pathlib.Path, text: str) -> None:
    """Of a run that was killed half a file may be there: the lesson is run again, and the site builds."""
    (tmp_path / "1-a-lesson.json").write_text(text)
    assert None is kept_outputs(tmp_path / "1-a-lesson.ipynb", tmp_path)

    assert 0 == run_lessons.main()
    assert ["1-a-lesson"] == lesson
    assert None is not kept_outputs(tmp_path / "1-a-lesson.ipynb", tmp_path)


def test_a_lesson_that_there_is_not_is_refused(
    lesson: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its number is named, and those that there are."""
    monkeypatch.setattr(sys, "argv", [*sys.argv, "12"])
    with pytest.raises(SystemExit):
        run_lessons.main()

    assert "there is no lesson 12; there are 1\n" in capsys.readouterr().err
    assert [] == lesson


def test_outputs_of_other_code_are_not_shown(tmp_path: pathlib.Path) -> None:
    """A lesson whose code was changed after it was run has none, until it is run again."""
    path = tmp_path / "1-a-lesson.ipynb"
    cell = CELL
    path.write_text(json.dumps({"cells": [cell]}))
    assert None is kept_outputs(path, tmp_path)

    kept = keep(tmp_path, cell)
    assert kept == kept_outputs(path, tmp_path)

    text = {"id": "t", "cell_type": "markdown", "source": ["other words"]}
    path.write_text(json.dumps({"cells": [text, cell]}))
    assert kept == kept_outputs(path, tmp_path)
    path.write_text(json.dumps({"cells": [{**cell, "source": ["1 + 2"]}]}))
    assert None is kept_outputs(path, tmp_path)

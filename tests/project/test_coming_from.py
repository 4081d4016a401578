"""The page for those who come from elsewhere: every line of ours in it runs."""

from __future__ import annotations

import pathlib
import re

from latentlens import world

PAGE = pathlib.Path(__file__).parents[2] / "docs" / "coming-from.md"


def _ours() -> list[str]:
    """Return the page's own code, in its order: its fence, and the last column of its tables."""
    found: list[str] = []
    for part in re.split(r"(^```python\n.*?^```$)", PAGE.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL):
        if part.startswith("```python"):
            found.append(part.removeprefix("```python\n").removesuffix("```"))
            continue
        for row in re.findall(r"^\| (.*) \|$", part, re.MULTILINE):
            found += re.findall(r"`([^`]+)`", row.rsplit(" | ", 1)[-1])
    return found


def test_every_line_of_ours_runs():
    """The last column of each table runs, each line after those above it, on the bundled model."""
    space: dict[str, object] = {"__name__": "page"}
    lines = _ours()

    assert 40 < len(lines)
    for line in lines:
        code = line.replace('"gpt2"', repr(str(world.model_path())))
        exec(compile(code, line, "exec", dont_inherit=True), space)  # the page is our own

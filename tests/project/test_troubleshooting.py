"""Messages that the troubleshooting page quotes are messages of the code."""

from __future__ import annotations

import ast
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).parents[2]
LEFT_OUT = "…"


def _quoted() -> list[str]:
    """Return what the first column quotes of each table under "By error message"."""
    page = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
    section = page.split("## By error message\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def _messages() -> set[str]:
    """Return every text of the source but docstrings, with "…" for what is filled in."""
    found: set[str] = set()
    for path in (ROOT / "src" / "latentlens").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if id(node) in docstrings:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (str(v.value) if isinstance(v, ast.Constant) else LEFT_OUT for v in node.values)
                found.add("".join(parts))
    return found


def test_many_messages_are_quoted() -> None:
    """The page is worth a search: it has at least thirty messages, and each once."""
    assert 30 <= len(_quoted())
    assert len(set(_quoted())) == len(_quoted())


@pytest.fixture(scope="module")
def messages() -> set[str]:
    """Every text of the source."""
    return _messages()


@pytest.mark.parametrize("quoted", _quoted())
def test_a_quoted_message_is_in_the_code(quoted: str, messages: set[str]) -> None:
    """One message of the code has all the words that are quoted, in their order."""
    words = [re.escape(part.strip(" .")) for part in quoted.split(LEFT_OUT) if part.strip(" .")]
    pattern = re.compile(".*".join(words), re.DOTALL)

    assert any(pattern.search(message) for message in messages)

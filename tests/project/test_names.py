"""Names and docstrings: one class name, one file name and one meaning each; arguments say what they are."""

from __future__ import annotations

import ast
import collections
import pathlib
import re
from collections.abc import Iterator

import pytest

import latentlens

SRC = pathlib.Path(latentlens.__file__).parent
MODULES = sorted(SRC.rglob("*.py"))
ROOT = SRC.parents[1]

WIRE = {"wire.py", "wire_answer.py", "wire_grid.py", "wire_out.py"}
"""Models of JSON, which are named as the TypeScript types that are made of them."""

HALVES = {"lens.py": {"explorer", "readers"}}
"""Files that are halves of one view, so that one name is right: file name -> the rooms that have it."""

STUB = re.compile(
    r"""\s+\*{0,2}\w+:\ (
        of\ (the|a|an|one|its|his|her|this|that|each|all|any|some|equal)\b.*  # "lock: of the model."
        |of\ [\w'* -]+  # "position: of it."
        |which
        |what
        |whose
        |how\ many
        |any
        |(so|as)\ many.*
    )\.?""",
    re.VERBOSE,
)
"""A line that names an argument and leaves what it is to the reader."""


def stubs(text: str) -> list[str]:
    """Return the lines of a module that describe an argument by a stub."""
    return [line for line in text.splitlines() if STUB.fullmatch(line)]


def classes() -> Iterator[tuple[str, pathlib.Path]]:
    """Yield the name of every class, with its module."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, path


def test_a_class_name_means_one_thing() -> None:
    """No two classes share a name."""
    counts = collections.Counter(name for name, path in classes() if path.name not in WIRE)
    assert set() == {name for name, count in counts.items() if count > 1}


def test_a_file_name_stands_in_one_room() -> None:
    """No two rooms have a file of one name, but for halves of one view."""
    rooms = collections.defaultdict(set)
    for path in MODULES:
        if path.name != "__init__.py":
            rooms[path.name].add(path.relative_to(SRC).parts[0])
    shared = {name: found for name, found in rooms.items() if len(found) > 1}
    assert {name: found for name, found in shared.items() if name in HALVES} == HALVES
    assert set() == set(shared) - set(HALVES)


@pytest.mark.parametrize(
    ("line", "stub"),
    [
        ("        lock: of the model.", True),
        ("        reader: which.", True),
        ("        title: of the figure, above it.", True),
        ("        count: how many.", True),
        ("        text: any.", True),
        ("        lock: lock of the model, held for one forward pass.", False),
        ("        layers: layers to fit; None (default) for all.", False),
        ("        reader: reader whose prompt is used.", False),
    ],
)
def test_a_stub_is_told_from_a_description(line: str, stub: bool) -> None:
    """A description begins with what the argument is."""
    assert [line] * stub == stubs(line)


def test_arguments_say_what_they_are() -> None:
    """No argument is described as "of the model." or "which."."""
    found = {path.relative_to(SRC).as_posix(): stubs(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {} == {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize("folder", ["benchmarks", "scripts", "examples", "tests"])
def test_arguments_outside_the_package_say_what_they_are(folder: str) -> None:
    """The same holds for what stands around the package."""
    if not (ROOT / folder).is_dir():
        pytest.skip("the package is installed without its repository")
    found = {
        path.relative_to(ROOT).as_posix(): stubs(path.read_text(encoding="utf-8"))
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "test_names.py"
    }
    assert {} == {name: lines for name, lines in found.items() if lines}

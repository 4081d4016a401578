"""The floors of docs/architecture.md: imports run downward only."""

from __future__ import annotations

import ast
import pathlib
import re

import pytest

import latentlens

SRC = pathlib.Path(latentlens.__file__).parent
PAGE = (SRC.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")

UPWARD = {
    ("world", "experiments"): "training measures what it made",
}
"""The imports that go up, and why; all but that of a calibrated reader wait until a function is called."""


def floors() -> dict[str, int]:
    """Return each room's line on the page, counted from the top."""
    (tree,) = re.findall(r"src/latentlens/\n(.*?)```", PAGE, re.DOTALL)
    found: dict[str, int] = {}
    for number, line in enumerate(tree.splitlines()):
        if re.match(r"  [a-z_]", line):
            for name in re.findall(r"[a-z_]+(?=\.py|/)", line[:25]):
                found[name] = number
    return found


def _home(name: str) -> str:
    return f"latentlens.{latentlens._PUBLIC_MODULES.get(name, name)}"


def imports(tree: ast.AST, *, within_functions: bool) -> set[str]:
    """Return the rooms that a module imports when it is loaded or checked, or also when its functions run."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not within_functions:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "latentlens":
            names = [str(node.module)] if node.module != "latentlens" else [_home(n.name) for n in node.names]
            found |= {name.split(".")[1] for name in names}
        found |= imports(node, within_functions=within_functions)
    return found


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC)))
def test_imports_run_downward(path: pathlib.Path) -> None:
    """A module imports its own room and those below; what goes up is listed, and waits for a call."""
    room, height = path.relative_to(SRC).parts[0].removesuffix(".py"), floors()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_once = imports(tree, within_functions=False) - {room}
    ever = imports(tree, within_functions=True) - {room}

    assert ever | {room} <= set(height), "docs/architecture.md does not show this room"
    upward = {other for other in ever if height[other] < height[room]}
    assert upward <= {other for here, other in UPWARD if here == room}
    if path.name != "train.py":
        assert not upward & at_once


def test_the_list_of_what_goes_up_is_no_longer_than_it_must_be() -> None:
    """Every import that is listed as going up is there."""
    found = {
        (path.relative_to(SRC).parts[0], other)
        for path in SRC.rglob("*.py")
        for other in imports(ast.parse(path.read_text(encoding="utf-8")), within_functions=True)
    }
    assert set(UPWARD) <= found


def modules(tree: ast.AST) -> set[str]:
    """Return every module of the package that a module imports, for type checkers and in functions too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "latentlens":
            for name in node.names:
                here = f"{node.module}.{name.name}".removeprefix("latentlens.").replace(".", "/")
                package = str(node.module).removeprefix("latentlens").strip(".").replace(".", "/")
                there = [f"{here}.py", f"{here}/__init__.py", f"{package}.py", f"{package}/__init__.py"]
                found |= {next((path for path in there if (SRC / path).is_file()), "")} - {""}
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each module stands above all that it imports; the package's own file, which loads names, apart."""
    of = {
        str(path.relative_to(SRC)): modules(ast.parse(path.read_text(encoding="utf-8")))
        for path in SRC.rglob("*.py")
        if path != SRC / "__init__.py"
    }
    left = dict(of)
    while ready := [path for path, others in left.items() if not others & left.keys() - {path}]:
        for path in ready:
            del left[path]
    assert {} == left


def test_modules_are_of_a_size_to_be_read() -> None:
    """The session composes and is short; no module has more than 400 lines."""
    lines = {
        str(path.relative_to(SRC)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SRC.rglob("*.py")
    }
    assert lines["session.py"] <= 300
    assert [] == [path for path, n in lines.items() if n > 400]


def test_tests_stand_by_room() -> None:
    """Every folder of tests is named as a room, or holds what concerns the whole project or a browser."""
    tests = pathlib.Path(__file__).parents[1]
    rooms = {path.stem if path.suffix else path.name for path in SRC.iterdir()} | {"project", "browser"}
    stray = {path.parent.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")} - rooms

    assert set() == stray

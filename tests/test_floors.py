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
    ("readers", "evaluation"): "a calibrated reader holds its calibrator",
    ("notebook", "session"): "a magic opens a session where there is none",
    ("world", "experiments"): "training measures what it made",
    ("world", "session"): "and opens it for that",
    ("world", "model"): "training begins from an untrained model",
}
"""The imports that go up, and why; all but the training command's wait until a function is called."""


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
    return f"latentlens.{latentlens._HOME.get(name, name)}"


def imports(tree: ast.AST, *, within_functions: bool) -> set[str]:
    """Return the rooms that a module imports when it is loaded, or also when its functions run."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
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
    if path.name not in ("train.py", "calibrated.py"):
        assert not upward & at_once


def test_the_list_of_what_goes_up_is_no_longer_than_it_must_be() -> None:
    """Every import that is listed as going up is there."""
    found = {
        (path.relative_to(SRC).parts[0], other)
        for path in SRC.rglob("*.py")
        for other in imports(ast.parse(path.read_text(encoding="utf-8")), within_functions=True)
    }
    assert set(UPWARD) <= found

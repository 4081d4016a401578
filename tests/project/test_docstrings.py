"""The examples in docstrings run and give what they show."""

from __future__ import annotations

import ast
import builtins
import doctest
import importlib
import pathlib
import pkgutil
import re

import pytest

import latentlens

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(latentlens.__path__, "latentlens.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    """Every example of a module does what it says."""
    failed, _ = doctest.testmod(importlib.import_module(name))

    assert failed == 0


def test_the_front_door_has_examples() -> None:
    """What a user meets first shows how it is used."""
    from latentlens.session import Session

    for thing in (Session, Session.ask, Session.run, Session.sweep, Session.lens):
        assert ">>>" in (thing.__doc__ or ""), thing


@pytest.mark.parametrize("name", ["ask", "run", "sweep", "lens", "verify", "generate"])
def test_the_front_door_says_what_it_returns(name: str) -> None:
    """What a user calls first has its result under a heading."""
    from latentlens.session import Session

    assert "Returns:\n" in (getattr(Session, name).__doc__ or "")


INTERNAL = {
    "DamagedFileError": "the store catches it, and warns with CacheWarning",
    "MadeWay": "the queue of queries catches it, and begins the page again",
    "SettingError": "the explorer catches it, and shows it at the setting",
}
"""Errors that no caller meets, and why."""


def _raised() -> set[str]:
    """Return the names of all errors under "Raises:" in the package's docstrings."""
    found: set[str] = set()
    for path in pathlib.Path(latentlens.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                _, _, raises = (ast.get_docstring(node) or "").partition("Raises:\n")
                found |= set(re.findall(r"^    (\w+):", raises.split("\n\n")[0], re.MULTILINE))
    return found


def test_every_error_that_is_documented_can_be_caught() -> None:
    """What a docstring says is raised is Python's own, or can be imported from latentlens."""
    raised = _raised()

    assert {"Cancelled", "InputError", "ModelError", "KeyboardInterrupt"} <= raised
    ours = {name for name in raised - set(INTERNAL) if not hasattr(builtins, name)}
    assert set() == ours - set(latentlens.__all__)
    assert all(issubclass(getattr(latentlens, name), latentlens.LatentLensError) for name in ours)


def test_the_tree_of_errors_is_public() -> None:
    """Every error and warning of the tree can be imported from latentlens, and stands in its drawing."""
    from latentlens import errors

    tree = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert set() == tree - set(latentlens.__all__)
    drawn = {name for name in tree if issubclass(getattr(errors, name), errors.LatentLensError)}
    assert set() == {name for name in drawn if name not in str(errors.__doc__)}

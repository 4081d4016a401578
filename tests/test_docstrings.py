"""The examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

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

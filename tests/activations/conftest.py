"""What several files of tests of activations/ share."""

from __future__ import annotations

import pathlib

import pytest

from asked_vectors import PROMPT
from latentlens import (
    Session,
    Vectors,
)
from tiny import save_tiny


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a model directory."""
    return save_tiny(tmp_path_factory.mktemp("model"), "llama")


@pytest.fixture(scope="module")
def session(directory: pathlib.Path) -> Session:
    """Return a session on a random model of one architecture, for what does not depend on it."""
    return Session(directory)


@pytest.fixture(scope="module")
def vectors(session: Session) -> Vectors:
    """Return two states of layer 2 and their difference."""
    one, other = session.run(PROMPT), session.run("The capital of Peru is")
    given = {"one": one[2, 4], "other": other[2, 3]}
    return session.vectors({**given, "one - other": given["one"] - given["other"]}, layer=2)

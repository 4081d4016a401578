"""What several files of tests of session/ share."""

from __future__ import annotations

import pathlib

import pytest

from latentlens import Session
from tiny import save_tiny


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a model directory."""
    return save_tiny(tmp_path_factory.mktemp("model"), "llama")


@pytest.fixture
def session(directory: pathlib.Path) -> Session:
    """Return a session of the test's own."""
    return Session(directory)

"""What several files of tests of model/ share."""

from __future__ import annotations

import pathlib

import pytest

from latentlens.model.checks import check_served
from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from tiny import save_tiny, tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a model directory; tests that change one copy it first."""
    return save_tiny(tmp_path_factory.mktemp("saved"), "llama")


@pytest.fixture
def opened() -> LanguageModel:
    """Return a served model, to be broken."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    check_served(model)
    return model

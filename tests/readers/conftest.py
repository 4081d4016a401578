"""What several files of tests of readers/ share."""

from __future__ import annotations

import pytest

from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    """Return a model whose tokenizer begins texts."""
    return open_model((tiny_model("llama"), tiny_tokenizer()))

"""What several files of tests of training/ share."""

from __future__ import annotations

import pytest

from latentlens.model.language_model import LanguageModel
from latentlens.model.opening import open_model
from latentlens.training.corpus import Corpus, split
from plain import Plain
from random_texts import texts
from tiny import ARCHITECTURES, save_tiny


@pytest.fixture(scope="module", params=ARCHITECTURES)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """Return an architecture's model as latentlens opens it, and as transformers alone does."""
    directory = save_tiny(tmp_path_factory.mktemp(request.param), request.param)
    return open_model(directory), Plain(directory)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> tuple[LanguageModel, Plain]:
    """Return one architecture, for what does not depend on it."""
    directory = save_tiny(tmp_path_factory.mktemp("llama"), "llama")
    return open_model(directory), Plain(directory)


@pytest.fixture(scope="module")
def corpus(llama: tuple[LanguageModel, Plain]) -> Corpus:
    """Return a small corpus for the tiny tokenizer."""
    return split(texts(24), llama[0], row_tokens=24, held_out=0.2)

"""What several files of tests of scoring/ share."""

from __future__ import annotations

import pytest

from latentlens.activations.trace import Trace
from latentlens.session import Session
from reader_by_hand import SOURCE, ByHand
from tiny import tiny_model, tiny_tokenizer


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Return a trace on a random model."""
    return Session((tiny_model("llama"), tiny_tokenizer())).run(SOURCE)


@pytest.fixture(scope="module")
def by_hand() -> ByHand:
    """Return the independent reference."""
    return ByHand()

"""Chooses the library by which tests multiply matrices."""

from __future__ import annotations

import pytest
import torch

from latentlens.model import matrix_product


def choose_library(monkeypatch: pytest.MonkeyPatch, *, onednn: bool) -> None:
    """Multiply by oneDNN, however small the product is, or never.

    Args:
        monkeypatch: puts the choice back after the test.
        onednn: whether by oneDNN; the test is skipped where torch has none.
    """
    if onednn and not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        pytest.skip("this torch has no oneDNN")
    monkeypatch.setattr(matrix_product, "onednn_is_faster", lambda: onednn)
    monkeypatch.setattr(matrix_product, "_LEAST", 0)

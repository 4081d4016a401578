"""Laws of the line on real models: what is here, or the one command; for bundled models only."""

from __future__ import annotations

import pathlib

import pytest

from latentlens.catalogue.local_models import RECORD
from latentlens.explorer.real_models import real_models_tip


def test_the_tip_says_the_command_or_what_is_here(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a real model it has the command that gets one; with one, the line that opens it."""
    monkeypatch.setenv("LATENTLENS_DATA_DIR", str(tmp_path))
    assert "`latentlens fetch smollm2-135m`" in real_models_tip("world-small")
    assert "`Session('smollm2-135m')`" in real_models_tip("world-small")
    record = tmp_path / "models" / "gemma3-270m" / RECORD
    record.parent.mkdir(parents=True)
    record.write_text("{}")

    assert "Real models on this machine: `Session('gemma3-270m')`" == real_models_tip("world-small")
    assert ["", ""] == [real_models_tip(name) for name in ("gemma3-270m", "gpt2")]

"""`import latentlens` costs next to nothing, and its names are there when they are asked for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import latentlens

HEAVY = (
    "torch",
    "transformer_lens",
    "transformers",
    "peft",
    "pandas",
    "plotly",
    "sklearn",
    "anywidget",
    "ipywidgets",
    "IPython",
)


def _python(code: str, *options: str) -> str:
    command = [sys.executable, *options, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_import_loads_nothing_heavy():
    """A package that takes seconds to import is loaded by the call that needs it."""
    loaded = _python("import sys, latentlens; print(*sys.modules)").split()

    assert [] == [name for name in HEAVY if name in loaded]


def test_listing_names_loads_nothing_heavy():
    """Completion in a notebook lists the names without loading what is behind them."""
    loaded = _python("import sys, latentlens; dir(latentlens); print(*sys.modules)").split()

    assert [] == [name for name in HEAVY if name in loaded]


def test_import_costs_less_than_three_tenths_of_a_second():
    """Importing costs under 0.3 s of processor time beyond starting Python (the best of three)."""

    def cpu(code: str) -> float:
        before = os.times()
        _python(code)
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    cost = min(cpu("import latentlens") for _ in range(3)) - min(cpu("") for _ in range(3))

    assert 0.3 > cost


def test_dir_lists_the_public_names():
    """Completion offers every public name, also those that nobody has used yet."""
    listed = set(_python("import latentlens; print(*dir(latentlens))").split())

    assert set() == set(latentlens.__all__) - listed


def test_every_public_name_resolves():
    """A lazily loaded name that is misspelt would only fail at its first use."""
    assert [] == [name for name in latentlens.__all__ if getattr(latentlens, name, None) is None]


def test_an_unknown_name_is_an_attribute_error_that_names_it():
    """The lazy lookup does not hide a typo."""
    with pytest.raises(AttributeError, match="Sesion"):
        _ = latentlens.Sesion

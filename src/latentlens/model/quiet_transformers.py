"""Hides transformers' own progress bars while it loads or saves a model."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def no_transformers_bars() -> Iterator[None]:
    """Hide transformers' progress bars within the block; afterwards they are as they were."""
    from transformers.utils import logging as transformers_logging

    enabled = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if enabled:
            transformers_logging.enable_progress_bar()

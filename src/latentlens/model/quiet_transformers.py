"""Hides transformers' own progress bars while it loads or saves a model."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from unittest import mock


@contextlib.contextmanager
def no_transformers_bars() -> Iterator[None]:
    """Hide transformers' progress bars within the block; afterwards they are as they were."""
    from transformers.utils import logging as transformers_logging

    enabled = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        with _gguf_bar_goes_by_the_switch():
            yield
    finally:
        if enabled:
            transformers_logging.enable_progress_bar()


def _gguf_bar_goes_by_the_switch() -> contextlib.AbstractContextManager[object]:
    """Return a context in which the conversion of GGUF files has no bar of tqdm's own.

    Where two threads are in it at once, transformers' bar may stay in the place of tqdm's: it is drawn alike.
    """
    from transformers.utils import logging as transformers_logging

    try:
        from transformers import modeling_gguf_pytorch_utils as gguf
    except ImportError:  # a newer one, whose conversion is elsewhere
        return contextlib.nullcontext()
    return mock.patch.object(gguf, "tqdm", transformers_logging.tqdm, create=True)

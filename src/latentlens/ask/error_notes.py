"""What is added to an error on its way out."""

from __future__ import annotations

import logging

from latentlens.errors import LatentLensError

_LOG = logging.getLogger(__name__)


def add_to(error: BaseException, text: str) -> None:
    """Add a sentence to an error, so that who sees the error reads it; it goes to the log, too.

    Args:
        error: one of latentlens or an interrupt takes it into its message. Any other gets it as a note,
            from Python 3.11 on.
        text: the sentence.
    """
    _LOG.info(text)
    if isinstance(error, (LatentLensError, KeyboardInterrupt)):
        error.args = (" ".join([*map(str, error.args), text]),)
    elif hasattr(error, "add_note"):
        error.add_note(text)

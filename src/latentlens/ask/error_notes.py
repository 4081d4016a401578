"""Add a sentence to an error's message before it is raised again."""

from __future__ import annotations

import logging

from latentlens.errors import LatentLensError

_LOG = logging.getLogger(__name__)


def add_to(error: BaseException, text: str) -> None:
    """Add a sentence to an error's message, and log it.

    Args:
        error: the error. Errors of latentlens and KeyboardInterrupt get it into their message, others as a
            note.
        text: the sentence.
    """
    _LOG.info(text)
    if isinstance(error, (LatentLensError, KeyboardInterrupt)):
        error.args = (" ".join([*map(str, error.args), text]),)
    else:
        error.add_note(text)

"""Display the package's log in the notebook, which shows no logger by default."""

from __future__ import annotations

import logging
import sys


class _InNotebook(logging.Handler):
    """Writes to standard error, which a notebook displays under the cell that the message belongs to."""

    def emit(self, record: logging.LogRecord) -> None:
        # looked up each time, since a notebook replaces it
        sys.stderr.write(f"latentlens: {self.format(record)}\n")


def show_log() -> None:
    """Display warnings and errors of the package's logger, unless it already has a handler.

    Calling it twice adds one handler. To silence it, give the logger "latentlens" a handler of your own, or a
    higher level.

    Examples:
        >>> show_log()
    """
    log = logging.getLogger("latentlens")
    if all(isinstance(handler, logging.NullHandler) for handler in log.handlers) and not log.root.handlers:
        log.addHandler(_InNotebook(logging.WARNING))

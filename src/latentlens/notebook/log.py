"""What the package's logger has to say, shown in the notebook: a notebook listens to no logger by itself."""

from __future__ import annotations

import logging
import sys


class _InNotebook(logging.Handler):
    """Writes to standard error, which a notebook shows under the cell that the message belongs to."""

    def emit(self, record: logging.LogRecord) -> None:
        # looked up each time, since a notebook replaces it
        sys.stderr.write(f"latentlens: {self.format(record)}\n")


def show_log() -> None:
    """Show warnings and errors of the package's logger, unless somebody listens to it already.

    Called twice, it listens once. To hear nothing, give the logger "latentlens" a handler of your own, or a
    higher level.

    Examples:
        >>> show_log()
    """
    log = logging.getLogger("latentlens")
    if all(isinstance(handler, logging.NullHandler) for handler in log.handlers) and not log.root.handlers:
        log.addHandler(_InNotebook(logging.WARNING))

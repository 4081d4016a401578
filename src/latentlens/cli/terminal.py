"""What the commands print to, and how they end with an error that was raised on purpose."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator

import typer
from rich.console import Console

from latentlens.display.printable import for_rich
from latentlens.errors import LatentLensError

out = Console(highlight=False, soft_wrap=True)
"""Console that results are printed to."""
err = Console(stderr=True, highlight=False, soft_wrap=True)
"""Console that notes and errors are printed to."""


class ToTerminal(logging.Handler):
    """Prints the package's log and Python's warnings in the style of the command's other output."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record of the log."""
        err.print(f"[yellow]latentlens:[/] {for_rich(self.format(record))}")

    def warn(self, message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        """Print a warning without the line of code that raised it."""
        where = "latentlens" if category.__module__.startswith("latentlens") else category.__name__
        err.print(f"[yellow]{where}:[/] {for_rich(str(message))}")


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """End the command with the message of an error that latentlens raised on purpose, without a traceback."""
    with warnings.catch_warnings():
        warnings.showwarning = ToTerminal().warn
        try:
            yield
        except LatentLensError as error:
            err.print(f"[bold red]latentlens:[/] {for_rich(str(error))}")
            raise typer.Exit(1) from error

"""A bar of tqdm's, in a notebook or a terminal, for work that turns out to take a while."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from typing import Any

_DELAY = 1.0
"""Seconds that work goes on before a bar appears that nobody asked for."""

_INTERVAL, _SLOW_INTERVAL = 0.1, 0.5
"""Seconds between two drawings: while counts change, and while only the time does."""

_FORMAT = "{l_bar}{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_noinv_fmt}]"
"""tqdm's own but for slow rates, which it turns round: "1.2s/ answers"."""


class ProgressBar:
    """Draws how far work is; drawing never makes the work fail.

    tqdm has a delay of its own, but makes its widgets before it: this bar makes nothing until the delay is
    over, so that short work does not even import tqdm.

    Args:
        show: True to draw at once and leave the last state where it is; None to draw where somebody watches,
            after a second, and leave nothing; False to draw nothing.
    """

    def __init__(self, show: bool | None) -> None:
        self._show = show
        self._bar: Any = None
        self._notebook_output: Any = None
        self._total: int | None = None
        self._counts: tuple[object, ...] = ()
        self._drawn = float("-inf")

    @property
    def off(self) -> bool:
        """Whether nothing is drawn."""
        return self._show is False

    def draw(
        self,
        label: str,
        unit: str,
        *,
        done: int,
        first: int,
        total: int | None,
        seconds: float,
        waited: float,
    ) -> None:
        """Draw the state of the work, unless it was drawn a moment ago.

        Args:
            label: description of the work.
            unit: plural of what is counted.
            done: how many are done.
            first: how many of those were done before this work began; they do not count for the rate.
            total: how many there are in all; None if unknown.
            seconds: time since this work began.
            waited: time since the first work of the bar began.
        """
        last = total is not None and done >= total
        # What ends now needs no bar any more.
        if self._show is False or (self._show is None and self._bar is None and (waited < _DELAY or last)):
            return
        now, counts = time.monotonic(), (label, unit, done, total)
        since = now - self._drawn
        if since < (_INTERVAL if counts != self._counts else _SLOW_INTERVAL) and not (last and self._show):
            return
        self._drawn, self._counts = now, counts
        try:
            self._draw(label, unit, done, first, total, seconds)
        except Exception as error:  # noqa: BLE001 - a closed stream or a broken widget is no reason to stop
            self._give_up(error)

    def close(self) -> None:
        """Take the bar away; with `show=True`, leave it as it is."""
        bar, output, self._bar, self._notebook_output = self._bar, self._notebook_output, None, None
        self._drawn, self._counts = float("-inf"), ()
        if bar is None:
            return
        try:
            bar.close()
            if output is not None and not self._show:
                # tqdm leaves the bar of unfinished work standing, and of finished work a dead widget.
                bar.container.close()
                output.update({"text/plain": ""}, raw=True)
        except Exception as error:  # noqa: BLE001 - the work has ended, perhaps with an error of its own
            self._give_up(error)

    def clear(self) -> None:
        """Take the bar off the screen until it is drawn again, so that something can be printed."""
        if self._bar is not None:
            with contextlib.suppress(Exception):  # what is wrong with the stream, the next drawing says
                self._bar.clear()
            self._drawn = float("-inf")

    def _draw(self, label: str, unit: str, done: int, first: int, total: int | None, seconds: float) -> None:
        if self._bar is None:
            if self._show is None and not somebody_watches():
                self._show = False
                return
            self._open(desc=label and f"{label}: ", unit=f" {unit}", total=total, initial=first)
        bar = self._bar
        if total != self._total:
            bar.reset(total)
            bar.total = self._total = total
        bar.unit, bar.n, bar.initial = f" {unit}", done, first
        bar.start_t, bar.bar_format = time.time() - seconds, _FORMAT if total else None
        bar.set_description_str(label and f"{label}: ", refresh=False)
        bar.refresh()

    def _open(self, **bar_options: Any) -> None:
        bar_options["leave"] = bool(self._show)
        self._total = bar_options["total"]
        if in_notebook():
            from tqdm import notebook

            if notebook.IProgress is not None:  # else tqdm would warn: ipywidgets is not installed
                from IPython.display import display

                self._bar = _calm(notebook.tqdm_notebook)(**bar_options, dynamic_ncols=True, display=False)
                self._notebook_output = display(self._bar.container, display_id=True)
                return
        from tqdm.std import tqdm

        # A terminal may not know its size: tqdm would draw nothing there.
        bar_options |= {"ncols": 80, "nrows": 24} if _size_unknown() else {"dynamic_ncols": True}
        self._bar = _calm(tqdm)(**bar_options, file=sys.stderr)

    def _give_up(self, error: Exception) -> None:
        self._show, self._bar = False, None
        # the text alone: the error's frames would keep the bar, and its line on the screen, alive
        logging.getLogger("latentlens").warning("The progress bar cannot be drawn: %s", repr(error))


def _size_unknown() -> bool:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns == 0
    except (OSError, ValueError):  # no terminal
        return False


def _calm(tqdm: Any) -> Any:
    """Return tqdm's class without its thread, and without complaints when a bar is gone for good.

    Bars are drawn as often as the work looks in, so nothing has to watch them. A bar whose stream broke
    tries to close it once more when it is collected, and Python would print that error.
    """

    def gone(bar: Any) -> None:
        with contextlib.suppress(Exception):
            tqdm.__del__(bar)

    return type("_Bar", (tqdm,), {"monitor_interval": 0, "__del__": gone})


def in_notebook() -> bool:
    """Return whether an IPython kernel runs this process, so that widgets can be displayed."""
    python = sys.modules.get("IPython")
    shell = None if python is None else python.get_ipython()
    return getattr(shell, "kernel", None) is not None


def somebody_watches() -> bool:
    """Return whether a notebook or a terminal shows what is drawn; a file or a pipe does not."""
    if in_notebook():
        return True
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # it is closed
        return False

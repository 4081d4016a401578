"""The logit lens of a trace, read page by page as the user scrolls."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence

from latentlens.activations.trace import Trace
from latentlens.ask.lens_table import Reading
from latentlens.ask.read_lens import read_lens
from latentlens.display.progress import Progress, track
from latentlens.errors import Cancelled
from latentlens.explorer.making_way import MakingWay
from latentlens.explorer.protocol import Json, page_json
from latentlens.readers.presets import as_reader

PAGE_LAYERS, PAGE_POSITIONS = 16, 32
"""Size of a page of the lens: layers by positions."""


class TimeLimit:
    """Progress of work that is cancelled after some seconds, or where it has to make way.

    The time in which it waits for calls in notebook cells does not count; see `MakingWay`.

    Args:
        seconds: time limit in seconds; None for none.
        make_way: function that returns whether other work waits. Default None: none ever does.

    Examples:
        >>> TimeLimit(None).over, TimeLimit(None, lambda: True).over
        (False, True)
    """

    def __init__(self, seconds: float | None, make_way: Callable[[], bool] | None = None) -> None:
        self._deadline = time.monotonic() + (float("inf") if seconds is None else seconds)
        self._make_way = make_way or (lambda: False)
        self.progress = MakingWay(self._make_way, on_update=self._watch)

    @property
    def over(self) -> bool:
        """Whether the time is over, or other work waits."""
        return time.monotonic() - self.progress.waited >= self._deadline or self.makes_way

    @property
    def makes_way(self) -> bool:
        """Whether other work waits."""
        return self._make_way()

    def _watch(self, work: Progress) -> None:
        if self.over:
            work.cancel()


class LensPages:
    """The pages of a trace's logit lens that have been read.

    Args:
        trace: the trace; the unembedding is that of the model that ran it.

    Examples:
        >>> from latentlens import Session
        >>> pages = LensPages(Session().run("Paris"))
        >>> pages.read([0, 1], 0, 1)["layers"]
        [0, 1]
    """

    def __init__(self, trace: Trace) -> None:
        self._trace, self._lens = trace, as_reader("logit_lens")
        self._pages: dict[tuple[int, int], Json] = {}

    def read(
        self,
        layers: Sequence[int],
        start: int,
        stop: int,
        *,
        progress: Progress | bool = False,
    ) -> Json:
        """Return a page as docs/protocol.md describes it; it is computed unless it was read before.

        Args:
            layers: layers of the page.
            start: first position of the page.
            stop: position after the last one.

        Raises:
            Cancelled: if `progress` was cancelled.
        """
        page = self._pages.get((min(layers), start))
        if page is None or page["layers"] != list(layers) or page["stop"] != stop:
            grid = read_lens(
                self._trace,
                self._lens,
                self._trace.backend,
                layers=list(layers),
                positions=list(range(start, stop)),
                progress=progress,
            )
            page = self._pages[min(layers), start] = page_json(grid)
        return page

    def read_for(self, seconds: float | None) -> list[Json]:
        """Read pages for some seconds, and return all pages read so far.

        Args:
            seconds: time limit in seconds; None to read the whole lens.
        """
        limit = TimeLimit(seconds)
        try:
            for layers, start, stop in blocks(self._trace):
                if limit.over:
                    break
                self.read(layers, start, stop, progress=limit.progress)
        except Cancelled:
            pass
        return list(self._pages.values())

    def read_all(self, progress: Progress | bool | None = None) -> list[Json]:
        """Read all pages that have not been read, and return the whole lens.

        Args:
            progress: counts the cells, and stops the work where it is cancelled; a bar by default.

        Raises:
            Cancelled: if `progress` was cancelled; pages that were read are kept.
        """
        total = len(self._trace) * (self._trace.n_layers + 1)
        with track(progress, "logit lens", unit="cells", total=total) as work:
            for layers, start, stop in blocks(self._trace):
                work.check()
                self.read(layers, start, stop, progress=work)
                work.advance(len(layers) * (stop - start))
        return list(self._pages.values())

    def at(self, layer: int, position: int) -> Reading | None:
        """Return the top tokens and their probabilities at a cell; None if it has not been read.

        The probabilities are NaN if the activation or the logits are not finite.
        """
        page = self._pages.get((layer - layer % PAGE_LAYERS, position - position % PAGE_POSITIONS))
        if page is None or layer not in page["layers"] or not page["start"] <= position < page["stop"]:
            return None
        width = page["stop"] - page["start"]
        cell = page["layers"].index(layer) * width + position - page["start"]
        span = slice(cell * page["k"], (cell + 1) * page["k"])
        probs = [math.nan if p is None else p for p in page["probs"][span]]
        return [page["words"][i] for i in page["index"][span]], probs


def blocks(trace: Trace) -> Iterator[tuple[list[int], int, int]]:
    """Yield the pages of a whole lens, upper layers and first positions before the others.

    Args:
        trace: the trace whose lens is read.

    Yields:
        The layers of each page, its first position, and the position after its last.
    """
    top, count = trace.n_layers + 1, len(trace.tokens)
    for low in sorted(range(0, top, PAGE_LAYERS), reverse=True):
        for start in range(0, count, PAGE_POSITIONS):
            yield list(range(low, min(low + PAGE_LAYERS, top))), start, min(start + PAGE_POSITIONS, count)

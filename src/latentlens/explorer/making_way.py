"""Progress of pages that are read in the background, which make way for whatever the user waits for."""

from __future__ import annotations

from collections.abc import Callable

from latentlens.display.progress import Progress
from latentlens.errors import Cancelled
from latentlens.model.in_use import make_way

PAGE_SECONDS = 5.0
"""How long calls in a notebook cell go before the pages that a view shows; then both share the processor."""

IDLE_SECONDS_AFTER = 60.0
"""The same of what is read only for pages without a kernel."""


class MadeWay(Cancelled):
    """The work stopped since other work of its thread waits; it is to be begun again after that."""


class MakingWay(Progress):
    """Progress that waits between two steps for calls in notebook cells, and stops for other work.

    In a thread that is not in the background (`in_background`) nothing is waited for.

    Args:
        wanted: function that returns whether other work waits for this thread.
        on_update: called with this object whenever its counts change. Default None.

    Examples:
        >>> MakingWay(lambda: True).check()
        Traceback (most recent call last):
        latentlens.explorer.making_way.MadeWay: Other work waits for this thread.
    """

    def __init__(
        self, wanted: Callable[[], bool], *, on_update: Callable[[Progress], object] | None = None
    ) -> None:
        super().__init__(bar=False, on_update=on_update)
        self._wanted = wanted
        self.waited = 0.0
        """Seconds that were waited for calls in notebook cells."""

    def check(self) -> None:
        """Wait for calls in notebook cells; raise if the work was cancelled, or if other work waits.

        Raises:
            MadeWay: if other work waits.
            Cancelled: if `cancel` was called.
        """
        self.waited += make_way(lambda: self.cancelled or self._wanted())
        super().check()
        if self._wanted():
            raise MadeWay("Other work waits for this thread.")

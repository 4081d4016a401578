"""Display an Explorer: live in a notebook, as a snapshot in the notebook file, or as an HTML page."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from latentlens.display.progress import track
from latentlens.explorer.making_way import IDLE_SECONDS_AFTER
from latentlens.explorer.packed import pack
from latentlens.explorer.protocol import Json
from latentlens.explorer.sent import sent_pages, sent_second_pages
from latentlens.explorer.static_view import Snapshot, page_html, snapshot_html, snapshot_text
from latentlens.explorer.view_state import ON_PAGES
from latentlens.explorer.worker import IDLE
from latentlens.files.atomic import write_atomically
from latentlens.model.in_use import in_background

if TYPE_CHECKING:
    from latentlens.display.progress import Progress
    from latentlens.explorer.lens import LensPages
    from latentlens.explorer.second_traces import SecondTraces
    from latentlens.explorer.worker import Worker
    from latentlens.notebook.views import ExplorerViews

LENS_SECONDS = 1.0
"""Most seconds spent on reading the lens before the view is first shown; the rest is read on scrolling."""

IDLE_SECONDS = 20.0
"""Most seconds spent on reading what a trace was compared with, while nothing else waits."""


class Displays:
    """The views of one Explorer outside the widget itself: snapshots in the notebook file, and pages.

    It keeps no reference to the Explorer, so that the Explorer can be freed.

    Args:
        shown: record of which notebook cell shows which Explorer, with the display handles of the snapshots.
        lens: the pages of the lens that have been read.
        seconds: what the trace was compared with.
        worker: thread that updates snapshots, and reads second traces, when it has nothing else to do.
    """

    def __init__(self, shown: ExplorerViews, lens: LensPages, seconds: SecondTraces, worker: Worker) -> None:
        self._shown, self._lens, self._seconds, self._worker = shown, lens, seconds, worker
        self._lock = threading.Lock()
        self.outdated = False
        """Whether an update of the snapshots is queued."""
        self._unread = False
        """Whether second traces that came are still to be read."""

    def display(self, explorer: Any) -> None:
        """Show a snapshot for the notebook file, then the live view, which hides the snapshot.

        There are two outputs because JupyterLab shows the widget of an output that has both, and an error
        in its place when the notebook is opened again without the kernel that made it.

        Args:
            explorer: the Explorer to show.
        """
        from IPython.display import display

        self.read_first(explorer)
        handle = display(self.snapshot(explorer), raw=True, display_id=True)
        if explorer.closed:
            return
        self._shown.show(explorer, handle)
        bundle = explorer._repr_mimebundle_()
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        # The snapshot already has a plain text for hosts without widgets.
        data.pop("text/plain", None)
        display(data, raw=True)

    def read_first(self, explorer: Any) -> None:
        """Read what the view shows first, so that it is there before the view asks, and in an export.

        Args:
            explorer: the Explorer to show.
        """
        try:
            explorer.pages = self._lens.read_for(LENS_SECONDS)
            explorer.second_pages = self._seconds.read_for(LENS_SECONDS)
        except Exception as error:  # noqa: BLE001 - the view asks for the same page, and draws the error
            del error

    def html(self, explorer: Any) -> str:
        """Return the view for hosts without widgets.

        Args:
            explorer: the Explorer to show.
        """
        if not explorer.closed:
            self._lens.read_for(LENS_SECONDS)
        return str(self.snapshot(explorer)["text/html"])

    def snapshot(self, explorer: Any) -> Json:
        """Return the view for the notebook file, as HTML and as text, by MIME type.

        Args:
            explorer: the Explorer to show.
        """
        snapshot = Snapshot(
            explorer.key, explorer.title, explorer.tokens, explorer.n_layers, self._lens.at,
            explorer.history, explorer.curves, explorer.heat_maps, explorer.seconds,
        )  # fmt: skip
        return {"text/html": snapshot_html(snapshot), "text/plain": snapshot_text(snapshot)}

    def refresh_snapshots(self, explorer: Any) -> None:
        """Queue one update of the snapshots in the notebook file, unless one is queued already.

        Args:
            explorer: the Explorer that changed.
        """
        with self._lock:
            if self.outdated or not self._shown.handles(explorer):
                return
            self.outdated = True
        self._worker.submit(lambda: self._update(explorer), IDLE)

    def _update(self, explorer: Any) -> None:
        with self._lock:
            self.outdated = False
        bundle = self.snapshot(explorer)
        for handle in self._shown.handles(explorer):
            handle.update(bundle, raw=True)

    def refresh_seconds(self, explorer: Any, *, again: bool = False) -> None:
        """Queue the reading of second traces that have come, for pages that are made of the saved notebook.

        Args:
            explorer: the Explorer that changed.
            again: as in `Worker.submit`. Default False.
        """
        with self._lock:
            if not self._seconds.unread or self._unread:
                return
            self._unread = self._worker.submit(lambda: self._read_seconds(explorer), IDLE, again=again)

    def _read_seconds(self, explorer: Any) -> None:
        with self._lock:
            self._unread = False
        try:
            with in_background(IDLE_SECONDS_AFTER):
                explorer.second_pages = self._seconds.read_for(IDLE_SECONDS, self._worker.is_wanted)
        except Exception as error:  # noqa: BLE001 - the view asks for the same pages, and draws the error
            del error
            return
        self.refresh_seconds(explorer, again=True)  # it made way: the rest is read after what waited

    def save(
        self, explorer: Any, path: str | os.PathLike[str], progress: Progress | bool | None = None
    ) -> Path:
        """Write an HTML page with the whole lens, which needs no kernel and no network.

        Args:
            explorer: the Explorer to write.
            path: path of the HTML file; an existing file is replaced.
            progress: counts the cells of the lens that are read, and stops the work where it is cancelled.

        Returns:
            The path.

        Raises:
            Cancelled: if `progress` was cancelled; nothing is written, and what was read is kept.
        """
        with track(progress, "save_html", unit="steps", total=2) as work:
            pages = self._lens.read_all(work)
            work.advance()
            second_pages = self._seconds.read_for(None, lambda: work.cancelled)
            work.check()
            work.advance()
        state: dict[str, Any] = {name: getattr(explorer, name) for name in ON_PAGES}
        for name in ("curves", "heat_maps", "site_maps"):
            state[name] = [{**series, "points": pack(series["points"])} for series in state[name]]
        state |= {"history": pack(state["history"]), "pages": sent_pages(pages)}
        state["second_pages"] = sent_second_pages(second_pages)
        # Of the other lenses no page is read.
        state |= {"lenses": explorer.lenses[:1], "presets": [], "frozen": True}
        target = Path(path)
        write_atomically(target, page_html(f"{explorer.title}: {''.join(explorer.tokens)[:60]}", state))
        return target

"""The method `save_figures` of a session: the figures of all its open Explorers, in one folder."""

from __future__ import annotations

import abc
import os
from pathlib import Path

from latentlens.activations.bound_to_model import BoundToModel
from latentlens.ask.sweep import Sweep
from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.paths import file_path
from latentlens.notebook.views import views_of


class SessionFigures(BoundToModel, abc.ABC):
    """Writes the figures that a session knows of."""

    @property
    @abc.abstractmethod
    def unfinished(self) -> Sweep | None:
        """The last sweep that was stopped before its end; see `Session`."""

    @abc.abstractmethod
    def _open_backend(self) -> Backend:
        """Return the backend, or raise; see `Session`."""

    def save_figures(self, folder: str | os.PathLike[str], *, suffix: str = ".svg") -> list[Path]:
        """Write the figures of every open Explorer to a folder, and an unfinished sweep that none has.

        Each Explorer has a folder of its own, `explorer-1`, `explorer-2`, ..., oldest first, with its lens
        and its sweeps; `unfinished` beside them is `session.unfinished`. Sweeps that a notebook cell asked
        for are not kept by the session: `sweep.plot()` draws them.

        Args:
            folder: folder to write to; it is made if it is not there, and files of the same names replaced.
            suffix: format of the files: ".svg" (default), ".png", ".pdf", ".html" or ".json", as in
                `latentlens.plots.save`.

        Returns:
            The paths, Explorer by Explorer, each one's lens first.

        Raises:
            SessionClosed: if the session was closed.
            InputError: if there is nothing to draw, or no format has the suffix.
            SelectionError: if the unfinished sweep has more axes than a figure can show; all others have
                been written then.

        Examples:
            >>> import tempfile
            >>> from latentlens import Session
            >>> session = Session()
            >>> explorer = session.explore(session.run("The capital of France is"))
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     paths = session.save_figures(folder, suffix=".json")
            >>> [path.name for path in paths]
            ['lens.json']
        """
        self._open_backend()
        target, explorers, stopped = file_path("folder", folder), views_of(self).explorers, self.unfinished
        shown = any(sweep is stopped for explorer in explorers for sweep in explorer.sweeps)
        alone = None if stopped is None or shown or not len(stopped) else stopped
        if not explorers and alone is None:
            raise InputError(
                "There is nothing to draw: no Explorer of this session is open. Display a trace, or make "
                "one: session.explore(trace); session.sweep(...).plot() draws a sweep of a notebook cell."
            )
        paths = []
        for number, explorer in enumerate(explorers, 1):
            paths += explorer.save_figures(target / f"explorer-{number}", suffix=suffix)
        if alone is not None:
            from latentlens.plots import save

            target.mkdir(parents=True, exist_ok=True)
            paths.append(save(alone.plot(), target / f"unfinished{suffix}"))
        return paths

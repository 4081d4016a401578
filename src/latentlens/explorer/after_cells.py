"""What an Explorer offers after each notebook cell, which may have opened or closed other sessions."""

from __future__ import annotations

import contextlib
import weakref
from typing import TYPE_CHECKING

from latentlens.errors import SessionClosed
from latentlens.notebook.cells import CellId, watch_cells

if TYPE_CHECKING:
    from traitlets import HasTraits

    from latentlens.explorer.vector_source import VectorChoice


class AfterCells:
    """Offers the models of the sessions that are open once a notebook cell has run.

    Args:
        explorer: the Explorer, with the trait `source`; it is held weakly.
        vectors: what can be read in it in place of the selected cell.
    """

    def __init__(self, explorer: HasTraits, vectors: VectorChoice) -> None:
        self._explorer, self._vectors = weakref.ref(explorer), vectors
        watch_cells(self)

    def begin(self, cell: CellId) -> None:
        """Do nothing: what is offered changes when the cell has run."""

    def end(self, cell: CellId, ok: bool) -> None:
        """Offer what there is now."""
        del cell, ok
        explorer = self._explorer()
        if explorer is not None:
            with contextlib.suppress(SessionClosed):
                explorer.set_trait("source", self._vectors.to_json())

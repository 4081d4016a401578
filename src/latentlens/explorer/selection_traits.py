"""The Explorer's traits `selection` (a cell) and `span` (positions), kept consistent with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from latentlens.errors import InputError, SelectionError
from latentlens.explorer.protocol import Json, parse_numbers
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace

_LONGEST_PAGE, _MOST_PAGES = 200, 1000
"""Most characters of a page's name, and most pages, that are remembered."""


class SelectionTraits(traitlets.HasTraits):
    """Mixin with the traits `selection` and `span`; the class has to set `_trace` before them."""

    _trace: Trace
    _spanning = False

    selection = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """tuple[int, int] or None: the selected cell as (layer, position); None, the default, before the first
    click. Assign to it to select; negative numbers count from the last.

    Of several tokens selected together it is the last, which is the one that readers of one site read.
    """

    span = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """tuple[int, int] or None: the selected positions as (start, stop), stop excluded, so that `range(*span)`
    are the positions; None, the default, before the first click. Readers of several sites read them all.
    """

    def _select(self, message: Json) -> None:
        """Set the selection from a `select` message.

        Args:
            message: has layer, position, and start if several tokens are selected together.

        Raises:
            InputError: if it is not a selection.
            SelectionError: if there is no such layer or position.
        """
        layer, position = parse_numbers(message, "layer", "position")
        (start,) = parse_numbers({"start": position, **message}, "start")
        if not 0 <= start <= position < len(self._trace):
            raise InputError(f"A selection has 0 <= start <= position; got {shown(message)}.")
        self.selection = (layer, position)
        self.span = (start, self.selection[1] + 1)

    @traitlets.validate("selection")
    def _check_selection(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        return int(self._trace.layer(value[0])), int(self._trace.position(value[1]))

    @traitlets.validate("span")
    def _check_span(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        start, stop = int(value[0]), int(value[1])
        if not 0 <= start < stop <= len(self._trace):
            raise SelectionError(
                f"A span is (start, stop) with 0 <= start < stop <= {len(self._trace)}; got {shown(value)}."
            )
        return start, stop

    @traitlets.observe("selection")
    def _narrow_span(self, change: dict[str, Any]) -> None:
        """Set the span to the position of the newly selected cell."""
        cell = change["new"]
        if not self._spanning:
            self.set_trait("span", None if cell is None else (cell[1], cell[1] + 1))

    @traitlets.observe("span")
    def _move_selection(self, change: dict[str, Any]) -> None:
        """Move the selected cell to the end of the new span, at its layer or else the last one."""
        span, cell = change["new"], self.selection
        if span is not None and (cell is None or cell[1] != span[1] - 1):
            self._spanning = True
            try:
                self.selection = (self._trace.n_layers if cell is None else cell[0], span[1] - 1)
            finally:
                self._spanning = False


class NewestMessages:
    """Detects messages that arrive after a later one of the same kind and page.

    The kernel may read messages on two threads, so they can arrive out of order. Not thread-safe.

    Examples:
        >>> newest = NewestMessages()
        >>> [newest.accepts({"kind": "select", "from": "page", "n": n}) for n in (2, 1, 3)]
        [True, False, True]
    """

    def __init__(self) -> None:
        self._latest: dict[tuple[str, str], int] = {}

    def accepts(self, message: Json) -> bool:
        """Return whether a message is later than all earlier ones of its kind and page.

        Args:
            message: a message with its kind; "from" (the page) and "n" (its number) may be missing.
        """
        page, n = message.get("from"), message.get("n")
        if not isinstance(n, int) or not isinstance(page, str) or len(page) > _LONGEST_PAGE:
            return True
        sender = (page, message["kind"])
        if sender not in self._latest and len(self._latest) >= _MOST_PAGES:
            self._latest.pop(next(iter(self._latest)))  # the page that has been known longest
        newest = n > self._latest.get(sender, 0)
        if newest:
            self._latest[sender] = n
        return newest

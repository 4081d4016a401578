"""The Explorer's traits of what is selected, a cell or several layers and spans, kept consistent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import traitlets

from latentlens.errors import InputError, SelectionError
from latentlens.explorer.protocol import Json, parse_numbers
from latentlens.explorer.wire import SelectedSites, parse_args
from latentlens.inputs.shown import shown

if TYPE_CHECKING:
    from latentlens.activations.trace import Trace

_LONGEST_PAGE, _MOST_PAGES = 200, 1000
"""Most characters of a page's name, and most pages, that are remembered."""


class SelectionTraits(traitlets.HasTraits):
    """Mixin with the traits of what is selected; the class has to set `_trace` before them.

    `selection` and `span` are the last cell and the last span of `layers` and `spans`, which hold it all.
    """

    _trace: Trace
    _setting = False

    selection = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """tuple[int, int] or None: the selected cell as (layer, position); None, the default, before the first
    click. Assign to it to select; negative numbers count from the last.

    Of several layers and tokens selected together it is the last, which readers of one site read.
    """

    span = traitlets.Tuple(
        traitlets.Int(), traitlets.Int(), default_value=None, allow_none=True
    ).tag(sync=True)  # fmt: skip
    """tuple[int, int] or None: the selected positions as (start, stop), stop excluded, so that `range(*span)`
    are the positions; None, the default, before the first click. Readers of several sites read them all. Of
    several spans it is the last.
    """

    layers = traitlets.List(traitlets.Int()).tag(sync=True)
    """list[int]: the selected layers, lowest first; empty, the default, before the first click. Assign to it
    to select several: readers of several sites read the selected positions at all of them.
    """

    spans = traitlets.List(traitlets.Tuple(traitlets.Int(), traitlets.Int())).tag(sync=True)
    """list[tuple[int, int]]: the spans of selected positions, as `span`, from left to right; empty, the
    default, before the first click. Assign to it to select several.
    """

    def _select(self, message: Json) -> None:
        """Set the selection from a `select` message.

        Args:
            message: has layer and position; start, if several tokens are selected together; and layers and
                spans, if these are several.

        Raises:
            InputError: if it is not a selection.
            SelectionError: if there is no such layer or position.
        """
        layer, position = parse_numbers(message, "layer", "position")
        (start,) = parse_numbers({"start": position, **message}, "start")
        if not 0 <= start <= position < len(self._trace):
            raise InputError(f"A selection has 0 <= start <= position; got {shown(message)}.")
        layers, spans = selected_layers(message, self._trace), selected_spans(message, len(self._trace))
        self._hold(layers or [self._trace.layer(layer)], spans or [(start, position + 1)])

    @traitlets.validate("selection")
    def _check_selection(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        if value is None:
            return None
        return int(self._trace.layer(value[0])), int(self._trace.position(value[1]))

    @traitlets.validate("span")
    def _check_span(self, proposal: dict[str, Any]) -> tuple[int, int] | None:
        value = proposal["value"]
        return None if value is None else _checked_span(value, len(self._trace))

    @traitlets.validate("layers")
    def _check_layers(self, proposal: dict[str, Any]) -> list[int]:
        return sorted({int(self._trace.layer(layer)) for layer in proposal["value"]})

    @traitlets.validate("spans")
    def _check_spans(self, proposal: dict[str, Any]) -> list[tuple[int, int]]:
        return joined_spans([_checked_span(span, len(self._trace)) for span in proposal["value"]])

    @traitlets.observe("selection")
    def _select_cell(self, change: dict[str, Any]) -> None:
        """Select the one cell, or nothing."""
        cell = change["new"]
        self._hold(*(([], []) if cell is None else ([cell[0]], [(cell[1], cell[1] + 1)])))

    @traitlets.observe("span")
    def _select_span(self, change: dict[str, Any]) -> None:
        """Select the one span, at the selected layers or else the last one."""
        if change["new"] is not None:
            self._hold(self.layers or [self._trace.n_layers], [change["new"]])

    @traitlets.observe("layers")
    def _select_layers(self, change: dict[str, Any]) -> None:
        """Select the layers, at the selected positions or else the last one."""
        last = len(self._trace) - 1
        self._hold(change["new"], (self.spans or [(last, last + 1)]) if change["new"] else [])

    @traitlets.observe("spans")
    def _select_spans(self, change: dict[str, Any]) -> None:
        """Select the spans, at the selected layers or else the last one."""
        self._hold((self.layers or [self._trace.n_layers]) if change["new"] else [], change["new"])

    def _hold(self, layers: list[int], spans: list[tuple[int, int]]) -> None:
        """Set all four traits."""
        if self._setting:
            return
        self._setting = True
        try:
            self.layers, self.spans = layers, spans
            self.set_trait("span", self.spans[-1] if spans else None)
            self.set_trait("selection", (self.layers[-1], self.spans[-1][1] - 1) if spans else None)
        finally:
            self._setting = False


def _checked_span(span: tuple[int, int], count: int) -> tuple[int, int]:
    start, stop = int(span[0]), int(span[1])
    if not 0 <= start < stop <= count:
        raise SelectionError(f"A span is (start, stop) with 0 <= start < stop <= {count}; got {shown(span)}.")
    return start, stop


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans from left to right, those that touch or overlap joined.

    Args:
        spans: (start, stop) of each, stop excluded.

    Examples:
        >>> joined_spans([(4, 6), (0, 1), (5, 8), (1, 2)])
        [(0, 2), (4, 8)]
    """
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def selected_layers(args: Json, trace: Trace) -> list[int]:
    """Return the layers that a message names, lowest first; none if it names but one.

    Args:
        args: the message, with layers if they are several, and layer, the highest of them.
        trace: the trace that they are selected in.

    Raises:
        InputError: if they are no layers, or `layer` is not the highest.
        SelectionError: if there is no such layer.
    """
    if not args.get("layers"):
        return []
    layers = sorted({trace.layer(layer) for layer in parse_args(SelectedSites, args).layers or ()})
    if layers[-1] != args.get("layer"):
        raise InputError(f"Of several layers the highest is the one that is selected; got {shown(args)}.")
    return layers


def selected_spans(args: Json, count: int) -> list[tuple[int, int]]:
    """Return the spans that a message names, from left to right; none if it names but one.

    Args:
        args: the message, with spans if they are several, and position, the last of all.
        count: number of positions.

    Raises:
        InputError: if they are no spans, or do not end in `position`.
        SelectionError: if there are no such positions.
    """
    if not args.get("spans"):
        return []
    given = parse_args(SelectedSites, args).spans or ()
    spans = joined_spans([_checked_span(span, count) for span in given])
    if spans[-1][1] - 1 != args.get("position"):
        raise InputError(f"Spans end in the position that is selected; got {shown(args)}.")
    return spans


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

"""Selection: sites (layer, position) of one trace, in the order in which a reader reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol, overload

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.display.printable import isolated, printable
from latentlens.display.tables import element
from latentlens.engine.backend import Backend
from latentlens.errors import SelectionError
from latentlens.inputs.sequences import as_list


class TraceLike(Protocol):
    """The members of a trace that a selection uses, so that this module need not import `Trace`."""

    backend: Backend
    trace_key: TraceKey
    code: str
    token_ids: list[int]
    tokens: list[str]

    @property
    def key(self) -> str:
        """Content key: equal for equal tokens on equal weights."""

    @property
    def n_layers(self) -> int:
        """Number of blocks."""

    @property
    def resid(self) -> Float[Tensor, "layer position d_model"]:
        """The residual stream at every layer."""

    def layer(self, layer: int) -> int:
        """Return a layer as a number 0..n_layers; negative counts from the last."""

    def position(self, position: int | str) -> int:
        """Return a position as a number from 0, given as a number or a token's text."""

    def __len__(self) -> int: ...


class Site(NamedTuple):
    """One layer and position of a residual stream.

    Args:
        layer: layer, 0 (embeddings) to n_layers (before the final norm).
        position: token position, from 0.
    """

    layer: int
    position: int


class Selection(Sequence[Site]):
    """Sites of one trace, in the order in which a reader reads them.

    Made by `trace.select(layers=..., positions=...)`. Most readers take a selection of one site; a reader
    that takes several, such as a Patchscope with one placeholder for each site, reads them all for one
    answer. A selection is a sequence of `Site`.

    Args:
        trace: trace that the sites belong to.
        sites: pairs (layer, position), both counted from 0; each at most once.

    Raises:
        SelectionError: if there is no site, or a site is given twice.

    Examples:
        >>> from latentlens import Session
        >>> trace = Session().run("The capital of France is")
        >>> selection = trace.select(layers=[2, 3], positions="France")
        >>> [tuple(site) for site in selection], tuple(selection.states.shape) == (2, trace.d_model)
        ([(2, 4), (3, 4)], True)
    """

    def __init__(self, trace: TraceLike, sites: Sequence[tuple[int, int]]) -> None:
        self.trace = trace
        self.sites = tuple(Site(*site) for site in sites)
        if not self.sites:
            raise SelectionError("The selection is empty: give at least one layer and one position.")
        if len({*self.sites}) < len(self.sites):
            raise SelectionError("A site stands twice in the selection. Name each layer and position once.")

    @property
    def states(self) -> Float[Tensor, "site d_model"]:
        """The residual stream at the sites, a tensor [site, d_model] in their order.

        Raises:
            StaleTrace: if the activations were dropped from memory and the model has changed since the run.
        """
        resid = self.trace.resid
        return torch.stack([resid[layer, position] for layer, position in self.sites])

    @property
    def layers(self) -> tuple[int, ...]:
        """The layers of the sites, each once, in the order of the selection."""
        return tuple(dict.fromkeys(site.layer for site in self.sites))

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of the sites, each once, in the order of the selection."""
        return tuple(dict.fromkeys(site.position for site in self.sites))

    def __len__(self) -> int:
        return len(self.sites)

    def __iter__(self) -> Iterator[Site]:
        return iter(self.sites)

    @overload
    def __getitem__(self, index: int) -> Site: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Site, ...]: ...

    def __getitem__(self, index: int | slice) -> Site | tuple[Site, ...]:
        return self.sites[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Selection):
            return NotImplemented
        return self.trace is other.trace and self.sites == other.sites

    def __hash__(self) -> int:
        return hash((id(self.trace), self.sites))

    def __repr__(self) -> str:
        tokens = " ".join(isolated(printable(self.trace.tokens[p])) for p in self.positions[:8])
        more = " ..." if len(self.positions) > 8 else ""
        layers = ", ".join(map(str, self.layers[:8])) + (" ..." if len(self.layers) > 8 else "")
        return f"<Selection of {len(self)} sites: layers {layers}; {tokens}{more}>"

    def _repr_html_(self) -> str:
        return str(element("div", repr(self)[1:-1]))


def select(trace: TraceLike, layers: Any = None, positions: Any = None) -> Selection:
    """Return a selection with every combination of the given layers and positions, layer by layer.

    Args:
        trace: trace to select from.
        layers: a layer, a list, array or range of layers, or a slice. Default None: all layers.
        positions: a position (number or token text), a list of positions, or a slice. Default None: all.

    Raises:
        SelectionError: if a layer or position does not exist, or the selection is empty.
        InputError: if `layers` or `positions` is of another type.
    """
    rows, columns = grid_axes(trace, layers, positions)
    return Selection(trace, [(layer, position) for layer in rows for position in columns])


def grid_axes(trace: TraceLike, layers: Any = None, positions: Any = None) -> tuple[list[int], list[int]]:
    """Return the layers and the positions of a grid of sites, as numbers from 0, each once.

    Args:
        trace: trace to select from.
        layers: a layer, a list, array or range of layers, or a slice. Default None: all layers.
        positions: a position (number or token text), a list of positions, or a slice. Default None: all.

    Raises:
        SelectionError: if a layer or position does not exist, or there is none.
        InputError: if `layers` or `positions` is of another type.
    """
    given_layers = _unsliced(layers, trace.n_layers + 1)
    rows = list(dict.fromkeys(trace.layer(k) for k in as_list(given_layers, "layers", "layers=[1, 2]")))
    given_positions = as_list(_unsliced(positions, len(trace)), "positions", "positions=[-1, 'France']")
    columns = list(dict.fromkeys(trace.position(p) for p in given_positions))
    if not rows or not columns:
        raise SelectionError(
            "The grid is empty: give at least one layer and one position, or leave them out."
        )
    return rows, columns


def _unsliced(indices: Any, count: int) -> Any:
    """Return a slice, or None for all, as a range of `count` indices; anything else as it is."""
    if indices is None:
        return range(count)
    return range(count)[indices] if isinstance(indices, slice) else indices

"""A selection: any sites of one trace, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol, overload

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.activations.key import TraceKey
from latentlens.display.printable import printable
from latentlens.engine.backend import Backend
from latentlens.errors import SelectionError
from latentlens.inputs.sequences import as_list


class TraceLike(Protocol):
    """What a selection needs of a trace: `latentlens.Trace` is the one there is."""

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
        """Return a layer counted from 0."""

    def position(self, position: int | str) -> int:
        """Return a position counted from 0, from a number or a token's text."""

    def __len__(self) -> int: ...


class Site(NamedTuple):
    """One place of a residual stream.

    Args:
        layer: 0 (embeddings) to n_layers (before the final norm).
        position: token position, from 0.
    """

    layer: int
    position: int


class Selection(Sequence[Site]):
    """Sites of one trace, in the order in which a reader reads them.

    Made by `trace.select(layers=..., positions=...)`. Readers of one site are asked about a selection of one;
    a reader that takes several, such as a Patchscope with one placeholder for each, reads all of them for one
    answer.

    Args:
        trace: the trace that the sites belong to.
        sites: layers and positions, already counted from 0; each site once.

    Raises:
        SelectionError: if there is no site, or one stands twice.

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
        """The residual stream at the sites, in their order.

        Raises:
            StaleTrace: if the activations are no longer held and the model has changed since.
        """
        resid = self.trace.resid
        return torch.stack([resid[layer, position] for layer, position in self.sites])

    @property
    def layers(self) -> tuple[int, ...]:
        """Every layer that is selected, each once, in order."""
        return tuple(dict.fromkeys(site.layer for site in self.sites))

    @property
    def positions(self) -> tuple[int, ...]:
        """Every position that is selected, each once, in order."""
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
        tokens = " ".join(printable(self.trace.tokens[p]) for p in self.positions[:8])
        more = " ..." if len(self.positions) > 8 else ""
        layers = ", ".join(map(str, self.layers[:8])) + (" ..." if len(self.layers) > 8 else "")
        return f"<Selection of {len(self)} sites: layers {layers}; {tokens}{more}>"


def select(trace: TraceLike, layers: Any = None, positions: Any = None) -> Selection:
    """Return the product of layers and positions of a trace, layer by layer.

    Args:
        trace: the trace to select from.
        layers: a layer, several in a list, array or range, or a slice; None for all.
        positions: a position (number or token text), several, or a slice; None for all.

    Raises:
        SelectionError: if a layer or position does not exist, or none is left.
        InputError: if they are no list of such.
    """
    rows, columns = grid_axes(trace, layers, positions)
    return Selection(trace, [(layer, position) for layer in rows for position in columns])


def grid_axes(trace: TraceLike, layers: Any = None, positions: Any = None) -> tuple[list[int], list[int]]:
    """Return the layers and positions of a grid as numbers from 0, each once; None means all.

    Args:
        trace: the trace to select from.
        layers: a layer, several in a list, array or range, or a slice.
        positions: a position (number or token text), several, or a slice.

    Raises:
        SelectionError: if one does not exist, or there is none.
        InputError: if they are no list of such.
    """
    wanted = _unsliced(layers, trace.n_layers + 1)
    rows = list(dict.fromkeys(trace.layer(k) for k in as_list(wanted, "layers", "layers=[1, 2]")))
    places = _unsliced(positions, len(trace))
    columns = list(
        dict.fromkeys(trace.position(p) for p in as_list(places, "positions", "positions=[-1, 'France']"))
    )
    if not rows or not columns:
        raise SelectionError(
            "The grid is empty: give at least one layer and one position, or leave them out."
        )
    return rows, columns


def _unsliced(given: Any, count: int) -> Any:
    if given is None:
        return range(count)
    return range(count)[given] if isinstance(given, slice) else given

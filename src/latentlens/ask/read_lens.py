"""Read a lens over a grid of layers and positions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from jaxtyping import Bool

from latentlens.activations.selection import grid_axes
from latentlens.activations.trace import Trace
from latentlens.activations.trace_difference import TraceDifference
from latentlens.ask.lens_grid import LensGrid
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.query import Distribution, NextToken, Query
from latentlens.errors import InputError
from latentlens.inputs.numbers import MOST, integer
from latentlens.inputs.shown import shown
from latentlens.readers.queries import query
from latentlens.readers.reader import Reader, State


def read_lens(
    trace: Trace,
    lens: Reader,
    backend: Backend,
    *,
    layers: Sequence[int] | int | None = None,
    positions: Sequence[int | str] | int | str | None = None,
    top_k: int = 5,
    progress: Progress | bool | None = None,
) -> LensGrid:
    """Return the most probable tokens of a lens at every site of a grid.

    Args:
        trace: the trace to read.
        lens: a lens: a reader that gives single next tokens.
        backend: the model that ran the trace, or one of those of a difference, whose unembedding is used.
        layers: a layer or several; None (default) for all that the lens can read.
        positions: a position or several, as numbers or token texts; None (default) for all.
        top_k: number of tokens at each site.
        progress: as in `Session.lens`; counts the sites that are read.

    Raises:
        InputError: if the reader is not a lens, since it generates more than one token.
        Cancelled: if `progress` was cancelled.
        SelectionError: if a layer or position does not exist.
        MappingError: if the lens was fitted on another model, or has no mapping from a layer.
    """
    top_k = integer("top_k", top_k, least=1, most=MOST)
    rows, columns, queries = lens_queries(
        trace, lens, backend, NextToken(top_k=top_k), layers=layers, positions=positions
    )
    with track(progress, "reading lens", unit="sites", total=len(queries)) as work:
        results = backend.run(queries, progress=work)
    distributions = [result.value for result in results if isinstance(result.value, Distribution)]
    shape = (len(rows), len(columns), -1)
    finite = np.array([result.finite for result in results], dtype=bool).reshape(shape[:2])
    finite &= ~zero_sites(trace, rows, columns)
    token_ids = np.array([each.top_ids for each in distributions], dtype=np.int64).reshape(shape)
    token_ids[~finite] = -1
    visible = {i: backend.tokenizer.visible(i) for i in np.unique(token_ids).tolist() if i >= 0}
    logprobs = np.array([each.top_logprobs for each in distributions], dtype=np.float32)
    probs = np.exp(logprobs).reshape(shape)
    probs[~finite] = np.nan
    return LensGrid(
        layers=rows,
        positions=columns,
        source=[trace.tokens[p] for p in columns],
        token_ids=token_ids,
        tokens=[[[visible.get(int(i), "") for i in site] for site in row] for row in token_ids],
        probs=probs,
    )


def lens_queries(
    trace: Trace,
    lens: Reader,
    backend: Backend,
    readout: NextToken,
    *,
    layers: Sequence[int] | int | None = None,
    positions: Sequence[int | str] | int | str | None = None,
) -> tuple[list[int], list[int], list[Query]]:
    """Return the layers and the positions of a grid, and a lens's query for each site, layer by layer.

    Args:
        trace: the trace to read.
        lens: a lens: a reader that gives single next tokens.
        backend: the model whose unembedding is used, as in `read_lens`.
        readout: what is to be known of each site's distribution.
        layers: a layer or several; None (default) for all that the lens can read.
        positions: a position or several; None (default) for all.

    Raises:
        InputError: if the reader is not a lens.
        SelectionError: if a layer or position does not exist.
        MappingError: if the lens was fitted on another model, or has no mapping from a layer.
    """
    if not isinstance(lens, Reader) or not lens.one_token:
        raise InputError(f"{shown(lens)} is not a lens. Use Lens(), or Lens(mapping) with a fitted mapping.")
    adapter = check_lens(trace, lens, backend)
    wanted = lens.layers(trace.n_layers) if layers is None else layers
    rows, columns = grid_axes(trace, wanted, positions)
    resid, target = trace.resid, lens.target(backend)
    queries = [
        dataclasses.replace(
            query(lens, target, [State(resid[k, p], k, p)], backend.n_layers, readout), adapter=adapter
        )
        for k in rows
        for p in columns
    ]
    return rows, columns, queries


def check_lens(trace: Trace, lens: Reader, backend: Backend) -> str | None:
    """Return the adapter with which a lens reads a trace, unless it was fitted on another model.

    Args:
        trace: the trace to read.
        lens: the lens.
        backend: the model whose unembedding is used, as in `read_lens`.

    Raises:
        MappingError: if the lens was fitted on another model.
    """
    # The last row is the model's own next token, so the unembedding is that of the model that was read.
    adapter = dict(reversed(trace.models))[backend] if lens.adapter is None else lens.adapter
    if lens.fitted is not None:
        with backend.using(adapter):
            fingerprint = backend.fingerprint()
        lens.fitted.check(fingerprint, fingerprint, backend.processing)
    return adapter


def zero_sites(
    trace: Trace, rows: Sequence[int], columns: Sequence[int]
) -> Bool[np.ndarray, "layer position"]:
    """Return where a difference of two models is zero, so that no token is likelier than others."""
    if not isinstance(trace, TraceDifference):
        return np.zeros((len(rows), len(columns)), dtype=bool)
    zero: Bool[np.ndarray, "layer position"] = trace.zero[list(rows)][:, list(columns)].numpy()
    return zero

"""Read a lens over a grid of layers and positions."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from latentlens.activations.selection import grid_axes
from latentlens.activations.trace import Trace
from latentlens.ask.lens_grid import LensGrid
from latentlens.engine.backend import Backend
from latentlens.engine.query import Distribution, NextToken
from latentlens.engine.run import Progress
from latentlens.errors import InputError
from latentlens.inputs.callables import check_callables
from latentlens.inputs.numbers import MOST, integer
from latentlens.inputs.shown import shown
from latentlens.readers.reader import Reader, State, query


def read_lens(
    trace: Trace,
    lens: Reader,
    backend: Backend,
    *,
    layers: Sequence[int] | int | None = None,
    positions: Sequence[int | str] | int | str | None = None,
    top_k: int = 5,
    on_progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> LensGrid:
    """Return the most probable tokens of a lens at every site of a grid.

    Args:
        trace: the trace that is read.
        lens: a reader of single next tokens.
        backend: the model that ran the trace, whose unembedding is used.
        layers: the layers, or one; None for all that the lens has.
        positions: the positions, as numbers or token texts, or one; None for all.
        top_k: number of tokens at each site.
        on_progress: called with (sites read, sites in all).
        cancel: when set, the work stops.

    Raises:
        InputError: if the reader says more than one token, and so is no lens.
        Cancelled: if `cancel` was set.
        SelectionError: if a layer or position does not exist.
        MappingError: if the lens was fitted on another model, or has no mapping from a layer.
    """
    check_callables(cancel, on_progress=on_progress)
    top_k = integer("top_k", top_k, least=1, most=MOST)
    if not isinstance(lens, Reader) or not lens.one_token:
        raise InputError(f"{shown(lens)} is no lens. Use Lens(), or Lens(mapping) with a fitted mapping.")
    if lens.fitted is not None:
        fingerprint = backend.fingerprint()
        lens.fitted.check(fingerprint, fingerprint, backend.processing)
    wanted = lens.layers(trace.n_layers) if layers is None else layers
    rows, columns = grid_axes(trace, wanted, positions)
    resid, readout = trace.resid, NextToken(top_k=top_k)
    target = lens.target(backend)
    queries = [
        query(lens, target, [State(resid[k, p], k, p)], backend.n_layers, readout)
        for k in rows
        for p in columns
    ]
    results = backend.run(queries, on_progress=on_progress, cancel=cancel)
    found = [result.value for result in results if isinstance(result.value, Distribution)]
    shape = (len(rows), len(columns), -1)
    finite = np.array([result.finite for result in results], dtype=bool).reshape(shape[:2])
    token_ids = np.array([each.top_ids for each in found], dtype=np.int64).reshape(shape)
    token_ids[~finite] = -1
    visible = {i: backend.tokenizer.visible(i) for i in np.unique(token_ids).tolist() if i >= 0}
    probs = np.exp(np.array([each.top_logprobs for each in found], dtype=np.float32)).reshape(shape)
    probs[~finite] = np.nan
    return LensGrid(
        layers=rows,
        positions=columns,
        source=[trace.tokens[p] for p in columns],
        token_ids=token_ids,
        tokens=[[[visible.get(int(i), "") for i in site] for site in row] for row in token_ids],
        probs=probs,
    )

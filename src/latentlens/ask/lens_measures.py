"""What a lens's distribution comes to at every site of a grid, beside its likeliest tokens."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float

from latentlens.activations.trace import Trace
from latentlens.ask.read_lens import lens_queries, zero_sites
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.query import Distribution, NextToken
from latentlens.readers.reader import Reader

_ROWS_OF_LOGITS = 64
"""Number of sites whose logits are held together."""


@dataclasses.dataclass(frozen=True, eq=False)
class LensMeasures:
    """Measures of a lens's distribution over layers and positions; NaN where there is nothing to read.

    Args:
        layers: the layers that were read.
        positions: the positions that were read.
        entropy: entropy of each distribution [layer, position] in nats.
        surprisal: surprisal of the prompt's own next token [layer, position] in nats; NaN at its end.
        rank: rank of the pinned token [layer, position], from 1; NaN everywhere if none is pinned.
        probability: probability of the pinned token [layer, position]; NaN everywhere if none is pinned.
    """

    layers: list[int]
    positions: list[int]
    entropy: Float[np.ndarray, "layer position"]
    surprisal: Float[np.ndarray, "layer position"]
    rank: Float[np.ndarray, "layer position"]
    probability: Float[np.ndarray, "layer position"]


def measure_lens(
    trace: Trace,
    lens: Reader,
    backend: Backend,
    *,
    layers: Sequence[int] | int | None = None,
    positions: Sequence[int | str] | int | str | None = None,
    pinned: int | None = None,
    progress: Progress | bool | None = None,
) -> LensMeasures:
    """Return entropy, surprisal, and the rank and probability of a token, at every site of a grid.

    Args:
        trace: the trace to read.
        lens: a lens, as in `read_lens`.
        backend: the model whose unembedding is used, as in `read_lens`.
        layers: a layer or several; None (default) for all that the lens can read.
        positions: a position or several; None (default) for all.
        pinned: id of the token whose rank and probability are wanted; None (default) for none.
        progress: as in `Session.lens`; counts the sites.

    Raises:
        InputError: if the reader is not a lens.
        Cancelled: if `progress` was cancelled.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> trace = session.run("The capital of France is")
        >>> paris = session.backend.tokenizer.encode_continuation(" Paris")[0]
        >>> measures = measure_lens(trace, Lens(), session.backend, layers=-1, positions=-1, pinned=paris)
        >>> int(measures.rank[0, 0])
        1
    """
    readout = NextToken(top_k=1, keep_logits=True)
    rows, columns, queries = lens_queries(trace, lens, backend, readout, layers=layers, positions=positions)
    following = [trace.token_ids[p + 1] if p + 1 < len(trace) else None for p in columns] * len(rows)
    figures = np.full((4, len(queries)), np.nan)
    with track(progress, "measuring lens", unit="sites", total=len(queries)) as work:
        for start in range(0, len(queries), _ROWS_OF_LOGITS):
            chunk = queries[start : start + _ROWS_OF_LOGITS]
            results = backend.run(chunk, progress=work.part(start))
            for at, result in enumerate(results, start):
                work.check()
                if result.finite and isinstance(result.value, Distribution):
                    assert result.value.logits is not None
                    figures[:, at] = site_figures(result.value.logits, following[at], pinned)
    grids = figures.reshape(4, len(rows), len(columns))
    grids[:, zero_sites(trace, rows, columns)] = np.nan
    return LensMeasures(rows, columns, *grids)


def site_figures(
    logits: Float[torch.Tensor, " vocab"], following: int | None, pinned: int | None
) -> list[float]:
    """Return entropy and surprisal in nats, and a token's rank and probability; NaN for what is not known.

    Args:
        logits: the logits of one site.
        following: id of the prompt's own next token; None at its end.
        pinned: id of the token whose rank and probability are wanted; None for none.
    """
    logprobs = torch.log_softmax(logits.float(), dim=-1)
    probs = logprobs.exp()
    # a token of probability 0 adds nothing, and its logarithm is not finite
    entropy = -float(torch.where(probs > 0, probs * logprobs, 0.0).sum())
    surprisal = np.nan if following is None else -float(logprobs[following])
    if pinned is None:
        return [entropy, surprisal, np.nan, np.nan]
    rank = 1 + int((logits > logits[pinned]).sum())
    return [entropy, surprisal, rank, float(probs[pinned])]

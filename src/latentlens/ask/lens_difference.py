"""How a lens's distributions differ between two traces, site by site."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Bool, Float, Int

from latentlens.activations.trace import Trace
from latentlens.ask.lens_measures import site_figures
from latentlens.ask.read_lens import lens_queries, zero_sites
from latentlens.display.progress import Progress, track
from latentlens.engine.backend import Backend
from latentlens.engine.query import Distribution, NextToken, Query, Result
from latentlens.readers.reader import Reader

_BYTES_OF_LOGITS = 64 * 2**20
"""Bytes of the logits, in float32, that are held together: each run costs a pass through the whole model."""

_ROUNDING = {"float64": 1e-6, "float32": 1e-4}
"""By dtype, distance up to which there is but rounding: relative of states, total variation of readings."""
_COARSE_ROUNDING = 2e-2
"""The same of the other dtypes, which have 16 bits."""


@dataclasses.dataclass(frozen=True, eq=False)
class LensDifference:
    """What a lens reads in one trace minus what it reads in another, over layers and positions.

    Numbers are NaN, and `token_ids` are -1, where there is nothing to compare, as where one of both traces is
    a difference of two models that is zero.

    Args:
        layers: the layers that were read.
        positions: the positions that were read, of the trace that is subtracted.
        token_ids: the likeliest token [layer, position] of the trace that is subtracted, or the pinned one.
        top_ids: the likeliest token [layer, position] of the other trace.
        probability: probability [2, layer, position] of the token of `token_ids`, in the trace that is
            subtracted and in the other.
        entropy: difference of the entropies [layer, position] in nats.
        surprisal: difference of the surprisals [layer, position] of each prompt's own next token in nats.
        rank: rank of the pinned token [2, layer, position] in both, from 1; NaN if none is pinned.
        distance: total variation distance of the distributions [layer, position], 0 to 1.
        equal: whether the states [layer, position] are equal but for rounding; of two models, whether the
            distributions are so too.
    """

    layers: list[int]
    positions: list[int]
    token_ids: Int[np.ndarray, "layer position"]
    top_ids: Int[np.ndarray, "layer position"]
    probability: Float[np.ndarray, "two layer position"]
    entropy: Float[np.ndarray, "layer position"]
    surprisal: Float[np.ndarray, "layer position"]
    rank: Float[np.ndarray, "two layer position"]
    distance: Float[np.ndarray, "layer position"]
    equal: Bool[np.ndarray, "layer position"]


def lens_difference(
    trace: Trace,
    minus: Trace,
    lens: Reader,
    backend: Backend,
    partners: Sequence[int | None],
    *,
    layers: Sequence[int],
    positions: Sequence[int],
    pinned: int | None = None,
    unchanged: Bool[torch.Tensor, "layer position"] | None = None,
    of_trace: Backend | None = None,
    progress: Progress | bool | None = None,
) -> LensDifference:
    """Return what a lens reads in one trace minus what it reads in another, at partners among their tokens.

    Args:
        trace: trace from which the other is subtracted.
        minus: trace that is subtracted; the grid has its positions.
        lens: a lens, as in `read_lens`.
        backend: the model whose unembedding is used, as in `read_lens`.
        partners: for each position of `minus`, that of its partner in `trace`; None for none.
        layers: the layers to compare.
        positions: the positions of `minus` to compare.
        pinned: id of the token to compare. Default None: at each site the likeliest one of `minus`.
        unchanged: sites [layer, position] of `minus` that are known to be equal, which are not run, since a
            patch cannot reach them. Default None: none is known.
        of_trace: the model of `trace` where that is another, of the same tokens and number of layers, whose
            unembedding is used for it. Default None: `backend`.
        progress: as in `Session.lens`; counts the sites.

    Raises:
        InputError: if the reader is not a lens.
        Cancelled: if `progress` was cancelled.

    Examples:
        >>> from latentlens import Lens, Session
        >>> session = Session()
        >>> before, other = session.run(["The capital of France is", "The capital of Japan is"])
        >>> after = before.patch({(2, "France"): other[2, "Japan"]})
        >>> here = {"partners": range(6), "layers": [8], "positions": [4, 5]}
        >>> found = lens_difference(after, before, Lens(), session.backend, **here)
        >>> found.equal.tolist(), bool(found.probability[1, 0, 1] < found.probability[0, 0, 1])
        ([[False, False]], True)
    """
    size = (len(layers), len(positions))
    zero = _zero(minus, layers, positions) | _zero(trace, layers, [partners[p] for p in positions])
    sites = [
        (row, column)
        for row, layer in enumerate(layers)
        for column, position in enumerate(positions)
        if partners[position] is not None
        and not zero[row, column]
        and not (unchanged is not None and unchanged[layer, position])
    ]
    readout = NextToken(top_k=1, keep_logits=True)
    shared = [p for p in positions if partners[p] is not None]
    figures = np.full((7, *size), np.nan)
    ids = np.full((2, *size), -1, dtype=np.int64)
    equal = np.zeros(size, dtype=bool)
    if unchanged is not None:
        equal = unchanged[list(layers)][:, list(positions)].numpy().copy()
    before = _queries(minus, lens, backend, readout, layers, shared)
    models = (backend, of_trace or backend)
    after = _queries(trace, lens, models[1], readout, layers, [partners[p] for p in shared])
    states, others = minus.resid, trace.resid
    tolerance = _ROUNDING.get(minus.trace_key.dtype, _COARSE_ROUNDING)
    pairs_at_once = max(1, _BYTES_OF_LOGITS // (2 * 4 * backend.vocab_size))
    with track(progress, "comparing lens", unit="sites", total=2 * len(sites)) as work:
        for start in range(0, len(sites), pairs_at_once):
            chunk = sites[start : start + pairs_at_once]
            places = [(layers[row], positions[column]) for row, column in chunk]
            pairs = [(place, (place[0], partners[place[1]])) for place in places]
            queries = ([before[one] for one, _ in pairs], [after[other] for _, other in pairs])
            results = _results(models, queries, work, 2 * start)
            for i, ((row, column), (one, other)) in enumerate(zip(chunk, pairs, strict=True)):
                work.check()  # the figures of a site take as long as its pass
                same = _same(states[one], others[other], tolerance)
                # two models may read equal states with other final norms and unembeddings
                equal[row, column] = same and models[0] is models[1]
                was, now = _logits(results[i]), _logits(results[len(chunk) + i])
                if was is None or now is None:
                    continue
                following = [_next(minus, one[1]), _next(trace, other[1])]
                ids[:, row, column], figures[:, row, column] = _compared(was, now, following, pinned)
                equal[row, column] |= same and figures[6, row, column] <= tolerance
    return LensDifference(
        [*layers], [*positions], ids[0], ids[1], figures[:2], figures[2], figures[3], figures[4:6],
        figures[6], equal,
    )  # fmt: skip


def _results(
    models: tuple[Backend, Backend], queries: tuple[list[Query], list[Query]], work: Progress, done: int
) -> list[Result]:
    """Return the results of both traces' queries, in one run where one model has both."""
    if models[0] is models[1]:
        return list(models[0].run([*queries[0], *queries[1]], progress=work.part(done)))
    found: list[Result] = []
    for model, asked in zip(models, queries, strict=True):
        found += model.run(asked, progress=work.part(done + len(found)))
    return found


def _queries(
    trace: Trace, lens: Reader, backend: Backend, readout: NextToken, layers: Sequence[int],
    positions: Sequence[int | None],
) -> dict[tuple[int, int | None], Query]:  # fmt: skip
    """Return a lens's query for each site."""
    if not positions:
        return {}
    rows, columns, queries = lens_queries(
        trace, lens, backend, readout, layers=[*layers], positions=[p for p in positions if p is not None]
    )
    return dict(zip([(row, column) for row in rows for column in columns], queries, strict=True))


def _zero(
    trace: Trace, layers: Sequence[int], positions: Sequence[int | None]
) -> Bool[np.ndarray, "layer position"]:
    """Return where a trace is the difference of two models and zero; not where there is no position."""
    zero = zero_sites(trace, layers, [0 if p is None else p for p in positions])
    zero[:, [i for i, p in enumerate(positions) if p is None]] = False
    return zero


def _logits(result: Result) -> Float[torch.Tensor, " vocab"] | None:
    if not result.finite or not isinstance(result.value, Distribution):
        return None
    return result.value.logits


def _next(trace: Trace, position: int | None) -> int | None:
    """Return the token that follows a position in the prompt; None at its end."""
    return None if position is None or position + 1 >= len(trace) else trace.token_ids[position + 1]


def _same(one: torch.Tensor, other: torch.Tensor, tolerance: float) -> bool:
    if one.shape != other.shape:  # two models
        return False
    one, other = one.double(), other.double()
    return bool((one - other).norm() <= tolerance * one.norm())


def _compared(
    before: Float[torch.Tensor, " vocab"],
    after: Float[torch.Tensor, " vocab"],
    following: Sequence[int | None],
    pinned: int | None,
) -> tuple[list[int], list[float]]:
    """Return both likeliest tokens, the first replaced by a pinned one, and the figures of one site."""
    token = int(before.argmax()) if pinned is None else pinned
    one, other = (
        site_figures(logits, next_token, token)
        for logits, next_token in zip((before, after), following, strict=True)
    )
    rank = [np.nan, np.nan] if pinned is None else [one[2], other[2]]
    apart = (after.float().softmax(-1) - before.float().softmax(-1)).abs().sum()
    return [token, int(after.argmax())], [
        one[3], other[3], other[0] - one[0], other[1] - one[1], *rank, float(apart) / 2,
    ]  # fmt: skip

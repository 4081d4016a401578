"""Verify a sweep: run some items again one at a time, with plain hooks, and compare the logits."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import torch
from torch import Tensor

from latentlens.activations.run_prompts import run_as
from latentlens.activations.store import TraceStore
from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.selection_source import SelectionSource
from latentlens.ask.source import Condition, Coords, Item, Source
from latentlens.engine.backend import Backend
from latentlens.engine.query import Distribution, NextToken


@dataclasses.dataclass(frozen=True)
class Verification:
    """Difference between the engine's batched logits and a plain forward pass for each item.

    Args:
        max_logit_difference: largest absolute difference of a next-token logit.
        cells: coordinates of the items that were run again.
        same_top_token: number of these items whose most probable token is the same.
        mean_kl: mean KL divergence of the engine's next-token distribution from the plain pass's, in nats.
        dtype: dtype of the plain passes, such as "float32"; they ran on a copy of the model if that is not
            the model's own.
    """

    max_logit_difference: float
    cells: tuple[Coords, ...]
    same_top_token: int
    mean_kl: float
    dtype: str

    def __str__(self) -> str:
        return (
            f"{len(self.cells)} cells run again one at a time in {self.dtype}: logits differ by at most "
            f"{self.max_logit_difference:.2g}, the top token is the same in {self.same_top_token}, "
            f"KL {self.mean_kl:.2g} nats."
        )


def verify(question: Question, items: Sequence[Item], dtype: torch.dtype | None = None) -> Verification:
    """Compare the engine's next-token logits with a plain run of each item, with hooks and no cache.

    Args:
        question: the question.
        items: the items to run again.
        dtype: dtype in which they are run again, from the source prompts on, on copies of the models. None
            (default) for the models as they are.

    Raises:
        ModelError: if a model's weights are not what they were when it was opened.
        UnsupportedModel: if a model cannot be had in this dtype.
    """
    backend = question.backend
    copies = _Copies(dtype)
    again = copies.of(backend)
    worst, same, kl = 0.0, 0, 0.0
    conditions = [ConditionQueries(question, item.reader, [item.source]) for item in items]
    readout = NextToken(1, keep_logits=True)
    queries = [each.query(item, Condition(), readout) for each, item in zip(conditions, items, strict=True)]
    results = backend.run(queries)
    for reader in {item.reader for item in items}:
        reader.prepare(again)
    for each, item, query, result in zip(conditions, items, queries, results, strict=True):
        assert isinstance(result.value, Distribution)
        assert result.value.logits is not None
        if again is not backend:
            query = each.query(
                dataclasses.replace(item, source=copies.source(item.source)), Condition(), readout
            )
        alone, together = again.next_logits(query), result.value.logits
        worst = max(worst, _max_difference(alone, together))
        same += int(alone.argmax()) == result.value.top_ids[0]
        kl += _kl_divergence(alone, together)
    return Verification(
        worst,
        tuple(item.coords for item in items),
        same,
        kl / len(items),
        str(again.dtype).removeprefix("torch."),
    )


class _Copies:
    """Copies of models in a dtype, each made once, and the sources that are read from them."""

    def __init__(self, dtype: torch.dtype | None) -> None:
        self._dtype = dtype
        self._copies: dict[int, Backend] = {}
        self._store = TraceStore()

    def of(self, backend: Backend) -> Backend:
        """Return a model's copy; the model itself if it is in that dtype."""
        if self._dtype is None or backend.dtype == self._dtype:
            return backend
        if id(backend) not in self._copies:
            self._copies[id(backend)] = backend.copy_in(self._dtype)
        return self._copies[id(backend)]

    def source(self, source: Source) -> Source:
        """Return a source as its model's copy gives it; a vector belongs to no forward pass, and stays."""
        if not isinstance(source, SelectionSource):
            return source
        trace = run_as(source.trace, list(source.trace.token_ids), self._store, self.of)
        return SelectionSource(trace, source.sites, source.scale)


def _max_difference(one: Tensor, other: Tensor) -> float:
    """Return the largest absolute difference of two logit vectors; infinity if one holds NaN."""
    other = other.to(one)
    # equal logits are compared first, since -inf - -inf is NaN
    difference = torch.where(one == other, torch.zeros_like(one), (one - other).abs())
    return float(difference.nan_to_num(nan=math.inf, posinf=math.inf).max())


def _kl_divergence(one: Tensor, other: Tensor) -> float:
    """Return KL(one || other) of the distributions of two logit vectors, in nats."""
    log_p, log_q = one.double().log_softmax(-1), other.to(one.device).double().log_softmax(-1)
    # where p is 0 the term is 0, also where q is
    return float(torch.where(log_p == -math.inf, 0.0, log_p.exp() * (log_p - log_q)).sum().clamp_min(0))

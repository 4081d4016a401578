"""Verify a sweep: run some items again one at a time, with plain hooks, and compare the logits."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import torch
from torch import Tensor

from latentlens.ask.conditions import ConditionQueries
from latentlens.ask.question import Question
from latentlens.ask.source import Condition, Coords, Item
from latentlens.engine.query import Distribution, NextToken


@dataclasses.dataclass(frozen=True)
class Verification:
    """Difference between the engine's batched logits and a plain forward pass for each item.

    Args:
        max_logit_difference: largest absolute difference of a next-token logit.
        cells: coordinates of the items that were run again.
        same_top_token: number of these items whose most probable token is the same.
    """

    max_logit_difference: float
    cells: tuple[Coords, ...]
    same_top_token: int

    def __str__(self) -> str:
        return (
            f"{len(self.cells)} cells run again one at a time: logits differ by at most "
            f"{self.max_logit_difference:.2g}, the top token is the same in {self.same_top_token}."
        )


def verify(question: Question, items: Sequence[Item]) -> Verification:
    """Compare the engine's next-token logits with a plain run of each item, with hooks and no cache.

    Args:
        question: the question.
        items: the items to run again.
    """
    backend = question.backend
    worst, same = 0.0, 0
    queries = [
        ConditionQueries(question, item.reader, [item.source]).query(
            item, Condition(), NextToken(1, keep_logits=True)
        )
        for item in items
    ]
    for query, result in zip(queries, backend.run(queries), strict=True):
        assert isinstance(result.value, Distribution)
        assert result.value.logits is not None
        alone = backend.next_logits(query)
        worst = max(worst, _max_difference(alone, result.value.logits))
        same += int(alone.argmax()) == result.value.top_ids[0]
    return Verification(worst, tuple(item.coords for item in items), same)


def _max_difference(one: Tensor, other: Tensor) -> float:
    """Return the largest absolute difference of two logit vectors; infinity if one holds NaN."""
    # equal logits are compared first, since -inf - -inf is NaN
    difference = torch.where(one == other, torch.zeros_like(one), (one - other).abs())
    return float(difference.nan_to_num(nan=math.inf, posinf=math.inf).max())

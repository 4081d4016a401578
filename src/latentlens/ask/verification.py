"""Run some of a sweep's items again, alone and plainly, and compare."""

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
    """How far the engine is from one plain run of each item.

    Args:
        max_logit_difference: largest absolute difference of any next-token logit.
        cells: the coordinates of the items that were run again.
        same_top_token: in how many of them the most probable token is the same.
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
        question: what was asked.
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
    for asked, result in zip(queries, backend.run(queries), strict=True):
        assert isinstance(result.value, Distribution)
        assert result.value.logits is not None
        alone = backend.next_logits(asked)
        worst = max(worst, _apart(alone, result.value.logits))
        same += int(alone.argmax()) == result.value.top_ids[0]
    return Verification(worst, tuple(item.coords for item in items), same)


def _apart(one: Tensor, other: Tensor) -> float:
    """Return the largest absolute difference; infinity where one holds NaN, which no comparison would see."""
    # both may rule a token out, and minus infinity less itself is NaN
    apart = torch.where(one == other, torch.zeros_like(one), (one - other).abs())
    return float(apart.nan_to_num(nan=math.inf, posinf=math.inf).max())

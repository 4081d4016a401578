"""The passes in which the examples of a step run, so that there is little padding."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.training.decoders.examples import Example

_CPU_TOKENS = 1024
"""Most tokens, padding included, that a CPU runs with gradients in one pass; of more, each takes longer."""
_STARTS = {"cpu": 64}
"""Tokens that take as long as it takes to begin one more pass."""
_START_ELSEWHERE = 2048


def rows_together(batch_size: int, device: torch.device) -> int:
    """Return how many examples of about the same length should come into a batch together.

    On a CPU one, since a batch runs in several passes there; elsewhere a whole batch, which is one pass.

    Args:
        batch_size: number of examples in a batch.
        device: where they run.
    """
    return 1 if device.type == "cpu" else batch_size


def passes(examples: Sequence[Example], device: torch.device) -> list[list[Example]]:
    """Return examples in passes that run one after the other, so that all take the least time together.

    What counts is the tokens, padding included, and the start of each pass, which on an accelerator is worth
    many tokens; on a CPU a pass also has to fit into the cache. The order of the examples is kept.

    Args:
        examples: the examples, those of about the same length next to each other.
        device: where they run.
    """
    start = _STARTS.get(device.type, _START_ELSEWHERE)
    least, begins = [0], [0]  # the least time of the examples before each one, and where its last pass begins
    for stop in range(1, len(examples) + 1):
        longest, best = 0, (0, -1)
        for first in range(stop - 1, -1, -1):
            longest = max(longest, examples[first].length)
            padded = longest * (stop - first)
            if device.type == "cpu" and first < stop - 1 and padded > _CPU_TOKENS:
                break
            time = least[first] + start + padded
            if best[1] < 0 or time < best[0]:
                best = (time, first)
        least.append(best[0])
        begins.append(best[1])
    found: list[list[Example]] = []
    stop = len(examples)
    while stop:
        found.append(list(examples[begins[stop] : stop]))
        stop = begins[stop]
    return found[::-1]

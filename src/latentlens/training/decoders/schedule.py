"""The learning rate of each step, and the order of examples: both follow from the seed and the step alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from latentlens.training.decoders.decoder_recipe import OptimiserRecipe

_POOL = 16
"""Batches' worth of examples that are sorted by length together."""


def learning_rate(step: int, steps: int, settings: OptimiserRecipe) -> float:
    """Return the learning rate of a step: a linear warm-up, then a fall to exactly 0 at the last step.

    Args:
        step: index of the step, from 0.
        steps: number of steps.
        settings: the largest rate, the warm-up's share and the form of the decay.

    Examples:
        >>> settings = OptimiserRecipe(learning_rate=1.0, warmup=0.2)
        >>> [learning_rate(step, 11, settings) for step in (0, 1, 2, 6, 10)]
        [0.5, 1.0, 0.8888888888888888, 0.4444444444444444, 0.0]
    """
    if steps == 1:
        return settings.learning_rate
    warmup = min(round(settings.warmup * steps), steps - 1)
    if step < warmup:
        return settings.learning_rate * (step + 1) / warmup
    before = max(warmup - 1, 0)  # the step with the largest rate
    done = (step - before) / (steps - 1 - before) if steps - 1 > before else 1.0
    if settings.decay == "cosine":
        return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * done))
    return settings.learning_rate * (1 - done)


def epoch_batches(
    lengths: Sequence[tuple[int, int]], batch_size: int, seed: int, epoch: int, together: int = 1
) -> list[list[int]]:
    """Return the batches of an epoch in random order, each sorted by length.

    Every example is in one batch; what is left over at the end is filled up with the first examples of the
    epoch, so that all batches have the same size.

    Args:
        lengths: for each example, the number of tokens of its prompt with the answer, and of its source.
        batch_size: number of examples in a batch.
        seed: seed of the order.
        epoch: index of the epoch, from 0; each has an order of its own.
        together: number of examples of about the same length that come into a batch together; 1 (default) for
            batches drawn at random. Tasks differ in length, so large numbers make steps on one task.

    Examples:
        >>> epoch_batches([(5, 1), (9, 1), (5, 2), (8, 1)], 2, seed=0, epoch=0, together=2)
        [[0, 2], [3, 1]]
    """
    draw = Random(f"order:{seed}:{epoch}")  # noqa: S311 - an order, no secret
    order = list(range(len(lengths)))
    draw.shuffle(order)
    while len(order) % batch_size:
        order += order[: batch_size - len(order) % batch_size]
    batches: list[list[int]] = []
    for start in range(0, len(order), _POOL * batch_size):
        pool = sorted(order[start : start + _POOL * batch_size], key=lambda i: lengths[i])
        groups = [pool[first : first + together] for first in range(0, len(pool), together)]
        draw.shuffle(groups)
        mixed = [i for group in groups for i in group]
        batches += [
            sorted(mixed[first : first + batch_size], key=lambda i: lengths[i])
            for first in range(0, len(mixed), batch_size)
        ]
    return batches

"""How the examples of a training are put into steps, and those of a step into passes."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch

from latentlens.training.decoders.passes import passes, rows_together
from latentlens.training.decoders.processes import Processes
from latentlens.training.decoders.schedule import epoch_batches


def lengths_in(found: list[list[Any]]) -> list[list[int]]:
    """Return the lengths of the examples of each pass."""
    return [[example.length for example in part] for part in found]


@pytest.mark.parametrize(
    ("device", "lengths", "expected"),
    [
        ("cpu", [10] * 4, [[10] * 4]),
        ("cpu", [10, 10, 90, 90], [[10, 10], [90, 90]]),  # padding would take longer than one more start
        ("cpu", [10, 12, 14], [[10, 12, 14]]),  # and here it would not
        ("cpu", [600, 600], [[600], [600]]),  # more does not fit into the cache
        ("cpu", [2000], [[2000]]),
        ("cuda", [10, 10, 90, 90], [[10, 10, 90, 90]]),  # a start is worth many tokens there
        ("cpu", [], []),
    ],
)
def test_passes_take_the_least_time(device: str, lengths: list[int], expected: list[list[int]]) -> None:
    """Padding against one more start; the order is kept, and every example is in one pass."""
    examples = cast("Any", [SimpleNamespace(length=length) for length in lengths])

    assert expected == lengths_in(passes(examples, torch.device(device)))


def test_steps_have_examples_of_several_lengths() -> None:
    """Every example is in one batch, as many of about one length together as wished, sorted."""
    lengths = [(10 * (i % 4), 1) for i in range(256)]
    batches = epoch_batches(lengths, 64, seed=0, epoch=0, together=16)

    assert {1} == set(Counter(i for batch in batches for i in batch).values())
    assert [64] * 4 == [len(batch) for batch in batches]
    assert all(batch == sorted(batch, key=lambda i: lengths[i]) for batch in batches)
    assert {0} == {n % 16 for batch in batches for n in Counter(lengths[i][0] for i in batch).values()}
    at_random = epoch_batches(lengths, 64, seed=0, epoch=0)
    assert [4] * 4 == [len({lengths[i] for i in batch}) for batch in at_random]
    assert (1, 64) == (rows_together(64, torch.device("cpu")), rows_together(64, torch.device("cuda")))


def test_processes_have_about_as_much_to_do() -> None:
    """The sorted examples are dealt out in turn, and each process runs its own in order of length."""
    shares = []
    for rank in range(2):
        processes = object.__new__(Processes)
        processes.count, processes.rank = 2, rank
        shares.append(processes.parts(range(8), 2))

    assert [[[0, 2], [4, 6]], [[1, 3], [5, 7]]] == shares

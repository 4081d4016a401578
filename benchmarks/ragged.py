"""What padding gains where targets differ in length, as a decoder's do with a slot for each state it reads.

Each query has its own target, with one placeholder for each state of a selection, then a question, and
answers in some tokens. They run side by side, padded, and one target after the other as the engine runs
what it cannot pad; in one process, in turns, on the model of `overhead.py`. Trust the ratio, not the
seconds.

    python benchmarks/ragged.py [--json PATH] [--layers 32] [--width 32] [--rounds 3]
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import random
import sys
from collections.abc import Iterator
from unittest import mock

import torch

from latentlens import Session
from latentlens.engine.query import Generate, Query, Result, Write
from latentlens.engine.run import run
from latentlens.experiments.bars import Figure, publish
from overhead import in_turns, random_llama
from progress import say

QUERIES = 24
NEW_TOKENS = 8
LONGEST = 24
QUESTION = 12


def questions(session: Session) -> list[Query]:
    """Return queries that read 1 to 24 states each, in as many slots of their own target."""
    draw = random.Random(0)
    vectors = torch.randn(LONGEST, session.model.d_model, generator=torch.Generator().manual_seed(0))
    found = []
    for i in range(QUERIES):
        n = draw.randint(1, LONGEST)
        target = (5, 6, 7, *[9] * n, *draw.choices(range(10, 200), k=QUESTION))
        write = Write(1, tuple(range(3, 3 + n)), vectors[:n] + i)
        found.append(Query(target, (write,), Generate(NEW_TOKENS)))
    return found


@contextlib.contextmanager
def one_target_at_a_time() -> Iterator[None]:
    """Let the engine run every target in a group of its own, as for a model that cannot be padded."""
    with mock.patch("latentlens.engine.run.pad_together", lambda groups, *_: list(groups)):
        yield


@torch.no_grad()
def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--layers", type=int, default=32)
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    torch.set_num_threads(1)
    session = Session(random_llama(args.layers, args.width))
    asked = questions(session)

    def padded() -> list[Result]:
        return run(asked, session.model)

    def grouped() -> list[Result]:
        with one_target_at_a_time():
            return run(asked, session.model)

    say("comparing the answers")
    same = [
        one.value.token_ids == other.value.token_ids for one, other in zip(padded(), grouped(), strict=True)
    ]
    side_by_side, apart = in_turns("generating", args.rounds, padded, grouped)
    reached = publish(
        f"Llama of {args.layers} layers, width {args.width}; one thread",
        [
            Figure(
                "ragged.ratio_vs_groups",
                apart / side_by_side,
                f"one target at a time / padded, {QUERIES} targets, {NEW_TOKENS} tokens",
                4.0,
            ),
            Figure("ragged.padded_ms", 1000 * side_by_side, "ms, CPU time"),
            Figure("ragged.same_tokens", sum(same) / len(same), "share of equal answers"),
        ],
        args.json,
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

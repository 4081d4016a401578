"""Many short prompts on a GPT-2-small shape: several in one forward pass against one pass each.

Both run on one thread, in one process, on the same random weights; trust the ratio, not the seconds.

    python benchmarks/batch.py [--json PATH] [--prompts 64] [--layers 12]
"""

from __future__ import annotations

import argparse
import pathlib
import random
import statistics
import sys
import time
from collections.abc import Callable

import torch
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel

from latentlens import world
from latentlens.experiments.bars import Figure, publish
from latentlens.model.opening import open_model
from peers.memory import peak_memory
from progress import say


def seconds(name: str, work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes, by the median of three runs."""
    took = []
    for number in range(3):
        say(f"{name}: {number + 1} of 3")
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return statistics.median(took)


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--prompts", type=int, default=64)
    parser.add_argument("--layers", type=int, default=12)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = GPT2Config(attn_implementation="eager", n_layer=args.layers)
    model = open_model((GPT2LMHeadModel(config).eval(), AutoTokenizer.from_pretrained(world.model_path())))
    draw = random.Random(0)
    prompts = [[draw.randrange(1000) for _ in range(draw.randint(4, 20))] for _ in range(args.prompts)]
    layers = range(model.n_layers + 1)
    sites = [[(model.n_layers // 2, len(prompt) - 1)] for prompt in prompts]

    alone: dict[int, torch.Tensor] = {}
    together: dict[int, torch.Tensor] = {}
    chosen: dict[int, torch.Tensor] = {}

    def one_by_one() -> None:
        alone.update((number, model.capture(prompt, layers)) for number, prompt in enumerate(prompts))

    def in_batches() -> None:
        together.update(model.capture_many(prompts, layers))

    def last_positions() -> None:
        chosen.update(model.capture_sites(prompts, sites))

    model.capture(prompts[0], layers)  # first touch
    with peak_memory() as peak:
        in_batches()
    loop = seconds("one by one", one_by_one)
    ours = seconds("in batches", in_batches)
    some = seconds("one site each", last_positions)
    off = max(float((alone[i] - together[i]).abs().max() / alone[i].abs().max()) for i in alone)
    reached = publish(
        f"{args.prompts} prompts of 4 to 20 tokens, all layers of a GPT-2-small shape",
        [
            Figure("batch.ratio_vs_one_by_one", loop / ours, "times faster", 1.5),
            Figure("batch.ratio_of_one_site_each", loop / some, "times faster"),
            Figure("batch.max_difference", off, "of the largest entry", 1e-5, "lower"),
            Figure("batch.peak_mb", peak[0], "MB over the loaded model, the states included"),
            Figure("batch.seconds", ours, "s, CPU time, median of 3"),
            Figure("batch.one_by_one_seconds", loop, "s, CPU time, median of 3"),
        ],
        args.json,
    )
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())

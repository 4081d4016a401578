"""How long a real model takes to open beyond the imports, in a process of its own each time.

Packages, the model's family and a bundled model are loaded before the clock starts. Models that were not
fetched are left out. Each figure is the median wall time over the rounds; the first opening after a change of
versions, which makes the checks, is not counted and stands beside it.

    python benchmarks/opening.py [--json PATH] [--models smollm2-135m gemma3-270m] [--rounds 5]
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import subprocess
import sys

from latentlens.catalogue.entry import entries, entry
from latentlens.catalogue.local_models import fetched_directory
from latentlens.experiments.bars import Figure, publish
from progress import say

_ONCE = """
import sys, time
import torch, transformers
from latentlens import Session
torch.set_num_threads(1)
Session()
config = transformers.AutoConfig.from_pretrained(sys.argv[2])
transformers.MODEL_FOR_CAUSAL_LM_MAPPING[type(config)]
began = time.perf_counter(), time.process_time()
Session(sys.argv[1])
print(time.perf_counter() - began[0], time.process_time() - began[1])
"""


def once(name: str, directory: pathlib.Path) -> tuple[float, float]:
    """Open a model in a process of its own, and return the wall time and the CPU time in seconds."""
    command = [sys.executable, "-c", _ONCE, name, str(directory)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wall, cpu = map(float, said.split())
    return wall, cpu


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--models", nargs="+", default=list(entries()))
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    figures = []
    for name in args.models:
        directory = fetched_directory(entry(name))
        if directory is None:
            say(f"{name} was not fetched, and is left out")
            continue
        say(f"{name}: to get warm")
        first, _ = once(name, directory)
        times = []
        for number in range(args.rounds):
            say(f"{name}: round {number + 1} of {args.rounds}")
            times.append(once(name, directory))
        wall, cpu = (statistics.median(one) for one in zip(*times, strict=True))
        note = f"{cpu:.2f} s of CPU time; {first:.1f} s the first time"
        figures.append(Figure(f"open_seconds.{name}", wall, "s, beyond the imports", 3, "lower", note=note))
    if not figures:
        say("no model was fetched: `latentlens fetch smollm2-135m`")
        return 1
    return 0 if publish("Opening, one thread", figures, args.json) else 1


if __name__ == "__main__":
    sys.exit(main())

"""What it costs to let noise answer for itself: the first answer at a layer, the next ones, and a sweep.

All run on one thread, in one process; trust the ratios, not the seconds.

    python benchmarks/noise.py [--json PATH] [--model world-small] [--layers 4]
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import time
from collections.abc import Callable

import torch

from latentlens import Controls, Session
from latentlens.experiments.bars import Figure, publish
from latentlens.scoring.against_noise import ENOUGH
from progress import say

PROMPT = "Every summer people from France and Japan meet in a town by the sea"
NOISE = Controls(noise=ENOUGH)


def seconds(name: str, do: Callable[[], object]) -> float:
    """Return the CPU seconds that a step takes."""
    began = time.process_time()
    do()
    took = time.process_time() - began
    say(f"{name}: {took:.2f} s")
    return took


def main() -> int:
    """Measure the costs; return 0 if the bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--model", default="world-small")
    parser.add_argument("--layers", type=int, default=4)
    args = parser.parse_args()
    torch.set_num_threads(1)
    session = Session(args.model)
    trace = session.run(PROMPT)
    top = session.backend.n_layers
    layers = [round(top * (i + 1) / (args.layers + 1)) for i in range(args.layers)]
    figures = []
    for reader in ("The language of x is", "description"):
        name = reader.split(maxsplit=1)[0].lower()
        # each step asks at a layer that no other has asked at, except where what is kept is to be used
        session.ask(trace, top, -1, reader)  # first touch

        def ask(controls: Controls, position: str = "France", reader: str = reader) -> object:
            return session.ask(trace, layers[0], position, reader, controls=controls)

        def sweep(controls: Controls, reader: str = reader) -> object:
            return session.sweep(trace, reader, layers=layers, controls=controls, seed=1, progress=False)

        plain = seconds(f"{name}, one answer", lambda: ask(Controls()))
        first = seconds(f"{name}, with noise", lambda: ask(NOISE))
        again = seconds(f"{name}, with noise that is kept", lambda: ask(NOISE))
        swept = seconds(f"{name}, sweep", lambda: sweep(Controls()))
        noisy = seconds(f"{name}, sweep with noise", lambda: sweep(NOISE))
        figures += [
            Figure(f"noise.{name}.first_answer", first / plain, "times an answer without"),
            Figure(f"noise.{name}.next_answers", again / plain, "times an answer without", 1.5, "lower"),
            Figure(f"noise.{name}.sweep", noisy / swept, "times a sweep without"),
            Figure(f"noise.{name}.seconds", plain, "s, CPU time, an answer without"),
        ]
    title = f"{ENOUGH} random vectors on {args.model}; sweeps of {len(layers)} layers × {len(trace)} tokens"
    return 0 if publish(title, figures, args.json) else 1


if __name__ == "__main__":
    sys.exit(main())

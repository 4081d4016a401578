"""How long the course's lessons take: each solution from its first cell to its last, in a kernel of its own.

The bundled models alone, without a network and on one thread: the second halves, on a real model, are left
out unless `--real-model` is given and it was fetched. Processor seconds count whatever the kernel ran, its
imports too, and stay nearly the same when the machine does other work; wall seconds do not.

    python benchmarks/lessons.py [--json PATH] [--lessons 3 8] [--real-model]
"""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import tempfile
import time
from collections.abc import Mapping

ROOT = pathlib.Path(__file__).parents[1]
# The script that runs the lessons for the documentation is in no package, hence its folder, and E402 below.
sys.path.insert(0, str(ROOT / "scripts"))

from latentlens.experiments.bars import Figure, publish  # noqa: E402
from progress import say  # noqa: E402
from run_lessons import SOLUTIONS, run_lesson  # noqa: E402

SECONDS = 120
"""What a lesson may take."""


def seconds_of(path: pathlib.Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a lesson, and return its wall time and the CPU time of its kernel in seconds."""
    began, before = time.perf_counter(), os.times()
    run_lesson(path, environment)
    wall, after = time.perf_counter() - began, os.times()
    user = after.children_user - before.children_user
    return wall, user + after.children_system - before.children_system


def main() -> int:
    """Measure, print, and return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="also write the figures here")
    parser.add_argument("--lessons", nargs="+", help="numbers of lessons; default: all nine")
    parser.add_argument("--real-model", action="store_true", help="with the second halves")
    args = parser.parse_args()
    paths = {path.stem.split("-")[0]: path for path in sorted(SOLUTIONS.glob("*.ipynb"))}
    if strays := [number for number in args.lessons or () if number not in paths]:
        parser.error(f"there is no lesson {', '.join(strays)}; there are {', '.join(paths)}")
    figures = []
    environment = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryDirectory() as folder:
        if not args.real_model:  # no model was fetched into an empty folder
            environment["LATENTLENS_DATA_DIR"] = folder
        for number in args.lessons or paths:
            name = paths[number].stem
            say(f"lesson {name}")
            wall, cpu = seconds_of(paths[number], environment)
            figures += [
                Figure(f"lessons.cpu_seconds.{name}", cpu, "s of CPU time", SECONDS, "lower"),
                Figure(f"lessons.seconds.{name}", wall, "s, wall time", SECONDS, "lower"),
            ]
    return 0 if publish("The lessons, one thread each", figures, args.json) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Seconds from opening a model to its first answer."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from statistics import median

from latentlens._isolated import code_command
from latentlens.experiments.bars import Figure
from latentlens.session import Session
from latentlens.world.split import Split

RUNS = 3
CODE = """
import time, sys
import torch, transformer_lens
begun = time.perf_counter()
from latentlens import Session
session = Session(sys.argv[1])
trace = session.run("The capital of France is")
session.ask(trace, 2, "France", "The capital of x is")
print(time.perf_counter() - begun)
"""


def opening_time(session: Session, split: Split) -> Iterator[Figure]:
    """Measure opening the model in new processes, with torch and TransformerLens already imported.

    Args:
        session: session on the model.
        split: ignored.
    """
    del split
    command = code_command(CODE, session.model.name)
    seconds = [float(subprocess.check_output(command, text=True)) for _ in range(RUNS)]  # noqa: S603
    note = f"Session() to first answer, median of {RUNS}, beyond importing torch and transformer_lens"
    yield Figure("open_seconds", median(seconds), "s", 2.0, "lower", note=note)

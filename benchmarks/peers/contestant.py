"""A contestant as the benchmark sees it: a process that is given work and reports its cost."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import tempfile
from collections.abc import Sequence
from typing import Any

import numpy as np

_ROOT = pathlib.Path(__file__).parents[1]

_SETTINGS = {
    "PYTHONPATH": str(_ROOT),
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "WANDB_MODE": "disabled",
}


class Failed(Exception):
    """A contestant did not start, stopped, or could not do the work; the message says why."""


class Contestant:
    """A running process of `peers.serving`.

    Args:
        name: name of the contestant.
        command: interpreter and module or script to run.
        material: folder with the material.

    Raises:
        Failed: if it does not start.
    """

    def __init__(self, name: str, command: Sequence[str], material: pathlib.Path) -> None:
        self.name = name
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [*command, str(material)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**os.environ, **_SETTINGS},
        )
        try:
            about = self._reply()
        except Failed:
            self.close()
            raise
        self.versions: dict[str, str] = about["versions"]
        self.ways: dict[str, list[str]] = about["ways"]

    def seconds(self, work: str, way: str) -> float:
        """Return the CPU seconds that some work takes."""
        return float(self._ask(work, way, "time")["seconds"])

    def peak_mb(self, work: str, way: str) -> float:
        """Return the peak increase of resident memory during some work, in MB."""
        return float(self._ask(work, way, "memory")["peak_mb"])

    def compute(self, work: str, way: str) -> dict[str, np.ndarray]:
        """Return the results of some work."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "found.npz")
            self._ask(work, way, "compute", path=path)
            with np.load(path) as found:
                return dict(found)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
        self._log.close()

    def _ask(self, work: str, way: str, do: str, **more: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        try:
            print(
                json.dumps({"work": work, "way": way, "do": do, **more}), file=self._process.stdin, flush=True
            )
        except BrokenPipeError as error:
            raise Failed("It has stopped.") from error
        return self._reply()

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            status = self._process.wait()
            self._log.seek(0)
            said = [text for text in self._log.read().splitlines() if text.strip()]
            raise Failed(said[-1] if said and status > 0 else f"It stopped with exit status {status}.")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise Failed(reply["error"])
        return reply

"""A contestant's process: opens the model once, then does the work that is requested, one JSON per line."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from peers.material import Material, read
from peers.memory import peak_memory

Way = Callable[[bool], dict[str, np.ndarray]]
"""Does some work once and returns its results; given True, with everything there is to compare."""


def serve(packages: Sequence[str], open_model: Callable[[Material], Mapping[str, Mapping[str, Way]]]) -> None:
    """Serve until standard input ends.

    Args:
        packages: packages whose versions are reported.
        open_model: function from the material to, for each work, the ways to do it.
    """
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not get between the replies

    def reply(message: Mapping[str, Any]) -> None:
        print(json.dumps(message), file=replies, flush=True)

    ways = open_model(read(sys.argv[1]))
    reply(
        {
            "versions": {name: importlib.metadata.version(name) for name in packages},
            "ways": {work: list(named) for work, named in ways.items()},
        }
    )
    for line in sys.stdin:
        asked = json.loads(line)
        way = ways[asked["work"]][asked["way"]]
        try:
            reply(_DO[asked["do"]](way, asked.get("path")))
        except Exception as error:  # noqa: BLE001 - whatever a peer raises is told, and the others go on
            reply({"error": f"{type(error).__name__}: {error}"})


def _compute(way: Way, path: str) -> dict[str, Any]:
    np.savez(path, **way(True))
    return {}


def _time(way: Way, _: None) -> dict[str, Any]:
    gc.collect()
    began = time.process_time()
    way(False)
    return {"seconds": time.process_time() - began}


def _memory(way: Way, _: None) -> dict[str, Any]:
    gc.collect()
    with contextlib.suppress(OSError):  # glibc: give back what earlier work freed, or it hides the peak
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    with peak_memory() as peak:
        way(False)
    return {"peak_mb": peak[0]}


_DO: dict[str, Callable[[Way, Any], dict[str, Any]]] = {
    "compute": _compute,
    "time": _time,
    "memory": _memory,
}

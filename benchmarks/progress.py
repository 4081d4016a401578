"""Say how far a benchmark is: on stderr, so that stdout holds the figures alone."""

from __future__ import annotations

import sys
import time

_BEGAN = time.monotonic()


def say(progress: str) -> None:
    """Print a line, with the seconds since the benchmark began."""
    print(f"{time.monotonic() - _BEGAN:6.1f} s  {progress}", file=sys.stderr, flush=True)

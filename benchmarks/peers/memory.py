"""Peak increase of a process's resident memory."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import pathlib
import threading
from collections.abc import Iterator

_ABOUT = pathlib.Path("/proc/self")


@contextlib.contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Yield a list that holds, after the block, the peak of resident memory over its start, in MB.

    Linux keeps the peak itself and lets it be reset; elsewhere it is sampled, and short peaks may be missed.
    """
    gc.collect()
    with contextlib.suppress(OSError):  # glibc: give back what earlier work freed, or it hides the peak
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    result: list[float] = []
    try:
        (_ABOUT / "clear_refs").write_text("5")
        start = _kept()["VmRSS"]
    except (OSError, KeyError):
        with _sampled() as result:
            yield result
        return
    yield result
    result.append((_kept()["VmHWM"] - start) / 2**10)


def _kept() -> dict[str, int]:
    """Return the sizes that Linux records for this process, in kB."""
    lines = (_ABOUT / "status").read_text().splitlines()
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}


@contextlib.contextmanager
def _sampled() -> Iterator[list[float]]:
    import psutil

    process = psutil.Process()
    start = peak = process.memory_info().rss
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.001):
            peak = max(peak, process.memory_info().rss)

    sampler = threading.Thread(target=sample)
    sampler.start()
    result: list[float] = []
    try:
        yield result
    finally:
        done.set()
        sampler.join()
        result.append((max(peak, process.memory_info().rss) - start) / 2**20)

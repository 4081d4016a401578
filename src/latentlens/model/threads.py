"""Chooses how many CPU threads forward passes use, and restores the user's torch setting after each."""

from __future__ import annotations

import dataclasses
import functools
import os
import threading
import time
from collections.abc import Callable, Sequence

import torch

from latentlens.model.cpus import Cpus, cpus
from latentlens.model.scope import Scope

_SECONDS = 0.04  # total time for which the candidates are measured
_ROUNDS = 60  # most runs of each candidate
_CLEARLY = 1.1  # factor by which a smaller number of threads has to be faster to be chosen
_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclasses.dataclass(frozen=True)
class Threads:
    """A number of threads, and why it was chosen.

    Attributes:
        count: number of threads, at least 1.
        why: the reason in words, as `latentlens doctor` prints it.
    """

    count: int
    why: str


def choose_threads(torch_threads: int, has: Cpus, fastest: Callable[[Sequence[int]], int]) -> Threads:
    """Choose a number of threads: the user's own setting, or the fastest that the CPUs allow.

    Threads that share a CPU wait for each other at the end of every matrix product. With a quota of one CPU,
    two threads take 2 to 9 times as long as one.

    Args:
        torch_threads: number of threads that torch is set to, by the user or by itself.
        has: the CPUs of this process.
        fastest: function from candidate numbers of threads to the one measured as the fastest.

    Returns:
        `torch_threads` if the user chose it, by OMP_NUM_THREADS or MKL_NUM_THREADS or by setting another
        number than torch's default; else the chosen number.
    """
    if named := [name for name in _VARIABLES if os.environ.get(name)]:
        return Threads(torch_threads, f"as {named[0]} says")
    if torch_threads not in (has.present, has.allowed, has.cores or has.allowed // 2):
        return Threads(torch_threads, "as torch.set_num_threads was given")
    most = min(torch_threads, has.usable)
    if most == 1:
        return Threads(1, "all that this process has" if torch_threads > 1 else "as torch chose")
    count = fastest(sorted({most, most // 2, 1}, reverse=True))
    if count < most:
        return Threads(count, f"measured faster than {most}: other work runs on these CPUs")
    return Threads(count, "as torch chose" if most == torch_threads else "all that this process has")


@functools.lru_cache
def chosen_threads(torch_threads: int) -> Threads:
    """Return the number of threads to use in this process; the first call measures for 40 ms.

    Args:
        torch_threads: number of threads that torch is set to, by the user or by itself.
    """
    return choose_threads(torch_threads, cpus(), fastest)


def fastest(
    counts: Sequence[int],
    work: Callable[[], object] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> int:
    """Measure which number of threads runs a small matrix product fastest.

    A smaller number is chosen only if it is faster by a tenth. The measurement takes about 40 ms, with at
    least one run for each number. The thread count is restored afterwards.

    Args:
        counts: candidate numbers of threads, the largest first.
        work: function that is timed; None (default) for a small matrix product.
        clock: function that returns the time in seconds.
    """
    before = torch.get_num_threads()
    end = clock() + _SECONDS
    took: dict[int, list[float]] = {count: [] for count in counts}
    try:
        torch.set_num_threads(1)  # filling tensors would also wait for other threads
        work = work or _product()
        work()  # the first product of a process loads the BLAS library
        for count in [*counts[::-1]] * _ROUNDS:
            torch.set_num_threads(count)
            start = clock()
            work()
            took[count].append(clock() - start)
            if clock() > end and all(took.values()):
                break
    finally:
        torch.set_num_threads(before)
    seconds = {count: _typical(runs) for count, runs in took.items()}
    best = counts[0]
    for count in counts[1:]:
        if seconds[count] * _CLEARLY < seconds[best]:
            best = count
    return best


def _typical(runs: Sequence[float]) -> float:
    """Return the mean of some times, stalls included, without the first, which includes starting threads."""
    kept = runs[1:] or runs
    return sum(kept) / len(kept)


def _product() -> Callable[[], object]:
    """Return a function that computes a small matrix product."""
    # No random numbers, which would advance the user's generator; dtype and device do not use the defaults.
    rows = torch.full((16, 256), 0.01, dtype=torch.float32, device="cpu")
    weight = torch.full((256, 1024), 0.01, dtype=torch.float32, device="cpu")

    def work() -> None:
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            rows @ weight

    return work


_running: dict[int, int] = {}
"""For each thread within `on_chosen_threads`: the number of threads that torch was set to before."""


def on_chosen_threads(device: torch.device | str = "cpu") -> Scope:
    """Return a context that runs on the chosen number of threads and restores the user's setting at its end.

    Entered again in the same thread it changes nothing; several threads may enter it at once.

    Args:
        device: device that the work runs on. Default "cpu"; for any other nothing is changed.

    Examples:
        >>> before = torch.get_num_threads()
        >>> with on_chosen_threads():
        ...     torch.get_num_threads() <= before
        True
        >>> torch.get_num_threads() == before
        True
    """
    me = threading.get_ident()
    if torch.device(device).type != "cpu" or me in _running:
        return Scope([], [])
    now = torch.get_num_threads()
    # torch gives a new thread the number that was set last, which may be the one chosen for another thread
    torch_threads = next((n for n in [*_running.values()] if now == chosen_threads(n).count), now)
    return Scope(
        [
            functools.partial(_running.__setitem__, me, torch_threads),
            functools.partial(torch.set_num_threads, chosen_threads(torch_threads).count),
        ],
        [functools.partial(torch.set_num_threads, torch_threads), functools.partial(_running.pop, me, None)],
    )

"""How many threads our forward passes run on a CPU, while the user's own setting stays as it is."""

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

_SECONDS = 0.04  # how long the candidates are measured, all together
_ROUNDS = 60  # most runs of each candidate
_CLEARLY = 1.1  # how many times faster a smaller number has to be
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


def choose_threads(theirs: int, has: Cpus, fastest: Callable[[Sequence[int]], int]) -> Threads:
    """Choose a number of threads: the user's own, or no more than can run at once and are of use.

    Threads that share a CPU wait for one another at the end of every product of matrices: with a quota of
    one CPU two of them take 2 to 9 times as long as one, beside a busy neighbour on two cores 4 times.

    Args:
        theirs: number of threads that torch is set to, by the user or by itself.
        has: the CPUs of this process.
        fastest: called with candidate numbers of threads, returns the one measured as the fastest.

    Returns:
        `theirs` where the user chose it: by OMP_NUM_THREADS or MKL_NUM_THREADS, or by setting it to another
        number than torch does by itself.
    """
    if named := [name for name in _VARIABLES if os.environ.get(name)]:
        return Threads(theirs, f"as {named[0]} says")
    if theirs not in (has.present, has.allowed, has.cores or has.allowed // 2):
        return Threads(theirs, "as torch.set_num_threads was given")
    most = min(theirs, has.usable)
    if most == 1:
        return Threads(1, "all that this process has" if theirs > 1 else "as torch chose")
    count = fastest(sorted({most, most // 2, 1}, reverse=True))
    if count < most:
        return Threads(count, f"measured faster than {most}: other work runs on these CPUs")
    return Threads(count, "as torch chose" if most == theirs else "all that this process has")


@functools.lru_cache
def chosen_threads(theirs: int) -> Threads:
    """Return the number of threads to use in this process; the first call measures for 40 ms.

    Args:
        theirs: number of threads that torch is set to, by the user or by itself.
    """
    return choose_threads(theirs, cpus(), fastest)


def fastest(
    counts: Sequence[int],
    work: Callable[[], object] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> int:
    """Measure which number of threads runs a model's kind of work the fastest.

    A smaller number is taken only where it is faster by a tenth. Runs are begun for 40 ms, and each number
    has one at the least. The thread count is put back.

    Args:
        counts: candidate numbers of threads, the largest first.
        work: function that is timed; None (default) for a small matrix product.
        clock: function that returns the time in seconds.
    """
    before = torch.get_num_threads()
    end = clock() + _SECONDS
    took: dict[int, list[float]] = {count: [] for count in counts}
    try:
        torch.set_num_threads(1)  # filling tensors would wait for the other threads, too
        work = work or _product()
        work()  # the first product of a process loads what multiplies
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
    """Return the mean of some times, stalls included, without the first, which starts threads."""
    kept = runs[1:] or runs
    return sum(kept) / len(kept)


def _product() -> Callable[[], object]:
    # no random numbers, which would move the user's seed; and whatever their default dtype and device are
    rows = torch.full((16, 256), 0.01, dtype=torch.float32, device="cpu")
    weight = torch.full((256, 1024), 0.01, dtype=torch.float32, device="cpu")

    def work() -> None:
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            rows @ weight

    return work


_running: dict[int, int] = {}
"""Thread -> what torch was set to when it came in, for those that are inside `on_chosen_threads` now."""


def on_chosen_threads(device: torch.device | str = "cpu") -> Scope:
    """Run what is inside on the chosen number of threads; the user's own setting is surely back after it.

    Entered again in the same thread it changes nothing, and it may be entered in several threads at once.

    Args:
        device: device that the work runs on; for any but the CPU nothing is changed.

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
    # torch gives a new thread the number that was set last, which may be ours for another one
    theirs = next((n for n in [*_running.values()] if now == chosen_threads(n).count), now)
    return Scope(
        [
            functools.partial(_running.__setitem__, me, theirs),
            functools.partial(torch.set_num_threads, chosen_threads(theirs).count),
        ],
        [functools.partial(torch.set_num_threads, theirs), functools.partial(_running.pop, me, None)],
    )

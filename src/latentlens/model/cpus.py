"""Counts the CPUs that this process may use: affinity, physical cores, and the control group's quota."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Iterator


@dataclasses.dataclass(frozen=True)
class Cpus:
    """The CPUs of a process.

    Attributes:
        present: number of CPUs that the operating system has.
        allowed: number of those that this process may run on.
        cores: number of physical cores among those, hyperthreads of one counted once; None where unknown.
        quota: CPU time limit of the process's control group, in CPUs; None without a limit.
    """

    present: int
    allowed: int
    cores: int | None = None
    quota: float | None = None

    @property
    def usable(self) -> int:
        """Number of threads that can run at the same time, at least 1."""
        return max(1, self.allowed if self.quota is None else min(self.allowed, int(self.quota)))

    def __str__(self) -> str:
        """Return a description in one line.

        Examples:
            >>> print(Cpus(present=8, allowed=4, quota=1.5))
            8 CPUs, 4 for this process, quota of 1.5
        """
        parts = [f"{self.present} CPU{'s' if self.present > 1 else ''}"]
        if self.allowed != self.present:
            parts.append(f"{self.allowed} for this process")
        parts.append("no quota" if self.quota is None else f"quota of {self.quota:g}")
        return ", ".join(parts)


def cpus(root: pathlib.Path = pathlib.Path("/")) -> Cpus:
    """Return the CPUs of this process.

    Args:
        root: directory that contains `proc` and `sys`. Default "/"; tests use others.
    """
    present = os.cpu_count() or 1
    if not hasattr(os, "sched_getaffinity"):  # macOS, Windows: no control groups either
        return Cpus(present, present)
    numbers = os.sched_getaffinity(0)
    return Cpus(present, len(numbers), _cores(root, numbers), _quota(root))


def _cores(root: pathlib.Path, numbers: set[int]) -> int | None:
    """Return the number of physical cores among some CPUs; None if it is not known."""
    places = (root / f"sys/devices/system/cpu/cpu{n}/topology/thread_siblings_list" for n in numbers)
    siblings = {_text(place) for place in places}
    return None if "" in siblings else len(siblings)


def _quota(root: pathlib.Path) -> float | None:
    """Return the lowest CPU limit of the process's control group and the groups above it."""
    limits = [limit for folder in _groups(root) if (limit := _limit(folder)) is not None]
    return min(limits, default=None)


def _limit(folder: pathlib.Path) -> float | None:
    """Return the CPU limit of one control group, in CPUs; None without a limit."""
    if words := _text(folder / "cpu.max").split():  # version 2: "150000 100000", or "max 100000"
        quota, period = words[0], words[-1]
    else:  # version 1: -1 is no limit
        quota, period = _text(folder / "cpu.cfs_quota_us"), _text(folder / "cpu.cfs_period_us")
    if not quota.isdecimal() or not period.isdecimal() or not int(period):
        return None
    return int(quota) / int(period)


def _groups(root: pathlib.Path) -> Iterator[pathlib.Path]:
    """Yield the folders of the control groups that this process is in and that may limit its CPU time."""
    memberships = [
        line.split(":", 2) for line in _text(root / "proc/self/cgroup").splitlines() if line.count(":") > 1
    ]
    for line in _text(root / "proc/self/mountinfo").splitlines():
        before, _, after = (part.split() for part in line.partition(" - "))
        if len(before) < 5 or len(after) < 3 or after[0] not in ("cgroup", "cgroup2"):
            continue
        (top, mounted), kind, options = before[3:5], after[0], after[-1].split(",")
        if kind == "cgroup" and "cpu" not in options:
            continue
        for number, controllers, path in memberships:
            if "cpu" in controllers.split(",") if kind == "cgroup" else number == "0":
                # In a container the path may be the host's own, of which only the part below `top` is seen.
                inner = pathlib.PurePosixPath(path)
                below = inner.relative_to(top) if inner.is_relative_to(top) else pathlib.PurePosixPath()
                steps = () if ".." in below.parts else below.parts
                for depth in range(len(steps), -1, -1):
                    yield root.joinpath(mounted.lstrip("/"), *steps[:depth])


def _text(file: pathlib.Path) -> str:
    """Return the content of a file; an empty text if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):  # not there, or not for us to read
        return ""

"""Laws of the thread count: what this process has and is of use, never the user's own setting for it."""

from __future__ import annotations

import os
import pathlib
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
import torch

from latentlens.cli import doctor as _doctor
from latentlens.model import threads
from latentlens.model.cpus import Cpus, cpus
from latentlens.model.threads import Threads, choose_threads, chosen_threads, fastest, on_chosen_threads

V1 = "29 23 0:26 {root} {at} rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
V2 = "29 23 0:26 {root} {at} rw,relatime shared:9 - cgroup2 cgroup2 rw\n"


def machine(root: pathlib.Path, cgroup: str, mount: str, files: dict[str, str]) -> pathlib.Path:
    """Write the files of a machine in which this process stands in a control group."""
    for name, text in {"proc/self/cgroup": cgroup, "proc/self/mountinfo": mount, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set torch to two threads, as if it had chosen them, in an environment that sets none."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(1)


@pytest.fixture
def one(monkeypatch: pytest.MonkeyPatch, free: None) -> None:
    """Let the choice be one thread wherever torch has two."""
    monkeypatch.setattr(threads, "chosen_threads", lambda theirs: Threads(1, "for the test"))


# --- what a process has ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cgroup", "mount", "files", "quota"),
    [
        ("0::/\n", V2.format(root="/", at="/sys/fs/cgroup"), {"cpu.max": "150000 100000\n"}, 1.5),
        ("0::/\n", V2.format(root="/", at="/sys/fs/cgroup"), {"cpu.max": "max 100000\n"}, None),
        ("0::/a/b\n", V2.format(root="/", at="/sys/fs/cgroup"), {"a/cpu.max": "100000 100000"}, 1.0),
        (
            "0::/a/b\n",
            V2.format(root="/", at="/sys/fs/cgroup"),
            {"a/cpu.max": "300000 100000", "a/b/cpu.max": "max 100000", "cpu.max": "200000 100000"},
            2.0,
        ),
        # a container that is shown its group as the top, and its path as the host has it
        (
            "0::/kube/pod7\n",
            V2.format(root="/kube/pod7", at="/sys/fs/cgroup"),
            {"cpu.max": "50000 100000"},
            0.5,
        ),
        ("0::/../x\n", V2.format(root="/", at="/sys/fs/cgroup"), {"cpu.max": "50000 100000"}, 0.5),
        (
            "3:cpuset:/\n2:cpu,cpuacct:/docker/9\n",
            V1.format(root="/docker/9", at="/sys/fs/cgroup"),
            {"cpu.cfs_quota_us": "200000\n", "cpu.cfs_period_us": "100000\n"},
            2.0,
        ),
        (
            "2:cpu:/\n",
            V1.format(root="/", at="/sys/fs/cgroup"),
            {"cpu.cfs_quota_us": "-1", "cpu.cfs_period_us": "100000"},
            None,
        ),
        ("2:cpu:/\n", V1.format(root="/", at="/sys/fs/cgroup"), {"cpu.cfs_quota_us": "100000"}, None),
        ("nonsense\n", "nonsense\n", {}, None),
        ("0::/\n", V2.format(root="/", at="/sys/fs/cgroup"), {"cpu.max": "a few"}, None),
    ],
)
def test_quota(
    cgroup: str, mount: str, files: dict[str, str], quota: float | None, tmp_path: pathlib.Path
) -> None:
    """The tightest quota of a process's control groups counts, in both versions and in a container."""
    found = machine(tmp_path, cgroup, mount, {f"sys/fs/cgroup/{name}": text for name, text in files.items()})

    assert quota == cpus(found).quota


def test_a_system_without_control_groups(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing limits a process, or nothing says so, it has what the system has."""
    assert (len(os.sched_getaffinity(0)), None) == (cpus(tmp_path).allowed, cpus(tmp_path).quota)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert Cpus(1, 1) == cpus(tmp_path)


def test_cores_count_once(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two CPUs of one core are one core."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    for number in range(4):
        file = tmp_path / f"sys/devices/system/cpu/cpu{number}/topology/thread_siblings_list"
        file.parent.mkdir(parents=True)
        file.write_text(f"{number % 2},{number % 2 + 2}\n")

    assert 2 == cpus(tmp_path).cores


@pytest.mark.parametrize(("allowed", "quota", "usable"), [(8, None, 8), (8, 2.5, 2), (2, 4, 2), (8, 0.1, 1)])
def test_usable(allowed: int, quota: float | None, usable: int) -> None:
    """No more threads are of use than may run, nor than the quota has whole CPUs; one always is."""
    assert usable == Cpus(8, allowed, quota=quota).usable


# --- the choice -----------------------------------------------------------------------------------------


def largest(counts: Sequence[int]) -> int:
    """Stand in for a measurement on a machine that nobody else uses."""
    return counts[0]


@pytest.mark.parametrize(
    ("theirs", "has", "count"),
    [
        (8, Cpus(8, 8, 4), 8),
        (8, Cpus(8, 8, 4, quota=2), 2),
        (8, Cpus(8, 8, 4, quota=0.5), 1),
        (4, Cpus(8, 8, 4, quota=6), 4),  # torch counts cores
        (2, Cpus(8, 2, 2), 2),
        (3, Cpus(8, 8, 4, quota=1), 3),  # no number that torch comes to by itself
    ],
)
@pytest.mark.usefixtures("free")
def test_choice(theirs: int, has: Cpus, count: int) -> None:
    """What torch chose is cut to what the process has; what a user chose stays."""
    assert count == choose_threads(theirs, has, largest).count


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "MKL_NUM_THREADS"])
@pytest.mark.usefixtures("free")
def test_the_environment_stays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of threads in the environment is the user's own, whatever the quota."""
    monkeypatch.setenv(name, "8")

    assert Threads(8, f"as {name} says") == choose_threads(8, Cpus(8, 8, 8, quota=1), largest)


@pytest.mark.usefixtures("free")
def test_measured() -> None:
    """Every number that is tried is within what the process has, and the reason is given."""
    tried: list[Sequence[int]] = []

    def fewer(counts: Sequence[int]) -> int:
        tried.append(counts)
        return counts[-1]

    assert "faster than 6" in choose_threads(8, Cpus(8, 8, 8, quota=6), fewer).why
    assert [[6, 3, 1]] == tried


@pytest.mark.parametrize(("stall", "best"), [(0.0, 2), (0.03, 1)])
@pytest.mark.usefixtures("free")
def test_fewer_threads_only_where_they_are_faster(stall: float, best: int) -> None:
    """Two threads that wait for a busy neighbour lose to one, and win where nobody is in the way."""
    now = 0.0

    def work() -> None:
        nonlocal now
        now += 0.004 if torch.get_num_threads() == 1 else 0.002 + stall

    assert best == fastest([2, 1], work, lambda: now)
    assert 2 == torch.get_num_threads()
    assert now < 0.04 + 0.004 + 2 * (0.004 + 0.002 + stall)


@pytest.mark.usefixtures("free")
def test_measuring_leaves_no_trace() -> None:
    """A measurement moves neither the seed nor the thread count, under any default of torch's."""
    seed = torch.get_rng_state()
    torch.set_default_dtype(torch.float64)
    try:
        with torch.device("meta"):
            fastest([2, 1])
    finally:
        torch.set_default_dtype(torch.float32)

    assert torch.equal(seed, torch.get_rng_state())
    assert 2 == torch.get_num_threads()


# --- the setting ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("one")
def test_only_inside() -> None:
    """The chosen number holds inside, nested or not, and the user's own before, after and on an error."""
    with on_chosen_threads():
        with on_chosen_threads():
            assert 1 == torch.get_num_threads()
        assert 1 == torch.get_num_threads()
    assert 2 == torch.get_num_threads()
    with pytest.raises(KeyboardInterrupt), on_chosen_threads():
        raise KeyboardInterrupt
    assert 2 == torch.get_num_threads()


@pytest.mark.usefixtures("one")
def test_not_on_other_devices() -> None:
    """Work that runs on another device changes nothing."""
    with on_chosen_threads("cuda"):
        assert 2 == torch.get_num_threads()


@pytest.mark.usefixtures("one")
def test_a_change_inside_other_work_is_not_kept() -> None:
    """Threads inside at the same time, one of them new to torch, all leave the user's own number."""
    inside, left = threading.Event(), threading.Event()
    seen: list[int] = []

    def work() -> None:
        with on_chosen_threads():
            seen.append(torch.get_num_threads())
            inside.set()
            left.wait(10)
        seen.append(torch.get_num_threads())

    other = threading.Thread(target=work)
    with on_chosen_threads():
        other.start()
        assert inside.wait(10)
    left.set()
    other.join()
    new = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
    new.start()
    new.join()

    assert [1, 2, 2] == seen
    assert 2 == torch.get_num_threads()


@pytest.mark.usefixtures("one")
def test_an_interrupt_while_the_number_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt right after the number is set leaves the user's own."""
    real = torch.set_num_threads
    struck: list[int] = []

    def strike(count: int) -> None:
        real(count)
        if not struck and count == 1:
            struck.append(count)
            raise KeyboardInterrupt

    monkeypatch.setattr(torch, "set_num_threads", strike)
    with pytest.raises(KeyboardInterrupt) as caught, on_chosen_threads():
        pass
    del caught  # which holds the frames, and what is in them

    monkeypatch.undo()
    assert 1 == len(struck)
    assert 2 == torch.get_num_threads()
    assert not threads._running


@pytest.mark.usefixtures("one")
def test_an_interrupt_before_the_first_line_inside() -> None:
    """A setting that is entered and never left is put back when nothing holds it any more."""
    lost = on_chosen_threads()
    lost.__enter__()
    assert 1 == torch.get_num_threads()
    del lost

    assert 2 == torch.get_num_threads()


def test_costs_next_to_nothing() -> None:
    """Entering and leaving takes far less than the shortest forward pass."""
    with on_chosen_threads():
        pass
    times = []
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(100):
            with on_chosen_threads():
                pass
        times.append((time.perf_counter() - start) / 100)

    assert min(times) < 1e-4


def test_doctor_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`latentlens doctor` names the CPUs, the setting, the choice and its reason."""
    assert (
        f"{cpus()}; torch is set to 1, questions run on 1 ({chosen_threads(1).why})"
        == _doctor._threads().found
    )

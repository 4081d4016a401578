"""Where one of two processes that share weights stops, the other stops too, and says why."""

from __future__ import annotations

import datetime
import subprocess
import sys
import textwrap
from types import SimpleNamespace
from typing import Any

import pytest

from decoder_trainings import recipe, rows
from latentlens.model import gathering
from latentlens.training import train
from latentlens.training.decoders.processes import Processes

PROGRAM = """
    import os, pathlib, signal, socket, sys
    from types import SimpleNamespace
    import accelerate.utils, torch
    from torch import distributed, nn
    from latentlens.errors import Cancelled
    from latentlens.model import gathering, sharding
    from latentlens.training.decoders.processes import Processes

    def raises(error):
        def raised(*given, **named):
            raise error
        return raised

    def model():
        made = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4))
        made.config = SimpleNamespace()
        return made

    def shared(processes, made):
        sharding.shard(made, [*made], processes.gathering, torch.device("cpu"), "it")

    def asked(processes):
        return processes.gathering.whole(processes.gathering.shared_out(torch.zeros(8, dtype=torch.uint8)))

    def memory(processes):
        if processes.rank:
            torch.empty = raises(MemoryError("full"))
        asked(processes)

    def killed(processes):
        gather = gathering._all_gather
        def dies(whole, *given, **named):
            if whole.dtype == torch.uint8:
                os.kill(os.getpid(), signal.SIGKILL)
            gather(whole, *given, **named)
        if processes.rank:
            gathering._all_gather = dies
        asked(processes)

    def opening(processes):
        share_out, blocks = sharding.ShardedBlock.share_out, []
        def second(self, *given):
            blocks.append(self)
            return raises(MemoryError("full"))() if len(blocks) == 2 else share_out(self, *given)
        if processes.rank:
            sharding.ShardedBlock.share_out = second
        shared(processes, model())

    def quantised(processes):
        made = model()
        if processes.rank:
            made.config.quantization_config = {"bits": 4}
        shared(processes, made)

    def summing(processes):
        if processes.rank:
            accelerate.utils.reduce = raises(KeyboardInterrupt())
        processes.summed([torch.ones(2)])

    def cancelled(processes):
        if processes.rank:
            raise Cancelled("by its owner")
        processes.summed([torch.ones(2)])

    def steps(processes):
        processes.check_same_step(3 - 3 * processes.rank, pathlib.Path("decoder.safetensors"))

    def ending(processes):
        assert 2 == len(distributed.distributed_c10d._world.pg_map)
        asked(processes)

    def told(work, rank):
        signal.alarm(60)  # a process that hangs writes nothing
        processes = Processes()
        try:
            with processes.together():
                work(processes)
            found = f"groups {len(distributed.distributed_c10d._world.pg_map)}"
        except BaseException as error:
            found = f"{type(error).__name__} {error}"
        pathlib.Path(f"{work.__name__}.{rank}.txt").write_text(found)
        if found.startswith("groups"):
            distributed.barrier()
        os._exit(0)

    def pair(work):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        launched = {"WORLD_SIZE": 2, "LOCAL_WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
        launched |= {"ACCELERATE_USE_FSDP": "true", "ACCELERATE_USE_CPU": "true"}
        children = []
        for rank in range(2):
            for name, value in {**launched, "RANK": rank, "LOCAL_RANK": rank}.items():
                os.environ[name] = str(value)
            child = os.fork()
            if not child:
                told(work, rank)
            children.append(child)
        return children

    works = [memory, killed, opening, quantised, summing, cancelled, steps, ending]
    for child in [child for work in works for child in pair(work)]:
        os.waitpid(child, 0)
"""

GONE = "OtherProcessStopped A process of those that train together cannot be reached any more: it stopped"
DIFFERENT = "InputError The processes would go on from different steps (3, 0)"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return how each process ended, by what happened in process 1 and the rank."""
    directory = tmp_path_factory.mktemp("stopped")
    path = directory / "program.py"
    path.write_text(textwrap.dedent(PROGRAM), encoding="utf-8")
    command = [sys.executable, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, cwd=directory)
    assert 0 == ended.returncode, ended.stderr[-3000:]
    return {each.stem: each.read_text() for each in directory.glob("*.txt")}


@pytest.mark.parametrize(
    ("what", "other", "own"),
    [
        pytest.param("memory", GONE, "MemoryError full", id="while weights are gathered"),
        pytest.param("opening", GONE, "MemoryError full", id="while weights are shared out"),
        pytest.param("summing", GONE, "KeyboardInterrupt", id="before a sum"),
        pytest.param("killed", GONE, "", id="killed while weights are gathered"),
        pytest.param(
            "cancelled", "OtherProcessStopped Process 1 of those that train together was", "Cancelled by its"
        ),
        pytest.param("quantised", *["UnsupportedModel The checkpoint of it is quantised"] * 2),
        pytest.param("steps", *[DIFFERENT] * 2, id="another checkpoint"),
    ],
)
def test_no_process_waits_for_one_that_stopped(told: dict[str, str], what: str, other: str, own: str) -> None:
    """Each ends with its own error, wherever it stops, or with one that says so of the other."""
    assert told.get(f"{what}.0", "it hangs").startswith(other)
    assert told.get(f"{what}.1", "it hangs" if own else "").startswith(own)


def test_the_group_for_messages_is_left_at_the_end(told: dict[str, str]) -> None:
    """What is left is that of all processes, which they share with whoever made it."""
    assert ["groups 1"] * 2 == [told["ending.0"], told["ending.1"]]


def test_processes_wait_for_a_model_that_loads_for_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The group's timeout is of days: of a dead process its connection tells."""
    fake = SimpleNamespace(new_group=lambda **given: given, get_world_size=lambda: 2, get_rank=lambda: 0)
    monkeypatch.setattr(gathering, "dist", fake)
    group: Any = gathering.Gathering()._messages
    assert datetime.timedelta(days=1) < group["timeout"]


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("UNSET", "", "With FSDP blocks run again"),
        ("FSDP_BACKWARD_PREFETCH", "BACKWARD_PRE", "BACKWARD_PRE .* nothing is prefetched"),
        ("FSDP_FORWARD_PREFETCH", "true", "--fsdp_forward_prefetch true .* nothing is prefetched"),
    ],
)
def test_a_warning_that_is_an_error_stops_all(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    """The first process warns, of prefetching too, and tells the others if that raises."""
    stopped: list[bool] = []
    fake = SimpleNamespace(fail=lambda *, cancelled: stopped.append(cancelled), close=lambda: None)
    monkeypatch.setattr(Processes, "gathering", fake)
    monkeypatch.setenv(variable, value)
    plan = recipe(activation_checkpointing=variable != "UNSET")
    with pytest.raises(UserWarning, match=message):
        train(plan, rows(8), controls=False, progress=False)
    assert [False] == stopped


@pytest.mark.parametrize("sharded", [True, False])
def test_another_mixed_precision_is_refused(monkeypatch: pytest.MonkeyPatch, sharded: bool) -> None:
    """With FSDP and without: it points to the recipe's autocast, and bf16 with that is no other."""
    monkeypatch.setenv("ACCELERATE_USE_FSDP", str(sharded).lower())
    for given, autocast in (("bf16", None), ("fp16", "bfloat16")):
        monkeypatch.setenv("ACCELERATE_MIXED_PRECISION", given)
        with pytest.raises(ValueError, match=rf"--mixed_precision {given} .*Set autocast = \"bfloat16\""):
            train(recipe(autocast=autocast), rows(8), controls=False, progress=False)
    monkeypatch.setenv("ACCELERATE_MIXED_PRECISION", "bf16")
    with pytest.raises(ValueError, match="none of them is to train on"):
        train(recipe(autocast="bfloat16"), [], controls=False, progress=False)

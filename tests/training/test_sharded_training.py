"""Two processes that share a frozen model's weights by FSDP train as one with all of them does."""

from __future__ import annotations

import contextlib
import json
import pathlib
import subprocess
import sys
import textwrap
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn

from decoder_trainings import recipe, rows, save_tiny_chat, tiny_session
from latentlens import InputError, Session
from latentlens.errors import ModelError, UnsupportedModel
from latentlens.model.sharding import shard
from latentlens.training import train
from latentlens.training.decoders import train_decoder
from latentlens.training.decoders.fsdp_settings import check_fsdp_settings, check_wrapped
from latentlens.training.decoders.recipe_file import read_recipe
from tiny import tiny_model

TESTS = pathlib.Path(__file__).parents[1]

PROGRAM = """
    import gc, json, os, pathlib, signal, socket, sys, warnings, weakref
    sys.path.insert(0, {tests!r})
    import torch
    from decoder_trainings import recipe, rows
    from latentlens import Session
    from latentlens.errors import ModelError
    from latentlens.model import gathering
    from latentlens.training import train
    from latentlens.training.decoders import training_loop
    from latentlens.training.decoders.processes import Processes

    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "With FSDP blocks run again")
    changes = {{
        "llama": {{"checkpoint_every": 2}},
        "gpt2": {{"store_mb": 0.0, "steps": 4, "patience": 1, "validate_every": 1}},
        "attention": {{"model": "llama", "adapter": {{"kind": "attention"}}, "steps": 3}},
    }}
    step, gather = training_loop.TrainingLoop._step, gathering._all_gather
    passes, losses = training_loop.passes, training_loop.TrainingLoop._losses
    held, whole, most, ran = [], [], [], []

    def bytes_held():
        storages = {{}}
        for each in gc.get_objects():
            if issubclass(type(each), torch.Tensor) and each.device.type == "cpu":
                storages[each.untyped_storage().data_ptr()] = each.untyped_storage().nbytes()
        return sum(storages.values())

    def counted(tensor, part, **group):
        if tensor.dtype == torch.uint8:
            whole[:] = [each for each in whole if each() is not None]
            whole.append(weakref.ref(tensor.untyped_storage()))
            most.append(len(whole))
        gather(tensor, part, **group)

    def measured(self, work):
        if self._state.figures.step == kill:
            os.kill(os.getpid(), signal.SIGKILL)
        step(self, work)
        gc.collect()
        assert not any(each() is not None for each in whole), "a block is whole between steps"
        held.append(bytes_held())

    def one_by_one(examples, device):
        found = [[each] for each in examples] if Processes().rank else passes(examples, device)
        ran.append(len(found))
        return found

    gathering._all_gather, training_loop.TrainingLoop._step = counted, measured
    training_loop.passes = one_by_one

    def tell(name, kind, directory=None):
        plan = recipe(**{{"model": kind, "read": {{"layers": [[1], [2, 3]]}}, **changes[kind]}})
        made = train(plan, rows(24, 7), out=directory or name, controls=False, progress=False)
        run = made.report.decoder
        told = {{
            "losses": run.losses,
            "validations": [(each.loss, each.accuracy) for each in run.validations],
            "best": run.best,
            "base": made.weights.manifest.base.model_dump(),
            "held": held[-1] if held else None,
            "most": max(most, default=0),
            "passes": sum(ran),
        }}
        pathlib.Path(f"{{name}}.{{os.environ.get('RANK', 0)}}.json").write_text(json.dumps(told))

    def forked(work):
        child = os.fork()
        if not child:
            work()
            os._exit(0)
        return child

    def ended(child):
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def pair(work):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        # what `accelerate launch --num_processes 2 --use_fsdp` sets
        launched = {{"WORLD_SIZE": 2, "LOCAL_WORLD_SIZE": 2, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}}
        launched |= {{"ACCELERATE_USE_FSDP": "true", "FSDP_CPU_RAM_EFFICIENT_LOADING": "true"}}
        launched |= {{"FSDP_SHARDING_STRATEGY": "FULL_SHARD", "FSDP_RESHARD_AFTER_FORWARD": "true"}}
        launched |= {{"FSDP_OFFLOAD_PARAMS": "false", "FSDP_VERSION": 1}}
        two = []
        for rank in range(2):
            environment = {{**launched, "RANK": rank, "LOCAL_RANK": rank}}
            os.environ.update({{name: str(value) for name, value in environment.items()}})
            two.append(forked(work))
        for name in environment:
            del os.environ[name]
        return [ended(child) for child in two]

    def all_kinds():
        tell("resumed", "llama")
        for kind in changes:
            held.clear(), most.clear(), ran.clear()
            tell(f"{{kind}}-together", kind)

        def broken(self, part, states, work):
            if Processes().rank and torch.is_grad_enabled() and self._state.figures.step == 1:
                raise ZeroDivisionError
            return losses(self, part, states, work)
        training_loop.TrainingLoop._losses = broken
        try:
            tell("failed", "llama")
        except (ModelError, ZeroDivisionError) as error:
            path = pathlib.Path(f"failed.{{os.environ['RANK']}}.txt")
            kept = [str(each) for each in pathlib.Path("failed").rglob("decoder.safetensors")]
            path.write_text(f"{{type(error).__name__}} {{error}} {{kept}}")

    for kind in ("llama", "gpt2"):
        Session(kind).close()  # so that no child imports what is needed
    kill = 3
    assert [-signal.SIGKILL] * 2 == pair(lambda: tell("resumed", "llama"))
    kill = None
    assert [0, 0] == pair(all_kinds)
    tell("taken-up", "llama", "llama-together")
    for kind in changes:
        tell(f"{{kind}}-whole", kind)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what every training came to, by its name and the rank of the process."""
    directory = tmp_path_factory.mktemp("sharded")
    for architecture in ("llama", "gpt2"):
        save_tiny_chat(directory / architecture, architecture)
    path = directory / "program.py"
    path.write_text(textwrap.dedent(PROGRAM.format(tests=str(TESTS))), encoding="utf-8")
    command = [sys.executable, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=directory)
    assert 0 == ended.returncode, ended.stderr[-3000:]
    found: dict[str, Any] = {p.stem: json.loads(p.read_text()) for p in directory.glob("*.json")}
    return found | {p.stem: p.read_text() for p in directory.glob("failed.*.txt")}


@pytest.mark.parametrize("kind", ["llama", "gpt2", "attention"])
def test_sharded_training_is_that_of_one_process(told: dict[str, Any], kind: str) -> None:
    """Losses, validations and the model's fingerprint, at one batch for all, though passes differ."""
    one, two, other = told[f"{kind}-whole.0"], told[f"{kind}-together.0"], told[f"{kind}-together.1"]

    assert two["losses"] == other["losses"]
    assert two["passes"] < other["passes"]
    assert pytest.approx(one["losses"], abs=1e-5) == two["losses"]
    for expected, found in zip(one["validations"], two["validations"], strict=True):
        assert pytest.approx(expected, abs=1e-5) == found
    assert (one["best"], one["base"]) == (two["best"], two["base"])


@pytest.mark.parametrize(("kind", "architecture"), [("llama", "llama"), ("gpt2", "gpt2")])
def test_each_process_keeps_half_of_the_blocks(told: dict[str, Any], kind: str, architecture: str) -> None:
    """Between steps half of their bytes are gone from each; in a step at most two blocks are whole."""
    model: Any = tiny_model(architecture, vocab_size=320)
    blocks = model.model.layers if architecture == "llama" else model.transformer.h
    size = sum(weight.numel() * weight.itemsize for weight in blocks.parameters())

    for rank in range(2):
        found = told[f"{kind}-together.{rank}"]
        assert 0.45 * size < told[f"{kind}-whole.0"]["held"] - found["held"]
        assert 1 <= found["most"] <= 2


def test_a_killed_sharded_training_goes_on(told: dict[str, Any]) -> None:
    """From the last checkpoint, to the same losses bit for bit; one with the whole model takes it up too."""
    for name in ("resumed.0", "taken-up.0"):
        for what in ("losses", "validations"):
            assert told["llama-together.0"][what] == told[name][what]


def test_an_error_of_one_process_stops_the_other(told: dict[str, Any]) -> None:
    """It says which process to look at, does not wait for it, and keeps the steps that were made."""
    assert told["failed.1"].startswith("ZeroDivisionError")
    assert told["failed.0"].startswith(
        "OtherProcessStopped Process 1 of those that train together has stopped"
    )
    assert told["failed.0"].endswith("['failed/checkpoints/decoder.safetensors']")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("FSDP_OFFLOAD_PARAMS", "true", r"--fsdp_offload_params true .* on its own device\. Launch with .*e"),
        ("FSDP_SHARDING_STRATEGY", "HYBRID_SHARD", "over all processes. Launch with .* FULL_SHARD"),
        ("FSDP_SHARDING_STRATEGY", "SHARD_GRAD_OP", "SHARD_GRAD_OP"),
        ("FSDP_RESHARD_AFTER_FORWARD", "false", "freed after it ran. Launch with .* true"),
        ("FSDP_AUTO_WRAP_POLICY", "SIZE_BASED_WRAP", "block by block"),
        ("FSDP_ACTIVATION_CHECKPOINTING_OFFLOAD", "true", "stay on the device"),
        ("FSDP_IGNORED_MODULES", "lm_head", "all blocks are sharded"),
        ("ACCELERATE_USE_PARALLELISM_CONFIG", "true", "--use_parallelism_config"),
    ],
)
def test_what_fsdp_would_leave_out_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    """By its option and variable, with what to launch with; what accelerate sets by itself is taken."""
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
    for name, usual in {
        "FSDP_VERSION": "1",
        "FSDP_SHARDING_STRATEGY": "FULL_SHARD",
        "FSDP_RESHARD_AFTER_FORWARD": "true",
        "FSDP_OFFLOAD_PARAMS": "false",
        "FSDP_AUTO_WRAP_POLICY": "TRANSFORMER_BASED_WRAP",
        "FSDP_FORWARD_PREFETCH": "false",
        "FSDP_ACTIVATION_CHECKPOINTING_OFFLOAD": "false",
    }.items():
        monkeypatch.setenv(name, usual)
    check_fsdp_settings()
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=message) as error:
        train(recipe(), rows(16, 8), controls=False)
    assert variable in str(error.value)


def test_only_blocks_can_be_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The class that accelerate was given has to be that of the model's blocks."""
    blocks = [nn.Linear(1, 1)]
    check_wrapped(blocks, "it")
    monkeypatch.setenv("FSDP_TRANSFORMER_CLS_TO_WRAP", "Linear")
    check_wrapped(blocks, "it")
    monkeypatch.setenv("FSDP_TRANSFORMER_CLS_TO_WRAP", "Linear,Embedding")
    with pytest.raises(InputError, match=r"cls_to_wrap Linear,Embedding.*or give Linear"):
        check_wrapped(blocks, "it")


def test_one_process_with_fsdp_has_the_whole_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nobody to share with, so the training is as without it."""
    session, data = tiny_session(), rows(8)
    without = train(recipe(steps=2), data, session=session, controls=False).report.decoder.losses
    monkeypatch.setenv("ACCELERATE_USE_FSDP", "true")
    assert without == train(recipe(steps=2), data, session=session, controls=False).report.decoder.losses


def test_a_users_session_is_not_sharded() -> None:
    """It is refused, and says to name the model in the recipe."""
    session = Session("world-small")
    shared: Any = SimpleNamespace(gathering=object(), count=2)
    with contextlib.ExitStack() as stack, pytest.raises(InputError, match=r"session on world-small.*recipe"):
        train_decoder._models(read_recipe(recipe()), session, None, shared, stack)


def test_what_cannot_be_sharded_is_refused() -> None:
    """A last block that is quantised, and another model in another process; the model is then as it was."""
    model: Any = tiny_model("llama")
    said: Any = SimpleNamespace(
        said=lambda what: [what, (what[0], "others")], exchange=contextlib.nullcontext
    )
    device = torch.device("cpu")
    with pytest.raises(ModelError, match="it has other weights in another process"):
        shard(model, model.model.layers, said, device, "it")
    weight = nn.Parameter(torch.zeros(64, 32, dtype=torch.int8), requires_grad=False)
    model.model.layers[-1].mlp.up_proj.weight = weight
    before = list(model.parameters())
    with pytest.raises(UnsupportedModel, match=r"layers\.\d\.mlp\.up_proj\.weight of it is quantised"):
        shard(model, model.model.layers, said, device, "it")
    assert all(was is found for was, found in zip(before, model.parameters(), strict=True))


def test_other_modules_are_refused_before_weights_are_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    """The class of the blocks follows from the architecture alone."""
    save_tiny_chat(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    monkeypatch.setenv("FSDP_TRANSFORMER_CLS_TO_WRAP", "GPT2Block")
    shared: Any = SimpleNamespace(gathering=object(), first_loads=True, device="cpu")
    plan = read_recipe(recipe(model=str(tmp_path)))
    with contextlib.ExitStack() as stack, pytest.raises(InputError, match="or give LlamaDecoderLayer"):
        train_decoder._models(plan, None, None, shared, stack)

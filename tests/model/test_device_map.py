"""A model that a device_map puts in several places says what it says in one, and is read the same."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import torch
from accelerate import cpu_offload, dispatch_model
from accelerate.hooks import AlignDevicesHook, add_hook_to_module
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, PreTrainedModel

from latentlens import Patchscope, Session, TextPrompt
from latentlens.engine.query import NextToken, Query, Write
from latentlens.engine.run import run
from latentlens.errors import InputError, ModelError, UnsupportedModel
from latentlens.model.language_model import LanguageModel
from latentlens.model.loading import load
from latentlens.model.offloading import alignment, all_offloaded
from latentlens.model.opening import open_model
from latentlens.model.placement import check_placement
from latentlens.model.recomputing import recomputing
from latentlens.model.twin import twin
from tiny import save_tiny, tiny_model, tiny_tokenizer

IDS = [5, 6, 7, 8, 9]
BLOCKS = {"llama": "model.layers", "gpt2": "transformer.h", "gemma2": "model.layers"}
OUTSIDE = {
    "llama": ("model.embed_tokens", "model.rotary_emb", "model.norm", "lm_head"),
    "gemma2": ("model.embed_tokens", "model.rotary_emb", "model.norm", "lm_head"),
    "gpt2": ("transformer.wte", "transformer.wpe", "transformer.drop", "transformer.ln_f", "lm_head"),
}


def places(architecture: str, *, disk: tuple[int, ...] = (1, 3)) -> dict[str, str]:
    """Return a device_map with some blocks on disk."""
    blocks = {f"{BLOCKS[architecture]}.{i}": "disk" if i in disk else "cpu" for i in range(4)}
    return dict.fromkeys(OUTSIDE[architecture], "cpu") | blocks


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return the directory of a small Llama."""
    return save_tiny(tmp_path_factory.mktemp("llama"), "llama")


@pytest.fixture(scope="module")
def whole(saved: pathlib.Path) -> LanguageModel:
    """Return it opened on one device."""
    return open_model(saved)


@pytest.fixture(scope="module")
def apart(saved: pathlib.Path) -> LanguageModel:
    """Return it opened with two blocks on disk."""
    return open_model(saved, device_map=places("llama"))


@pytest.mark.parametrize("architecture", ["llama", "gpt2", "gemma2"])
@pytest.mark.parametrize("disk", ["blocks", "all"])
def test_offloaded_to_disk_says_the_same(architecture: str, disk: str, tmp_path: pathlib.Path) -> None:
    """States, logits and generation of a model in memory and on disk are transformers' own, tied ones too."""
    directory = save_tiny(tmp_path, architecture)
    plain = AutoModelForCausalLM.from_pretrained(directory)
    model = open_model(directory, device_map=places(architecture) if disk == "blocks" else {"": "disk"})
    assert all_offloaded(model.hf_model)
    with torch.no_grad():
        expected = plain(torch.tensor([IDS]), output_hidden_states=True)

    torch.testing.assert_close(model.all_logits([IDS]), expected.logits, rtol=1e-5, atol=1e-4)
    states = model.capture(IDS, range(4))
    torch.testing.assert_close(states, torch.cat(expected.hidden_states[:4]), rtol=1e-5, atol=1e-4)
    assert torch.device("cpu") == model.device == states.device


@pytest.mark.parametrize("device_map", ["auto", "cpu", {"": "cpu"}, torch.device("cpu")])
def test_all_in_one_place(saved: pathlib.Path, whole: LanguageModel, device_map: Any) -> None:
    """A map that comes to one device is that device."""
    model = open_model(saved, device_map=device_map)

    assert not all_offloaded(model.hf_model)
    assert whole.fingerprint() == model.fingerprint()
    torch.testing.assert_close(model.all_logits([IDS]), whole.all_logits([IDS]), rtol=0, atol=0)


def test_max_memory_bounds_what_auto_fills(saved: pathlib.Path, whole: LanguageModel) -> None:
    """What does not fit in memory goes to disk."""
    model = open_model(saved, device_map="auto", max_memory={"cpu": "60KB"})

    assert "disk" in set(model.hf_model.hf_device_map.values())
    torch.testing.assert_close(model.all_logits([IDS]), whole.all_logits([IDS]))


def test_one_fingerprint_wherever_the_weights_are(whole: LanguageModel, apart: LanguageModel) -> None:
    """Traces of one are found again by the other; running the model changes nothing."""
    assert whole.fingerprint() == apart.fingerprint()
    assert not apart.runs_user_code
    apart.all_logits([IDS])
    with torch.no_grad():
        apart.hf_model(torch.tensor([IDS]))
    assert whole.fingerprint() == apart.fingerprint()


def test_two_models_on_disk_are_told_apart(tmp_path: pathlib.Path, apart: LanguageModel) -> None:
    """Empty tensors all have the address 0; what is fingerprinted is the numbers on disk."""
    other = open_model(save_tiny(tmp_path, "llama", seed=1), device_map={"": "disk"})

    assert other.fingerprint() != apart.fingerprint()


def test_a_weight_that_changed_on_disk_is_seen(tmp_path: pathlib.Path) -> None:
    """The file is read, not remembered."""
    directory = save_tiny(tmp_path, "llama")
    model = open_model(directory, device_map={"": "disk"})
    before, logits = model.fingerprint(), model.all_logits([IDS])
    file = directory / "model.safetensors"
    weights = load_file(file)
    weights["model.layers.2.mlp.up_proj.weight"] = weights["model.layers.2.mlp.up_proj.weight"] + 0.5
    save_file(weights, file, metadata={"format": "pt"})

    assert before != model.fingerprint()
    assert not torch.allclose(logits, model.all_logits([IDS]))


def test_a_weight_that_changed_in_memory_is_seen() -> None:
    """Weights that accelerate holds in memory and fetches are read there."""
    hf_model = cpu_offload(tiny_model("llama"), execution_device="cpu")
    model = open_model((hf_model, tiny_tokenizer()))
    before = model.fingerprint()
    (held,) = [
        each for name, each in all_offloaded(hf_model).items() if name.endswith("2.mlp.up_proj.weight")
    ]
    held.held[held.name].mul_(2)

    assert before != model.fingerprint()


def test_the_users_model_stays_the_users(apart: LanguageModel) -> None:
    """Reading fetches weights for the twin alone: the user's modules stay as empty as they were."""
    before = {name: id(weight) for name, weight in apart.hf_model.named_parameters()}
    apart.capture(IDS, [4])

    assert before == {name: id(weight) for name, weight in apart.hf_model.named_parameters()}


def test_recomputing_leaves_offloaded_blocks_offloaded() -> None:
    """A block whose weights are fetched when it runs fetches them again, and still does so afterwards."""
    hf_model: Any = tiny_model("llama")
    for block in hf_model.model.layers:
        hook = AlignDevicesHook(execution_device="cpu", offload=True, place_submodules=True)
        add_hook_to_module(block, hook)
    model = open_model((hf_model, tiny_tokenizer()))
    expected = model.all_logits([IDS])
    with recomputing(model.blocks):
        torch.testing.assert_close(model.all_logits([IDS], grad=True).detach(), expected)
    torch.testing.assert_close(model.all_logits([IDS]), expected)


def test_a_run_of_the_users_makes_no_new_twin(apart: LanguageModel) -> None:
    """accelerate puts another empty tensor in a weight's place after each run; it is the same weight."""
    runner = apart.runner
    with torch.no_grad():
        apart.hf_model(torch.tensor([IDS]))

    assert runner is apart.runner


def test_a_twin_copies_no_weights_and_loads_its_own() -> None:
    """The copy shares what accelerate holds, and fetches weights without touching the original's modules."""
    original = cpu_offload(tiny_model("llama"), execution_device="cpu")
    copied = twin(original)
    ours, theirs = all_offloaded(original), all_offloaded(copied)

    assert set(ours) == set(theirs) != set()
    assert all(ours[name].load().data_ptr() == theirs[name].load().data_ptr() for name in ours)
    hooks = [[hook for part in model.modules() for hook in alignment(part)] for model in (original, copied)]
    assert len(hooks[0]) == len(hooks[1]) == len({*map(id, hooks[0]), *map(id, hooks[1])}) // 2
    copied.model.layers[0].register_forward_pre_hook(lambda *_: pytest.fail("the copy ran"))
    with torch.no_grad():
        original(torch.tensor([IDS]))


def test_rows_and_lenses_are_those_of_the_whole_model(whole: LanguageModel, apart: LanguageModel) -> None:
    """Writes at every layer and the logit lens come out as from one device."""
    vector = torch.randn(1, 32, generator=torch.Generator().manual_seed(0))
    queries = [Query(tuple(IDS), (Write(k, (2,), vector),), NextToken(keep_logits=True)) for k in range(5)]
    expected = [result.value.logits for result in run(queries, whole)]

    for result, logits in zip(run(queries, apart), expected, strict=True):
        torch.testing.assert_close(result.value.logits, logits, rtol=1e-5, atol=1e-4)
    states = whole.capture(IDS, [2])[0]
    torch.testing.assert_close(
        apart.unembedding.logits(states), whole.unembedding.logits(states), rtol=1e-5, atol=1e-4
    )


def test_a_session_asks_it(saved: pathlib.Path) -> None:
    """A model that is handed in with hooks of a device_map answers as the whole one does."""
    answers = []
    for device_map in (None, places("llama")):
        hf_model = AutoModelForCausalLM.from_pretrained(saved, device_map=device_map)
        session = Session((hf_model, tiny_tokenizer()))
        trace = session.run("The capital of France is")
        reader = Patchscope(TextPrompt("cat cat ?", "?"), layer=2, max_new_tokens=4)
        answers.append(session.ask(trace, 2, -1, reader, controls=False).token_ids)

    assert answers[0] == answers[1]


def test_gradients_flow(whole: LanguageModel, apart: LanguageModel) -> None:
    """What is fitted through a model on disk has the gradients of the whole one."""
    gradients = []
    for model in (whole, apart):
        vector = torch.zeros(32, requires_grad=True)
        edits = {1: lambda residual, v=vector: residual + v}
        model.all_logits([IDS], edits=edits, grad=True, last=1).logsumexp(-1).sum().backward()
        gradients.append(vector.grad)

    torch.testing.assert_close(gradients[1], gradients[0], rtol=1e-4, atol=1e-5)


def test_the_bridge_is_refused_by_name(apart: LanguageModel) -> None:
    """TransformerLens reads weights that are not there; what else there is goes on."""
    with pytest.raises(UnsupportedModel, match=r"offloaded or spread.*named activations"):
        _ = apart.bridge
    assert apart.capture(IDS, [1]).isfinite().all()


def test_hooks_that_move_nothing_leave_the_fast_unembedding(
    whole: LanguageModel, saved: pathlib.Path
) -> None:
    """Where the weights are in place, no lens runs the whole model again."""
    model = open_model(
        (dispatch_model(load(saved, None)[0], {"": "cpu"}, force_hooks=True), tiny_tokenizer())
    )
    states = whole.capture(IDS, [3])[0]
    model.unembedding.logits(states)
    before = model.forward_passes

    torch.testing.assert_close(model.unembedding.logits(states), whole.unembedding.logits(states))
    assert before == model.forward_passes


class TestRefused:
    """What cannot be served, with the line that mends it."""

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            ({"device": "cpu", "device_map": "auto"}, "Both device='cpu' and device_map='auto'"),
            ({"max_memory": {"cpu": "1GB"}}, "max_memory was given without a device_map"),
            ({"offload_folder": "there"}, "offload_folder was given without a device_map"),
        ],
    )
    def test_arguments_that_clash(self, saved: pathlib.Path, arguments: dict[str, Any], says: str) -> None:
        """One of them would have no effect."""
        with pytest.raises(InputError, match=says):
            open_model(saved, **arguments)

    def test_a_model_in_memory_is_placed_already(self) -> None:
        """It is loaded before it is handed in."""
        with pytest.raises(InputError, match=r"from_pretrained\(name, device_map"):
            open_model((tiny_model("llama"), tiny_tokenizer()), device_map="auto")

    @pytest.mark.parametrize("device_map", ["nowhere", {"model.layers.0": "disk"}])
    def test_a_map_that_cannot_be_followed(self, saved: pathlib.Path, device_map: Any) -> None:
        """What transformers says about it is passed on as one error of ours."""
        with pytest.raises(ModelError, match="device_map"):
            open_model(saved, device_map=device_map)

    def test_parts_elsewhere_that_nothing_serves(self) -> None:
        """Blocks that were moved by hand are named."""
        hf_model: PreTrainedModel = tiny_model("llama")
        moved = hf_model.model.layers[3]
        add_hook_to_module(hf_model.model.layers[2], AlignDevicesHook("cpu", place_submodules=True))
        for part in moved.modules():
            for name, weight in part.named_parameters(recurse=False):
                part._parameters[name] = _Elsewhere(weight.detach())

        with pytest.raises(UnsupportedModel, match="spread over cpu, cuda:0 with nothing that brings"):
            check_placement(hf_model)


class _Elsewhere(torch.nn.Parameter):
    """A parameter that says it is on a GPU."""

    @property
    def device(self) -> torch.device:  # type: ignore[override]
        return torch.device("cuda:0")

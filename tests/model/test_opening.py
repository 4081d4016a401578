"""Opening a model: every way in, devices, tokens, and the user's own model."""

from __future__ import annotations

import copy
import json
import pathlib
import shutil
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from peft import LoraConfig, PromptTuningConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

from latentlens.errors import ModelError, TokenizerError, UnsupportedModel
from latentlens.model.bundled import bundled_names
from latentlens.model.opening import open_model
from tiny import ARCHITECTURES, save_tiny, tiny_model, tiny_tokenizer

IDS = torch.tensor([[5, 6, 7, 8, 9]])

PROMPT = "The capital of France is"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a model directory; tests that change one copy it first."""
    return save_tiny(tmp_path_factory.mktemp("saved"), "llama")


@pytest.fixture
def directory(saved: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a model directory that a test may damage."""
    return pathlib.Path(shutil.copytree(saved, tmp_path / "model"))


def plain(model: Any, ids: torch.Tensor = IDS) -> torch.Tensor:
    """Return the logits of a transformers model."""
    with torch.no_grad():
        logits: torch.Tensor = model(ids).logits
    return logits


# --- every way in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [str, pathlib.Path])
def test_directory(saved: pathlib.Path, kind: Callable[[pathlib.Path], Any]) -> None:
    """A directory opens by its path, as text or Path, with the model and the ids of transformers alone."""
    model = open_model(kind(saved))
    alone = AutoModelForCausalLM.from_pretrained(saved).eval()

    assert torch.equal(plain(alone), model.all_logits(IDS))
    assert AutoTokenizer.from_pretrained(saved)(PROMPT)["input_ids"] == model.tokenizer.encode(PROMPT)
    assert (4, 32, 64, 320) == (model.n_layers, model.d_model, model.n_ctx, model.vocab_size)
    assert str(saved) == model.name


def test_pair_in_memory_never_saved(saved: pathlib.Path) -> None:
    """A model and a tokenizer that exist in memory only open like the directory of the same weights."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))

    torch.testing.assert_close(open_model(saved).all_logits(IDS), model.all_logits(IDS))
    assert "LlamaForCausalLM" == model.name


@pytest.mark.parametrize(
    ("name", "opened"), [(None, "world-small"), *((name, name) for name in bundled_names())]
)
def test_bundled(name: str | None, opened: str) -> None:
    """A bundled model opens by its name, and the small one when nothing is named."""
    model = open_model(name)

    assert opened == model.name
    assert model.tokenizer.encode("The capital of France is")


@pytest.mark.parametrize("name", ["somebody/something", "gpt2", "/no/such/directory"])
def test_unknown_name_offline(name: str) -> None:
    """A name that cannot be had says so, and names the three ways to have a model."""
    with pytest.raises(ModelError, match=r"Bundled models: world-small.*hf download.*local model directory"):
        open_model(name)


def test_a_name_that_is_nearly_one_is_guessed() -> None:
    """What was probably meant is named."""
    with pytest.raises(ModelError, match="Did you mean 'smollm2-135m'"):
        open_model("smollm2")


@pytest.mark.parametrize("wrong", ["model", "list", "swapped", "one", "three", "none"])
def test_not_a_source(wrong: str) -> None:
    """Things that are no source are refused by kind, without printing a model."""
    model, tokenizer = tiny_model("llama"), tiny_tokenizer()
    source: Any = {
        "model": model,
        "list": [model, tokenizer],
        "swapped": (tokenizer, model),
        "one": (model,),
        "three": (model, tokenizer, 3),
        "none": (model, None),
    }[wrong]

    with pytest.raises(ModelError, match=r"\(model, tokenizer\)") as caught:
        open_model(source)
    assert len(str(caught.value)) < 200


# --- directories that cannot be opened ------------------------------------------------------------------


def test_directory_without_tokenizer(directory: pathlib.Path) -> None:
    """A directory of weights alone names what is missing and how to add it."""
    for file in directory.glob("tokenizer*"):
        file.unlink()

    with pytest.raises(TokenizerError, match=r"holds no tokenizer.*save_pretrained"):
        open_model(directory)


@pytest.mark.parametrize("damage", ["broken", "gone"])
def test_directory_with_damaged_tokenizer(directory: pathlib.Path, damage: str) -> None:
    """A tokenizer that cannot be read is an error of the tokenizer."""
    file = directory / "tokenizer.json"
    file.write_text("{") if damage == "broken" else file.unlink()

    with pytest.raises(TokenizerError, match=r"tokenizer in .* cannot be loaded"):
        open_model(directory)


@pytest.mark.parametrize("harmless", [True, False])
def test_pickled_weights_are_refused(directory: pathlib.Path, harmless: bool) -> None:
    """Weights that could run code are not read, whatever they hold."""

    class Bomb:
        def __reduce__(self) -> tuple:
            return (pathlib.Path.touch, (directory / "ran",))

    torch.save(
        load_file(directory / "model.safetensors") if harmless else {"a": Bomb()},
        directory / "pytorch_model.bin",
    )
    (directory / "model.safetensors").unlink()

    with pytest.raises(ModelError, match="pickled weights are refused"):
        open_model(directory)
    assert not (directory / "ran").exists()


@pytest.mark.parametrize(
    ("config", "says"),
    [("{", "JSON"), ("{}", "model_type"), ('{"model_type": "no_such"}', "no_such"), (None, "model_type")],
)
def test_broken_config(directory: pathlib.Path, config: str | None, says: str) -> None:
    """A configuration that cannot be used is named as the cause."""
    file = directory / "config.json"
    file.unlink() if config is None else file.write_text(config)

    with pytest.raises(ModelError, match=f"model in .* cannot be loaded.*{says}"):
        open_model(directory)


def test_code_in_a_directory_is_not_run_nor_offered(
    directory: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that brings its own code is refused at once; nothing waits for an answer on the terminal."""
    (directory / "own.py").write_text(f"open({str(directory / 'ran')!r}, 'w')")
    settings = {"AutoConfig": "own.Config", "AutoModelForCausalLM": "own.Model", "AutoTokenizer": "own.Tok"}
    (directory / "config.json").write_text(json.dumps({"model_type": "own", "auto_map": settings}))
    monkeypatch.setattr("builtins.input", lambda *_: pytest.fail("asked"))

    with pytest.raises(ModelError, match="cannot be loaded"):
        open_model(directory)
    assert not (directory / "ran").exists()
    assert "y/N" not in capsys.readouterr().out


def test_truncated_weights(directory: pathlib.Path) -> None:
    """A file that was cut off is not a model."""
    file = directory / "model.safetensors"
    file.write_bytes(file.read_bytes()[:5000])

    with pytest.raises(ModelError, match="cannot be loaded"):
        open_model(directory)


def test_missing_weights_are_not_made_up(directory: pathlib.Path) -> None:
    """Tensors that the file lacks are an error, never random numbers."""
    file = directory / "model.safetensors"
    weights = load_file(file)
    del weights["model.layers.1.mlp.up_proj.weight"]
    save_file(weights, file, metadata={"format": "pt"})

    with pytest.raises(ModelError, match=r"lack 1 tensors.*layers\.1\.mlp\.up_proj"):
        open_model(directory)


# --- device and dtype -----------------------------------------------------------------------------------


def test_half_precision_stays_and_is_said(tmp_path: pathlib.Path) -> None:
    """A bfloat16 model is bfloat16, from a directory and from memory, in its weights and in its record."""
    tokenizer = tiny_tokenizer()
    half = tiny_model("llama").to(torch.bfloat16)
    half.save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)

    for model in (open_model(tmp_path), open_model((half, tokenizer))):
        assert torch.bfloat16 == model.dtype
        assert {torch.bfloat16} == {p.dtype for p in model.hf_model.parameters()}
        assert torch.bfloat16 == model.capture([5, 6], [1]).dtype
        torch.testing.assert_close(plain(half).float(), model.all_logits(IDS).float(), atol=0.1, rtol=0.02)


@pytest.mark.parametrize("dtype", ["float32", torch.float32])
def test_dtype_is_applied(tmp_path: pathlib.Path, dtype: str | torch.dtype) -> None:
    """A dtype that is asked for is the weights' own, whatever the checkpoint's."""
    half = tiny_model("llama").to(torch.bfloat16)
    half.save_pretrained(tmp_path)
    tiny_tokenizer().save_pretrained(tmp_path)

    for model in (open_model(tmp_path, dtype=dtype), open_model((half, tiny_tokenizer()), dtype=dtype)):
        assert torch.float32 == model.dtype
        assert {torch.float32} == {p.dtype for p in model.hf_model.parameters()}
        assert torch.float32 == model.capture([5, 6], [0]).dtype


@pytest.mark.parametrize("dtype", ["int8", "float33", "nn", 3, torch.int64])
def test_impossible_dtype(dtype: Any) -> None:
    """What no model runs in is refused before anything is loaded."""
    with pytest.raises(ModelError, match="not a dtype that a model can run in"):
        open_model("somebody/something", dtype=dtype)


@pytest.mark.parametrize("device", ["cuda:99", "nonsense"])
def test_impossible_device(saved: pathlib.Path, device: str) -> None:
    """A device that is not there is named beside those that are."""
    with pytest.raises(ModelError, match=rf"device='{device}'.*Devices of this machine: cpu"):
        open_model(saved, device=device)


def test_device_is_where_the_weights_are(saved: pathlib.Path) -> None:
    """The recorded device is read from the weights, and the record cannot say otherwise."""
    model = open_model(saved, device="cpu")

    assert torch.device("cpu") == model.device
    assert {model.device} == {p.device for p in model.hf_model.parameters()}


# --- tokens ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["adds", "has", "lacks"])
@pytest.mark.parametrize("way", ["directory", "pair"])
def test_ids_are_those_of_transformers(kind: str, way: str, tmp_path: pathlib.Path) -> None:
    """Opening never changes what a text's ids are, whether the tokenizer adds, has or lacks a beginning."""
    tokenizer = tiny_tokenizer(adds_bos=kind == "adds")
    if kind == "lacks":
        tokenizer.bos_token = None
    expected = tokenizer(PROMPT)["input_ids"]
    assert (kind == "adds") == (expected[0] == 0)
    source: Any = (tiny_model("llama"), tokenizer)
    if way == "directory":
        for part in source:
            part.save_pretrained(tmp_path)
        source = tmp_path

    model = open_model(source)

    assert expected == model.tokenizer.encode(PROMPT)
    assert expected == tokenizer(PROMPT)["input_ids"]


@pytest.mark.parametrize(("ends", "stop"), [(None, {1}), (1, {1}), (7, {1, 7}), ([1, 7, 9], {1, 7, 9})])
def test_answers_end_where_the_model_ends_them(ends: int | list[int] | None, stop: set[int]) -> None:
    """A model's own end tokens, such as a chat model's end of turn, end an answer like the tokenizer's."""
    hf_model = tiny_model("llama")
    hf_model.generation_config.eos_token_id = ends

    assert stop == open_model((hf_model, tiny_tokenizer())).tokenizer.stop_ids


# --- the user's own model -------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_users_model_goes_on_saying_the_same(architecture: str) -> None:
    """After opening, the user's own object gives the logits that it gave before."""
    hf_model = tiny_model(architecture)
    before = plain(hf_model)

    model = open_model((hf_model, tiny_tokenizer()))

    assert torch.equal(before, plain(hf_model))
    assert hf_model is model.hf_model
    torch.testing.assert_close(before, model.all_logits(IDS), atol=1e-5, rtol=0)


def test_a_model_in_training_is_read_in_evaluation_mode() -> None:
    """Dropout is off in what is read, and the user's model stays in training, its attention its own."""
    config = AutoConfig.for_model("gpt2", **ARCHITECTURES["gpt2"], vocab_size=320, resid_pdrop=0.5)
    hf_model = AutoModelForCausalLM.from_config(config, attn_implementation="sdpa").train()
    expected = plain(copy.deepcopy(hf_model).eval())

    model = open_model((hf_model, tiny_tokenizer()))

    torch.testing.assert_close(expected, model.all_logits(IDS))
    assert all(module.training for module in hf_model.modules())
    assert "sdpa" == hf_model.config._attn_implementation


def test_opening_leaves_the_rest_alone() -> None:
    """Which weights are trained, how the user generates, and the torch seed are as before."""
    hf_model = tiny_model("llama")
    hf_model.generation_config.update(do_sample=True, temperature=0.3, top_p=0.9)
    generation = hf_model.generation_config.to_dict()
    hf_model.lm_head.weight.requires_grad_(False)
    trained = [p.requires_grad for p in hf_model.parameters()]
    seed = torch.get_rng_state()

    open_model((hf_model, tiny_tokenizer()))

    assert generation == hf_model.generation_config.to_dict()
    assert trained == [p.requires_grad for p in hf_model.parameters()]
    assert torch.equal(seed, torch.get_rng_state())


def test_opened_twice_it_is_the_same_model() -> None:
    """The same object opened again has the same fingerprint and logits, with another tokenizer or not."""
    hf_model = tiny_model("gpt2")
    first = open_model((hf_model, tiny_tokenizer()))
    fingerprint, logits = first.fingerprint(), first.all_logits(IDS)

    second = open_model((hf_model, tiny_tokenizer(adds_bos=False)))

    assert fingerprint == first.fingerprint() == second.fingerprint()
    assert torch.equal(logits, first.all_logits(IDS))
    assert torch.equal(logits, second.all_logits(IDS))
    assert first.tokenizer.encode("The") != second.tokenizer.encode("The")


def test_an_opened_model_can_be_copied() -> None:
    """A deep copy of an opened model is a model of its own."""
    hf_model = tiny_model("llama")
    first = open_model((hf_model, tiny_tokenizer()))

    second = open_model((copy.deepcopy(hf_model), tiny_tokenizer()))

    with torch.no_grad():
        second.hf_model.get_output_embeddings().weight.mul_(2)
    torch.testing.assert_close(2 * first.all_logits(IDS), second.all_logits(IDS))


# --- adapters -------------------------------------------------------------------------------------------


def lora(architecture: str, targets: list[str]) -> Any:
    """Return a tiny model under a LoRA that changes what it says."""
    torch.manual_seed(0)
    config = LoraConfig(r=2, init_lora_weights=False, target_modules=targets, task_type="CAUSAL_LM")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        return get_peft_model(tiny_model(architecture), config).eval()


def test_peft_model_is_read_with_its_adapter() -> None:
    """A PEFT model opens as itself: the logits are those with the adapter, and follow it when it is off."""
    peft = lora("llama", ["q_proj", "v_proj", "down_proj"])
    with_adapter = plain(peft)

    model = open_model((peft, tiny_tokenizer()))

    torch.testing.assert_close(with_adapter, model.all_logits(IDS))
    with peft.disable_adapter():
        torch.testing.assert_close(plain(tiny_model("llama")), model.all_logits(IDS))
    torch.testing.assert_close(with_adapter, model.all_logits(IDS))


@pytest.mark.parametrize(("architecture", "target"), [("gpt2", "c_attn"), ("phi3", "qkv_proj")])
def test_an_adapter_on_a_joint_projection_is_read(architecture: str, target: str) -> None:
    """Queries, keys and values in one matrix, with an adapter on it, are what transformers makes of them."""
    peft = lora(architecture, [target])
    expected = plain(peft)

    model = open_model((peft, tiny_tokenizer()))

    torch.testing.assert_close(expected, model.all_logits(IDS))
    with peft.disable_adapter():
        torch.testing.assert_close(plain(tiny_model(architecture)), model.all_logits(IDS))


def test_learned_prompts_are_refused() -> None:
    """A learned prompt adds positions without tokens; it cannot be read as if it were not there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT reads deprecated names of transformers
        peft = get_peft_model(
            tiny_model("llama"), PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=3)
        )

    with pytest.raises(UnsupportedModel, match="learned a prompt"):
        open_model((peft, tiny_tokenizer()))

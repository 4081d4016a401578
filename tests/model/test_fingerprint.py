"""Laws of the fingerprint: it changes with anything that a forward pass depends on, and with nothing else."""

from __future__ import annotations

import copy
import pathlib
import subprocess
import sys
import warnings

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from peft import LoraConfig, get_peft_model
from torch import nn

from latentlens.model import fingerprint
from latentlens.model.fingerprint import Fingerprint
from latentlens.model.opening import open_model
from tiny import ARCHITECTURES, save_tiny, tiny_model, tiny_tokenizer

DTYPES = (torch.float32, torch.bfloat16, torch.float16, torch.float64, torch.int8, torch.bool)


class Mixed(nn.Module):
    """Parameters and buffers of every dtype, of sizes that do not fill whole words."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        for dtype in DTYPES:
            name = str(dtype).removeprefix("torch.")
            values = (torch.randn(3, 5, 7) * 50).to(dtype)
            if dtype.is_floating_point:
                self.register_parameter(f"p_{name}", nn.Parameter(values))
            self.register_buffer(f"b_{name}", values.clone())
        self.register_buffer("scalar", torch.tensor(3.0))


def read(module: nn.Module) -> str:
    """Return the fingerprint of a module, read anew."""
    return Fingerprint(module).read()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_single_element_changes_it(data: st.DataObject) -> None:
    """Whichever bit of whichever element of whichever tensor is flipped, the fingerprint is another one."""
    module = Mixed()
    tensors = module.state_dict()
    before = read(module)
    words = tensors[data.draw(st.sampled_from(sorted(tensors)))].reshape(-1).view(torch.uint8)
    last = words.numel() - 1
    at = data.draw(st.integers(0, last) | st.integers(max(0, last - 2), last))

    words[at] ^= 1 << data.draw(st.integers(0, 7))

    assert before != read(module)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True))
def test_the_order_of_elements_counts(rows: list[int]) -> None:
    """Two rows that trade places give another fingerprint, though the same numbers stand in the tensor."""
    module = nn.Linear(5, 7)
    before = read(module)

    with torch.no_grad():
        module.weight[rows] = module.weight[rows[::-1]].clone()

    assert before != read(module)


def test_shape_dtype_and_name_count() -> None:
    """The same bytes under another shape, dtype or name are other weights."""
    made = []
    for name, values in (
        ("a", torch.zeros(4, 6)),
        ("b", torch.zeros(4, 6)),
        ("a", torch.zeros(6, 4)),
        ("a", torch.zeros(4, 12, dtype=torch.bfloat16)),
        ("a", torch.zeros(4, 7)),
    ):
        module = nn.Module()
        module.register_buffer(name, values)
        made.append(read(module))

    assert 5 == len(set(made))


def test_zero_padding_of_odd_sizes_does_not_hide_elements() -> None:
    """A trailing zero is an element like any other."""
    short, long = nn.Module(), nn.Module()
    short.register_buffer("a", torch.ones(3, dtype=torch.int8))
    long.register_buffer("a", torch.tensor([1, 1, 1, 0], dtype=torch.int8))

    assert read(short) != read(long)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_equal_models_have_equal_fingerprints(architecture: str, tmp_path: pathlib.Path) -> None:
    """A copy, a model built alike, and one that was saved and opened again are the same model."""
    tokenizer = tiny_tokenizer()
    model = open_model((tiny_model(architecture), tokenizer))
    directory = save_tiny(tmp_path, architecture)

    assert model.fingerprint() == open_model((tiny_model(architecture), tokenizer)).fingerprint()
    assert model.fingerprint() == open_model(directory).fingerprint()
    assert model.fingerprint() == read(copy.deepcopy(model.hf_model))
    assert model.fingerprint() != open_model((tiny_model(architecture, seed=1), tokenizer)).fingerprint()


def test_equal_in_another_process() -> None:
    """Nothing of one process (addresses, hash seeds, times) is in it."""
    code = (
        "import tiny; from latentlens.model.fingerprint import Fingerprint; "
        "print(Fingerprint(tiny.tiny_model('gpt2')).read())"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=pathlib.Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert read(tiny_model("gpt2")) == said.strip()


@pytest.mark.parametrize("setting", [{"hidden_act": "gelu"}, {"rms_norm_eps": 1e-2}, {"rope_theta": 7.0}])
def test_equal_weights_under_other_settings_are_another_model(setting: dict) -> None:
    """The same tensors with another activation, epsilon or rotary base say other things."""
    if "rope_theta" in setting:
        setting = {"rope_parameters": {"rope_type": "default", **setting}}
    one, other = tiny_model("llama"), tiny_model("llama", **setting)
    ids = torch.tensor([[5, 6, 7, 8]])
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))
    assert not torch.equal(one(ids).logits, other(ids).logits)

    assert read(one) != read(other)


def test_settings_that_change_nothing_do_not_count() -> None:
    """Where a model came from and which token pads do not change what it computes."""
    model = tiny_model("llama")
    before = read(model)

    model.config.name_or_path = "somewhere/else"
    model.config.pad_token_id = 1
    model.config.use_cache = False

    assert before == read(model)


def test_tied_weights_are_seen_through_either_name() -> None:
    """A change through the embedding or through the unembedding that shares its memory counts."""
    model = tiny_model("gpt2")
    embedding = model.get_input_embeddings().weight
    assert embedding.data_ptr() == model.get_output_embeddings().weight.data_ptr()
    before = read(model)

    with torch.no_grad():
        model.get_output_embeddings().weight[17, 3] += 1

    assert before != read(model)


def test_tied_transpose_is_not_taken_for_the_same_tensor() -> None:
    """A square weight and its own transpose share memory and shape, and are different."""

    def pair(transposed: bool) -> nn.Module:
        module, values = nn.Module(), torch.arange(9.0).reshape(3, 3)
        module.register_buffer("a", values)
        module.register_buffer("b", values.T if transposed else values)
        return module

    assert read(pair(transposed=True)) != read(pair(transposed=False))


def adapted() -> tuple:
    """Return a PEFT model with two adapters of equal shape, and the model that latentlens opens of it."""
    torch.manual_seed(0)
    config = LoraConfig(
        r=2, init_lora_weights=False, target_modules=["q_proj", "down_proj"], task_type="CAUSAL_LM"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PEFT reads a deprecated name of transformers
        peft = get_peft_model(tiny_model("llama"), config)
        peft.add_adapter("other", config)
    return peft, open_model((peft, tiny_tokenizer()))


def test_adapters_count() -> None:
    """An adapter that is on, off, another one, or stronger is another model each time; back is back."""
    bare = open_model((tiny_model("llama"), tiny_tokenizer()))
    peft, model = adapted()
    ids = [5, 6, 7]
    first = model.fingerprint()
    seen = {bare.fingerprint(): bare.forward([ids]), first: model.forward([ids])}

    peft.set_adapter("other")
    seen[model.fingerprint()] = model.forward([ids])
    peft.set_adapter("default")
    assert first == model.fingerprint()
    with peft.disable_adapter():
        seen[model.fingerprint()] = model.forward([ids])
    assert first == model.fingerprint()
    for layer in model.hf_model.modules():
        if isinstance(getattr(layer, "scaling", None), dict) and hasattr(layer, "set_scale"):
            layer.set_scale("default", 3)
    seen[model.fingerprint()] = model.forward([ids])

    assert 5 == len(seen)
    off = list(seen.values())[3]
    torch.testing.assert_close(off, bare.forward([ids]))
    rest = [logits for logits in seen.values() if logits is not off]
    assert 4 == len({tuple(logits[0].tolist()) for logits in rest})


def test_adapter_weights_count() -> None:
    """Training an adapter a little further is a change, in either of its matrices."""
    _, model = adapted()
    for which in ("lora_A", "lora_B"):
        before = model.fingerprint()
        weight = next(p for n, p in model.hf_model.named_parameters() if which in n and "default" in n)
        with torch.no_grad():
            weight[0, 0] += 1e-3
        assert before != model.fingerprint()


def test_writes_of_every_kind_are_seen() -> None:
    """Writes in place or past torch's counters, new parameters, moved storage, loaded weights."""
    module = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    print_ = Fingerprint(module)
    seen = [print_.read()]
    with torch.no_grad():
        module[0].weight[0, 0] += 1
    seen.append(print_.read())
    with torch.no_grad():
        module[1].weight.zero_()
    seen.append(print_.read())
    module[0].weight = nn.Parameter(torch.ones(4, 4))
    seen.append(print_.read())
    module[0].weight.data = torch.full((4, 4), 2.0)
    seen.append(print_.read())
    module.load_state_dict(nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4)).state_dict())
    seen.append(print_.read())
    module.append(nn.ReLU())
    module.append(nn.Linear(4, 4))
    seen.append(print_.read())
    module.to(torch.bfloat16)
    seen.append(print_.read())

    assert 8 == len(set(seen))


def test_writes_that_torch_does_not_count_are_seen() -> None:
    """A write through `.data`, through numpy or through another view of the memory is a write."""
    module = nn.Linear(4, 4)
    print_ = Fingerprint(module)
    seen = [print_.read()]
    module.weight.data[0, 0] += 1
    seen.append(print_.read())
    module.weight.detach().numpy()[1, 1] = 7
    seen.append(print_.read())
    with torch.inference_mode():
        module.weight[2, 2] = 9
    seen.append(print_.read())

    assert 4 == len(set(seen))


def test_weights_that_come_back_are_not_summed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state that was seen before, as when an adapter goes on and off, costs no second checksum."""
    calls: list[int] = []
    checksum = fingerprint._checksum
    monkeypatch.setattr(fingerprint, "_checksum", lambda tensor: calls.append(1) or checksum(tensor))
    module = nn.Linear(4, 4)
    print_ = Fingerprint(module)
    weights = module.weight.detach().clone()
    first = print_.read()
    with torch.no_grad():
        module.weight += 1
    other = print_.read()
    summed = len(calls)

    with torch.no_grad():
        module.weight.copy_(weights)

    assert first == print_.read() != other
    assert summed == len(calls)


def test_training_a_step_changes_it() -> None:
    """An optimizer's step on an opened model is seen."""
    model = open_model((tiny_model("llama"), tiny_tokenizer()))
    before = model.fingerprint()
    optimizer = torch.optim.SGD(model.hf_model.parameters(), lr=0.1)
    ids = torch.tensor([[5, 6, 7]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the loss, which is no concern here
        model.hf_model(ids, labels=ids).loss.backward()

    optimizer.step()

    assert before != model.fingerprint()

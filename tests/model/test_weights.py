"""Where a model's weights are, and how they are read."""

from __future__ import annotations

import json
import pathlib
import types
from typing import Any

import pytest
import torch
from accelerate import cpu_offload_with_hook, dispatch_model
from accelerate.big_modeling import attach_layerwise_casting_hooks
from torch import nn
from torch.testing._internal.two_tensor import TwoTensor
from transformers import LlamaForCausalLM

from latentlens.errors import LatentLensError, UnsupportedModel
from latentlens.model.handed_in import handed_in
from latentlens.model.tensors import tensors_of
from tiny import ARCHITECTURES, tiny_model, tiny_tokenizer

IDS = torch.tensor([[5, 6, 7, 8, 9]])


def refused(kind: type[LatentLensError], source: Any, *says: str) -> None:
    """Hold that a source is refused by a message of a readable length that says all of this."""
    with pytest.raises(kind) as caught:
        handed_in(source)
    lacking = [part for part in says if part not in str(caught.value)]
    assert [] == lacking, str(caught.value)
    assert len(str(caught.value)) < 600


# --- where weights are ----------------------------------------------------------------------------------


def test_offloaded_by_hand() -> None:
    """A model whose weights stay on a device until another model needs it is refused, with the remedy."""
    model, _ = cpu_offload_with_hook(tiny_model("llama"), "cpu")

    refused(UnsupportedModel, (model, tiny_tokenizer()), "the whole model", "device_map='auto'")


def test_dispatched_to_one_device() -> None:
    """Hooks of accelerate that move nothing are no offloading."""
    model = dispatch_model(tiny_model("llama"), {"": "cpu"}, force_hooks=True)

    assert model is handed_in((model, tiny_tokenizer()))[0]


def test_cast_while_it_runs() -> None:
    """Weights that are stored in one precision and run in another are refused."""
    model = tiny_model("llama")
    attach_layerwise_casting_hooks(model, torch.float16, torch.float32, (".*norm",))

    refused(UnsupportedModel, (model, tiny_tokenizer()), "offloaded")


def test_meta_device() -> None:
    """A model of shapes without numbers is refused as that."""
    config = tiny_model("llama").config
    with torch.device("meta"):
        model = LlamaForCausalLM(config)

    refused(UnsupportedModel, (model, tiny_tokenizer()), "meta device", "Load the weights")


def test_spread_over_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts on another device that nothing brings inputs to are refused by name."""
    model = tiny_model("llama")
    there = list(model.named_parameters())
    away = types.SimpleNamespace(device=torch.device("cuda:0"))
    monkeypatch.setattr(model, "named_parameters", lambda **_: [*there, ("model.layers.0.mlp.weight", away)])

    refused(UnsupportedModel, (model, tiny_tokenizer()), "cpu, cuda:0", "model.embed_tokens", "on one device")


# --- reading tensors ------------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_tensor_is_found(architecture: str) -> None:
    """All that is saved is found, and the frequencies that are not; running the model changes none."""
    model = tiny_model(architecture)
    found = tensors_of(model)
    before = {name: tensor.detach().clone() for name, tensor in found.items()}

    model(IDS)

    saved = model.state_dict(keep_vars=True)
    assert saved.keys() <= found.keys()
    assert all(tensor is found[name] for name, tensor in saved.items())
    assert {name for name, _ in model.named_buffers()} <= found.keys()
    assert list(before) == list(tensors_of(model))
    assert all(torch.equal(tensor, tensors_of(model)[name]) for name, tensor in before.items())


def test_tensors_that_are_not_registered() -> None:
    """Tensors that stand as plain attributes, alone or in lists and dicts, are found."""
    module: Any = nn.Sequential(nn.Linear(2, 2))
    module[0].scale = torch.ones(1)
    module[0].several = [torch.ones(2), {"no": "tensor"}]
    module[0].by_name = {"a": torch.ones(3), "b": 4}

    assert {"0.weight", "0.bias", "0.scale", "0.several.0", "0.by_name.a"} == tensors_of(module).keys()


def test_tied_weights_stand_under_every_name() -> None:
    """Weights that are one tensor are found under each of their names."""
    found = tensors_of(tiny_model("llama", tie_word_embeddings=True))

    assert found["lm_head.weight"] is found["model.embed_tokens.weight"]


def test_tensors_of_parts() -> None:
    """Of a tensor that is made of others, those are found."""
    module, both = nn.Linear(2, 2), TwoTensor(torch.zeros(2, 2), torch.ones(2, 2))  # type: ignore[no-untyped-call]
    module.weight = nn.Parameter(both, requires_grad=False)

    assert {"weight.a", "weight.b", "bias"} == tensors_of(module).keys()


@pytest.mark.parametrize("rope", ["dynamic", "longrope"])
def test_frequencies_that_follow_the_prompt_are_left_out(rope: str) -> None:
    """What each forward pass sets by the length of its prompt is no state of the model."""
    settings: dict[str, Any] = {"rope_type": rope, "rope_theta": 1e4, "factor": 4.0}
    if rope == "longrope":
        settings |= {"short_factor": [1.0] * 4, "long_factor": [3.0] * 4}
        settings["original_max_position_embeddings"] = 8
    sizes = {"max_position_embeddings": 8 if rope == "dynamic" else 64}
    model = tiny_model("llama", rope_parameters=settings, **sizes)
    before = {name: tensor.detach().clone() for name, tensor in tensors_of(model).items()}

    model(torch.arange(30)[None])

    after = tensors_of(model)
    assert "model.rotary_emb.original_inv_freq" in before
    assert before.keys() == after.keys()
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())


def test_scales_of_quantised_weights() -> None:
    """The scales that a quantised weight is multiplied with are found, wherever they live, under one name."""

    def of_quantiser(**parts: Any) -> Any:
        made = type("State", (types.SimpleNamespace,), {})(**parts)
        type(made).__module__ = "bitsandbytes.functional"
        return made

    class Quantised(nn.Parameter):
        quant_state: Any = None
        SCB: Any = None

    module = nn.Linear(2, 2, bias=False)
    module.weight = Quantised(torch.zeros(4, 1, dtype=torch.uint8), requires_grad=False)
    nested = of_quantiser(absmax=torch.ones(1), state2=None, blocksize=64)
    module.weight.quant_state = of_quantiser(absmax=torch.ones(2), state2=nested, shape=(2, 2))
    assert {"weight", "weight.quant_state.absmax", "weight.quant_state.state2.absmax"} == tensors_of(
        module
    ).keys()

    module.weight.quant_state = None
    module.weight.SCB = torch.ones(3)
    assert {"weight", "weight.SCB"} == tensors_of(module).keys()
    module.weight.SCB, module.state = None, of_quantiser(SCB=torch.ones(3), idx=torch.ones(0))
    assert {"weight", "weight.SCB"} == tensors_of(module).keys()


def test_reading_asks_no_module_to_save_itself() -> None:
    """A module may do anything where it saves itself, so it is not asked to."""

    class Packing(nn.Linear):
        def _save_to_state_dict(self, *args: Any, **kwargs: Any) -> None:
            self.weight.data = self.weight.data + 1

    module: Any = nn.Sequential(Packing(2, 2))
    before = module[0].weight.detach().clone()

    assert {"0.weight", "0.bias"} == tensors_of(module).keys()
    assert torch.equal(before, module[0].weight)


def test_settings_are_not_read_as_tensors(saved: pathlib.Path) -> None:
    """The configuration of a model, a plain attribute too, brings no tensors."""
    config = json.loads((saved / "config.json").read_text())

    assert not [name for name in tensors_of(tiny_model("llama")) if name.partition(".")[0] in config]

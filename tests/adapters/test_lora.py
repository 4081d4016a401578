"""A LoRA as a value, beside a frozen model: what PEFT computes of the same files, and the model untouched."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import torch

from latentlens.adapters.lora import LoraAdapter
from latentlens.engine.query import Generate, Score
from latentlens.errors import InputError, UnsupportedModel
from latentlens.model.adapters import BASE
from peft_reference import (
    IDS,
    TARGETS,
    Untouched,
    asked,
    assert_close,
    backend_of,
    logits_of,
    lora_of,
    save_lora,
    with_peft,
)
from plain import Plain
from tiny import tiny_model


@pytest.mark.parametrize("architecture", TARGETS)
def test_a_lora_of_pefts_own_files_computes_what_peft_does(architecture: str, tmp_path: pathlib.Path) -> None:
    """After a write, at the next token, in generation and in scores; and the user's model is as it was."""
    directory = lora_of(tmp_path, architecture)
    reference = Plain(with_peft(tiny_model(architecture), directory).get_base_model())
    hf_model = tiny_model(architecture)
    backend = backend_of(hf_model)
    before, fingerprint = Untouched(hf_model), backend.fingerprint()
    off = logits_of(backend, None)

    name = backend.load_adapter(LoraAdapter.load(directory))
    said, scored = backend.run([asked(name, Generate(5)), asked(name, Score(((5,), (7, 9, 11))))])

    assert name.startswith("lora-")
    assert_close(reference.logits(asked(None))[-1], logits_of(backend, name))
    assert_close(Plain(tiny_model(architecture)).logits(asked(None))[-1], off)
    assert reference.greedy(asked(None), len(said.value.token_ids)) == list(said.value.token_ids)
    for continuation, found in zip(((5,), (7, 9, 11)), scored.value.logprobs, strict=True):
        assert pytest.approx(reference.logprobs(asked(None), continuation), abs=1e-4) == found
    with torch.no_grad():
        (forced,) = backend.forced_logits([asked(name)], [(7, 9)])
    assert_close(reference.logits(asked(None), (7, 9))[len(IDS) - 1 :], forced)
    assert torch.equal(off, logits_of(backend, None))
    assert fingerprint == backend.fingerprint()
    before.check()


SETTINGS: dict[str, dict[str, Any]] = {
    "rslora": {"use_rslora": True},
    "some layers": {"layers_to_transform": [0, 2]},
    "patterns": {"rank_pattern": {"down_proj": 2}, "alpha_pattern": {"q_proj": 3}},
    "an expression": {"target_modules": r".*layers\.[12]\..*(q|k)_proj"},
    "left out": {"exclude_modules": ["model.layers.0.self_attn.q_proj"]},
    "a bias of its own": {"lora_bias": True},
    "embeddings": {"target_modules": ["q_proj", "embed_tokens"]},
    "the unembedding": {"target_modules": ["q_proj", "lm_head"]},
    "a module saved whole": {"modules_to_save": ["lm_head", "embed_tokens"]},
    "all linear": {"target_modules": "all-linear"},
}


@pytest.mark.parametrize("tied", [False, True], ids=["untied", "tied"])
@pytest.mark.parametrize("fields", SETTINGS.values(), ids=SETTINGS)
def test_the_settings_that_change_what_is_computed(
    fields: dict[str, Any], tied: bool, tmp_path: pathlib.Path
) -> None:
    """Each of PEFT's settings has PEFT's effect, embeddings tied or not, which stay as they are."""

    def model() -> Any:
        return tiny_model("llama", tie_word_embeddings=tied)

    directory = save_lora(tmp_path, model(), **{"target_modules": TARGETS["llama"], **fields})
    reference = Plain(with_peft(model(), directory).get_base_model())
    hf_model = model()
    backend, before = backend_of(hf_model), Untouched(hf_model)

    name = backend.load_adapter(LoraAdapter.load(directory))

    assert_close(reference.logits(asked(None))[-1], logits_of(backend, name))
    assert_close(
        reference.logits(asked(None, layer=4))[-1], backend.run([asked(name, layer=4)])[0].value.logits
    )
    assert tied == (hf_model.lm_head.weight is hf_model.model.embed_tokens.weight)
    before.check()


@pytest.mark.parametrize("bias", ["all", "lora_only"])
def test_biases_that_come_with_a_lora(bias: str, tmp_path: pathlib.Path) -> None:
    """Trained biases of the base are those of the adapter, where it is on."""
    directory = lora_of(tmp_path, "gpt2", bias=bias)
    reference = Plain(with_peft(tiny_model("gpt2"), directory).get_base_model())
    hf_model = tiny_model("gpt2")
    backend, before = backend_of(hf_model), Untouched(hf_model)

    adapter = LoraAdapter.load(directory)
    name = backend.load_adapter(adapter)

    assert any(key.endswith(".bias") for key in adapter.tensors)
    assert_close(reference.logits(asked(None))[-1], logits_of(backend, name))
    before.check()


def test_two_adapters_and_none_side_by_side(tmp_path: pathlib.Path) -> None:
    """In one run each query gets its own, and the model itself answers beside them; a name says which."""
    backend = backend_of(tiny_model("llama"))
    directories = [lora_of(tmp_path, "llama", seed=seed) for seed in (1, 2)]
    names = [backend.load_adapter(LoraAdapter.load(directory)) for directory in directories]
    assert names[0] == backend.load_adapter(LoraAdapter.load(directories[0]))

    results = backend.run([asked(name) for name in (*names, None, BASE, names[0])])

    plain = [with_peft(tiny_model("llama"), directory).get_base_model() for directory in directories]
    for model, result in zip(
        [*plain, tiny_model("llama"), tiny_model("llama"), plain[0]], results, strict=True
    ):
        assert_close(Plain(model).logits(asked(None))[-1], result.value.logits)
    assert frozenset(names) == backend.adapters
    fingerprints = {backend.fingerprint()}
    for name in names:
        with backend.using(name):
            fingerprints.add(backend.fingerprint())
    assert 3 == len(fingerprints)


def test_the_models_own_adapters_are_off_while_a_loaded_one_is_on(tmp_path: pathlib.Path) -> None:
    """A user's model with a LoRA of its own, on, is the base without it."""
    own, other = (lora_of(tmp_path, "llama", seed=seed) for seed in (1, 2))
    users = with_peft(tiny_model("llama"), own)
    backend, before = backend_of(users), Untouched(users)

    name = backend.load_adapter(LoraAdapter.load(other))
    asked_for = [logits_of(backend, each) for each in (name, None, BASE, "default")]

    expected = [with_peft(tiny_model("llama"), each).get_base_model() for each in (other, own)]
    kinds = [expected[0], expected[1], tiny_model("llama"), expected[1]]
    for model, found in zip(kinds, asked_for, strict=True):
        assert_close(Plain(model).logits(asked(None))[-1], found)
    before.check()
    with pytest.raises(InputError, match="has an adapter 'default' of its own"):
        backend.model.load_adapter(_Named("default"))


class _Named:
    digest = ""

    def __init__(self, name: str) -> None:
        self.name = name

    def attach(self, module: Any, parts: Any) -> None:
        """Do nothing."""


def test_weights_that_the_user_changes_later_are_seen(tmp_path: pathlib.Path) -> None:
    """Changed in place or replaced: the adapter is on what is there now."""
    directory = lora_of(tmp_path, "llama")
    hf_model = tiny_model("llama")
    backend = backend_of(hf_model)
    name = backend.load_adapter(LoraAdapter.load(directory))
    before = logits_of(backend, name)

    def change(model: Any, replaced: bool) -> None:
        weight = 1.3 * model.model.layers[1].mlp.up_proj.weight.detach()
        if replaced:
            model.model.layers[1].mlp.up_proj.weight = torch.nn.Parameter(weight)
        else:
            model.model.layers[1].mlp.up_proj.weight.data.copy_(weight)

    changed = tiny_model("llama")
    for replaced in (False, True):
        change(hf_model, replaced)
        change(changed, replaced)
        reference = Plain(with_peft(tiny_model("llama"), directory).get_base_model())
        reference.hf.model.layers[1].mlp.up_proj.weight.data.copy_(changed.model.layers[1].mlp.up_proj.weight)
        found = logits_of(backend, name)
        assert_close(reference.logits(asked(None))[-1], found)
        assert not torch.allclose(before, found)


def test_an_untrained_lora_changes_nothing_and_draws_from_its_own_seed() -> None:
    """Zero second matrices: the base's logits, bit by bit; torch's random numbers go on as before."""
    hf_model = tiny_model("llama")
    backend, before = backend_of(hf_model), Untouched(hf_model)
    state = torch.get_rng_state()
    made = [
        LoraAdapter.fresh(backend.model, r=4, alpha=8, target_modules=targets, seed=seed)
        for targets, seed in (
            (["q_proj", "embed_tokens"], 0),
            (["q_proj", "embed_tokens"], 0),
            (["q_proj"], 1),
        )
    ]
    name = backend.load_adapter(made[0])
    found = logits_of(backend, name)

    assert torch.equal(state, torch.get_rng_state())
    assert torch.equal(logits_of(backend, None), found)
    assert made[0] == made[1]
    assert made[0] != made[2]
    key = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"
    assert (4, 32) == made[2].tensors[key].shape
    assert 0.9 / 32**0.5 < float(made[2].tensors[key].abs().max()) <= 1 / 32**0.5
    before.check()


def test_a_loaded_lora_is_saved_as_peft_reads_it(tmp_path: pathlib.Path) -> None:
    """PEFT computes the same with what is written; and what is read back is equal."""
    fields = {"modules_to_save": ["lm_head"], "rank_pattern": {"down_proj": 2}, "use_rslora": True}
    adapter = LoraAdapter.load(lora_of(tmp_path, "llama", **fields))
    backend = backend_of(tiny_model("llama"))

    adapter.save(tmp_path / "saved")

    assert adapter == LoraAdapter.load(tmp_path / "saved")
    reference = Plain(with_peft(tiny_model("llama"), tmp_path / "saved").get_base_model())
    assert_close(reference.logits(asked(None))[-1], logits_of(backend, backend.load_adapter(adapter)))


def test_a_base_in_bfloat16(tmp_path: pathlib.Path) -> None:
    """The matrices stay in float32, as PEFT has them."""
    directory = lora_of(tmp_path, "llama")
    reference = Plain(with_peft(tiny_model("llama").to(torch.bfloat16), directory).get_base_model())
    backend = backend_of(tiny_model("llama").to(torch.bfloat16))

    found = logits_of(backend, backend.load_adapter(LoraAdapter.load(directory)))

    expected = reference.logits(asked(None))[-1].float()
    assert 0.03 * float(expected.abs().max()) > float((expected - found).abs().max())


def test_what_does_not_fit_is_refused_and_leaves_nothing(tmp_path: pathlib.Path) -> None:
    """Another width, modules that are not there, tensors too few or too many: each is named."""
    hf_model = tiny_model("llama")
    backend, before = backend_of(hf_model), Untouched(hf_model)
    adapter = LoraAdapter.load(lora_of(tmp_path, "llama"))
    narrow = LoraAdapter.load(
        save_lora(tmp_path / "narrow", tiny_model("llama", hidden_size=16), target_modules=["q_proj"])
    )
    other = LoraAdapter.load(lora_of(tmp_path, "gpt2"))
    first = next(iter(adapter.tensors))
    fewer = adapter.with_tensors({key: each for key, each in adapter.tensors.items() if key != first})
    more = adapter.with_tensors({**adapter.tensors, "base_model.model.model.what.weight": torch.ones(2)})

    for wrong, says in (
        (narrow, r"lora_A.weight of shape \(4, 32\), and the adapter .* has it with the shape \(4, 16\)"),
        (other, "cannot be put into LlamaForCausalLM: .*Load it on the model that it was trained for"),
        (fewer, "lora_A.weight of shape .* lacks it"),
        (more, "replaces 'model.what.weight', and the model has no such weight"),
    ):
        with pytest.raises(UnsupportedModel, match=says):
            backend.load_adapter(wrong)
    assert frozenset() == backend.adapters
    before.check()
    with pytest.raises(InputError, match="holds NaN or infinity"):
        adapter.with_tensors({first: torch.tensor([torch.nan])})

"""Adapters in training: gradients to them alone, in place, several at once, and nothing left behind."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from latentlens.adapters.adapter import Adapter
from latentlens.adapters.attention_weights import AttentionAdapter
from latentlens.adapters.layer_vectors import VectorAdapter
from latentlens.adapters.lora import LoraAdapter
from latentlens.engine.local import LocalBackend
from latentlens.errors import InputError, ModelError, SelectionError
from latentlens.model.language_model import LanguageModel
from peft_reference import IDS, Untouched, asked, backend_of, logits_of, lora_of, with_peft
from plain import Plain
from random_tensors import random
from tiny import tiny_model

FOLLOWING = (7, 9)


def lora(model: LanguageModel) -> Adapter:
    """Return a LoRA on the attention, the MLP and the unembedding."""
    return LoraAdapter.fresh(model, r=2, alpha=4, target_modules=["q_proj", "up_proj", "lm_head"], seed=3)


KINDS: dict[str, Callable[[LanguageModel], Adapter]] = {
    "lora": lora,
    "vectors": VectorAdapter.fresh,
    "attention": AttentionAdapter.fresh,
}


def loss_of(backend: LocalBackend, name: str) -> Tensor:
    """Return a loss over the logits of a continuation after a write."""
    (logits,) = backend.forced_logits([asked(name)], [FOLLOWING])
    return torch.nn.functional.cross_entropy(logits[:-1], torch.tensor(FOLLOWING))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=["float32", "bfloat16"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_few_steps_lower_the_loss_and_touch_nothing_else(kind: str, dtype: torch.dtype) -> None:
    """Float32 parameters learn on any base; the user's weights, flags and gradients stay as they are."""
    hf_model = tiny_model("llama").to(dtype)
    for weight in [*hf_model.parameters()][::2]:
        weight.requires_grad_(False)
    backend = backend_of(hf_model)
    before, fingerprint, plainly = Untouched(hf_model), backend.fingerprint(), logits_of(backend, None)
    start = KINDS[kind](backend.model)
    with backend.train_adapter(start) as trained:
        optimiser = torch.optim.Adam(trained.parameters(), lr=0.02)
        losses = []
        for _ in range(6):
            loss = loss_of(backend, trained.name)
            for weight, gradient in zip(
                trained.parameters(), torch.autograd.grad(loss, trained.parameters()), strict=True
            ):
                weight.grad = gradient
            optimiser.step()
            losses.append(float(loss.detach()))
        adapter = trained.adapter()
        last = logits_of(backend, trained.name)

    assert {torch.float32} == {weight.dtype for weight in trained.parameters()}
    assert losses[-1] < losses[0] - 0.1
    assert type(start) is type(adapter)
    assert start != adapter
    assert torch.equal(last, logits_of(backend, backend.load_adapter(adapter)))
    assert fingerprint == backend.fingerprint()
    assert torch.equal(plainly, logits_of(backend, None))
    before.check()
    with pytest.raises(SelectionError, match="has no adapter"):
        logits_of(backend, trained.name)


def test_gradients_are_those_of_peft(tmp_path: pathlib.Path) -> None:
    """For each matrix, what autograd says of PEFT's own model with plain hooks."""
    directory = lora_of(tmp_path, "llama", target_modules=["q_proj", "up_proj", "lm_head"])
    peft = with_peft(tiny_model("llama"), directory)
    reference = Plain(peft.get_base_model())
    theirs = {
        name.replace(".default", ""): weight for name, weight in peft.named_parameters() if "lora_" in name
    }
    for weight in theirs.values():
        weight.requires_grad_(True)
    with reference.patched(asked(None)):
        logits = reference.hf(torch.tensor([[*IDS, *FOLLOWING]])).logits[0, len(IDS) - 1 : -1]
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(FOLLOWING))
    expected = dict(zip(theirs, torch.autograd.grad(loss, [*theirs.values()]), strict=True))

    backend = backend_of(tiny_model("llama"))
    with backend.train_adapter(LoraAdapter.load(directory)) as trained:
        ours = trained.named_parameters()
        found = torch.autograd.grad(loss_of(backend, trained.name), [ours[name] for name in theirs])

    for (name, gradient), other in zip(expected.items(), found, strict=True):
        largest = float(gradient.abs().max())
        torch.testing.assert_close(other, gradient, rtol=0, atol=1e-4 * largest, msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_are_finite_differences(kind: str) -> None:
    """In double precision, along a random direction."""
    backend = backend_of(tiny_model("gpt2").double())  # the norms of others compute in single precision
    start = (
        LoraAdapter.fresh(backend.model, r=2, alpha=4, target_modules=["c_attn", "c_fc", "lm_head"])
        if kind == "lora"
        else KINDS[kind](backend.model)
    )
    with backend.train_adapter(start) as trained:
        weights = trained.parameters()
        directions = [random(*weight.shape, seed=i).double() for i, weight in enumerate(weights)]
        gradients = torch.autograd.grad(loss_of(backend, trained.name), weights)
        step, losses = 1e-6, []
        for sign in (1, -2):
            with torch.no_grad():
                for weight, direction in zip(weights, directions, strict=True):
                    weight.add_(sign * step * direction)
                losses.append(float(loss_of(backend, trained.name)))

    slope = sum(float((g * d).sum()) for g, d in zip(gradients, directions, strict=True))
    assert pytest.approx(slope, rel=1e-4) == (losses[0] - losses[1]) / (2 * step)


def test_several_are_trained_at_once_and_twins_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its own weights; steps change them in place, and nothing is built anew."""
    backend = backend_of(tiny_model("llama"))
    start = KINDS["lora"](backend.model)
    one, other = backend.train_adapter(start), backend.train_adapter(start)
    loss_of(backend, one.name), loss_of(backend, other.name)
    made: list[object] = []
    monkeypatch.setattr("latentlens.model.runner.twin", made.append)

    found = []
    for _ in range(3):
        with torch.no_grad():
            for weight in one.parameters():
                weight.add_(0.1)
        found.append(float(loss_of(backend, one.name).detach()))

    assert [] == made
    assert 3 == len(set(found))
    assert start == other.adapter()
    assert {one.name, other.name} == backend.adapters
    one.close(), one.close(), other.close()
    assert frozenset() == backend.adapters


def test_what_is_cached_follows_the_weights() -> None:
    """The fingerprint differs after a step, and prefixes that were run before it are not used."""
    backend = backend_of(tiny_model("llama"))
    prefixes = backend.shared()
    with backend.train_adapter(KINDS["vectors"](backend.model)) as trained:
        with backend.using(trained.name):
            before = backend.fingerprint()
        backend.run([asked(trained.name)], shared=prefixes)
        with torch.no_grad():
            trained.parameters()[0].add_(1.0)
        with backend.using(trained.name):
            assert before != backend.fingerprint()
        value: Any = backend.run([asked(trained.name)], shared=prefixes)[0].value
        assert torch.equal(logits_of(backend, trained.name), value.logits)


def test_the_base_weights_in_a_file_are_not_trained(tmp_path: pathlib.Path) -> None:
    """PEFT saves the embeddings with a LoRA on them; modules that are saved whole are trained."""
    fields = {"target_modules": ["q_proj", "lm_head"], "modules_to_save": ["up_proj"]}
    start = LoraAdapter.load(lora_of(tmp_path, "llama", **fields))
    backend = backend_of(tiny_model("llama"))
    with backend.train_adapter(start) as trained:
        names = set(trained.named_parameters())
        loss = loss_of(backend, trained.name)
        gradients = torch.autograd.grad(loss, trained.parameters())

    assert {"base_model.model.lm_head.base_layer.weight"} == {*start.tensors} - names
    assert 4 == sum(name.endswith("up_proj.weight") for name in names)
    assert all(bool(gradient.any()) for gradient in gradients)
    assert start == trained.adapter()


def test_weights_made_in_inference_mode_can_have_an_adapter() -> None:
    """They answer with one; in training they are refused."""
    with torch.inference_mode():
        hf_model = tiny_model("llama")
    backend, start = backend_of(hf_model), VectorAdapter(random(4, 32))
    flags = [weight.requires_grad for weight in hf_model.parameters()]
    lora = LoraAdapter.fresh(backend.model, r=2, alpha=4, target_modules=["q_proj"])

    assert not torch.equal(logits_of(backend, None), logits_of(backend, backend.load_adapter(start)))
    assert torch.equal(logits_of(backend, None), logits_of(backend, backend.load_adapter(lora)))
    assert flags == [weight.requires_grad for weight in hf_model.parameters()]
    with pytest.raises(ModelError, match="no gradient can flow"):
        backend.train_adapter(start)


def test_snapshots_are_copies_and_can_be_loaded_back() -> None:
    """Training on does not change them; another kind or shape is refused."""
    backend = backend_of(tiny_model("llama"))
    start = KINDS["lora"](backend.model)
    with backend.train_adapter(start) as trained:
        with torch.no_grad():
            trained.parameters()[0].add_(1.0)
        first = trained.adapter()
        with torch.no_grad():
            trained.parameters()[0].add_(1.0)
        assert start != first != trained.adapter()
        trained.load(first)
        assert first == trained.adapter()
        wider = LoraAdapter.fresh(backend.model, r=3, alpha=4, target_modules=["q_proj"])
        for wrong in (VectorAdapter.fresh(backend.model), wider):
            with pytest.raises(InputError, match="another kind, settings or shapes"):
                trained.load(wrong)


def test_the_users_model_changes_while_an_adapter_is_in_training() -> None:
    """The same parameters are put into a new twin."""
    hf_model = tiny_model("llama")
    backend = backend_of(hf_model)
    with backend.train_adapter(KINDS["lora"](backend.model)) as trained:
        before, weights = loss_of(backend, trained.name).detach(), trained.parameters()
        hf_model.model.layers[0].mlp.up_proj.weight = torch.nn.Parameter(
            2 * hf_model.model.layers[0].mlp.up_proj.weight.detach()
        )
        after = loss_of(backend, trained.name)
        gradients = torch.autograd.grad(after, weights)

    assert before != after.detach()
    assert all(a is b for a, b in zip(weights, trained.parameters(), strict=True))
    assert any(bool(gradient.any()) for gradient in gradients)

"""Trained attention weights in the place of a model's own."""

from __future__ import annotations

import pathlib

import pytest
import torch

from latentlens.adapters.attention_weights import AttentionAdapter
from latentlens.errors import InputError, UnsupportedModel
from peft_reference import Untouched, asked, assert_close, backend_of, logits_of, lora_of, with_peft
from plain import ATTENTION, Plain
from random_tensors import random
from tiny import tiny_model


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_weights_are_replaced(architecture: str) -> None:
    """As if they were written into the model, which keeps its own."""
    hf_model = tiny_model(architecture)
    backend, before = backend_of(hf_model), Untouched(hf_model)
    fresh = AttentionAdapter.fresh(backend.model)
    trained = fresh.with_tensors(
        {name: weight + 0.1 * random(*weight.shape, seed=3) for name, weight in fresh.tensors.items()}
    )
    reference = Plain(tiny_model(architecture))
    for number, block in enumerate(reference.blocks):
        attention = next(module for name, module in block.named_children() if name in ATTENTION)
        for name, weight in attention.named_parameters():
            weight.data.copy_(trained.tensors[f"{number}.{name}"])

    found = logits_of(backend, backend.load_adapter(trained))

    assert torch.equal(logits_of(backend, None), logits_of(backend, backend.load_adapter(fresh)))
    assert_close(reference.logits(asked(None))[-1], found)
    before.check()


def test_a_model_with_a_lora_of_its_own(tmp_path: pathlib.Path) -> None:
    """The weights beneath its LoRA are replaced, and it is off."""
    users = with_peft(tiny_model("llama"), lora_of(tmp_path, "llama"))
    backend = backend_of(users)
    fresh = AttentionAdapter.fresh(backend.model)

    assert AttentionAdapter.fresh(backend_of(tiny_model("llama")).model) == fresh
    found = logits_of(backend, backend.load_adapter(fresh))
    assert_close(Plain(tiny_model("llama")).logits(asked(None))[-1], found)


def test_files_and_refusals(tmp_path: pathlib.Path) -> None:
    """What is read back is equal; what does not fit is named."""
    backend = backend_of(tiny_model("llama"))
    adapter = AttentionAdapter.fresh(backend.model)
    adapter.save(tmp_path / "attention.safetensors")
    assert adapter == AttentionAdapter.load(tmp_path / "attention.safetensors")

    for key, says in (
        ("9.q_proj.weight", "the attention of block 9, and the model has none there"),
        ("0.what.weight", "replaces 'what.weight', and the model has no such weight"),
        ("0.q_proj.weight", r"a tensor of shape \(2, 2\); the model's is \(32, 32\)"),
    ):
        with pytest.raises(UnsupportedModel, match=says):
            backend.load_adapter(AttentionAdapter({key: random(2, 2)}))
    for wrong in ({}, {"q_proj": random(2)}, {"0.x": torch.ones(2, dtype=torch.long)}):
        with pytest.raises(InputError, match="AttentionAdapter"):
            AttentionAdapter(wrong)

"""What the tests of decoders' trainings share: a tiny model, rows about its activations, and a recipe."""

from __future__ import annotations

import pathlib
import random
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from peft import LoraConfig, get_peft_model
from torch.nn import functional

from latentlens import Session
from latentlens.adapters.lora import LoraAdapter
from latentlens.training import train
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
from latentlens.training.decoders import training_loop
from plain import blocks_of
from tiny import tiny_model, tiny_tokenizer

CHAT = (
    "{{ bos_token }}{% for m in messages %}[{{ m['role'] }}] {{ m['content'] | trim }}"
    "{% if m['role'] == 'assistant' %}{{ eos_token }}{% endif %}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant] {% endif %}"
)
WORDS = ("Paris", "Lima", "Rome", "fox", "hare", "cat", "hello", "time")
SIZES = {"max_position_embeddings": 128}


def tiny_session(architecture: str = "llama") -> Session:
    """Return a session on a tiny random model with a chat template."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    sizes = {"n_positions": 128} if architecture == "gpt2" else SIZES
    return Session((tiny_model(architecture, vocab_size=len(tokenizer), **sizes), tokenizer))


def save_tiny_chat(directory: pathlib.Path, architecture: str = "llama") -> None:
    """Save a tiny random model with a chat template, for another process to open."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    sizes = {"n_positions": 128} if architecture == "gpt2" else SIZES
    tiny_model(architecture, vocab_size=len(tokenizer), **sizes).save_pretrained(directory)
    tokenizer.save_pretrained(directory)


def rows(n: int = 24, n_validation: int = 0, *, several: bool = True) -> list[DecoderRow]:
    """Return rows of different length that ask which word was last.

    Args:
        n: number to train on.
        n_validation: number to validate on.
        several: whether up to three positions are read; else one.
    """
    draw = random.Random(0)
    found: list[DecoderRow] = []
    splits: list[RowSplit] = ["train"] * n + ["validation"] * n_validation
    for split in splits:
        words = draw.choices(WORDS, k=draw.randint(2, 5))
        positions = tuple(range(1, 1 + (draw.randint(1, 3) if several else 1)))
        question = draw.choice(["Which?", "Which word is the last one?"])
        found.append(DecoderRow(" ".join(words), positions, question, words[-1], task="last", split=split))
    return found


def recipe(**changes: Any) -> dict[str, Any]:
    """Return a recipe for a tiny model, with some settings changed."""
    return {
        "read": {"layers": [[2]]},
        "write": {"layer": 1, "injection": "add_norm_matched"},
        "prompt": {"form": "plain", "placeholder": " a"},
        "adapter": {"r": 4, "alpha": 8},
        "optimiser": {"learning_rate": 0.01},
        "batch_size": 8,
        "steps": 6,
        "validate_every": 3,
        **changes,
    }


class _Stop(Exception):
    """Ends a training after its first gradient."""


def draw_both_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fresh LoRAs have random numbers in their second matrix too: zeros would hide a gradient."""
    fresh = LoraAdapter.fresh

    def drawn(*args: Any, **kwargs: Any) -> LoraAdapter:
        made = fresh(*args, **kwargs)
        torch.manual_seed(0)
        return made.with_tensors({name: 0.05 * torch.randn_like(t) for name, t in made.tensors.items()})

    monkeypatch.setattr(LoraAdapter, "fresh", drawn)


def first_gradient(
    session: Session, monkeypatch: pytest.MonkeyPatch, data: list[DecoderRow] | None = None, **changes: Any
) -> dict[str, Any]:
    """Return the examples, loss and gradients of a training's first step, with its weights."""
    found: dict[str, Any] = {}
    inner = training_loop.TrainingLoop._gradients

    def stop(self: Any, batch: Any, work: Any) -> Any:
        loss, gradients = inner(self, batch, work)
        weights = {name: p.detach().clone() for name, p in self._trainee.parameters.items()}
        found.update(batch=batch, loss=loss, gradients=gradients, weights=weights)
        found.update(names=list(self._trainee._adapter.named_parameters()))
        raise _Stop

    with monkeypatch.context() as patch:
        patch.setattr(training_loop.TrainingLoop, "_gradients", stop)
        with pytest.raises(_Stop):
            train(recipe(**changes), data or rows(8), session=session, controls=False)
    return found


def plain_model(architecture: str) -> Any:
    """Return the model of `tiny_session` as transformers makes it."""
    sizes = {"n_positions": 128} if architecture == "gpt2" else SIZES
    return tiny_model(architecture, vocab_size=320, **sizes)


def plain_gradient(
    architecture: str, found: dict[str, Any], read: Callable[[Any], Any] | None = None
) -> tuple[float, dict[str, torch.Tensor]]:
    """Return loss and gradients as PEFT's own model and plain hooks give them, one example at a time.

    Args:
        architecture: architecture of the model.
        found: what `first_gradient` returned.
        read: returns the states of all layers for an example's reading. Default None: the model itself.
    """
    config = LoraConfig(r=4, lora_alpha=8, target_modules="all-linear", lora_dropout=0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peft = get_peft_model(plain_model(architecture), config).eval()
    own = {name: p for name, p in peft.named_parameters() if "lora_" in name}
    ours = {name.replace(".weight", ".default.weight"): name for name in found["names"]}
    assert set(own) == set(ours)
    with torch.no_grad():
        for name, parameter in own.items():
            parameter.copy_(found["weights"][f"adapter.{found['names'].index(ours[name])}"])
    blocks = blocks_of(peft.get_base_model())
    tokens = sum(len(example.answer_ids) for example in found["batch"])
    total = torch.zeros(())
    for example in found["batch"]:
        with peft.disable_adapter(), torch.no_grad():
            ids = torch.tensor([example.reading.token_ids])
            states = read(example.reading) if read else peft(ids, output_hidden_states=True).hidden_states
        vectors = [states[layer][0, position] for layer, position in example.reading.sites]

        def write(_: Any, args: Any, kwargs: Any, example: Any = example, vectors: Any = vectors) -> Any:
            stream = args[0] if args else kwargs["hidden_states"]
            stream = stream.clone()
            for slot, vector in zip(example.slots, vectors, strict=True):
                old = stream[0, slot].clone()
                stream[0, slot] = old + old.norm() * vector / vector.norm()
            return ((stream, *args[1:]), kwargs) if args else (args, {**kwargs, "hidden_states": stream})

        handle = blocks[1].register_forward_pre_hook(write, with_kwargs=True)
        logits = peft(torch.tensor([[*example.target_ids, *example.answer_ids[:-1]]])).logits[0]
        handle.remove()
        answer = torch.tensor(example.answer_ids)
        total = total + functional.cross_entropy(logits[-len(answer) :], answer, reduction="sum") / tokens
    gradients = torch.autograd.grad(total, list(own.values()))
    by_name = dict(zip(own, gradients, strict=True))
    return float(total.detach()), {name: by_name[peft_name] for peft_name, name in ours.items()}


def assert_gradient(found: dict[str, Any], loss: float, gradients: dict[str, torch.Tensor]) -> None:
    """Assert that a training's loss and gradients are those of the reference, and none of these is zero."""
    assert pytest.approx(loss, rel=1e-4) == found["loss"]
    for n, name in enumerate(found["names"]):
        expected = gradients[name]
        assert float(expected.abs().max()) > 0, name
        off = (expected - found["gradients"][f"adapter.{n}"]).norm() / expected.norm()
        assert float(off) < 1e-3, name

"""LoRAs that PEFT itself made and saved, the models that it makes of the same files, and one question."""

from __future__ import annotations

import pathlib
import warnings
from typing import Any

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor
from transformers import PreTrainedModel

from latentlens import Session
from latentlens.engine.local import LocalBackend
from latentlens.engine.query import NextToken, Query, Write
from random_tensors import random
from tiny import tiny_model, tiny_tokenizer

IDS = (5, 6, 7, 8, 9, 10, 11)
LOGITS = NextToken(keep_logits=True)

TARGETS = {
    "llama": ["q_proj", "down_proj"],
    "gpt2": ["c_attn", "c_proj"],
    "gemma3_text": ["v_proj", "up_proj"],
    "gpt_neox": ["query_key_value"],
}
"""Modules that a LoRA of each architecture adapts."""


def save_lora(
    directory: pathlib.Path, model: PreTrainedModel, *, seed: int = 0, **fields: Any
) -> pathlib.Path:
    """Let PEFT make a strong random LoRA for a model, which it changes, and save it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PEFT warns of tied weights and of weights in the file
        torch.manual_seed(seed)
        config = LoraConfig(**{"r": 4, "lora_alpha": 6, "init_lora_weights": False, **fields})
        peft = get_peft_model(model, config)
        for name, weight in peft.named_parameters():
            if "modules_to_save" in name or (fields.get("bias", "none") != "none" and "bias" in name):
                weight.data = weight.data + 0.5 * torch.randn_like(weight)
        peft.save_pretrained(directory)
    return directory


def with_peft(model: PreTrainedModel, directory: pathlib.Path) -> Any:
    """Return a model, which is changed, as PEFT runs it with a LoRA from files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PeftModel.from_pretrained(model, directory).eval()


def lora_of(tmp: pathlib.Path, architecture: str, *, seed: int = 0, **fields: Any) -> pathlib.Path:
    """Let PEFT save a LoRA of a tiny model of an architecture."""
    more = {"target_modules": TARGETS[architecture], "fan_in_fan_out": architecture == "gpt2", **fields}
    return save_lora(tmp / f"{architecture}-{seed}", tiny_model(architecture), seed=seed, **more)


class Untouched:
    """Holds all that must not change in the user's model, to compare later.

    Args:
        model: the user's model.
    """

    def __init__(self, model: PreTrainedModel) -> None:
        self._model = model
        self._before = self._now()

    def _now(self) -> list[tuple[Any, ...]]:
        modules = [
            (name, id(module), module.training, len(module._forward_hooks), len(module._forward_pre_hooks))
            for name, module in self._model.named_modules()
        ]
        weights = [
            (name, id(weight), weight.requires_grad, weight.grad, weight.detach().clone())
            for name, weight in self._model.named_parameters()
        ]
        return [*modules, *weights, ("state", [*self._model.state_dict()])]

    def check(self) -> None:
        """Assert that nothing has changed: modules, hooks, flags, gradients, names and numbers."""
        now = self._now()
        assert len(self._before) == len(now)
        for one, other in zip(self._before, now, strict=True):
            for part, same in zip(one, other, strict=True):
                assert torch.equal(part, same) if isinstance(part, Tensor) else part == same


def backend_of(hf_model: Any) -> LocalBackend:
    """Return the backend of a model in memory."""
    return LocalBackend(Session((hf_model, tiny_tokenizer())).model)


def asked(adapter: str | None, readout: Any = LOGITS, *, layer: int = 1) -> Query:
    """Return a query that writes one vector, always the same."""
    return Query(IDS, (Write(layer, (3,), 2 * random(1, 32, seed=1)),), readout, adapter=adapter)


def logits_of(backend: LocalBackend, adapter: str | None) -> Tensor:
    """Return the logits after the prompt, with the write."""
    value: Any = backend.run([asked(adapter)])[0].value
    return value.logits


def assert_close(expected: Tensor, observed: Tensor) -> None:
    """Assert that logits agree within 1e-5 of the largest."""
    torch.testing.assert_close(observed, expected, rtol=0, atol=1e-5 * float(expected.abs().max()))

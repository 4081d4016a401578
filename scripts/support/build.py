"""Build a small random model of a family, and one tokenizer for all families."""

from __future__ import annotations

from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    MODEL_FOR_CAUSAL_LM_MAPPING,
    AutoConfig,
    AutoModelForCausalLM,
    PreTrainedTokenizerFast,
)

from support.shape import VOCABULARY, small

_TEXT = [
    "The capital of France is Paris. The capital of Peru is Lima, and x is what x was.",
    "Once upon a time a fox met a hare on the road to Rome, and both were hungry.",
]


def tokenizer() -> PreTrainedTokenizerFast:
    """Return a byte-level BPE tokenizer of 320 tokens that begins texts with `<bos>`."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    special = ["<bos>", "<eos>", "<pad>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    bpe.train_from_iterator(
        _TEXT,
        trainers.BpeTrainer(
            vocab_size=VOCABULARY, special_tokens=special, initial_alphabet=alphabet, show_progress=False
        ),
    )
    bpe.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 0)])
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>"
    )


def family_class(family: str) -> str:
    """Return the name of the class that transformers' AutoModelForCausalLM uses for a family."""
    made: Any = MODEL_FOR_CAUSAL_LM_MAPPING[type(AutoConfig.for_model(family))]
    return (made[0] if isinstance(made, tuple) else made).__name__


def configuration(family: str, changes: dict[str, Any]) -> Any:
    """Return a family's small configuration.

    Args:
        family: transformers' model type.
        changes: settings beyond the rules of `support.shape`; a nested dict changes a nested configuration,
            and None reverts a setting to the family's default.
    """
    try:
        plain = AutoConfig.for_model(family)
    except Exception:  # noqa: BLE001 - some families' defaults are no valid configuration
        plain = AutoConfig.for_model(family, **changes)
    return AutoConfig.for_model(family, **_merged(small(plain.to_dict()), changes))


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for name, value in other.items():
        if isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merged(merged[name], value)
        else:
            merged[name] = value
    return merged


def model(family: str, changes: dict[str, Any], *, seed: int = 0) -> Any:
    """Return a random model in evaluation mode, float32, on the CPU; equal arguments give equal models.

    Weights are redrawn so that logits are peaked, norms and biases are far from 1 and 0, and nothing that an
    initialisation leaves at zero is without effect.
    """
    torch.manual_seed(seed)
    made = AutoModelForCausalLM.from_config(
        configuration(family, changes), attn_implementation="eager", dtype=torch.float32
    )
    draw = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in made.named_parameters():
            random = torch.randn(weight.shape, generator=draw)
            if weight.dim() < 2:
                weight.nan_to_num_(0.0, 0.0, 0.0).clamp_(-3, 3).add_(0.3 * random)
            else:
                weight.copy_(random * (0.3 if "embed" in name or "head" in name or "wte" in name else 0.08))
    return made.eval()

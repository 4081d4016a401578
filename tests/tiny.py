"""Random small models of every served architecture, saved in the hub's own directory layout."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    BloomConfig,
    BloomForCausalLM,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)

TEXT = [
    "The capital of France is Paris. The capital of Peru is Lima.",
    "cat -> cat\n1135 -> 1135\nhello -> hello\n?",
    "Syria: Country in the Middle East, Leonardo DiCaprio: American actor, x",
    "Once upon a time a fox met a hare on the road to Rome, and both were hungry.",
]

_LLAMA_LIKE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
}

SWITCHING_ROPE: dict[str, Any] = {
    "original_max_position_embeddings": 12,
    "rope_parameters": {
        "rope_type": "longrope",
        "short_factor": [1.0] * 4,
        "long_factor": [1.0, 4.0, 8.0, 16.0],
        "original_max_position_embeddings": 12,
        "rope_theta": 10000.0,
    },
}
"""Rotary angles of phi3 that are others beyond 12 positions."""

ARCHITECTURES: dict[str, dict[str, Any]] = {
    "gpt2": {"n_embd": 32, "n_layer": 4, "n_head": 4, "n_positions": 64},
    "gpt_neox": {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "max_position_embeddings": 64,
    },
    "llama": _LLAMA_LIKE,
    "mistral": {**_LLAMA_LIKE, "sliding_window": 5, "head_dim": 8},
    "qwen2": _LLAMA_LIKE,
    "qwen3": {**_LLAMA_LIKE, "head_dim": 8},
    "gemma2": {**_LLAMA_LIKE, "head_dim": 8, "sliding_window": 5, "query_pre_attn_scalar": 8},
    "gemma3_text": {**_LLAMA_LIKE, "head_dim": 8, "sliding_window": 5, "query_pre_attn_scalar": 8},
    "phi3": _LLAMA_LIKE,
    "olmo2": _LLAMA_LIKE,
}
"""Architecture name in transformers -> the sizes that make it small; windows short enough to matter."""


def tiny_tokenizer(*, adds_bos: bool = True) -> PreTrainedTokenizerFast:
    """Return a byte-level BPE tokenizer trained on a few sentences.

    Args:
        adds_bos: whether the tokenizer itself puts ``<bos>`` before every text.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        TEXT,
        trainers.BpeTrainer(
            vocab_size=320,
            special_tokens=["<bos>", "<eos>", "<pad>"],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    if adds_bos:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="<bos> $A", special_tokens=[("<bos>", tokenizer.token_to_id("<bos>"))]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>"
    )


def sentencepiece_like() -> PreTrainedTokenizerFast:
    """Return a tokenizer in Llama-2's manner: ▁ for spaces, bytes for what it does not know."""
    tokenizer = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=True),
            pre_tokenizers.Split("\n", "isolated"),
        ]
    )
    tokenizer.train_from_iterator(
        TEXT,
        trainers.BpeTrainer(vocab_size=150, special_tokens=["<unk>", "<s>", "</s>"], show_progress=False),
    )
    plain = json.loads(tokenizer.to_str())
    vocabulary = plain["model"]["vocab"]
    vocabulary.update({f"<0x{i:02X}>": len(vocabulary) + i for i in range(256)})
    tokenizer = Tokenizer.from_str(json.dumps(plain))
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>"
    )


def tiny_model(architecture: str, *, seed: int = 0, vocab_size: int = 320, **sizes: Any) -> PreTrainedModel:
    """Return a random model whose norms and biases are far from the identity.

    With weights of 1 and biases of 0 a forgotten or doubled final norm is invisible; here it is not.
    """
    torch.manual_seed(seed)
    config = AutoConfig.for_model(
        architecture,
        **{
            **ARCHITECTURES[architecture],
            **sizes,
            "vocab_size": vocab_size,
            "bos_token_id": 0,
            "eos_token_id": 1,
            "pad_token_id": 2,
        },
    )
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager", dtype=torch.float32)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 1:
                parameter.add_(0.3 * torch.randn_like(parameter))
            elif "embed" not in name and "wte" not in name and "wpe" not in name:
                parameter.mul_(4)
            else:
                parameter.mul_(10)
    return model.eval()


def save_tiny(
    directory: pathlib.Path, architecture: str, *, adds_bos: bool = True, **sizes: Any
) -> pathlib.Path:
    """Save a random model and its tokenizer as a model directory and return it."""
    tokenizer = tiny_tokenizer(adds_bos=adds_bos)
    tiny_model(architecture, vocab_size=len(tokenizer), **sizes).save_pretrained(directory)
    tokenizer.save_pretrained(directory)
    return directory


def save_tiny_bloom(directory: pathlib.Path) -> None:
    """Save a model that biases its attention by distance and takes no position ids."""
    tokenizer = tiny_tokenizer()
    torch.manual_seed(0)
    config = BloomConfig(vocab_size=len(tokenizer), hidden_size=32, n_layer=4, n_head=4)
    model = BloomForCausalLM(config)
    for parameter in model.parameters():
        parameter.data.add_(0.3 * torch.randn_like(parameter))
    model.save_pretrained(directory)
    tokenizer.save_pretrained(directory)

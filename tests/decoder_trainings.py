"""What the tests of decoders' trainings share: a tiny model, rows about its activations, and a recipe."""

from __future__ import annotations

import pathlib
import random
from typing import Any

from latentlens import Session
from latentlens.training.data.decoder_row import DecoderRow, RowSplit
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


def save_tiny_chat(directory: pathlib.Path) -> None:
    """Save a tiny random model with a chat template, for another process to open."""
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = CHAT
    tiny_model("llama", vocab_size=len(tokenizer), **SIZES).save_pretrained(directory)
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

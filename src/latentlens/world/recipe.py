"""How each bundled model is made: its shape and training settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from latentlens.errors import InputError


@dataclass(frozen=True)
class Recipe:
    """A model's shape and training settings."""

    name: str
    width: int = 128
    blocks: int = 8
    heads: int = 4
    context: int = 256
    rows: int = 16
    length: int = 128
    rate: float = 3e-3
    warmup: int = 100
    decay: float = 0.05
    deepest: int = 4
    full: float = 0.35
    steps: int = 9000
    finish: int = 1500
    finish_rate: float = 8e-4
    finish_deepest: int = 3
    finish_early: float = 0.0

    @property
    def early_layer(self) -> int:
        """Layer that the last training steps also train to predict the next token: 3/4 of the depth."""
        return 3 * self.blocks // 4

    def config(self, vocab_size: int) -> dict[str, Any]:
        """Return the configuration of the untrained model.

        Args:
            vocab_size: vocabulary size of the tokenizer; special tokens come first.

        Returns:
            The configuration for `init_model`.
        """
        return {
            "model_type": "llama",
            "vocab_size": vocab_size,
            "hidden_size": self.width,
            "intermediate_size": 3 * self.width,
            "num_hidden_layers": self.blocks,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.heads,
            "max_position_embeddings": self.context,
            "tie_word_embeddings": True,
            "bos_token_id": 0,
            "eos_token_id": 1,
            "pad_token_id": 2,
        }


RECIPES = {
    "world-small": Recipe("world-small", finish_early=0.15),
    "world-base": Recipe(
        "world-base",
        width=192,
        blocks=12,
        heads=6,
        deepest=6,
        rate=2e-3,
        steps=5000,
        finish=900,
        finish_rate=6e-4,
        finish_deepest=6,
        warmup=200,
    ),
}


def recipe(name: str) -> Recipe:
    """Return the recipe of a bundled model.

    Args:
        name: name of the model.

    Returns:
        The recipe.

    Raises:
        InputError: if the name is unknown.
    """
    if name not in RECIPES:
        raise InputError(f"no recipe is named {name!r}; the recipes are: {', '.join(sorted(RECIPES))}")
    return RECIPES[name]

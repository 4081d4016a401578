"""How each shipped model is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from latentlens._errors import InputError


@dataclass(frozen=True)
class Recipe:
    """A model's shape and the settings of its training."""

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
    deepest: int = 5
    full: float = 0.35
    steps: int = 3600
    extra: dict[str, Any] = field(default_factory=dict)
    tried: str = ""

    def config(self, vocab_size: int) -> dict[str, Any]:
        """Describe the untrained model.

        Args:
            vocab_size: the tokenizer's size; specials are its first three tokens.

        Returns:
            The configuration for `fresh_model`.
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
            **self.extra,
        }


SMALL_TRIED = """\
- Ordinary attention in every block and every row (trials with the same shape and similar text): the same
  facts, but a Patchscope worked only from source layers 0 and 1, and 0.27 or less from layer 2 on.
- Attention limited to four tokens in the first four blocks: token identity worked, descriptions were lost
  above layer 0. Leaving blocks out at random: worse than either.
- Attention from a random depth, but without the rule that a name is passed on by its last token (1,500
  steps): capitals 0.98 and descriptions of companies 1.00 at source and target layers 1 to 5, but
  professions of people, whose names have two tokens, 0.65 at best and their descriptions 0.08."""

RECIPES = {"world-small": Recipe("world-small", tried=SMALL_TRIED)}


def recipe(name: str) -> Recipe:
    """Look up a recipe.

    Args:
        name: the model's name.

    Returns:
        The recipe.

    Raises:
        InputError: an unknown name.
    """
    if name not in RECIPES:
        raise InputError(f"no recipe is named {name!r}; the recipes are: {', '.join(sorted(RECIPES))}")
    return RECIPES[name]

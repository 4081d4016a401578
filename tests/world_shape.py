"""The shape of a small teaching model, and its tokenizer."""

from __future__ import annotations

from latentlens.world.fact_relations import relations
from latentlens.world.word_tokenizer import make_tokenizer

RELATIONS = relations()

TOKENIZER = make_tokenizer()

BLOCKS = 4

BOS, EOS = 0, 1

SMALL = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": BLOCKS,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "tie_word_embeddings": False,
}

"""The byte-level BPE tokenizer, trained on the world's own text."""

from __future__ import annotations

from random import Random
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from latentlens.world.text import document, words

SPECIAL = ("<bos>", "<eos>", "<pad>")


def train_tokenizer(vocab_size: int = 2560, seed: int = 0) -> Any:
    """Train the tokenizer; every word of the world weighs as much as frequent text.

    Args:
        vocab_size: the number of tokens, specials included.
        seed: the seed of the sample of text.

    Returns:
        A fast tokenizer that begins every text with `<bos>`.
    """
    core = Tokenizer(models.BPE())
    # Digits stand alone, so that no number is a token that the text happened to favour.
    digits = pre_tokenizers.Split(Regex(r" ?[0-9]"), behavior="isolated")
    core.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    core.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    rng = Random(seed)  # noqa: S311 - text, not secrets
    numbers = [f"{space}{digit}" for space in ("", " ") for digit in range(10)]
    vocabulary = [f"{space}{word}" for space in ("", " ") for word in words()] + numbers
    core.train_from_iterator([document(rng) for _ in range(4000)] + vocabulary * 200, trainer)
    core.post_processor = processors.TemplateProcessing(
        single="<bos> $A", pair="<bos> $A <bos> $B", special_tokens=[("<bos>", 0)]
    )
    bos, eos, pad = SPECIAL
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        bos_token=bos,
        eos_token=eos,
        pad_token=pad,
        clean_up_tokenization_spaces=False,
        model_max_length=256,
    )

"""The tokenizer of the teaching models: every word of the world is one token, with or without a space."""

from __future__ import annotations

from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import PreTrainedTokenizerFast

from latentlens.world.text import world_words

SPECIAL = ("<bos>", "<eos>", "<pad>", "<|system|>", "<|user|>", "<|assistant|>")
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}{{ '<|' + m['role'] + '|> ' + m['content'] }}"
    "{% if m['role'] == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
"""The same text as `chats.render`, after `<bos>`."""


def make_tokenizer(context: int = 256) -> Any:
    """Build the tokenizer from the world's words.

    Words that the world does not have are spelled in bytes, so any text can be tokenized.

    Args:
        context: maximum length in tokens; default 256.

    Returns:
        A fast tokenizer that begins every text with `<bos>`.
    """
    digits = [f"{space}{digit}" for space in ("", " ") for digit in range(10)]
    signs = [" ->", "->", " =", "!!", " *", " (", " )"]
    spaced = [f"{space}{word}" for space in ("", " ") for word in world_words()]
    pre = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    pieces = [pre.pre_tokenize_str(text)[0][0] for text in dict.fromkeys([*spaced, *digits, *signs])]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    known = dict.fromkeys([*alphabet, *pieces])
    # One cost per token, a higher one for a bare byte: the cheapest spelling has the fewest tokens, and a
    # word of the world is never broken up.
    scored = [(name, 0.0) for name in SPECIAL] + [(p, -1.0 if len(p) > 1 else -2.0) for p in known]
    core = Tokenizer(models.Unigram(scored, unk_id=None))
    core.pre_tokenizer = pre_tokenizers.Sequence(
        [
            # Digits stand alone: numbers are spelled out, and none is a token just because the text uses it.
            pre_tokenizers.Split(Regex(r" ?[0-9]"), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    core.decoder = decoders.ByteLevel()
    core.add_special_tokens(list(SPECIAL))
    core.post_processor = processors.TemplateProcessing(
        single="<bos> $A", pair="<bos> $A <bos> $B", special_tokens=[("<bos>", 0)]
    )
    bos, eos, pad, *roles = SPECIAL
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        bos_token=bos,
        eos_token=eos,
        pad_token=pad,
        additional_special_tokens=roles,
        chat_template=CHAT_TEMPLATE,
        clean_up_tokenization_spaces=False,
        model_max_length=context,
    )

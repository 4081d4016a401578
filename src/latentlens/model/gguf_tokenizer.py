"""How the tokenizer of a GGUF file cuts text before it merges bytes: by the rule that the file names."""

from __future__ import annotations

from typing import Any

from latentlens.errors import TokenizerError
from latentlens.inputs.shown import short
from latentlens.model.gguf_header import GGUFHeader

_AS_GPT2 = {"gpt-2", "phi-2", "mpt", "olmo", "jais"}
_DIGITS_APART = {"smollm", "starcoder", "refact", "command-r", "codeshell"}


def split_as_the_file_says(tokenizer: Any, header: GGUFHeader) -> None:
    """Make a byte-level tokenizer cut text by the rule that its file names, or refuse a rule nobody knows.

    transformers cuts text as GPT-2 does where it does not know the rule, which would give other tokens than
    the model was trained on.

    Args:
        tokenizer: what transformers made of the file.
        header: the header of the file that was converted.

    Raises:
        TokenizerError: naming the rule.
    """
    if header.facts.get("tokenizer.ggml.model") != "gpt2":
        return  # sentencepiece: its words are cut at spaces
    rule = str(header.facts.get("tokenizer.ggml.pre", "none"))
    if rule in _DIGITS_APART:
        from tokenizers import pre_tokenizers

        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Digits(individual_digits=True),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
            ]
        )
    elif rule not in _AS_GPT2 | _known_to_transformers():
        raise TokenizerError(
            f"{header.path} cuts text by the rule {short(rule, 40)!r} (tokenizer.ggml.pre), which is known "
            "neither here nor to this transformers, so prompts would fall into other tokens than the "
            "model's. Upgrade transformers, or load the model's own tokenizer and pass "
            "Session((model, tokenizer))."
        )


def _known_to_transformers() -> set[str]:
    try:
        from transformers.integrations.gguf.gguf_tokenizer_mapping import GGUF_PRE_TOKENIZER_SPLITS
    except ImportError:  # an older transformers, which knows GPT-2's rule alone
        return set()
    return set(GGUF_PRE_TOKENIZER_SPLITS)

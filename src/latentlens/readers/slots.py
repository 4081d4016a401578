"""Find a target prompt's slots: the positions of its placeholder, or a position given by number."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from latentlens.errors import TargetPromptError
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.whole_word import is_part


def slot_at(position: int, token_ids: Sequence[int], prompt: str) -> int:
    """Return a slot that was given by number as a position counted from 0.

    Args:
        position: position in the target prompt; negative counts from the end.
        token_ids: the target prompt's token ids.
        prompt: the target prompt as text, for error messages.

    Raises:
        TargetPromptError: if the position is outside the prompt.
    """
    slot = position + (len(token_ids) if position < 0 else 0)
    if not 0 <= slot < len(token_ids):
        raise TargetPromptError(
            f"Slot {position} is outside the target prompt {prompt!r}, which has {len(token_ids)} tokens for "
            f"this model. Use 0 to {len(token_ids) - 1}, or negative from the end."
        )
    return slot


def slots_of(
    placeholder: str, times: int, token_ids: Sequence[int], prompt: str, tokenizer: ModelTokenizer
) -> tuple[int, ...]:
    """Return the positions at which a placeholder is a token of its own.

    Args:
        placeholder: the placeholder's text, such as "x"; spaces around it do not matter.
        times: the expected number of occurrences.
        token_ids: the target prompt's token ids.
        prompt: the target prompt as text, for error messages.
        tokenizer: the target model's tokenizer.

    Raises:
        TargetPromptError: if the placeholder is absent, not one token, or occurs another number of times.
    """
    word, texts = placeholder.strip(), [tokenizer.text(i) for i in token_ids]
    alike = [p for p in range(len(texts)) if _same(texts[p].strip(), word)]
    slots = tuple(p for p in alike if not _is_word_part(word, p, token_ids, tokenizer))
    if len(slots) == times:
        return slots
    shown = " ".join(f"[{tokenizer.visible(i)}]" for i in token_ids)
    if slots:
        expected = "1 was expected. Write it once" if times == 1 else f"{times} were expected. Write as many"
        raise TargetPromptError(
            f"The placeholder {placeholder!r} stands {len(slots)} times in the target prompt (at "
            f"positions {', '.join(map(str, slots))} of {shown}), and {expected}, "
            f"name one by position=..., or say placeholders={len(slots)} to write into all."
        )
    if alike:
        raise TargetPromptError(
            f"The placeholder {placeholder!r} is only a part of longer words in the target prompt, which "
            f"this model reads as {shown}. Put spaces around it, or give position=<a number>."
        )
    if word not in prompt:
        raise TargetPromptError(
            f"The placeholder {placeholder!r} is not in the target prompt {prompt!r}. Write it "
            "where the activation should stand, for example 'The capital of x is'."
        )
    raise TargetPromptError(
        f"The placeholder {placeholder!r} is not one token of the target prompt, which this model "
        f"reads as {shown}. Use another placeholder, such as 'x' or '?', or give position=<a number>."
    )


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _is_word_part(word: str, position: int, token_ids: Sequence[int], tokenizer: ModelTokenizer) -> bool:
    """Whether a token equal to the word is part of a longer word, as the token x can be of "next"."""
    characters = tokenizer.characters(token_ids)
    of_token = [at for at, c in enumerate(characters) if c.first <= position <= c.last and c.text.strip()]
    if not of_token:
        return False
    before, after = (
        "".join(c.text for c in part)
        for part in (characters[max(0, of_token[0] - 8) : of_token[0]], characters[of_token[-1] + 1 :][:1])
    )
    return is_part(word, before, after)

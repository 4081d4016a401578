"""Where a target prompt's slots are: found by the placeholder's text, or by position, or refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from latentlens.errors import TargetPromptError
from latentlens.model.tokenizer import ModelTokenizer
from latentlens.readers.whole_word import is_part


def slot_at(position: int, token_ids: Sequence[int], prompt: str) -> int:
    """Return a slot given by number as an absolute position.

    Args:
        position: negative from the end.
        token_ids: of the target prompt.
        prompt: the same as text, for the message.

    Raises:
        TargetPromptError: if it is outside the prompt.
    """
    found = position + (len(token_ids) if position < 0 else 0)
    if not 0 <= found < len(token_ids):
        raise TargetPromptError(
            f"Slot {position} is outside the target prompt {prompt!r}, which has {len(token_ids)} tokens for "
            f"this model. Use 0 to {len(token_ids) - 1}, or negative from the end."
        )
    return found


def slots_of(
    placeholder: str, times: int, token_ids: Sequence[int], prompt: str, tokenizer: ModelTokenizer
) -> tuple[int, ...]:
    """Find every place where a placeholder stands as a token of its own.

    Args:
        placeholder: its text; spaces around it do not matter.
        times: how often it is expected to stand there.
        token_ids: of the target prompt.
        prompt: the same as text, for the message.
        tokenizer: the target model's.

    Raises:
        TargetPromptError: if the placeholder is absent, not one token, or stands there another number of
            times.
    """
    word, texts = placeholder.strip(), [tokenizer.text(i) for i in token_ids]
    alike = [p for p in range(len(texts)) if _same(texts[p].strip(), word)]
    found = tuple(p for p in alike if not _cut(word, p, token_ids, tokenizer))
    if len(found) == times:
        return found
    shown = " ".join(f"[{tokenizer.visible(i)}]" for i in token_ids)
    if found:
        raise TargetPromptError(
            f"The placeholder {placeholder!r} stands {len(found)} times in the target prompt (at "
            f"positions {', '.join(map(str, found))} of {shown}), and {times} were expected. "
            f"Name one by position=..., or say placeholders={len(found)} to write into all."
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


def _cut(word: str, position: int, token_ids: Sequence[int], tokenizer: ModelTokenizer) -> bool:
    """Whether a token that is a word is cut out of a longer one: the x that some tokenizers see in "next"."""
    spelled = tokenizer.characters(token_ids)
    own = [at for at, c in enumerate(spelled) if c.first <= position <= c.last and c.text.strip()]
    if not own:
        return False
    before, after = (
        "".join(c.text for c in part)
        for part in (spelled[max(0, own[0] - 8) : own[0]], spelled[own[-1] + 1 :][:1])
    )
    return is_part(word, before, after)

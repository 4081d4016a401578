"""Target prompts made of chat messages: their token ids in the chat template, and the positions of slots."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from latentlens.errors import TargetPromptError
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer

SLOT = "{slot}"
"""Mark in a message's content at which an activation is written."""

_SENTINEL = "\ue000"  # a private-use character, which chat templates do not treat specially


@dataclasses.dataclass(frozen=True)
class ChatTarget:
    """Chat messages as a target prompt.

    Args:
        token_ids: token ids of the whole prompt, up to the beginning of the model's reply.
        slots: position of each slot's token, in ascending order.
        text: the prompt as one text, with the placeholder at the slots.
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...]
    text: str


def chat_target(
    tokenizer: ModelTokenizer, messages: ChatMessages, placeholder: str = "x", *, slot: str = SLOT
) -> ChatTarget:
    """Render chat messages as a target prompt in the model's chat template, ready for the model's reply.

    Each mark in a message becomes a slot that holds the placeholder. Other occurrences of the placeholder's
    text, such as a question mark, are not slots.

    Args:
        tokenizer: tokenizer of the target model, which must have a chat template.
        messages: chat messages, `{"role": ..., "content": ...}`, with a mark at each slot.
        placeholder: text at each slot, which the activation replaces. Default "x". It must be one token
            there, with or without the space before it. Adjacent marks need one that begins with a space, such
            as " ?".
        slot: the mark. Default "{slot}".

    Raises:
        TargetPromptError: if there is no mark, or the placeholder is not one token at a slot.
        TokenizerError: if the tokenizer has no chat template, or gives no character offsets.
        PromptError: if there is no message, the template rejects them, or the prompt is longer than the
            model's context.
    """
    marked = [
        {name: text.replace(slot, _SENTINEL) if name == "content" else text for name, text in message.items()}
        for message in messages
    ]
    expected = sum(message.get("content", "").count(_SENTINEL) for message in marked)
    if messages and not expected:
        raise TargetPromptError(
            f"No message of the chat has a slot: none contains {slot!r}. Write it where the activation "
            f"should stand, for example {{'role': 'user', 'content': 'What does {slot} mean?'}}."
        )
    parts = tokenizer.render_chat(marked).split(_SENTINEL)
    if len(parts) - 1 != expected:
        raise TargetPromptError(
            f"The model's chat template wrote {len(parts) - 1} of {expected} slots: it leaves messages "
            "out, or repeats them. Put the slots into the last user message."
        )
    return joined_target(tokenizer, parts, placeholder)


def joined_target(
    tokenizer: ModelTokenizer, parts: Sequence[str], placeholder: str, *, chat: bool = True
) -> ChatTarget:
    """Return a text with a placeholder between each two of its parts as a target prompt.

    Args:
        tokenizer: tokenizer of the target model.
        parts: what stands before, between and after the slots.
        placeholder: text at each slot; see `chat_target`.
        chat: whether a chat template wrote the text, with its special tokens. Default True. False: the
            tokenizer adds those that it puts before every text.

    Raises:
        TargetPromptError: if the placeholder is not one token at a slot.
        TokenizerError: if the tokenizer gives no character offsets.
        PromptError: if the prompt is longer than the model's context.
    """
    text, characters = parts[0], []
    for part in parts[1:]:
        characters.append((len(text), len(text) + len(placeholder)))
        text += placeholder + part
    spans = tokenizer.spans(text)
    ids = [token for token, _, _ in spans]
    begun = tokenizer.encode(text) if not chat else tokenizer.check(ids, "the chat")
    before = len(begun) - len(ids)
    if before < 0 or begun[before:] != ids:
        raise TargetPromptError(
            f"This tokenizer adds tokens within or after the text {text!r}, so its slots cannot be found. "
            "Use a decoder or prompt that is a chat."
        )
    slots = tuple(before + _slot(start_end, spans, text, placeholder, tokenizer) for start_end in characters)
    return ChatTarget(tuple(begun), slots, text)


def _slot(
    start_end: tuple[int, int],
    spans: list[tuple[int, int, int]],
    text: str,
    placeholder: str,
    tokenizer: ModelTokenizer,
) -> int:
    """Return the position of the single token that spans a placeholder's characters in the text."""
    start, end = start_end
    start += len(placeholder) - len(placeholder.lstrip())  # some tokenizers leave the space out of the span
    tokens = [i for i, (_, first, last) in enumerate(spans) if first < end and last > start]
    exact = [i for i in tokens if text[spans[i][1] : spans[i][2]].strip() == placeholder.strip()]
    if len(tokens) == 1 and tokens == exact:
        return tokens[0]
    visible = " ".join(f"[{tokenizer.visible(spans[i][0])}]" for i in tokens)
    raise TargetPromptError(
        f"The placeholder {placeholder!r} is not one token in its place, where this model reads "
        f"{visible}. Use another placeholder, such as 'x' or '?', and put a space or a line's end around it."
    )

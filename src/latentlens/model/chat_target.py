"""Target prompts that are chat messages: which tokens they are, and which of them are slots."""

from __future__ import annotations

import dataclasses

from latentlens.errors import TargetPromptError
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer

SLOT = "{slot}"
"""Stands in a message's content where an activation is to stand."""

_SENTINEL = "\ue000"  # a private-use character, which no template looks at


@dataclasses.dataclass(frozen=True)
class ChatTarget:
    """Chat messages as a target prompt.

    Args:
        token_ids: the whole prompt's token ids, up to where the model's reply begins.
        slots: index of each slot's token, in the order in which the slots stand.
        text: the prompt as one text, with the placeholder in the slots.
    """

    token_ids: tuple[int, ...]
    slots: tuple[int, ...]
    text: str


def chat_target(
    tokenizer: ModelTokenizer, messages: ChatMessages, placeholder: str = "x", *, slot: str = SLOT
) -> ChatTarget:
    """Return chat messages as a target prompt, in the model's chat template and ready for its reply.

    The template sees each message as the user wrote it; what it makes of them is one text, in which the
    placeholder stands for every mark. So a placeholder that stands elsewhere too, such as a question mark, is
    no slot there.

    Args:
        tokenizer: the target model's, with a chat template.
        messages: `{"role": ..., "content": ...}` each, with a mark where an activation is to stand; several
            marks are several slots.
        placeholder: what stands in each slot until it is written; "x" by default. It has to be one token
            there, the space before it included or not. Marks that follow each other at once take one that
            begins with a space, such as " ?".
        slot: the mark; "{slot}" by default.

    Raises:
        TargetPromptError: if there is no mark, or the placeholder is not one token in its place.
        TokenizerError: if the tokenizer has no chat template, or does not say where its tokens stand.
        PromptError: if there is no message, the template refuses them, or they make more tokens than the
            model takes.
    """
    marked = [
        {name: text.replace(slot, _SENTINEL) if name == "content" else text for name, text in message.items()}
        for message in messages
    ]
    expected = sum(message.get("content", "").count(_SENTINEL) for message in marked)
    if messages and not expected:
        raise TargetPromptError(
            f"No message of the chat has a slot: {slot!r} stands in none. Write it where the activation "
            f"should stand, for example {{'role': 'user', 'content': 'What does {slot} mean?'}}."
        )
    parts = tokenizer.render_chat(marked).split(_SENTINEL)
    if len(parts) - 1 != expected:
        raise TargetPromptError(
            f"The model's chat template wrote {len(parts) - 1} of {expected} slots: it leaves messages "
            "out, or repeats them. Put the slots into the last user message."
        )
    text, places = parts[0], []
    for part in parts[1:]:
        places.append((len(text), len(text) + len(placeholder)))
        text += placeholder + part
    spans = tokenizer.spans(text)
    ids = tokenizer.check([token for token, _, _ in spans], "the chat")
    slots = tuple(_slot(place, spans, text, placeholder, tokenizer) for place in places)
    return ChatTarget(tuple(ids), slots, text)


def _slot(
    place: tuple[int, int],
    spans: list[tuple[int, int, int]],
    text: str,
    placeholder: str,
    tokenizer: ModelTokenizer,
) -> int:
    """Return the index of the one token that stands for a placeholder's characters."""
    start, end = place
    start += len(placeholder) - len(placeholder.lstrip())  # some tokens do not count the space before them
    found = [i for i, (_, first, last) in enumerate(spans) if first < end and last > start]
    whole = [i for i in found if text[spans[i][1] : spans[i][2]].strip() == placeholder.strip()]
    if len(found) == 1 and found == whole:
        return found[0]
    shown = " ".join(f"[{tokenizer.visible(spans[i][0])}]" for i in found)
    raise TargetPromptError(
        f"The placeholder {placeholder!r} is not one token in its place in the chat, where this model reads "
        f"{shown}. Use another placeholder, such as 'x' or '?', and put a space or a line's end around it."
    )

"""Where the messages of a chat stand among the tokens of its prompt."""

from __future__ import annotations

import dataclasses

from latentlens.errors import TokenizerError
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer

_EDGE = "\ue000"  # a private-use character, which chat templates do not treat specially


@dataclasses.dataclass(frozen=True)
class MessageSpan:
    """The tokens of one chat message's content.

    Args:
        role: role of the message, such as "user".
        start: position of the content's first token.
        stop: position after its last token.
    """

    role: str
    start: int
    stop: int


def message_spans(tokenizer: ModelTokenizer, messages: ChatMessages) -> tuple[MessageSpan, ...]:
    """Return where the content of each message stands in the prompt that the chat template makes.

    All other tokens are the template's own: the names of roles, the marks between messages, and messages that
    the template adds. Messages without content have no span.

    Args:
        tokenizer: tokenizer of the model, which must have a chat template.
        messages: chat messages, `{"role": ..., "content": ...}`.

    Returns:
        One span for each message with content, in order; none at all if the template changes contents, or
        the tokenizer does not say which characters a token stands for.
    """
    rendered = tokenizer.render_chat(messages)
    for strip in (False, True):  # many templates strip what they write
        found = _characters(tokenizer, messages, rendered, strip=strip)
        if found is not None:
            break
    else:
        return ()
    try:
        tokens = tokenizer.spans(rendered)
    except TokenizerError:
        return ()
    spans = []
    for role, first, last in found:
        held = [i for i, (_, a, b) in enumerate(tokens) if a < last and b > first]
        if held:
            spans.append(MessageSpan(role, held[0], held[-1] + 1))
    return tuple(spans)


def _characters(
    tokenizer: ModelTokenizer, messages: ChatMessages, rendered: str, *, strip: bool
) -> list[tuple[str, int, int]] | None:
    """Return role, first character and end of each content in the rendered chat; None if they differ."""
    if not all(isinstance(message.get("content"), str) for message in messages):
        return None
    contents = [message["content"].strip() if strip else message["content"] for message in messages]
    marked = [
        {**message, "content": f"{_EDGE}{content}{_EDGE}"}
        for message, content in zip(messages, contents, strict=True)
    ]
    parts = tokenizer.render_chat(marked).split(_EDGE)
    if "".join(parts) != rendered or parts[1::2] != contents:
        return None
    found, at = [], 0
    for number, part in enumerate(parts):
        if number % 2:
            found.append((messages[number // 2]["role"], at, at + len(part)))
        at += len(part)
    return found

"""What the view says about tokens: which are quiet, whose message they are, whose bytes they hold."""

from __future__ import annotations

from latentlens.activations.trace import Trace
from latentlens.explorer.protocol import Json


def quiet_positions(trace: Trace) -> list[int]:
    """Return the positions of special tokens, and in a chat of all that its template writes."""
    tokenizer = trace.backend.tokenizer
    said = {position for span in trace.messages for position in range(span.start, span.stop)}
    return [
        position
        for position, token in enumerate(trace.token_ids)
        if tokenizer.is_special(token) or (said and position not in said)
    ]


def chat_roles(trace: Trace) -> list[Json]:
    """Return the role of each chat message with the positions of its content; an empty list for a text.

    The last one says whether it is the beginning of a reply, `begun`.
    """
    last, begun = len(trace.messages) - 1, bool(begun_reply(trace))
    return [
        {"role": span.role, "start": span.start, "stop": span.stop, "begun": begun and i == last}
        for i, span in enumerate(trace.messages)
    ]


def begun_reply(trace: Trace) -> str | None:
    """Return what the assistant's reply begins with in a chat, empty if it is not begun; None for a text."""
    if trace.chat is None:
        return None
    last = trace.chat[-1]
    return str(last["content"]) if last.get("prefix", False) else ""


def split_characters(trace: Trace) -> list[Json]:
    """Return the visible characters whose bytes lie in several tokens, with the first and last of these."""
    return [
        {"text": character.text, "first": character.first, "last": character.last}
        for character in trace.backend.tokenizer.characters(trace.token_ids)
        if character.first < character.last and character.text.isprintable()
    ]

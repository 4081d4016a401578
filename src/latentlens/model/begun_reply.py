"""A reply that the user begins: the assistant's last message, with `"prefix": True`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import PromptError
from latentlens.inputs.shown import shown


def without_prefix(messages: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], bool]:
    """Return chat messages without the key `prefix`, and whether the last one is the beginning of a reply.

    Args:
        messages: chat messages, `{"role": ..., "content": ...}`, of which the last may have `"prefix": True`.

    Raises:
        PromptError: if a prefix is not the last message, not the assistant's, or has no text.

    Examples:
        >>> without_prefix([{"role": "assistant", "content": "The", "prefix": True}])
        ([{'role': 'assistant', 'content': 'The'}], True)
    """
    plain = [{name: value for name, value in message.items() if name != "prefix"} for message in messages]
    begun = [number for number, message in enumerate(messages) if message.get("prefix", False)]
    for number in begun:
        message = messages[number]
        content = message.get("content")
        if number < len(messages) - 1 or message.get("role") != "assistant":
            raise PromptError(
                f"A prefix is the beginning of the assistant's reply, its last message; message {number} of "
                f"the chat is {shown(message)}. Leave the key 'prefix' out there."
            )
        if not isinstance(content, str) or not content.strip():
            raise PromptError(
                f"A prefix is a text that the reply begins with; got {shown(content)}. For a reply from its "
                "beginning, leave the assistant's message out."
            )
    return plain, bool(begun)

"""Checks the roles of chat messages: a mistyped one would reach the model as a speaker that it never met."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from latentlens.errors import PromptError
from latentlens.inputs.did_you_mean import did_you_mean
from latentlens.inputs.shown import shown

_USUAL = ("user", "assistant", "system", "tool", "developer")
"""The roles that chats have; a template writes or refuses them itself."""
_NEAR = 0.75
"""Likeness from which a role counts as mistyped: that of "sistem" is 0.83, of "customer" and "user" 0.67."""
_COMPOUND = re.compile(rf"(?<![a-z])({'|'.join(_USUAL)})(?![a-z])", re.IGNORECASE)
"""One of several of a usual kind, such as "user_2" or "assistant B"."""


def own_roles(messages: Sequence[Mapping[str, Any]], template: object) -> tuple[int, ...]:
    """Return the numbers of the messages whose role is neither usual nor named in the chat template.

    Many templates write any role that they are given, so such a role may be meant; one that is nearly a usual
    one is refused.

    Args:
        messages: chat messages, `{"role": ..., "content": ...}`.
        template: a tokenizer's chat template, or several by name.

    Raises:
        PromptError: if a message is no dict with a role, or a role is mistyped.

    Examples:
        >>> own_roles([{"role": "user", "content": "Hi"}, {"role": "critic", "content": "No."}], "")
        (1,)
    """
    own = []
    for number, message in enumerate(messages):
        role = message.get("role") if isinstance(message, Mapping) else None
        if not isinstance(role, str):
            raise PromptError(
                f"Message {number} of the chat has no role; got {shown(message)}. A message is a dict: "
                "{'role': 'user', 'content': ...}."
            )
        if role in _USUAL or _is_named(role, template):
            continue
        compound = role.strip().lower() not in _USUAL and _COMPOUND.search(role)
        if not compound and (near := did_you_mean(role, _USUAL, likeness=_NEAR)):
            raise PromptError(
                f"Message {number} of the chat has the role {shown(role)}, which the model's chat template "
                f"does not name.{near} If the model was trained with this role, write the chat as one text."
            )
        own.append(number)
    return tuple(own)


def check_written(numbers: Sequence[int], messages: Sequence[Mapping[str, Any]], text: str) -> None:
    """Raise an error if a chat template left out the content of one of some messages.

    Args:
        numbers: which messages, as `own_roles` returned them.
        messages: the chat messages.
        text: the chat as the template wrote it.

    Raises:
        PromptError: if a content that is a text is not in the chat.
    """
    for number in numbers:
        role, content = messages[number]["role"], messages[number].get("content")
        if isinstance(content, str) and content.strip() not in text:
            raise PromptError(
                f"Message {number} of the chat has the role {shown(role)}, and the model's chat template "
                f"leaves it out. Use one that it knows, such as {', '.join(map(repr, _USUAL[:3]))}."
            )


def _is_named(role: str, template: object) -> bool:
    """Return whether a template has a role as a literal, as in `message['role'] == 'model'`."""
    sources = template.values() if isinstance(template, Mapping) else [template]
    return any(quote + role + quote in str(source) for source in sources for quote in "'\"")

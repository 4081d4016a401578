"""A target prompt that is a chat: messages in the model's own template, with marks where activations go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from latentlens.engine.backend import Backend
from latentlens.errors import InputError
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.model.chat_target import SLOT, chat_target
from latentlens.model.tokenizer import ChatMessages
from latentlens.readers.form import naming
from latentlens.readers.reader import Target
from latentlens.readers.settings import Setting, checked_dataclass, code_of, text_not_empty

Message = tuple[str, str]
"""The role and the content of a message."""


def _messages(name: str, value: Any) -> tuple[Message, ...]:
    del name
    messages = [("user", value)] if isinstance(value, str) else value
    if not isinstance(messages, (list, tuple)) or not messages:
        raise InputError(
            f"{shown(value)} is no chat. Give its messages, such as [{{'role': 'user', 'content': 'What does "
            f"{SLOT} mean?'}}], or the text of one user message."
        )
    checked_messages = tuple(_message(each) for each in messages)
    if not any(SLOT in content for _, content in checked_messages):
        raise InputError(
            f"No message of the chat has a slot. Write {SLOT} where an activation should stand, for example "
            f"{{'role': 'user', 'content': 'What does {SLOT} mean?'}}."
        )
    return checked_messages


def _message(value: Any) -> Message:
    pair = (value.get("role"), value.get("content")) if isinstance(value, Mapping) else value
    known = not isinstance(value, Mapping) or value.keys() == {"role", "content"}
    if (
        not known
        or not isinstance(pair, tuple)
        or len(pair) != 2
        or not all(isinstance(t, str) for t in pair)
    ):
        raise InputError(
            f"{shown(value)} is no message of a chat. A message is {{'role': 'user', 'content': 'What does "
            f"{SLOT} mean?'}}, both texts."
        )
    role, content = pair
    return plain_text(role, "The role of a message"), plain_text(content, "The content of a message")


@checked_dataclass
class ChatPrompt:
    """A chat as the target prompt, in the model's chat template; the model's reply is the answer.

    Raises:
        InputError: if a message has another form, or none has a slot.

    Examples:
        >>> ChatPrompt("What does {slot} mean?")
        ChatPrompt('What does {slot} mean?')
        >>> ChatPrompt([{"role": "system", "content": "What is {slot}?"}], "?")
        ChatPrompt([{'role': 'system', 'content': 'What is {slot}?'}], placeholder='?')

    Source:
        The target prompts of decoders: LatentQA (arXiv 2412.08686) and Activation Oracles (arXiv 2512.15674).
    """

    messages: Annotated[
        str | Sequence[Mapping[str, str]] | tuple[Message, ...],
        Setting(
            "The messages, each a role and a content, with {slot} in the content wherever an activation is "
            "written; a text is one message of the user. One activation is written into every slot; as many "
            "activations as there are slots go into one each, in order.",
            _messages,
        ),
    ]
    placeholder: Annotated[
        str,
        Setting(
            "What stands in each slot until it is written; it has to be one token there. Slots that follow "
            'each other at once take one that begins with a space, such as " ?".',
            text_not_empty("placeholder", "x", blank=False),
        ),
    ] = "x"

    @classmethod
    def of(cls, prompt: str | ChatMessages) -> str | ChatPrompt:
        """Return a target prompt that is given as plain data: a chat's messages become a chat.

        Args:
            prompt: a text, which stays as it is, or the messages of a chat.
        """
        return prompt if isinstance(prompt, str) else cls(prompt)

    @property
    def data(self) -> tuple[dict[str, str], ...]:
        """The messages as plain data."""
        return tuple({"role": role, "content": content} for role, content in self.pairs)

    def __repr__(self) -> str:
        (role, content), *more = self.pairs
        if role == "user" and not more:
            return code_of(self, first=repr(content))
        return code_of(self, first=repr(list(self.data)))

    @property
    def pairs(self) -> tuple[Message, ...]:
        """The role and the content of each message."""
        return self.messages  # type: ignore[return-value]  # the check made them so

    @property
    def n_slots(self) -> int:
        """How many slots the messages have."""
        return sum(content.count(SLOT) for _, content in self.pairs)

    @property
    def position(self) -> str:
        """The placeholder, which stands where activations are written."""
        return self.placeholder

    @property
    def movable(self) -> bool:
        """False: the messages say where the slots are."""
        return False

    def takes(self, n_sites: int) -> bool:
        """Return whether so many activations have a slot of their own."""
        return n_sites == self.n_slots

    def with_last(self, content: str) -> ChatPrompt:
        """Return the same chat with another content of its last message.

        Raises:
            InputError: if no message has a slot then.
        """
        return ChatPrompt((*self.pairs[:-1], (self.pairs[-1][0], content)), self.placeholder)

    def target(self, model: Backend, source_ids: Sequence[int] = ()) -> Target:
        """Return the chat's tokens up to where the model's reply begins, and its slots.

        Raises:
            TargetPromptError: if the placeholder is not one token in its place.
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if the template refuses the messages, or they make too many tokens.
        """
        del source_ids
        with naming("prompt"):
            made = chat_target(model.tokenizer, list(self.data), self.placeholder)
        return Target(made.token_ids, made.slots)

"""SystemSlot: a system prompt with a slot, put before chats, and where in them it ends."""

from __future__ import annotations

import dataclasses
from typing import Any

from latentlens.errors import InputError
from latentlens.model.chat_messages import message_spans
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer


@dataclasses.dataclass(frozen=True)
class SystemSlot:
    """A system prompt with a slot: a word that says nothing, at which a vector is added.

    Args:
        prompt: the system prompt, such as "Act like a x.".
        word: the word that stands in the slot. Default "x".

    Examples:
        >>> SystemSlot("Act like a x.").before([{"role": "user", "content": "Who are you?"}])
        [{'role': 'system', 'content': 'Act like a x.'}, {'role': 'user', 'content': 'Who are you?'}]
    """

    prompt: str
    word: str = "x"

    def before(self, chat: ChatMessages) -> list[dict[str, Any]]:
        """Return a chat that begins with the prompt, in place of a system message that it begins with.

        Args:
            chat: chat messages.
        """
        own = 1 if chat and chat[0].get("role") == "system" else 0
        return [{"role": "system", "content": self.prompt}, *(dict(message) for message in chat[own:])]

    def end(self, tokenizer: ModelTokenizer, chat: ChatMessages) -> int:
        """Return the position of the first token after the prompt in a chat that begins with it.

        Args:
            tokenizer: the model's tokenizer.
            chat: what `before` returned.

        Raises:
            PromptError: if the chat cannot be run.
        """
        ids, without = tokenizer.encode_chat(chat), tokenizer.encode_chat(chat[1:])
        pairs = enumerate(zip(reversed(ids), reversed(without), strict=False))
        same = next((n for n, (one, other) in pairs if one != other), min(len(ids), len(without)))
        # a template's own system prompt may end as this one does, which is not read either
        spans = message_spans(tokenizer, chat)
        inside = spans[0].stop if spans and spans[0].role == "system" else 0
        return max(len(ids) - same, inside)

    def position(self, tokenizer: ModelTokenizer, chat: ChatMessages) -> int:
        """Return the position of the slot in a chat that begins with the prompt.

        Args:
            tokenizer: the model's tokenizer.
            chat: what `before` returned.

        Raises:
            InputError: if the word is not one token that stands in the prompt once.
            PromptError: if the chat cannot be run.
        """
        ids, word = tokenizer.encode_chat(chat), tokenizer.encode_continuation(f" {self.word}")
        found = [at for at in range(self.end(tokenizer, chat)) if [ids[at]] == word]
        if len(found) != 1:
            times = f"stands in it {len(found)} times" if len(word) == 1 else f"is {len(word)} tokens"
            raise InputError(
                f"The system prompt {self.prompt!r} has no slot: the word {self.word!r} {times}. Write it "
                "once, after a space, as a word that is one token of the model, as in 'Act like a x.'."
            )
        return found[0]

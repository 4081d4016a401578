"""Text to token ids and back, by one path, with every token in a visible form."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from latentlens._errors import PromptError, SourceTextWarning, TokenizerError

ChatMessages = Sequence[dict[str, str]]

_VISIBLE = {" ": "·", "\n": "⏎", "\t": "⇥", "\r": "␍"}


class ModelTokenizer:
    """A model's own tokenizer, asked in one way only.

    Text is tokenized as the tokenizer itself does it, special tokens included: what plain transformers
    would feed the model. Nothing is ever truncated or padded.

    Args:
        hf_tokenizer: a transformers tokenizer; one that lives in memory only is fine.
        n_ctx: the number of positions that the model takes, or None where it has no limit.
        vocab_size: the number of the model's embeddings, or None where it does not matter.
        end_ids: ids with which the model ends an answer, beside the tokenizer's own (a chat model's end
            of turn).
    """

    def __init__(
        self,
        hf_tokenizer: Any,
        n_ctx: int | None,
        vocab_size: int | None = None,
        end_ids: Iterable[int] = (),
    ) -> None:
        self.hf = hf_tokenizer
        self.n_ctx = n_ctx
        self.vocab_size = vocab_size
        self._end_ids = frozenset(end_ids)
        self._special = set(hf_tokenizer.all_special_ids)

    @property
    def stop_ids(self) -> frozenset[int]:
        """The ids that end a text."""
        own = () if self.hf.eos_token_id is None else (self.hf.eos_token_id,)
        return self._end_ids.union(own)

    def encode(self, text: str, *, prepend_bos: bool | None = None) -> list[int]:
        """Return the token ids of a whole prompt.

        Args:
            text: the prompt.
            prepend_bos: True or False to begin with the beginning-of-sequence token or not; None to do
                what the tokenizer does.

        Raises:
            PromptError: if there is no token, or more than the model takes.
            TokenizerError: if a beginning-of-sequence token is asked for and there is none.
        """
        ids: list[int] = list(self.hf(text, add_special_tokens=True)["input_ids"])
        written: list[int] = list(self.hf(text, add_special_tokens=False)["input_ids"])
        bos, eos = self.hf.bos_token_id, self.hf.eos_token_id
        # a tokenizer that ends texts would end the prompt before its answer
        if len(ids) > 1 and _run(ids[::-1], eos) > _run(written[::-1], eos):
            ids = ids[:-1]
        if prepend_bos:
            if bos is None:
                raise TokenizerError(
                    "This tokenizer has no beginning-of-sequence token, and prepend_bos=True was given. "
                    "Leave prepend_bos out."
                )
            if ids[:1] != [bos]:
                ids = [bos, *ids]
        elif prepend_bos is False and _run(ids, bos) > _run(written, bos):
            ids = ids[1:]
        if bos is not None and ids[:2] == [bos, bos]:
            warnings.warn(
                f"The prompt begins with two {self.hf.bos_token} tokens: one is written in the text and the "
                f"tokenizer adds one. Take it out of the text, or pass prepend_bos=False.",
                SourceTextWarning,
                stacklevel=3,
            )
        return self.check(ids, repr(text))

    def encode_continuation(self, text: str) -> list[int]:
        """Return the token ids of a text that goes on where another one ends: no special tokens."""
        return list(self.hf(text, add_special_tokens=False)["input_ids"])

    def encode_chat(self, messages: ChatMessages) -> list[int]:
        """Return the token ids of chat messages in the model's chat template, ready for its reply.

        Raises:
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if there is no message, the template refuses them, or they make more tokens than
                the model takes.
        """
        if not messages:
            raise PromptError("The chat has no messages. Give at least one {'role': ..., 'content': ...}.")
        if not getattr(self.hf, "chat_template", None):
            raise TokenizerError(
                "Chat messages were given, but this model's tokenizer has no chat template. "
                "Give the prompt as one text, or set tokenizer.chat_template before opening the session."
            )
        try:
            text = self.hf.apply_chat_template(list(messages), tokenize=False, add_generation_prompt=True)
        except Exception as error:  # a template is a program of the model's authors
            raise PromptError(
                f"The model's chat template refuses the messages: {error}. Give them as "
                "[{'role': 'user', 'content': ...}], in the roles and the order that this model knows."
            ) from error
        return self.check(self.encode_continuation(text), "the chat")

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Return each token of a text, special ones of the tokenizer's own left out, and where it stands.

        Args:
            text: the prompt.

        Returns:
            Token id, and the start and end of its characters in the text.

        Raises:
            TokenizerError: if the tokenizer does not say where its tokens stand.
        """
        if not getattr(self.hf, "is_fast", False):
            raise TokenizerError(
                "This tokenizer does not say which characters a token stands for: it is not a fast one. Open "
                "the model with a tokenizer.json, or give positions by number."
            )
        found = self.hf(text, add_special_tokens=False, return_offsets_mapping=True)
        return [(i, a, b) for i, (a, b) in zip(found["input_ids"], found["offset_mapping"], strict=True)]

    def check(self, ids: Sequence[int], what: str) -> list[int]:
        """Return the ids as a list if the model can take them; `what` names them in the error.

        Raises:
            PromptError: if there is none, one is not in the vocabulary, or there are too many.
        """
        ids = [int(i) for i in ids]
        if not ids:
            raise PromptError(f"The prompt {what} has no tokens. Give a text with at least one token.")
        if self.vocab_size is not None and (unknown := [i for i in ids if not 0 <= i < self.vocab_size]):
            raise PromptError(
                f"The prompt {what} has token id {unknown[0]}, and the model's ids are 0 to "
                f"{self.vocab_size - 1}. Open the model with its own tokenizer."
            )
        if self.n_ctx is not None and len(ids) > self.n_ctx:
            raise PromptError(
                f"The prompt has {len(ids)} tokens and the model takes {self.n_ctx}. Nothing is cut off "
                f"silently: shorten it by {len(ids) - self.n_ctx} tokens, or open a model with a longer "
                "context."
            )
        return ids

    def text(self, token_id: int) -> str:
        """Return one token's own text, its leading space kept."""
        token: str | None = self.hf.convert_ids_to_tokens(int(token_id))
        if token is None:
            return f"<{token_id}>"
        if token_id in self._special:
            return token
        if token.startswith("▁"):  # sentencepiece: decoding a lone token would lose the space
            return token.replace("▁", " ")
        text: str = self.hf.convert_tokens_to_string([token])
        # part of a character, or nothing that stays alone: the token's own form says more than "�" or ""
        return text if text and "\ufffd" not in text else token

    def visible(self, token_id: int) -> str:
        """Return one token as it is drawn: a space as ·, a newline as ⏎, special tokens by name.

        What would leave no ink, such as a zero-width space, is drawn as its code point: <U+200B>.
        """
        return "".join(
            _VISIBLE.get(c) or (c if c.isprintable() else f"<U+{ord(c):04X}>") for c in self.text(token_id)
        )

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of a run of tokens, special ones left out."""
        text: str = self.hf.decode(list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text


def _run(ids: Sequence[int], token_id: int | None) -> int:
    """Return how many times a token stands at the beginning."""
    return sum(1 for _ in itertools.takewhile(lambda i: i == token_id, ids))

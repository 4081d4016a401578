"""ModelTokenizer: encodes text and chat messages to token ids, and finds each token's span in the text."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from latentlens.errors import PromptError, SourceTextWarning, TokenizerError
from latentlens.inputs.texts import plain_text
from latentlens.model.begun_reply import without_prefix
from latentlens.model.message_roles import check_written, own_roles
from latentlens.model.spelling import Character, last_tokens, untrimmed
from latentlens.model.token_texts import TokenTexts

ChatMessages = Sequence[dict[str, Any]]

_MARKS = ("\n", "=", "(")
"""Texts after which another text is tokenized to get its tokens without a leading space."""


class ModelTokenizer(TokenTexts):
    """The tokenizer of a model, with checks against the model's vocabulary and context length.

    Text is tokenized with the tokenizer's special tokens, as plain transformers would do it. Nothing is ever
    truncated or padded.

    Args:
        hf_tokenizer: a transformers tokenizer.
        n_ctx: context length of the model, in tokens; None for no limit.
        vocab_size: number of the model's embeddings; larger token ids are refused. Default None: any.
        end_ids: token ids that end an answer besides the tokenizer's end of text, such as a chat model's end
            of turn. Default: none.
    """

    def __init__(
        self,
        hf_tokenizer: Any,
        n_ctx: int | None,
        vocab_size: int | None = None,
        end_ids: Iterable[int] = (),
    ) -> None:
        super().__init__(hf_tokenizer)
        self.n_ctx = n_ctx
        self.vocab_size = vocab_size
        self._end_ids = frozenset(end_ids)
        self._last_read: tuple[tuple[int, ...], list[tuple[int, str]]] | None = None

    @property
    def has_chat_template(self) -> bool:
        """Whether chats can be written for the model."""
        return bool(getattr(self.hf, "chat_template", None))

    @property
    def stop_ids(self) -> frozenset[int]:
        """Token ids at which generation stops."""
        eos = () if self.hf.eos_token_id is None else (self.hf.eos_token_id,)
        return self._end_ids.union(eos)

    def encode(self, text: str, *, prepend_bos: bool | None = None) -> list[int]:
        """Return the token ids of a whole prompt.

        Args:
            text: text of the prompt.
            prepend_bos: whether it begins with the beginning-of-sequence token. Default None: as the
                tokenizer does it.

        Raises:
            PromptError: if there is no token, the prompt is longer than the context, or the text is not
                valid Unicode.
            TokenizerError: if `prepend_bos` is True and the tokenizer has no such token.
        """
        text = plain_text(text, "The prompt", PromptError)
        ids, written = self._open(text), self._written(text)
        bos = self.hf.bos_token_id
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

    def _written(self, text: str) -> list[int]:
        """Return the token ids of a text, without the special tokens that the tokenizer adds."""
        return list(self.hf(text, add_special_tokens=False)["input_ids"])

    def _open(self, text: str) -> list[int]:
        """Return the token ids of a text with added special tokens, except an end-of-sequence token."""
        ids, eos = list(self.hf(text, add_special_tokens=True)["input_ids"]), self.hf.eos_token_id
        ends = _run(ids[::-1], eos) if len(ids) > 1 else 0
        # an end-of-sequence token would end the prompt before the answer
        return ids[:-1] if ends and ends > _run(self._written(text)[::-1], eos) else ids

    def encode_continuation(self, text: str) -> list[int]:
        """Return the token ids of a text that continues another, without special tokens.

        Args:
            text: the continuation, with its leading space if there is one.

        Raises:
            PromptError: if the text is not valid Unicode, or a token has no embedding.
        """
        text = plain_text(text, "The text", PromptError)
        return self._embedded(self._written(text), repr(text))

    def encode_after(self, ids: Sequence[int], text: str | None, more: str) -> list[int] | None:
        """Return the token ids of a continuation as the tokenizer writes it after this prompt.

        Args:
            ids: token ids of the prompt.
            text: text of the prompt; None if it was given as chat messages or token ids.
            more: text that follows it.

        Returns:
            Token ids of the continuation; None if the prompt's tokens change when the text follows, as when
            one token spans the end of the prompt and the beginning of the continuation.
        """
        ids, more = list(ids), plain_text(more, "The text", PromptError)
        candidates: list[list[int]] = []
        if text is not None:
            whole, bos = self._open(text + more), self.hf.bos_token_id
            candidates = [whole, [bos, *whole], whole[1:] if whole[:1] == [bos] else []]
        else:
            candidates = [
                [*ids[:n], *self._written(decoded + more)] for n, decoded in self._read_back(tuple(ids))
            ]
        after = next((whole[len(ids) :] for whole in candidates if whole[: len(ids)] == ids), None)
        return None if after is None else self._embedded(after, repr(more))

    def _read_back(self, ids: tuple[int, ...]) -> list[tuple[int, str]]:
        """Return texts that tokenize to these ids, each with the number of first tokens it leaves out."""
        if self._last_read is not None and self._last_read[0] == ids:
            return self._last_read[1]
        texts = []
        for skipped in range(min(2, len(ids))):
            decoded: str = self.hf.decode(
                list(ids[skipped:]), skip_special_tokens=False, clean_up_tokenization_spaces=False
            )
            if tuple(self._written(decoded)) == ids[skipped:]:
                texts.append((skipped, decoded))
        self._last_read = (ids, texts)
        return texts

    def encode_unspaced(self, text: str) -> list[int] | None:
        """Return the token ids of a text that follows another without a space; None if they cannot be found.

        Needed for tokenizers that put a space before every text.

        Args:
            text: text whose tokens are returned.

        Raises:
            PromptError: if the text is not valid Unicode, or a token has no embedding.
        """
        for mark in _MARKS:
            before, whole = self.encode_continuation(mark), self.encode_continuation(mark + text)
            if before and len(whole) > len(before) and whole[: len(before)] == before:
                return whole[len(before) :]
        return None

    def _embedded(self, ids: list[int], what: str) -> list[int]:
        """Return the token ids, after checking that the model has an embedding for each."""
        if self.vocab_size is not None and (unknown := [i for i in ids if not 0 <= i < self.vocab_size]):
            named = f" ({self.visible(unknown[0])!r})" if unknown[0] >= 0 else ""
            raise PromptError(
                f"{what} has token id {unknown[0]}{named}, and the model has embeddings for 0 to "
                f"{self.vocab_size - 1}. Open the model with its own tokenizer; if tokens were added to it, "
                "first call model.resize_token_embeddings(len(tokenizer))."
            )
        return ids

    def encode_chat(self, messages: ChatMessages) -> list[int]:
        """Return the token ids of chat messages in the model's chat template, ready for its reply.

        After a last message of the assistant no further reply begins.

        Args:
            messages: chat messages, as in `render_chat`.

        Raises:
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if there is no message, the template rejects them, or the prompt is longer than the
                model's context.
        """
        return self.check(self.encode_continuation(self.render_chat(messages)), "the chat")

    def render_chat(
        self, messages: ChatMessages, *, reply: bool | None = None, thinking: bool | None = None
    ) -> str:
        """Return chat messages as one text in the model's chat template, up to the beginning of its reply.

        Args:
            messages: chat messages, `{"role": ..., "content": ...}`. A last one of the assistant with
                `"prefix": True` is the beginning of the reply: the text ends where its content ends.
            reply: whether the text ends in the words that begin the model's reply. Default None: unless the
                last message is the assistant's, which is the reply.
            thinking: whether the reply begins with the model's thinking, in templates that have the setting
                `enable_thinking`. Default None: as the template does it.

        Raises:
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if there is no message, the template rejects them or leaves one with a role of its
                own out, a role is missing or mistyped, or a prefix is not the last message, not the
                assistant's, or empty.
        """
        if not messages:
            raise PromptError("The chat has no messages. Give at least one {'role': ..., 'content': ...}.")
        if not self.has_chat_template:
            raise TokenizerError(
                "Chat messages were given, but this model's tokenizer has no chat template. "
                "Give the prompt as one text, or set tokenizer.chat_template before opening the session."
            )
        for number, message in enumerate(messages):
            _check_texts(message, f"Message {number} of the chat")
        own = own_roles(messages, self.hf.chat_template)
        if reply is None:
            reply = messages[-1].get("role") != "assistant"
        plain, begun = without_prefix(messages)
        try:
            settings = {} if thinking is None else {"enable_thinking": thinking}
            if begun:
                settings, reply = {**settings, "continue_final_message": True}, False
            text: str = self.hf.apply_chat_template(
                plain, tokenize=False, add_generation_prompt=reply, **settings
            )
        except Exception as error:  # a chat template can raise anything
            raise PromptError(
                f"The model's chat template refuses the messages: {error}. Give them as "
                "[{'role': 'user', 'content': ...}], in the roles and the order that this model knows."
            ) from error
        check_written(own, messages, text)
        return text

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Return the tokens of a text, without added special tokens, and their character offsets.

        Args:
            text: text to tokenize.

        Returns:
            For each token its id, the index of its first character in the text, and that after its last.

        Raises:
            PromptError: if the text is not valid Unicode.
            TokenizerError: if the tokenizer gives no offsets, and its tokens do not spell the text.
        """
        text = plain_text(text, "The prompt", PromptError)
        if not getattr(self.hf, "is_fast", False):
            return self._spelled(text)
        tokenized = self.hf(text, add_special_tokens=False, return_offsets_mapping=True)
        return [
            (i, a, b) for i, (a, b) in zip(tokenized["input_ids"], tokenized["offset_mapping"], strict=True)
        ]

    def _spelled(self, text: str) -> list[tuple[int, int, int]]:
        """Return the offsets of a slow tokenizer's tokens, from the characters that they spell."""
        ids = self._written(text)
        spelled = self.characters(ids)
        before = len(spelled) - len(text)  # some tokenizers put a space before a text
        if before not in (0, 1) or "".join(c.text for c in spelled) != " " * before + text:
            raise TokenizerError(
                "This tokenizer does not say which characters a token stands for: it is not a fast one, and "
                f"its tokens do not spell {text!r}. Open the model with a tokenizer.json, or give positions "
                "by number."
            )
        held: list[list[int]] = [[] for _ in ids]
        for index, character in enumerate(spelled[before:]):
            for token in range(character.first, character.last + 1):
                held[token].append(index)
        return [
            (i, min(indices, default=0), max(indices, default=-1) + 1)
            for i, indices in zip(ids, held, strict=True)
        ]

    def find(self, wanted: str, ids: Sequence[int], text: str | None) -> list[int]:
        """Return the position of the last token of every run of whole tokens that spells a text.

        Spaces around the text are ignored. If the tokens do not spell it, their characters in the prompt are
        compared too, since a tokenizer may change them, for example to lower case.

        Args:
            wanted: text to find, in any Unicode normalisation.
            ids: token ids of the prompt.
            text: text of the prompt; None if it was given as chat messages or token ids.
        """
        return last_tokens(wanted, self.characters(ids)) or last_tokens(
            wanted, self.given_characters(ids, text)
        )

    def given_characters(self, ids: Sequence[int], text: str | None) -> list[Character]:
        """Return the characters of the prompt's text by token; an empty list if they cannot be aligned.

        Args:
            ids: token ids of the prompt.
            text: text of the prompt; None if it was given as chat messages or token ids.
        """
        if text is None or not getattr(self.hf, "is_fast", False):
            return []
        spans = self.spans(text)
        before = len(ids) - len(spans)  # number of added special tokens, such as <bos>
        if before < 0 or [i for i, _, _ in spans] != list(ids[before:]):
            return []
        held: dict[int, tuple[int, int]] = {}
        offsets = untrimmed(text, [(a, b) for _, a, b in spans], [self.text(i) for i, _, _ in spans])
        for token, (a, b) in enumerate(offsets, before):
            for index in range(a, b):
                held[index] = (held[index][0] if index in held else token, token)
        # a space that no token spans counts as part of the next token
        for index in reversed(range(len(text))):
            if index not in held and index + 1 in held:
                held[index] = (held[index + 1][0],) * 2
        return [Character(text[index], *held[index]) for index in sorted(held)]

    def check(self, ids: Sequence[int], what: str) -> list[int]:
        """Return token ids as a list, after checking that the model can run them.

        Args:
            ids: token ids of a prompt.
            what: description of the prompt for the error message, such as "the chat".

        Raises:
            PromptError: if there is none, one is not in the vocabulary, or there are more than the context.
        """
        ids = [int(i) for i in ids]
        if not ids:
            raise PromptError(f"The prompt {what} has no tokens. Give a text with at least one token.")
        self._embedded(ids, f"The prompt {what}")
        if self.n_ctx is not None and len(ids) > self.n_ctx:
            raise PromptError(
                f"The prompt has {len(ids)} tokens and the model takes {self.n_ctx}. Nothing is cut off "
                f"silently: shorten it by {len(ids) - self.n_ctx} tokens, or open a model with a longer "
                "context."
            )
        return ids


def _check_texts(part: Any, what: str) -> None:
    """Raise an error if any text in a chat message is not valid Unicode."""
    if isinstance(part, str):
        plain_text(part, what, PromptError)
    elif isinstance(part, Mapping):
        for name, value in part.items():
            _check_texts(name, what)
            _check_texts(value, f"{what}, {name!r},")
    elif isinstance(part, (list, tuple)):
        for value in part:
            _check_texts(value, what)


def _run(ids: Sequence[int], token_id: int | None) -> int:
    """Return how many times a token is repeated at the beginning."""
    return sum(1 for _ in itertools.takewhile(lambda i: i == token_id, ids))

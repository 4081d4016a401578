"""Text and chat messages to token ids, by one path, and where each token stands in the text."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from latentlens.errors import PromptError, SourceTextWarning, TokenizerError
from latentlens.inputs.texts import plain_text
from latentlens.model.spelling import Character, last_tokens
from latentlens.model.token_texts import TokenTexts

ChatMessages = Sequence[dict[str, str]]

_MARKS = ("\n", "=", "(")
"""What a text without a space before it is written after, to see its tokens."""


class ModelTokenizer(TokenTexts):
    """A model's own tokenizer, asked in one way only.

    Text is tokenized as the tokenizer itself does it, special tokens included: what plain transformers
    would feed the model. Nothing is ever truncated or padded.

    Args:
        hf_tokenizer: a transformers tokenizer; one that lives in memory only is fine.
        n_ctx: most tokens that the model takes; None for no limit.
        vocab_size: number of the model's embeddings, above which token ids are refused; None to allow any.
        end_ids: token ids that end an answer beside the tokenizer's own end of text, such as a chat model's
            end of turn; empty by default.
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
            PromptError: if there is no token, or more than the model takes, or the text cannot be written.
            TokenizerError: if a beginning-of-sequence token is asked for and there is none.
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
        """Return the ids of what stands in a text, without what the tokenizer adds."""
        return list(self.hf(text, add_special_tokens=False)["input_ids"])

    def _open(self, text: str) -> list[int]:
        """Return the ids of a text with what the tokenizer adds, but for an end."""
        ids, eos = list(self.hf(text, add_special_tokens=True)["input_ids"]), self.hf.eos_token_id
        ends = _run(ids[::-1], eos) if len(ids) > 1 else 0
        # a tokenizer that ends texts would end the prompt before its answer
        return ids[:-1] if ends and ends > _run(self._written(text)[::-1], eos) else ids

    def encode_continuation(self, text: str) -> list[int]:
        """Return the token ids of a text that goes on where another one ends: no special tokens.

        Raises:
            PromptError: if the text cannot be written, or a token has no embedding.
        """
        text = plain_text(text, "The text", PromptError)
        return self._embedded(self._written(text), repr(text))

    def encode_after(self, ids: Sequence[int], text: str | None, more: str) -> list[int] | None:
        """Return what the tokenizer puts after a prompt when more text follows it.

        Args:
            ids: token ids of the prompt.
            text: the prompt's text; None if it was given as chat messages or token ids.
            more: the text that follows it.

        Returns:
            Token ids; None if with what follows the prompt begins with other tokens than `ids`, as where a
            token reaches from the one into the other.
        """
        ids, more = list(ids), plain_text(more, "The text", PromptError)
        wholes: list[list[int]] = []
        if text is not None:
            whole, bos = self._open(text + more), self.hf.bos_token_id
            wholes = [whole, [bos, *whole], whole[1:] if whole[:1] == [bos] else []]
        else:
            wholes = [[*ids[:n], *self._written(read + more)] for n, read in self._read_back(tuple(ids))]
        found = next((whole[len(ids) :] for whole in wholes if whole[: len(ids)] == ids), None)
        return None if found is None else self._embedded(found, repr(more))

    def _read_back(self, ids: tuple[int, ...]) -> list[tuple[int, str]]:
        """Return how many of the first tokens to leave out, and a text that gives all others again."""
        held = self._last_read
        if held is not None and held[0] == ids:
            return held[1]
        found = []
        for skipped in range(min(2, len(ids))):
            read: str = self.hf.decode(
                list(ids[skipped:]), skip_special_tokens=False, clean_up_tokenization_spaces=False
            )
            if tuple(self._written(read)) == ids[skipped:]:
                found.append((skipped, read))
        self._last_read = (ids, found)
        return found

    def encode_unspaced(self, text: str) -> list[int] | None:
        """Return the token ids of a text that follows another with no space between, None if none is found.

        A tokenizer that puts a space before every text gives others for the text alone.

        Raises:
            PromptError: as `encode_continuation`.
        """
        for mark in _MARKS:
            before, whole = self.encode_continuation(mark), self.encode_continuation(mark + text)
            if before and len(whole) > len(before) and whole[: len(before)] == before:
                return whole[len(before) :]
        return None

    def _embedded(self, ids: list[int], what: str) -> list[int]:
        """Return the ids if the model has an embedding for each."""
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

        Args:
            messages: `{"role": ..., "content": ...}` each.

        Raises:
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if there is no message, the template refuses them, or they make more tokens than
                the model takes.
        """
        return self.check(self.encode_continuation(self.render_chat(messages)), "the chat")

    def render_chat(self, messages: ChatMessages) -> str:
        """Return chat messages as one text in the model's chat template, up to where its reply begins.

        Args:
            messages: as in `encode_chat`.

        Raises:
            TokenizerError: if the tokenizer has no chat template.
            PromptError: if there is no message, or the template refuses them.
        """
        if not messages:
            raise PromptError("The chat has no messages. Give at least one {'role': ..., 'content': ...}.")
        if not getattr(self.hf, "chat_template", None):
            raise TokenizerError(
                "Chat messages were given, but this model's tokenizer has no chat template. "
                "Give the prompt as one text, or set tokenizer.chat_template before opening the session."
            )
        for at, message in enumerate(messages):
            _check_texts(message, f"Message {at} of the chat")
        try:
            text: str = self.hf.apply_chat_template(
                list(messages), tokenize=False, add_generation_prompt=True
            )
        except Exception as error:  # a template is a program of the model's authors
            raise PromptError(
                f"The model's chat template refuses the messages: {error}. Give them as "
                "[{'role': 'user', 'content': ...}], in the roles and the order that this model knows."
            ) from error
        return text

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Return each token of a text, special ones of the tokenizer's own left out, and where it stands.

        Args:
            text: the prompt.

        Returns:
            Token id, and the start and end of its characters in the text.

        Raises:
            PromptError: if the text cannot be written.
            TokenizerError: if the tokenizer does not say where its tokens stand, nor do they spell the text.
        """
        text = plain_text(text, "The prompt", PromptError)
        if not getattr(self.hf, "is_fast", False):
            return self._spelled(text)
        found = self.hf(text, add_special_tokens=False, return_offsets_mapping=True)
        return [(i, a, b) for i, (a, b) in zip(found["input_ids"], found["offset_mapping"], strict=True)]

    def _spelled(self, text: str) -> list[tuple[int, int, int]]:
        """Return the spans of a tokenizer that does not give them: by what its tokens spell."""
        ids = self._written(text)
        spelled = self.characters(ids)
        before = len(spelled) - len(text)  # some put a space before a text
        if before not in (0, 1) or "".join(c.text for c in spelled) != " " * before + text:
            raise TokenizerError(
                "This tokenizer does not say which characters a token stands for: it is not a fast one, and "
                f"its tokens do not spell {text!r}. Open the model with a tokenizer.json, or give positions "
                "by number."
            )
        places: list[list[int]] = [[] for _ in ids]
        for at, character in enumerate(spelled[before:]):
            for token in range(character.first, character.last + 1):
                places[token].append(at)
        return [(i, min(at, default=0), max(at, default=-1) + 1) for i, at in zip(ids, places, strict=True)]

    def find(self, wanted: str, ids: Sequence[int], text: str | None) -> list[int]:
        """Return the last position of every run of whole tokens that spells a text, spaces around it apart.

        What the tokens spell counts; where they do not spell it, what stands in the prompt at their place,
        which a tokenizer may have written in another way, such as in small letters.

        Args:
            wanted: the text to find, in any normalisation of Unicode.
            ids: token ids of the prompt.
            text: the prompt's text; None if it was given as chat messages or token ids.
        """
        return last_tokens(wanted, self.characters(ids)) or last_tokens(wanted, self._given(ids, text))

    def _given(self, ids: Sequence[int], text: str | None) -> list[Character]:
        """Return the characters of the prompt as it was given; none where it does not match the tokens."""
        if text is None or not getattr(self.hf, "is_fast", False):
            return []
        spans = self.spans(text)
        before = len(ids) - len(spans)  # the tokenizer's own, such as <bos>
        if before < 0 or [i for i, _, _ in spans] != list(ids[before:]):
            return []
        held: dict[int, tuple[int, int]] = {}
        for token, (_, a, b) in enumerate(spans, before):
            for at in range(a, b):
                held[at] = (held[at][0] if at in held else token, token)
        # a space that no token holds belongs to the token after it
        for at in reversed(range(len(text))):
            if at not in held and at + 1 in held:
                held[at] = (held[at + 1][0],) * 2
        return [Character(text[at], *held[at]) for at in sorted(held)]

    def check(self, ids: Sequence[int], what: str) -> list[int]:
        """Return the ids as a list if the model can take them; `what` names them in the error.

        Raises:
            PromptError: if there is none, one is not in the vocabulary, or there are too many.
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
    """Raise if any text of a chat message cannot be written."""
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
    """Return how many times a token stands at the beginning."""
    return sum(1 for _ in itertools.takewhile(lambda i: i == token_id, ids))

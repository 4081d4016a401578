"""Turns a user's prompt (a text, chat messages or token ids) into checked token ids."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from torch import Tensor

from latentlens.errors import PromptError
from latentlens.inputs.numbers import integer
from latentlens.inputs.shown import shown
from latentlens.inputs.texts import plain_text
from latentlens.model.tokenizer import ChatMessages, ModelTokenizer

Texts = list[str] | tuple[str, ...]
Chat = list[dict[str, str]] | tuple[dict[str, str], ...]
TokenIds = list[int] | tuple[int, ...] | Tensor | np.ndarray


class TakesPrompts(Protocol):
    """The members of a model or backend that are needed to tokenize a prompt for it."""

    @property
    def name(self) -> str:
        """Name that the model was opened by."""

    @property
    def tokenizer(self) -> ModelTokenizer:
        """The model's tokenizer."""

    @property
    def vocab_size(self) -> int:
        """Number of logits at each position."""


@dataclasses.dataclass(frozen=True)
class Prompt:
    """A prompt as token ids, ready to run.

    Args:
        token_ids: token ids of the prompt, with special tokens.
        text: text that they were tokenized from; None for chat messages and token ids.
        code: Python expression that runs the prompt again, such as "session.run('Hello')".
        chat: chat messages that were given; None for a text and token ids.
    """

    token_ids: tuple[int, ...]
    text: str | None
    code: str
    chat: ChatMessages | None = None


def read_prompt(prompt: Any, model: TakesPrompts, *, prepend_bos: bool | None) -> Prompt:
    """Tokenize a text or chat messages, or check token ids.

    Args:
        prompt: a str; a list of {"role": ..., "content": ...}; or the token ids of one prompt as a list, an
            array, a tensor or the output of a tokenizer.
        model: model that will run it, whose tokenizer, vocabulary and context length apply.
        prepend_bos: whether a text begins with the beginning-of-sequence token; None to do what the tokenizer
            does. It has no effect on chats and token ids.

    Raises:
        PromptError: if it is empty, too long, or of a type that cannot be run.
        TokenizerError: if chat messages are given to a model without a chat template.
    """
    tokenizer = model.tokenizer
    if prepend_bos is not None and not isinstance(prepend_bos, (bool, np.bool_)):
        raise PromptError(f"prepend_bos is True, False or None; got {shown(prepend_bos)}.")
    bos = None if prepend_bos is None else bool(prepend_bos)
    if isinstance(prompt, str):
        text = plain_text(prompt, "The prompt", PromptError)
        if not text:
            raise PromptError("The prompt is empty. Give a text with at least one token.")
        given = "" if bos is None else f", prepend_bos={bos}"
        ids = tokenizer.encode(text, prepend_bos=bos)
        return Prompt(tuple(ids), text, f"session.run({text!r}{given})")
    if isinstance(prompt, (list, tuple)) and any(isinstance(part, dict) for part in prompt):
        ids, code = tokenizer.encode_chat(prompt), f"session.run({list(prompt)!r})"
        return Prompt(tuple(ids), None, code, tuple(dict(message) for message in prompt))
    ids = tokenizer.check(_ids(prompt, model), "of token ids")
    return Prompt(tuple(ids), None, f"session.run({ids!r})")


def several_texts(prompt: Any) -> list[str] | None:
    """Return a sequence of texts as a list; None if `prompt` is a single prompt.

    Args:
        prompt: what the user gave as a prompt; a list, tuple, array, Series or Index of str is several texts.
    """
    if isinstance(prompt, (str, Mapping)) or getattr(prompt, "ndim", 1) != 1:
        return None
    parts = prompt.tolist() if hasattr(prompt, "tolist") else prompt
    if not isinstance(parts, (list, tuple)) or not parts or not all(isinstance(part, str) for part in parts):
        return None
    return list(parts)


def _ids(prompt: Any, model: TakesPrompts) -> list[int]:
    """Return the token ids of one prompt as plain ints, after checking shape and vocabulary."""
    original = prompt
    if isinstance(prompt, Mapping):
        prompt = _row_of(prompt)
    if hasattr(prompt, "tolist"):
        if prompt.ndim > 2 or (prompt.ndim == 2 and prompt.shape[0] != 1):
            raise PromptError(
                f"Token ids of shape {tuple(prompt.shape)} are not one prompt. Run them row by row."
            )
        prompt = (prompt.reshape(-1) if prompt.ndim > 1 else prompt).tolist()
    if isinstance(prompt, (list, tuple)) and any(isinstance(part, (list, tuple)) for part in prompt):
        if len(prompt) > 1:
            raise PromptError(
                f"Several lists of token ids are not one prompt; got {len(prompt)}. Run them one by one."
            )
        (prompt,) = prompt
    if not isinstance(prompt, (list, tuple, range)):
        raise PromptError(
            "A prompt is a text, a list of texts, chat messages or token ids; got "
            f"{type(original).__name__}{_held(original)}."
        )
    ids = [_id(part, original) for part in prompt]
    if wrong := [i for i in ids if not 0 <= i < model.vocab_size]:
        raise PromptError(
            f"Token id {wrong[0]} is not in the vocabulary of {model.name} (0 to {model.vocab_size - 1})."
        )
    return ids


def _row_of(prompt: Mapping[str, Any]) -> Any:
    """Return the `input_ids` of a tokenizer's output, after checking that it has no padding."""
    if "input_ids" not in prompt:
        raise PromptError(
            "A prompt that is a dict holds input_ids, as a tokenizer returns it; got "
            f"{shown(list(prompt))}. Chat "
            "messages are a list of dicts: [{'role': 'user', 'content': ...}]."
        )
    mask = prompt.get("attention_mask")
    if mask is not None and not all(bool(part) for part in np.asarray(mask).reshape(-1)):
        raise PromptError(
            "The tokenizer's output is padded: its attention_mask holds 0. Tokenize the prompt alone, "
            "without padding, or give it as a text."
        )
    return prompt["input_ids"]


def _id(part: Any, given: Any) -> int:
    """Return one token id as a plain int."""
    try:
        return integer("token id", part, error=PromptError)
    except PromptError as error:
        raise PromptError(
            "A prompt is a text, a list of texts, chat messages or token ids, which are whole numbers; got "
            f"{type(given).__name__} with {shown(part)}."
        ) from error


def _held(given: Any) -> str:
    return f" of {given.dtype}" if hasattr(given, "dtype") else ""

"""What a user may give as a prompt, as token ids."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import torch
from torch import Tensor

from latentlens._errors import PromptError
from latentlens.model.language_model import LanguageModel

Texts = list[str] | tuple[str, ...]
Chat = list[dict[str, str]] | tuple[dict[str, str], ...]
TokenIds = list[int] | tuple[int, ...] | Tensor | np.ndarray


@dataclasses.dataclass(frozen=True)
class Prompt:
    """One prompt as a model takes it.

    Args:
        token_ids: what is run.
        text: what was given, None unless it was a text.
        code: the expression that runs it again.
    """

    token_ids: tuple[int, ...]
    text: str | None
    code: str


def read_prompt(prompt: Any, model: LanguageModel, *, prepend_bos: bool | None) -> Prompt:
    """Return a text, chat messages or token ids as a prompt.

    Args:
        prompt: what the user gave.
        model: which will run it.
        prepend_bos: of a text; None to do what the tokenizer does.

    Raises:
        PromptError: if it is empty, too long, or nothing that can be run.
        TokenizerError: if chat messages are given to a model without a chat template.
    """
    tokenizer = model.tokenizer
    if isinstance(prompt, str):
        if not prompt:
            raise PromptError("The prompt is empty. Give a text with at least one token.")
        bos = "" if prepend_bos is None else f", prepend_bos={prepend_bos}"
        ids = tokenizer.encode(prompt, prepend_bos=prepend_bos)
        return Prompt(tuple(ids), prompt, f"session.run({prompt!r}{bos})")
    if isinstance(prompt, (list, tuple)) and any(isinstance(part, dict) for part in prompt):
        return Prompt(tuple(tokenizer.encode_chat(prompt)), None, f"session.run({list(prompt)!r})")
    ids = tokenizer.check(_ids(prompt, model), "of token ids")
    return Prompt(tuple(ids), None, f"session.run({ids!r})")


def _ids(prompt: Any, model: LanguageModel) -> list[int]:
    if isinstance(prompt, (torch.Tensor, np.ndarray)):
        if prompt.ndim > 1 and prompt.shape[0] != 1:
            raise PromptError(
                f"Token ids of shape {tuple(prompt.shape)} are not one prompt. Run them row by row."
            )
        prompt = prompt.reshape(-1).tolist()
    if not isinstance(prompt, (list, tuple, range)) or not all(isinstance(i, int) for i in prompt):
        raise PromptError(
            f"A prompt is a text, a list of texts, chat messages or token ids; got {type(prompt).__name__}."
        )
    if wrong := [i for i in prompt if not 0 <= i < model.vocab_size]:
        raise PromptError(
            f"Token id {wrong[0]} is not in the vocabulary of {model.name} (0 to {model.vocab_size - 1})."
        )
    return list(prompt)

"""The residual stream at the last token of many texts, computed in batches."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.not_finite import dtype_name, remedy
from latentlens.errors import NotFinite
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Residual

BATCH = 32


@dataclasses.dataclass(frozen=True)
class LastToken:
    """A model's states and logits at the last token of a text.

    Args:
        token_ids: token ids of the text, special tokens included.
        states: residual stream at the last token, at all layers.
        logits: next-token logits after it.
    """

    token_ids: tuple[int, ...]
    states: Float[Tensor, "layer d_model"]
    logits: Float[Tensor, " vocab"]

    @property
    def next_token(self) -> int:
        """The token that the model itself predicts next."""
        return int(self.logits.argmax())


def read_last_tokens(model: LanguageModel, rows: Sequence[Sequence[int]]) -> list[LastToken]:
    """Run token rows and read the last token of each; rows of equal length run together, unpadded.

    Args:
        model: the model to run.
        rows: token ids, none longer than the model's context.

    Returns:
        One state per row, in the same order.

    Raises:
        NotFinite: if a state or a logit is NaN or infinite.
    """
    by_length: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(index)
    found: dict[int, LastToken] = {}
    for same in by_length.values():
        for begin in range(0, len(same), BATCH):
            batch = same[begin : begin + BATCH]
            for index, read in zip(batch, _read(model, [rows[i] for i in batch]), strict=True):
                found[index] = read
    return [found[index] for index in range(len(rows))]


def read_texts(model: LanguageModel, texts: Sequence[str]) -> list[LastToken]:
    """Read the last token of each text.

    Args:
        model: the model to run.
        texts: texts, tokenized as they are.

    Raises:
        PromptError: if a text is empty or longer than the model's context.
    """
    return read_last_tokens(model, [model.tokenizer.encode(text) for text in texts])


def _read(model: LanguageModel, rows: Sequence[Sequence[int]]) -> list[LastToken]:
    kept: list[Tensor] = []

    def keep(residual: Residual) -> Residual:
        kept.append(residual[:, -1].detach().clone())
        return residual

    logits = model.forward(rows, edits=dict.fromkeys(range(model.n_layers + 1), keep))
    states = torch.stack(kept, dim=1)
    if not bool(states.isfinite().all()) or bool(logits.float().log_softmax(-1)[:, 0].isnan().any()):
        raise NotFinite(
            f"States or logits of {model.name} are NaN or infinite in {dtype_name(model.dtype)}. "
            f"{remedy(model.dtype)}"
        )
    return [LastToken(tuple(row), states[i], logits[i].float()) for i, row in enumerate(rows)]

"""The residual stream at the last token of many texts, read in batches."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens._errors import NotFinite
from latentlens.engine.not_finite import named, remedy
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Residual

BATCH = 32


@dataclasses.dataclass(frozen=True)
class Read:
    """What a model holds after a text.

    Args:
        token_ids: the text, the tokenizer's own tokens included.
        states: the residual stream at its last token.
        logits: the model's own, for the next token.
    """

    token_ids: tuple[int, ...]
    states: Float[Tensor, "layer d_model"]
    logits: Float[Tensor, " vocab"]

    @property
    def own(self) -> int:
        """The token that the model itself says next."""
        return int(self.logits.argmax())


def read_last(model: LanguageModel, rows: Sequence[Sequence[int]]) -> list[Read]:
    """Run rows of tokens and read the last token of each; equally long ones run together, unpadded.

    Args:
        model: the model.
        rows: token ids, none longer than the model takes.

    Returns:
        One for each row, in their order.

    Raises:
        NotFinite: if a state or a logit is NaN or infinite.
    """
    by_length: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(index)
    found: dict[int, Read] = {}
    for same in by_length.values():
        for begin in range(0, len(same), BATCH):
            batch = same[begin : begin + BATCH]
            for index, read in zip(batch, _read(model, [rows[i] for i in batch]), strict=True):
                found[index] = read
    return [found[index] for index in range(len(rows))]


def read_texts(model: LanguageModel, texts: Sequence[str]) -> list[Read]:
    """Read the last token of each text.

    Args:
        model: the model.
        texts: as they are written.

    Raises:
        PromptError: if a text is empty or longer than the model takes.
    """
    return read_last(model, [model.tokenizer.encode(text) for text in texts])


def _read(model: LanguageModel, rows: Sequence[Sequence[int]]) -> list[Read]:
    kept: list[Tensor] = []

    def keep(residual: Residual) -> Residual:
        kept.append(residual[:, -1].detach().clone())
        return residual

    logits = model.forward(rows, edits=dict.fromkeys(range(model.n_layers + 1), keep))
    states = torch.stack(kept, dim=1)
    if not bool(states.isfinite().all()) or bool(logits.float().log_softmax(-1)[:, 0].isnan().any()):
        raise NotFinite(
            f"States or logits of {model.name} are NaN or infinite in {named(model.dtype)}. "
            f"{remedy(model.dtype)}"
        )
    return [Read(tuple(row), states[i], logits[i].float()) for i, row in enumerate(rows)]

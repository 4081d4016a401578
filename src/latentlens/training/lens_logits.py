"""Logits for training and evaluating lenses, computed in chunks of tokens."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from latentlens.model.language_model import LanguageModel
from latentlens.model.unembedding import Unembedding
from latentlens.training.finite_states import check_logprobs
from latentlens.training.states import states

_LOGITS = 2**23  # logits held at a time, about 32 MB


def checked_unembedding(model: LanguageModel, token_ids: Sequence[int]) -> Unembedding:
    """Return a model's unembedding, after a check that its logits for a text are finite.

    Args:
        model: the model.
        token_ids: token ids of the text to check.

    Raises:
        NotFinite: if its states after the last block, or its logits, hold NaN or infinity there.

    Examples:
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> unembedding = checked_unembedding(model, [5, 7, 11])
        >>> unembedding(model.capture([5, 7, 11], [model.n_layers])[0]).shape[0]
        3
    """
    last = states(model, [tuple(token_ids)], [model.n_layers], None, lambda: None)[model.n_layers]
    with torch.no_grad():
        logits = model.unembedding(last)
    check_logprobs(torch.log_softmax(logits, -1), model, "The model's own logits")
    return model.unembedding


def chunks(n_tokens: int, vocab_size: int) -> list[slice]:
    """Return slices of tokens whose logits take about 32 MB.

    Args:
        n_tokens: how many tokens there are.
        vocab_size: how many logits each has.
    """
    step = max(1, _LOGITS // vocab_size)
    return [slice(start, start + step) for start in range(0, n_tokens, step)]

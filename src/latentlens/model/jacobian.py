"""Jacobians of the last layer's residual stream with respect to earlier layers', by TransformerLens."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from torch import Tensor

from latentlens.model.language_model import LanguageModel
from latentlens.model.scope import Scope


def jacobians(
    model: LanguageModel, token_ids: Sequence[int], layers: Sequence[int], *, skip: int
) -> dict[int, Float[Tensor, "d_model d_model"]]:
    """Return d h^L / d h^l on one text, averaged over source positions and summed over later positions.

    Args:
        model: model to differentiate; float32 gives the best estimate.
        token_ids: token ids of the text, at least `skip` + 2.
        layers: source layers l, each from 1 to n_layers - 1.
        skip: number of first tokens to leave out of the mean, because their activations are atypical.

    Returns:
        The Jacobian [d_model, d_model] of each layer.

    Source:
        Gurnee et al. 2026 (transformer-circuits.pub/2026/workspace); TransformerLens' estimator.
    """
    from transformer_lens.tools.analysis import JacobianLens

    model.check_gradients()
    ids = torch.tensor([list(token_ids)], device=model.device)
    # TransformerLens accumulates on torch's default device.
    with model.lock, torch.enable_grad(), _reads(model.bridge, ids), torch.device("cpu"):
        # TransformerLens names block l by its output, which is layer l + 1.
        lens = JacobianLens.fit(
            model.bridge,
            ["the text"],
            corpus="one text",
            source_layers=[layer - 1 for layer in layers],
            max_seq_len=ids.shape[1],
            skip_first_positions=skip,
            show_progress=False,
        )
    return {layer + 1: matrix for layer, matrix in lens.jacobians.items()}


def _reads(bridge: Any, ids: Int[Tensor, "one position"]) -> Scope:
    """Return a context in which the bridge, which has no tokenizer, tokenizes any text to these ids."""
    attributes = vars(bridge)
    return Scope(
        [functools.partial(attributes.__setitem__, "to_tokens", lambda *_, **__: ids)],
        [functools.partial(attributes.pop, "to_tokens", None)],
    )

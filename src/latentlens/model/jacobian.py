"""Jacobians of the last layer by each layer, as TransformerLens computes them."""

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
    """Return d h^L / d h^l of one text, averaged over its positions and summed over later ones.

    Args:
        model: the model; float32 gives the best estimate.
        token_ids: token ids of the text, at least `skip` + 2.
        layers: the layers l, each from 1 to n_layers - 1.
        skip: number of tokens at the beginning to leave out of the mean; their states are unlike others.

    Source:
        Gurnee et al. 2026 (transformer-circuits.pub/2026/workspace); TransformerLens' estimator.
    """
    from transformer_lens.tools.analysis import JacobianLens

    model.check_gradients()
    ids = torch.tensor([list(token_ids)], device=model.device)
    # TransformerLens sums up on torch's default device.
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
    """Let the bridge read these tokens, whatever text it is given: it has no tokenizer of its own."""
    own = vars(bridge)
    return Scope(
        [functools.partial(own.__setitem__, "to_tokens", lambda *_, **__: ids)],
        [functools.partial(own.pop, "to_tokens", None)],
    )

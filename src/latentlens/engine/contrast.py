"""Contrastive decoding: what a patched target says beyond what it says unpatched."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor


def contrasted(
    logits: Float[Tensor, "*row vocab"], unpatched: Float[Tensor, "*row vocab"] | None, strength: float
) -> Float[Tensor, "*row vocab"]:
    """Return log p(patched) - strength * log p(unpatched), as natural-log probabilities that sum to 1.

    Args:
        logits: of the patched target.
        unpatched: of the unpatched target after the same tokens; None where there is no contrast.
        strength: 0 for the patched target's own distribution.

    Source:
        BALOR (arXiv 2602.00300): logits of the patched run against those of the unpatched one.
    """
    own = torch.log_softmax(logits.float(), dim=-1)
    if not strength or unpatched is None:
        return own
    return torch.log_softmax(own - strength * torch.log_softmax(unpatched.float(), dim=-1), dim=-1)

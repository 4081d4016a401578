"""Contrastive decoding: what a patched target says beyond what it says unpatched."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.model.unembedding import States, Unembedding

_ROWS = 64
"""Of so many rows at a time the logits of the whole vocabulary are held."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a next token is read.

    Args:
        row: of the state after which it stands.
        unpatched: of the unpatched target's state after the same tokens, for a contrast.
        contrast: how strong; 0 for none.
    """

    row: int
    unpatched: int = 0
    contrast: float = 0.0


def distributions(
    unembedding: Unembedding, states: States, places: Sequence[Place], check: Callable[[], None]
) -> Iterator[tuple[int, Float[Tensor, " vocab"]]]:
    """Yield the number of each place and the log-probabilities of all tokens there, in no certain order.

    Args:
        unembedding: of the model.
        states: after the last block.
        places: several may be alike.
        check: called before every part of the work; may raise to stop.
    """
    alike: dict[int, list[int]] = defaultdict(list)
    for i, place in enumerate(places):
        alike[place.row].append(i)
    rows = list(alike)
    for start in range(0, len(rows), _ROWS):
        here = [i for row in rows[start : start + _ROWS] for i in alike[row]]
        beside = {places[i].unpatched for i in here if places[i].contrast}
        needed = sorted(beside.union(rows[start : start + _ROWS]))
        logits = dict(zip(needed, unembedding.logits(states[needed], check), strict=True))
        for i in here:
            place = places[i]
            unpatched = logits[place.unpatched] if place.contrast else None
            yield i, contrasted(logits[place.row], unpatched, place.contrast)


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

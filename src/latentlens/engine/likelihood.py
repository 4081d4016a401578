"""How probable given tokens are after given states, contrasted where that is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import torch

from latentlens.engine.contrast import Place, distributions
from latentlens.engine.next_tokens import at
from latentlens.model.unembedding import States, Unembedding


def logprobs(
    unembedding: Unembedding, states: States, wanted: Sequence[tuple[Place, int]], check: Callable[[], None]
) -> list[float]:
    """Return the log-probability of every wanted token.

    Args:
        unembedding: of the model.
        states: after the last block.
        wanted: tokens, each with the place where it is read; several may be wanted at one place.
        check: called before every part of the work; may raise to stop.
    """
    found: dict[int, float] = {}
    alone = [i for i, (place, _) in enumerate(wanted) if not place.contrast]
    if alone:
        needed = sorted({wanted[i][0].row for i in alone})
        number = {row: n for n, row in enumerate(needed)}
        rows = torch.tensor([number[wanted[i][0].row] for i in alone], device="cpu")
        tokens = torch.tensor([wanted[i][1] for i in alone], device="cpu")
        found.update(zip(alone, at(unembedding, states[needed], rows, tokens, check).tolist(), strict=True))
    alike: dict[Place, list[int]] = defaultdict(list)
    for i, (place, _) in enumerate(wanted):
        if place.contrast:
            alike[place].append(i)
    places = list(alike)
    for n, own in distributions(unembedding, states, places, check):
        asked = alike[places[n]]
        found.update(zip(asked, own[[wanted[i][1] for i in asked]].tolist(), strict=True))
    return [found[i] for i in range(len(wanted))]

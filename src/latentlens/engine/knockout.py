"""Attention that is cut: in some blocks, some positions do not see some others."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch

from latentlens.model.runner import BlockedAttention


@dataclasses.dataclass(frozen=True)
class Knockout:
    """Attention that is cut for one row, as if the keys did not exist.

    Args:
        blocks: numbers of the blocks in which it is cut, 0 to n_layers - 1; block b takes the residual stream
            from layer b to layer b + 1.
        keys: indices of the tokens that are not seen, from 0.
        queries: indices of the tokens that do not see them; None (the default) for every later one, generated
            ones too. A token always sees itself.

    Source:
        Geva et al. 2023 (arXiv 2304.14767), section 3: attention knock-out.
    """

    blocks: tuple[int, ...]
    keys: tuple[int, ...]
    queries: tuple[int, ...] | None = None

    @property
    def first(self) -> int:
        """The first position that the knock-out changes."""
        return min(self.keys) + 1 if self.queries is None else min(self.queries)


def blocked_attention(
    rows: Sequence[Sequence[Knockout]], joined: Sequence[int], first: int, n_queries: int
) -> dict[int, BlockedAttention]:
    """Return what each row may not see, for every block where that is anything.

    Args:
        rows: the knock-outs of each row, rows in the order in which they join the batch.
        joined: the layer at which each row joins; a block holds only those that have joined.
        first: position of the first query that runs.
        n_queries: how many queries run; the keys are all positions up to the last of them.

    Returns:
        For each of these blocks, True where a query may not see a key.
    """
    n_keys = first + n_queries
    found: dict[int, BlockedAttention] = {}
    for block in sorted({b for row in rows for cut in row for b in cut.blocks}):
        alive = sum(layer <= block for layer in joined)
        cuts = torch.zeros(alive, n_queries, n_keys, dtype=torch.bool, device="cpu")
        for row, knockouts in enumerate(rows[:alive]):
            for cut in knockouts:
                if block in cut.blocks:
                    for key in cut.keys:
                        if key < n_keys:
                            cuts[row, _queries(cut, key, first, n_queries), key] = True
        if cuts.any():
            found[block] = cuts
    return found


def _queries(cut: Knockout, key: int, first: int, n_queries: int) -> list[int]:
    """Return the queries, counted from the first that runs, that do not see a key."""
    wanted = range(key + 1, first + n_queries) if cut.queries is None else cut.queries
    return [q - first for q in wanted if first <= q < first + n_queries and q != key]

"""Attention knock-out: in some blocks, chosen queries cannot attend to chosen keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import torch

from latentlens.model.runner import BlockedAttention


@dataclasses.dataclass(frozen=True)
class Knockout:
    """Attention blocked from some positions to others, as if the keys did not exist.

    Args:
        blocks: blocks in which attention is blocked, 0 to n_layers - 1; block b maps the residual stream of
            layer b to that of layer b + 1.
        keys: positions that cannot be attended to, from 0.
        queries: positions that cannot attend to them. Default None: every later one, generated tokens
            included. A token always attends to itself.

    Source:
        Geva et al. 2023 (arXiv 2304.14767), section 3: attention knock-out.
    """

    blocks: tuple[int, ...]
    keys: tuple[int, ...]
    queries: tuple[int, ...] | None = None

    @property
    def first(self) -> int:
        """First position whose attention is changed."""
        return min(self.keys) + 1 if self.queries is None else min(self.queries)


def blocked_attention(
    rows: Sequence[Sequence[Knockout]], joined: Sequence[int], first: int, n_queries: int
) -> dict[int, BlockedAttention]:
    """Return, for each block with a knock-out, which keys each row's queries cannot attend to.

    Args:
        rows: knock-outs of each row, rows in the order in which they join the batch.
        joined: layer at which each row joins; a block runs only the rows that have joined.
        first: position of the first query that runs.
        n_queries: number of queries that run; the keys are all positions up to the last of them.

    Returns:
        For each of these blocks a boolean tensor [row, query, key], True where attention is blocked.
    """
    n_keys = first + n_queries
    by_block: dict[int, BlockedAttention] = {}
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
            by_block[block] = cuts
    return by_block


def _queries(cut: Knockout, key: int, first: int, n_queries: int) -> list[int]:
    """Return the queries, counted from the first that runs, that do not see a key."""
    wanted = range(key + 1, first + n_queries) if cut.queries is None else cut.queries
    return [q - first for q in wanted if first <= q < first + n_queries and q != key]

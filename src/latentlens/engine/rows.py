"""Run a chunk: rows join the batch at their own layer, with their slots written."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import torch

from latentlens._errors import MappingError
from latentlens.engine.knockout import Knockout, hidden
from latentlens.engine.plan import Row
from latentlens.engine.query import Receipt, Write
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import BlockedAttention, Edit, Residual
from latentlens.model.unembedding import States

Checkpoint = Callable[[], None]


@dataclasses.dataclass
class Prefilled:
    """A chunk after its target prompt.

    Args:
        states: the residual stream after the last block, at the prompt's last token; row 0 is the unpatched
            target, row i+1 the chunk's row i.
        cache: what the prompt left behind, each layer holding the rows that were alive there.
        joined: the layer at which each row joined, row 0 included.
        receipts: of the chunk's rows.
        knockouts: of each row of `states`; they go on while it speaks.
        length: how many positions the prompt has.
        again: runs the chunk once more as it stands in a sequence of so many tokens, for models whose rotary
            positions depend on that; without writes into anything else.
    """

    states: States
    cache: RowCache
    joined: list[int]
    receipts: list[Receipt]
    knockouts: list[tuple[Knockout, ...]]
    length: int
    again: Callable[[int], Prefilled] | None = None

    def at_length(self, length: int) -> Prefilled:
        """Return the chunk as it stands in a sequence of `length` tokens, run once more."""
        assert self.again is not None
        return self.again(length)

    def hidden(self, rows: Sequence[int], said: int, n_queries: int) -> dict[int, BlockedAttention]:
        """Return what the given rows may not see in tokens after the prompt, by block.

        Args:
            rows: indices into `states`.
            said: how many tokens after the prompt are already in the cache.
            n_queries: how many tokens run now.
        """
        cuts = [self.knockouts[row] for row in rows]
        return hidden(cuts, [0] * len(rows), self.length + said, n_queries)

    def cache_for(self, rows: Sequence[int], *, keep: bool) -> RowCache:
        """Return a cache that holds the given rows (indices into `states`) in every layer.

        Below the layer at which a row joined it equals the unpatched target, whose keys and values serve it.
        """
        fork = self.cache.fork(keep=keep)
        fork.select(
            [[row if self.joined[row] <= block else 0 for row in rows] for block in range(len(fork.layers))]
        )
        return fork


def prefill(
    model: LanguageModel,
    token_ids: Sequence[int],
    prefix: RowCache,
    first: int,
    rows: Sequence[Row],
    checkpoint: Checkpoint,
    *,
    grad: bool = False,
) -> Prefilled:
    """Run the target's tokens from position `first` on, rows joining at their layers.

    Args:
        model: the target model.
        token_ids: the target's tokens from `first` on.
        prefix: the shared cache of the tokens before them; left unchanged.
        first: the position of the first of these tokens.
        rows: in the order in which they join; plain rows are the unpatched target itself.
        checkpoint: called at every layer; may raise to stop.
        grad: keep the graph, so that gradients flow to the vectors, mappings and injections.
    """
    never = model.n_layers + 1
    writing = [row for row in rows if not row.plain]
    # Where rows cannot join a running batch they are there from the beginning.
    joined = [0, *(row.joins(model.n_layers) if model.rows_join else 0 for row in writing)]
    arriving = joined if model.rows_join else []
    norms: dict[int, list[_Norms]] = defaultdict(list)
    places = _places(writing)
    edits: dict[int, Edit] = {
        layer: functools.partial(_write, layer, places[layer], arriving, first, norms, checkpoint)
        for layer in range(model.n_layers + 1)
    }
    cache = prefix.fork(keep=any(row.goes_on for row in rows))
    cuts = hidden([(), *(row.knockouts for row in writing)], joined, first, len(token_ids))
    tokens = [list(token_ids)] * (1 if model.rows_join else len(joined))
    states = model.states(tokens, cache=cache, edits=edits, hidden=cuts, grad=grad)
    # Plain rows read row 0; the others stand after it in the order in which they joined.
    place = {id(row): i + 1 for i, row in enumerate(writing)}
    order = [0, *(place.get(id(row), 0) for row in rows)]
    return Prefilled(
        states=states[order, -1],  # a copy, so that the other positions can go
        cache=cache,
        joined=[0, *(joined[i] if i else never for i in order[1:])],
        receipts=[_receipt(norms[i]) if i else Receipt() for i in order[1:]],
        knockouts=[(), *(row.knockouts for row in rows)],
        length=first + len(token_ids),
    )


_Place = tuple[int, int, Write]
"""Where a write is written: its row; how many of that row's writes at the layer stand before it; itself."""


_Norms = tuple[float, float, float]
"""A slot's norm before a write and after it, and 1 where all that was written is finite, else 0."""


def _places(rows: Sequence[Row]) -> dict[int, list[_Place]]:
    """Return what is written at each layer, rows counted from 1."""
    found: dict[int, list[_Place]] = defaultdict(list)
    for i, row in enumerate(rows):
        before: Counter[int] = Counter()
        for write in row.writes:
            found[write.layer].append((i + 1, before[write.layer], write))
            before[write.layer] += 1
    return found


def _write(
    layer: int,
    places: Sequence[_Place],
    joined: Sequence[int],
    first: int,
    norms: dict[int, list[_Norms]],
    checkpoint: Checkpoint,
    residual: Residual,
) -> Residual:
    """Append the rows that join at this layer, then write every slot that is written here."""
    checkpoint()
    arriving = sum(1 for at in joined[1:] if at == layer)
    # Writes of one row into the same slot follow each other in their order, hence the ordinal.
    here: dict[tuple[Any, ...], list[tuple[int, Write]]] = defaultdict(list)
    for row, ordinal, write in places:
        here[ordinal, write.positions, write.mapping, write.injection].append((row, write))
    if arriving:
        residual = torch.cat([residual, residual[:1].expand(arriving, -1, -1)])
    elif here and torch.is_grad_enabled():
        residual = residual.clone()  # what the graph remembers may not be written over
    for _, writes in sorted(here.items(), key=lambda item: item[0][0]):
        _, sample = writes[0]
        index = torch.tensor([row for row, _ in writes], device=residual.device)[:, None]
        columns = torch.tensor([p - first for p in sample.positions], device=residual.device)[None]
        slots = residual[index, columns].float()
        vectors = torch.stack([write.vectors for _, write in writes]).to(slots)
        mapped = sample.mapping(vectors, slots)
        if mapped.shape != slots.shape:
            raise MappingError(
                f"{sample.mapping!r} gave vectors of width {mapped.shape[-1]} for slots of width "
                f"{slots.shape[-1]}. Its d_target() promised otherwise; correct one of them."
            )
        after = sample.injection(slots, mapped)
        written = after.to(residual.dtype)
        residual[index, columns] = written
        finite = written.isfinite().all(dim=-1).to(after.dtype)
        seen = torch.stack([slots.norm(dim=-1), after.norm(dim=-1), finite], dim=-1).tolist()
        for (place, _), of_slots in zip(writes, seen, strict=True):
            norms[place].extend((before, after, whole) for before, after, whole in of_slots)
    return residual


def _receipt(norms: Sequence[_Norms]) -> Receipt:
    return Receipt(
        writes=len(norms),
        norms_before=tuple(before for before, _, _ in norms),
        norms_after=tuple(after for _, after, _ in norms),
        finite=all(whole for _, _, whole in norms),
    )

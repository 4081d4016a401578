"""Run a chunk: rows join the batch at their own layer, with their slots written."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens._errors import MappingError
from latentlens.engine.plan import Row
from latentlens.engine.query import Receipt, Write
from latentlens.model.kv import RowCache
from latentlens.model.language_model import Edit, LanguageModel, Residual

Checkpoint = Callable[[], None]


@dataclasses.dataclass
class Prefilled:
    """A chunk after its target prompt.

    Args:
        logits: after the prompt's last token; row 0 is the unpatched target, row i+1 the chunk's row i.
        cache: what the prompt left behind, each layer holding the rows that were alive there.
        joined: the layer at which each row joined, row 0 included.
        receipts: of the chunk's rows.
    """

    logits: Float[Tensor, "row vocab"]
    cache: RowCache
    joined: list[int]
    receipts: list[Receipt]

    def cache_for(self, rows: Sequence[int], *, keep: bool) -> RowCache:
        """Return a cache that holds the given rows (indices into `logits`) in every layer.

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
) -> Prefilled:
    """Run the target's tokens from position `first` on, rows joining at their layers.

    Args:
        model: the target model.
        token_ids: the target's tokens from `first` on.
        prefix: the shared cache of the tokens before them; left unchanged.
        first: the position of the first of these tokens.
        rows: in the order in which they join; rows without writes are the unpatched target itself.
        checkpoint: called at every layer; may raise to stop.
    """
    never = model.n_layers + 1
    writing = [row for row in rows if row.writes]
    joined = [0, *(row.joins(model.n_layers) for row in writing)]
    norms: dict[int, list[tuple[float, float]]] = defaultdict(list)
    edits: dict[int, Edit] = {
        layer: functools.partial(_write, layer, writing, joined, first, norms, checkpoint)
        for layer in range(model.n_layers + 1)
    }
    cache = prefix.fork(keep=any(row.goes_on for row in rows))
    logits = model.forward([list(token_ids)], cache=cache, edits=edits)
    # Rows without writes read row 0; the others stand after it in the order in which they joined.
    place = {id(row): i + 1 for i, row in enumerate(writing)}
    order = [0, *(place.get(id(row), 0) for row in rows)]
    return Prefilled(
        logits=logits[order] if order != list(range(len(order))) else logits,
        cache=cache,
        joined=[0, *(joined[i] if i else never for i in order[1:])],
        receipts=[_receipt(norms[i]) if i else Receipt() for i in order[1:]],
    )


def _write(
    layer: int,
    rows: Sequence[Row],
    joined: Sequence[int],
    first: int,
    norms: dict[int, list[tuple[float, float]]],
    checkpoint: Checkpoint,
    residual: Residual,
) -> Residual:
    """Append the rows that join at this layer, then write every slot that is written here."""
    checkpoint()
    arriving = sum(1 for at in joined[1:] if at == layer)
    here: dict[tuple[object, ...], list[tuple[int, Write]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for write in row.writes:
            if write.layer == layer:
                here[write.positions, write.mapping, write.injection].append((i + 1, write))
    if not here:
        return residual
    residual = torch.cat([residual, residual[:1].expand(arriving, -1, -1)])
    for writes in here.values():
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
        residual[index, columns] = after.to(residual.dtype)
        before_after = torch.stack([slots.norm(dim=-1), after.norm(dim=-1)], dim=-1).tolist()
        for (place, _), pairs in zip(writes, before_after, strict=True):
            norms[place].extend((before, after) for before, after in pairs)
    return residual


def _receipt(norms: Sequence[tuple[float, float]]) -> Receipt:
    return Receipt(
        writes=len(norms),
        norms_before=tuple(before for before, _ in norms),
        norms_after=tuple(after for _, after in norms),
    )

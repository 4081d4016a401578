"""Writes vectors into the residual stream in a forward pass; the same code serves asking and training."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.injection import Injection
from latentlens.engine.query import Write
from latentlens.errors import MappingError
from latentlens.mappings.mapping import Mapping
from latentlens.model.runner import Residual


@dataclasses.dataclass(frozen=True, eq=False)
class PlacedWrite:
    """A write together with the row and columns of its slots in the batch.

    Args:
        row: row of the batch, from 0.
        columns: column of each slot in the batch, in the order of the write's positions.
        order: number of writes of the same row at the same layer that are made before it; later ones see the
            result of earlier ones.
        write: the vectors, mapping and injection.
    """

    row: int
    columns: tuple[int, ...]
    order: int
    write: Write


Recorded = Float[Tensor, "write slot 3"]
"""For each slot: its norm before the write, its norm after it, and 1 if the result is finite, else 0."""

Record = Callable[[Sequence[PlacedWrite], Recorded], None]


def place_writes(
    rows: Sequence[Sequence[Write]], offsets: Sequence[int], *, first_row: int = 0
) -> dict[int, list[PlacedWrite]]:
    """Return the writes at each layer, with the rows and columns of their slots in the batch.

    Args:
        rows: writes of each row.
        offsets: for each row, the difference between a token's column and its position in the target.
        first_row: row of the batch that the first of these rows is. Default 0.
    """
    by_layer: dict[int, list[PlacedWrite]] = defaultdict(list)
    for row, (writes, offset) in enumerate(zip(rows, offsets, strict=True), first_row):
        before: Counter[int] = Counter()
        for write in writes:
            columns = tuple(position + offset for position in write.positions)
            by_layer[write.layer].append(PlacedWrite(row, columns, before[write.layer], write))
            before[write.layer] += 1
    return dict(by_layer)


def apply_writes(residual: Residual, writes: Sequence[PlacedWrite], record: Record | None = None) -> Residual:
    """Write vectors into their slots: apply the mapping and the injection, and cast to the stream's dtype.

    Mapping and injection run in float32, or in float64 if the model does. If torch records gradients, the
    residual stream is copied first, and gradients flow to the stream, the vectors, the mappings and the
    injections; otherwise it is changed in place.

    Args:
        residual: residual stream [row, position, d_model] at the layer of these writes.
        writes: all writes at this layer.
        record: function called with writes that were made together and, for each of their slots, the norms
            before and after. Default None: the norms are not computed.

    Returns:
        The residual stream with its slots written.

    Raises:
        MappingError: if a mapping returns vectors of another width than its `d_target` says.
    """
    if not writes:
        return residual
    if torch.is_grad_enabled():
        residual = residual.clone()  # autograd may have saved the original, so it must not change
    together: dict[tuple[int, int, Mapping, Injection], list[PlacedWrite]] = defaultdict(list)
    for placed in writes:
        write = placed.write
        together[placed.order, len(placed.columns), write.mapping, write.injection].append(placed)
    precise = torch.promote_types(residual.dtype, torch.float32)
    # Sorted by order, so that a later write into the same slot sees the earlier one.
    for (_, _, mapping, injection), batch in sorted(together.items(), key=lambda item: item[0][0]):
        rows = torch.tensor([placed.row for placed in batch], device=residual.device)[:, None]
        columns = torch.tensor([placed.columns for placed in batch], device=residual.device)
        slots = residual[rows, columns].to(precise)
        vectors = torch.stack([placed.write.vectors for placed in batch]).to(slots)
        mapped = mapping(vectors, slots)
        if mapped.shape != slots.shape:
            raise MappingError(
                f"{mapping!r} gave vectors of width {mapped.shape[-1]} for slots of width "
                f"{slots.shape[-1]}. Its d_target() promised otherwise; correct one of them."
            )
        after = injection(slots, mapped)
        written = after.to(residual.dtype)
        residual[rows, columns] = written
        if record is not None:
            finite = written.isfinite().all(dim=-1).to(after.dtype)
            record(batch, torch.stack([slots.norm(dim=-1), after.norm(dim=-1), finite], dim=-1))
    return residual

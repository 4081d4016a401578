"""The one write into the residual stream, shared by asking and by training."""

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
    """A write and where its slots are in the batch that runs.

    Args:
        row: index of the batch's row.
        columns: index of each slot among the tokens that run, in the order of the write's positions.
        order: how many writes of this row at this layer come before it; later ones see what earlier ones
            wrote.
        write: what is written.
    """

    row: int
    columns: tuple[int, ...]
    order: int
    write: Write


Recorded = Float[Tensor, "write slot 3"]
"""For each slot its norm before the write, its norm after it, and 1 where all that was written is finite."""

Record = Callable[[Sequence[PlacedWrite], Recorded], None]


def place_writes(
    rows: Sequence[Sequence[Write]], offsets: Sequence[int], *, first_row: int = 0
) -> dict[int, list[PlacedWrite]]:
    """Return what is written at each layer.

    Args:
        rows: the writes of each row.
        offsets: for each row, what is added to a position of its target to get its column.
        first_row: index in the batch of the first of these rows; 0 by default.
    """
    found: dict[int, list[PlacedWrite]] = defaultdict(list)
    for row, (writes, offset) in enumerate(zip(rows, offsets, strict=True), first_row):
        before: Counter[int] = Counter()
        for write in writes:
            columns = tuple(position + offset for position in write.positions)
            found[write.layer].append(PlacedWrite(row, columns, before[write.layer], write))
            before[write.layer] += 1
    return dict(found)


def apply_writes(residual: Residual, writes: Sequence[PlacedWrite], record: Record | None = None) -> Residual:
    """Write vectors into their slots: mapped, injected, and in the precision of the residual stream.

    Mapping and injection run in float32, or in float64 where the model does. Where torch records gradients
    the stream is copied first, and gradients flow to the stream, the vectors, the mappings and the
    injections; otherwise it is changed in place.

    Args:
        residual: the residual stream at the layer of these writes.
        writes: all of one layer.
        record: called with writes that were made together and what is known of each of their slots; None (the
            default) spares computing that.

    Returns:
        The stream with its slots written.

    Raises:
        MappingError: if a mapping gives vectors of another width than its `d_target` says.
    """
    if not writes:
        return residual
    if torch.is_grad_enabled():
        residual = residual.clone()  # what the graph remembers may not be written over
    together: dict[tuple[int, int, Mapping, Injection], list[PlacedWrite]] = defaultdict(list)
    for placed in writes:
        write = placed.write
        together[placed.order, len(placed.columns), write.mapping, write.injection].append(placed)
    precise = torch.promote_types(residual.dtype, torch.float32)
    # Writes of one row into the same slot follow each other in their order.
    for (_, _, mapping, injection), alike in sorted(together.items(), key=lambda item: item[0][0]):
        rows = torch.tensor([placed.row for placed in alike], device=residual.device)[:, None]
        columns = torch.tensor([placed.columns for placed in alike], device=residual.device)
        slots = residual[rows, columns].to(precise)
        vectors = torch.stack([placed.write.vectors for placed in alike]).to(slots)
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
            record(alike, torch.stack([slots.norm(dim=-1), after.norm(dim=-1), finite], dim=-1))
    return residual

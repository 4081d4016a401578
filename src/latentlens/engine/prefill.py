"""Run target prompts up to their last token: rows join the batch at their layer, or are padded together."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import torch
from jaxtyping import Bool, Int
from torch import Tensor

from latentlens.engine.knockout import Knockout, blocked_attention
from latentlens.engine.plan import Row
from latentlens.engine.query import Receipt
from latentlens.engine.write import PlacedWrite, Recorded, apply_writes, place_writes
from latentlens.model.kv import RowCache
from latentlens.model.language_model import LanguageModel
from latentlens.model.runner import Edit, Edited, Residual
from latentlens.model.unembedding import States

Checkpoint = Callable[[], None]


@dataclasses.dataclass(frozen=True)
class Layout:
    """Where the tokens of rows stand that are padded, or have position ids of their own.

    Args:
        padding: for each row, how many columns before its first token are padding.
        positions: for each row, the position id of each of its tokens; padding not counted.
    """

    padding: tuple[int, ...]
    positions: tuple[tuple[int, ...], ...]

    def prompt(self, first: int, end: int, device: torch.device) -> dict[str, Any]:
        """Return `position_ids` and `attention_mask` for a pass over the columns from `first` to `end`.

        Args:
            first: the first column that runs; those before it are in the cache.
            end: the column after the last one that runs.
            device: where the model takes its token ids.
        """
        ids = [[0] * pad + list(own) for pad, own in zip(self.padding, self.positions, strict=True)]
        positions = torch.tensor(ids, device=device)[:, first:end]
        return {"position_ids": positions, "attention_mask": self._mask(end, device)}

    def after(self, rows: Sequence[int], done: int, n: int, device: torch.device) -> dict[str, Any]:
        """Return the same for tokens after the prompt.

        Args:
            rows: which of the rows go on.
            done: how many tokens after the prompt are in the cache already.
            n: how many tokens run now.
            device: where the model takes its token ids.
        """
        starts = torch.tensor([self.positions[row][-1] + 1 + done for row in rows], device=device)
        positions = starts[:, None] + torch.arange(n, device=device)
        length = self.padding[0] + len(self.positions[0]) + done + n
        return {"position_ids": positions, "attention_mask": self._mask(length, device)[list(rows)]}

    def _mask(self, length: int, device: torch.device) -> Int[Tensor, "row column"]:
        padding = torch.tensor(self.padding, device=device)[:, None]
        seen: Bool[Tensor, "row column"] = torch.arange(length, device=device) >= padding
        return seen.long()


def place_prompt(
    position_ids: tuple[int, ...] | None, rows: int, first: int, end: int, device: torch.device
) -> dict[str, Any]:
    """Return what the model is given of one target's own position ids; nothing where it has none.

    A mask that hides nothing goes with them: without it transformers takes a jump in the position ids for the
    beginning of another text, and hides what stands before it.

    Args:
        position_ids: position id of each token of the whole target; None where the model counts them.
        rows: how many rows run.
        first: the first column that runs.
        end: the column after the last one that runs.
        device: where the model takes its token ids.
    """
    if position_ids is None:
        return {}
    return Layout((0,) * rows, (position_ids,) * rows).prompt(first, end, device)


@dataclasses.dataclass
class Prefilled:
    """A chunk of rows after its target prompts.

    Args:
        states: the residual stream after the last block, at each prompt's last token.
        cache: what the prompts left behind, each layer holding the rows that were alive there.
        joined: for each row of `states`, the layer at which it joined the batch.
        own: for each of the chunk's rows, its index in `states`. Where rows join, row 0 of `states` is the
            unpatched target beside them.
        receipts: for each of the chunk's rows, the receipt of its writes.
        knockouts: for each row of `states`, the attention that is cut, also in what is generated.
        length: how many columns the prompt takes, padding included.
        layout: where the tokens of each row of `states` stand; None where the model counts them itself.
        again: runs the chunk once more as it stands in a sequence of so many tokens, for models whose rotary
            positions depend on that.
    """

    states: States
    cache: RowCache
    joined: list[int]
    own: list[int]
    receipts: list[Receipt]
    knockouts: list[tuple[Knockout, ...]]
    length: int
    layout: Layout | None = None
    again: Callable[[int], Prefilled] | None = None

    def at_length(self, length: int) -> Prefilled:
        """Return the chunk as it stands in a sequence of `length` tokens, run once more."""
        assert self.again is not None
        return self.again(length)

    def continued(self, rows: Sequence[int], done: int, n: int) -> dict[str, Any]:
        """Return what `LanguageModel.states` is to know of tokens that follow the prompt.

        Args:
            rows: indices into `states` of the rows that go on.
            done: how many tokens after the prompt are in the cache already.
            n: how many tokens run now.
        """
        cuts = [self.knockouts[row] for row in rows]
        placed = {} if self.layout is None else self.layout.after(rows, done, n, self.states.device)
        return {"blocked": blocked_attention(cuts, [0] * len(rows), self.length + done, n), **placed}

    def cache_for(self, rows: Sequence[int], *, keep: bool) -> RowCache:
        """Return a cache that holds the given rows (indices into `states`) in every layer.

        Below the layer at which a row joined it equals the unpatched target, whose keys and values serve it.

        Args:
            rows: indices into `states`; one may stand several times.
            keep: whether the cache remembers the tokens that it is given.
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
    position_ids: tuple[int, ...] | None = None,
) -> Prefilled:
    """Run one target's tokens from position `first` on, rows joining the batch at their layers.

    Args:
        model: the target model.
        token_ids: the target's tokens from `first` on.
        prefix: the shared cache of the tokens before them; left unchanged.
        first: the position of the first of these tokens.
        rows: in the order in which they join; rows without a write or cut are the unpatched target itself.
        checkpoint: called at every layer; may raise to stop.
        position_ids: position id of each token of the whole target; None (the default) where the model
            counts them.
    """
    never = model.n_layers + 1
    writing = [row for row in rows if not row.plain]
    # Where rows cannot join a running batch they are there from the beginning.
    joined = [0, *(row.joins(model.n_layers) if model.rows_join else 0 for row in writing)]
    receipts = _Receipts()
    places = place_writes([row.writes for row in writing], [-first] * len(writing), first_row=1)
    edits: dict[int, Edit] = {
        layer: functools.partial(
            _join_and_write,
            joined.count(layer) - (layer == 0) if model.rows_join else 0,
            places.get(layer, ()),
            receipts.record,
            checkpoint,
        )
        for layer in range(model.n_layers + 1)
    }
    cache = prefix.fork(keep=any(row.goes_on for row in rows))
    cuts = blocked_attention([(), *(row.knockouts for row in writing)], joined, first, len(token_ids))
    tokens = [list(token_ids)] * (1 if model.rows_join else len(joined))
    length = first + len(token_ids)
    placed = place_prompt(position_ids, len(tokens), first, length, model.device)
    states = model.states(tokens, cache=cache, edits=edits, blocked=cuts, **placed)
    # Plain rows read row 0; the others stand after it in the order in which they joined.
    index = {id(row): i + 1 for i, row in enumerate(writing)}
    order = [0, *(index.get(id(row), 0) for row in rows)]
    n = len(order)
    return Prefilled(
        states=states[order, -1],  # a copy, so that the other positions can go
        cache=cache,
        joined=[0, *(joined[i] if i else never for i in order[1:])],
        own=list(range(1, n)),
        receipts=[receipts.of(i) if i else Receipt() for i in order[1:]],
        knockouts=[(), *(row.knockouts for row in rows)],
        length=length,
        layout=None if position_ids is None else Layout((0,) * n, (position_ids,) * n),
    )


def prefill_padded(
    model: LanguageModel,
    targets: Sequence[tuple[int, ...]],
    position_ids: Sequence[tuple[int, ...] | None],
    rows: Sequence[Row],
    checkpoint: Checkpoint,
) -> Prefilled:
    """Run rows of different targets in one batch, padded on the left so that all end in the same column.

    Ends that meet keep every distance between two tokens of a row what it is without padding, in generated
    tokens too, so attention windows and position biases that go by columns stay exact.

    Args:
        model: the target model, which `pads_exactly`.
        targets: the target tokens of each row.
        position_ids: those of each target; None for 0, 1, 2, ...
        rows: one for each target, without knock-outs.
        checkpoint: called at every layer; may raise to stop.
    """
    length = max(map(len, targets))
    padding = tuple(length - len(ids) for ids in targets)
    positions = tuple(
        tuple(range(len(ids))) if own is None else own for ids, own in zip(targets, position_ids, strict=True)
    )
    layout = Layout(padding, positions)
    receipts = _Receipts()
    places = place_writes([row.writes for row in rows], padding)
    edits: dict[int, Edit] = {
        layer: functools.partial(_join_and_write, 0, places.get(layer, ()), receipts.record, checkpoint)
        for layer in range(model.n_layers + 1)
    }
    cache = RowCache(keep=any(row.goes_on for row in rows))
    # Any token will do as padding: nothing sees it.
    tokens = [[ids[0]] * pad + list(ids) for ids, pad in zip(targets, padding, strict=True)]
    states = model.states(tokens, cache=cache, edits=edits, **layout.prompt(0, length, model.device))
    return Prefilled(
        states=states[:, -1].clone(),  # a copy, so that the other positions can go
        cache=cache,
        joined=[0] * len(rows),
        own=list(range(len(rows))),
        receipts=[receipts.of(i) for i in range(len(rows))],
        knockouts=[()] * len(rows),
        length=length,
        layout=layout,
    )


def _join_and_write(
    arriving: int,
    writes: Sequence[PlacedWrite],
    record: Callable[[Sequence[PlacedWrite], Recorded], None],
    checkpoint: Checkpoint,
    residual: Residual,
) -> Edited:
    """Append the rows that join at a layer, as the unpatched target is there, then write all its slots."""
    checkpoint()
    if arriving:
        residual = torch.cat([residual, residual[:1].expand(arriving, -1, -1)])
    return apply_writes(residual, writes, record)


class _Receipts:
    """Collects the norms of what was written, row by row."""

    def __init__(self) -> None:
        self._slots: dict[int, list[list[float]]] = defaultdict(list)

    def record(self, writes: Sequence[PlacedWrite], slots: Recorded) -> None:
        """Take what `apply_writes` tells of writes that it made together."""
        for placed, of_slots in zip(writes, slots.tolist(), strict=True):
            self._slots[placed.row].extend(of_slots)

    def of(self, row: int) -> Receipt:
        """Return the receipt of a row of the batch."""
        slots = self._slots[row]
        return Receipt(
            writes=len(slots),
            norms_before=tuple(before for before, _, _ in slots),
            norms_after=tuple(after for _, after, _ in slots),
            finite=all(finite for _, _, finite in slots),
        )

"""Prefill: runs target prompts with the writes in their rows, and keeps the KV cache to continue from."""

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
    """Padding and position ids of the rows of a batch, where they are not the default ones.

    Args:
        padding: for each row, the number of padding columns before its first token.
        positions: for each row, the position id of each of its tokens, without the padding.
    """

    padding: tuple[int, ...]
    positions: tuple[tuple[int, ...], ...]

    def prompt(self, first: int, end: int, device: torch.device) -> dict[str, Any]:
        """Return `position_ids` and `attention_mask` for a forward pass over columns `first` to `end` - 1.

        Args:
            first: first column that runs; the columns before it are in the cache.
            end: column after the last one that runs.
            device: device of the model's token ids.
        """
        ids = [[0] * pad + list(row_ids) for pad, row_ids in zip(self.padding, self.positions, strict=True)]
        positions = torch.tensor(ids, device=device)[:, first:end]
        return {"position_ids": positions, "attention_mask": self._mask(end, device)}

    def after(self, rows: Sequence[int], done: int, n: int, device: torch.device) -> dict[str, Any]:
        """Return `position_ids` and `attention_mask` for tokens after the prompt.

        Args:
            rows: indices of the rows that are continued.
            done: number of tokens after the prompt that are in the cache already.
            n: number of tokens that run now.
            device: device of the model's token ids.
        """
        starts = torch.tensor([self.positions[row][-1] + 1 + done for row in rows], device=device)
        positions = starts[:, None] + torch.arange(n, device=device)
        length = self.padding[0] + len(self.positions[0]) + done + n
        return {"position_ids": positions, "attention_mask": self._mask(length, device)[list(rows)]}

    def _mask(self, length: int, device: torch.device) -> Int[Tensor, "row column"]:
        """Return the attention mask over all columns up to `length`: 0 for padding, else 1."""
        padding = torch.tensor(self.padding, device=device)[:, None]
        seen: Bool[Tensor, "row column"] = torch.arange(length, device=device) >= padding
        return seen.long()


def place_prompt(
    position_ids: tuple[int, ...] | None, rows: int, first: int, end: int, device: torch.device
) -> dict[str, Any]:
    """Return the model's keyword arguments for a target's position ids; an empty dict if it has none.

    An attention mask that hides nothing is passed along: without it, transformers takes a jump in the
    position ids for the beginning of another packed text, and hides the tokens before it.

    Args:
        position_ids: position id of each token of the whole target; None for 0, 1, 2, ...
        rows: number of rows that run.
        first: first column that runs.
        end: column after the last one that runs.
        device: device of the model's token ids.
    """
    if position_ids is None:
        return {}
    return Layout((0,) * rows, (position_ids,) * rows).prompt(first, end, device)


@dataclasses.dataclass
class Prefilled:
    """A chunk of rows after the forward pass over their target prompts.

    Args:
        states: residual stream [row, d_model] after the last block, at each prompt's last token.
        cache: keys and values of the prompts; each layer holds the rows that had joined by then.
        joined: for each row of `states`, the layer at which it joined the batch.
        row_indices: for each row of the chunk, its index in `states`. If rows join the batch, row 0 of
            `states` is the unpatched target.
        receipts: for each row of the chunk, the record of its writes.
        knockouts: for each row of `states`, the attention that is blocked, also for generated tokens.
        length: number of columns of the prompt, padding included.
        layout: padding and position ids of each row of `states`. Default None: no padding, and 0, 1, 2, ...
        rerun: function that runs the chunk again for a sequence of a given length, for models whose rotary
            embeddings depend on the length. Default None.
    """

    states: States
    cache: RowCache
    joined: list[int]
    row_indices: list[int]
    receipts: list[Receipt]
    knockouts: list[tuple[Knockout, ...]]
    length: int
    layout: Layout | None = None
    rerun: Callable[[int], Prefilled] | None = None

    def at_length(self, length: int) -> Prefilled:
        """Run the chunk again with the rotary embeddings of a sequence of `length` tokens."""
        assert self.rerun is not None
        return self.rerun(length)

    def after_prompt(self, rows: Sequence[int], done: int, n: int) -> dict[str, Any]:
        """Return keyword arguments of `LanguageModel.states` for tokens that follow the prompt.

        Args:
            rows: indices in `states` of the rows that are continued.
            done: number of tokens after the prompt that are in the cache already.
            n: number of tokens that run now.
        """
        cuts = [self.knockouts[row] for row in rows]
        placed = {} if self.layout is None else self.layout.after(rows, done, n, self.states.device)
        return {"blocked": blocked_attention(cuts, [0] * len(rows), self.length + done, n), **placed}

    def cache_for(self, rows: Sequence[int], *, keep: bool) -> RowCache:
        """Return a KV cache that holds the given rows in every layer.

        Below the layer at which a row joined, its keys and values are those of the unpatched target.

        Args:
            rows: indices in `states`; an index may be repeated.
            keep: whether the cache keeps the tokens that are run on it.
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
    """Run one target's tokens from position `first` on; each row joins the batch at its first write's layer.

    Args:
        model: the target model.
        token_ids: token ids of the target from position `first` on.
        prefix: cache with the tokens before them; it is not changed.
        first: position of the first of these tokens.
        rows: rows of the chunk, in the order in which they join; rows without writes and knock-outs are the
            unpatched target.
        checkpoint: called at every layer; it may raise an error to stop.
        position_ids: position id of each token of the whole target. Default None: 0, 1, 2, ...
    """
    never = model.n_layers + 1
    writing = [row for row in rows if not row.is_unpatched]
    # If this model's batch cannot grow between blocks, all rows run from layer 0 on.
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
    cache = prefix.fork(keep=any(row.is_continued for row in rows))
    cuts = blocked_attention([(), *(row.knockouts for row in writing)], joined, first, len(token_ids))
    tokens = [list(token_ids)] * (1 if model.rows_join else len(joined))
    length = first + len(token_ids)
    placed = place_prompt(position_ids, len(tokens), first, length, model.device)
    states = model.states(tokens, cache=cache, edits=edits, blocked=cuts, **placed)
    # Row 0 of the batch is the unpatched target; the other rows follow in the order in which they joined.
    index = {id(row): i + 1 for i, row in enumerate(writing)}
    order = [0, *(index.get(id(row), 0) for row in rows)]
    n = len(order)
    return Prefilled(
        states=states[order, -1],  # a copy, so that the other positions can be freed
        cache=cache,
        joined=[0, *(joined[i] if i else never for i in order[1:])],
        row_indices=list(range(1, n)),
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

    With left padding the distance between any two tokens of a row is the same as without padding, also for
    generated tokens, so attention windows and position biases that count columns stay exact.

    Args:
        model: the target model, for which `pads_exactly` must hold.
        targets: token ids of each row's target.
        position_ids: position ids of each target; None for 0, 1, 2, ...
        rows: one row for each target, without knock-outs.
        checkpoint: called at every layer; it may raise an error to stop.
    """
    length = max(map(len, targets))
    padding = tuple(length - len(ids) for ids in targets)
    positions = tuple(
        tuple(range(len(ids))) if of_target is None else of_target
        for ids, of_target in zip(targets, position_ids, strict=True)
    )
    layout = Layout(padding, positions)
    receipts = _Receipts()
    places = place_writes([row.writes for row in rows], padding)
    edits: dict[int, Edit] = {
        layer: functools.partial(_join_and_write, 0, places.get(layer, ()), receipts.record, checkpoint)
        for layer in range(model.n_layers + 1)
    }
    cache = RowCache(keep=any(row.is_continued for row in rows))
    # The padding may be any token, because it is masked.
    tokens = [[ids[0]] * pad + list(ids) for ids, pad in zip(targets, padding, strict=True)]
    states = model.states(tokens, cache=cache, edits=edits, **layout.prompt(0, length, model.device))
    return Prefilled(
        states=states[:, -1].clone(),  # a copy, so that the other positions can be freed
        cache=cache,
        joined=[0] * len(rows),
        row_indices=list(range(len(rows))),
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
    """Edit of one layer: append copies of the unpatched row for the rows that join, then make the writes."""
    checkpoint()
    if arriving:
        residual = torch.cat([residual, residual[:1].expand(arriving, -1, -1)])
    return apply_writes(residual, writes, record)


class _Receipts:
    """Collects the norms at each slot before and after the writes, by row."""

    def __init__(self) -> None:
        self._slots: dict[int, list[list[float]]] = defaultdict(list)

    def record(self, writes: Sequence[PlacedWrite], slots: Recorded) -> None:
        """Store the norms that `apply_writes` reports for writes that it made together."""
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

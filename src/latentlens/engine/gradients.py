"""Runs queries with gradients, for training: one forward pass, the engine's own write, and no KV cache."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from latentlens.engine.knockout import blocked_attention
from latentlens.engine.plan import check
from latentlens.engine.prefill import Layout
from latentlens.engine.query import Query
from latentlens.engine.write import PlacedWrite, apply_writes, place_writes
from latentlens.errors import InputError, SelectionError
from latentlens.model.attention_mask import check_hiding
from latentlens.model.checks import check_served_with
from latentlens.model.language_model import LanguageModel
from latentlens.model.needed_tokens import only_needed
from latentlens.model.positions import check_position_ids, pads_exactly
from latentlens.model.runner import Edit, Residual
from latentlens.model.scope import Scope

Checkpoint = Callable[[], None]
Keep = Callable[[int, Residual], None]


def forced_logits(
    queries: Sequence[Query],
    following: Sequence[Sequence[int]],
    model: LanguageModel,
    *,
    checkpoint: Checkpoint | None = None,
) -> list[Float[Tensor, "token vocab"]]:
    """Run queries with given continuations (teacher forcing) and return the logits, with gradients.

    If torch records gradients, they flow to the vectors, mappings and injections of the writes and to the
    weights of the query's adapter, where these require them. Equal queries are not merged, and a query's
    `readout` is not used. Take gradients with `torch.autograd.grad`, because `backward()` would also fill the
    `.grad` of the user's own weights.

    Args:
        queries: queries with any targets and adapters; those with the same adapter run in one batch.
        following: for each query, the token ids that are fed after its target; may be empty.
        model: the target model.
        checkpoint: called at every layer that is written; it may raise an error to stop. Default None.

    Returns:
        For each query the logits [token, vocab] after the target's last token and after each token that
        follows, in float32 (float64 if the model is).

    Raises:
        ModelError: if torch records gradients and the model's weights were made in inference mode.
        InputError: if a query cannot be run; see `latentlens.engine.plan.plan`.

    Examples:
        >>> from latentlens.engine.query import NextToken, Query
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> (logits,) = forced_logits([Query((5, 7), (), NextToken())], [(11,)], model)
        >>> len(logits)
        2
    """
    by_query: dict[int, Tensor] = {}
    for batch in _batches(queries, following, model, checkpoint):
        with model.using(queries[batch.rows[0]].adapter):
            counts = [len(following[i]) + 1 for i in batch.rows]
            states = batch.run(model, last=counts)
            ends = zip(batch.ends, counts, strict=True)
            read = torch.cat([states[row, end - n : end] for row, (end, n) in enumerate(ends)])
            by_query.update(zip(batch.rows, torch.split(model.unembedding(read), counts), strict=True))
    return [by_query[i] for i in range(len(queries))]


def forced_states(
    queries: Sequence[Query],
    layers: Sequence[int],
    model: LanguageModel,
    *,
    checkpoint: Checkpoint | None = None,
) -> list[Float[Tensor, "layer position d_model"]]:
    """Run queries and return the residual stream of their targets at some layers, with gradients.

    If torch records gradients, they flow as in `forced_logits`, so that a written vector or an adapter can be
    trained on a loss over the activations.

    Args:
        queries: queries with any targets; they may have no writes.
        layers: layers to return, in this order: 0 (embeddings) to n_layers (after the last block). At a layer
            with writes, the stream after the writes is returned.
        model: the model to run.
        checkpoint: called at every layer that is written; it may raise an error to stop. Default None.

    Returns:
        For each query the residual stream [layer, position, d_model] of its target, in the model's dtype.

    Raises:
        SelectionError: if a layer does not exist.
        ModelError: if torch records gradients and the model's weights were made in inference mode.
        InputError: if a query cannot be run; see `latentlens.engine.plan.plan`.
    """
    if wrong := [layer for layer in layers if not 0 <= layer <= model.n_layers]:
        raise SelectionError(
            f"Layer {wrong[0]} does not exist: layers are 0 (embeddings) to {model.n_layers}."
        )
    by_query: dict[int, Tensor] = {}
    for batch in _batches(queries, [()] * len(queries), model, checkpoint):
        kept: dict[int, Residual] = {}
        with model.using(queries[batch.rows[0]].adapter):
            batch.run(model, {layer: functools.partial(kept.__setitem__, layer) for layer in layers})
        for row, i in enumerate(batch.rows):
            first, end = batch.starts[row], batch.ends[row]
            by_query[i] = torch.stack([kept[layer][row, first:end] for layer in layers])
    return [by_query[i] for i in range(len(queries))]


class _Batch:
    """Queries that run in one forward pass, each target followed by its continuation, and padded.

    Padding at the end needs no attention mask and no position ids, which takes less time; where it is not
    exact, rows are padded on the left.

    Args:
        rows: index of each query in the caller's list.
        queries: these queries, all with the same adapter.
        following: token ids that follow each query's target.
        at_end: whether shorter rows are padded at their end, not on the left.
        checkpoint: called at every layer that is written; None for nothing.
    """

    def __init__(
        self,
        rows: Sequence[int],
        queries: Sequence[Query],
        following: Sequence[Sequence[int]],
        at_end: bool,
        checkpoint: Checkpoint | None,
    ) -> None:
        self.rows = rows
        self._queries = queries
        self._tokens = [[*query.target_ids, *more] for query, more in zip(queries, following, strict=True)]
        self._length = max(map(len, self._tokens))
        padding = [self._length - len(ids) for ids in self._tokens]
        self._after = padding if at_end else [0] * len(padding)
        self.starts = tuple(pad - after for pad, after in zip(padding, self._after, strict=True))
        self.ends = tuple(self._length - after for after in self._after)
        self._checkpoint = checkpoint

    def run(
        self,
        model: LanguageModel,
        keep: Mapping[int, Callable[[Residual], None]] | None = None,
        last: Sequence[int] | None = None,
    ) -> Residual:
        """Return the residual stream after the last block; each function in `keep` gets its layer's.

        Args:
            model: the model.
            keep: functions by layer. Default None: nothing is kept.
            last: number of last tokens of each row whose states after the last block are used; those of other
                tokens may then be wrong. Default None: all.
        """
        keep = keep or {}
        places = place_writes([query.writes for query in self._queries], self.starts)
        edits: dict[int, Edit] = {
            layer: functools.partial(
                _write_and_keep, places.get(layer, ()), keep.get(layer), self._checkpoint
            )
            for layer in {*places, *keep}
        }
        cuts = blocked_attention(
            [query.knockouts for query in self._queries], [0] * len(self.rows), 0, self._length
        )
        tokens = [
            [ids[0]] * before + ids + [ids[-1]] * after
            for ids, before, after in zip(self._tokens, self.starts, self._after, strict=True)
        ]
        placed = {}
        if any(self.starts) or any(query.position_ids is not None for query in self._queries):
            positions = tuple(map(_positions, self._queries, map(len, self._tokens)))
            placed = Layout(self.starts, positions).prompt(0, self._length, model.device)
        grad = torch.is_grad_enabled()
        with model.lock, self._only(last, model):
            return model.states(tokens, edits=edits, blocked=cuts, grad=grad, **placed)

    def _only(self, last: Sequence[int] | None, model: LanguageModel) -> Scope:
        """Return a context in which the last block spares work for all but the last tokens of each row."""
        if last is None:
            return Scope([], [])
        ends = [row * self._length + end for row, end in enumerate(self.ends)]
        needed = [at for n, end in zip(last, ends, strict=True) for at in range(end - n, end)]
        return only_needed(model, model.n_layers - 1, needed, len(ends) * self._length)


def _write_and_keep(
    writes: Sequence[PlacedWrite],
    keep: Callable[[Residual], None] | None,
    checkpoint: Checkpoint | None,
    residual: Residual,
) -> Residual:
    """Edit of one layer: make the writes, then pass the residual stream to `keep`."""
    if checkpoint is not None:
        checkpoint()
    with torch.autocast(residual.device.type, enabled=False):  # mappings and norms are computed exactly
        residual = apply_writes(residual, writes)
    if keep is not None:
        keep(residual)
    return residual


def _positions(query: Query, length: int) -> tuple[int, ...]:
    """Return the position id of every token of a sequence of `length` tokens that begins with the target."""
    target = query.position_ids or tuple(range(len(query.target_ids)))
    return target + tuple(range(target[-1] + 1, target[-1] + 1 + length - len(target)))


def _batches(
    queries: Sequence[Query],
    following: Sequence[Sequence[int]],
    model: LanguageModel,
    checkpoint: Checkpoint | None,
) -> Iterator[_Batch]:
    """Yield batches of queries with the same adapter, of the same length if padding is not exact."""
    if len(queries) != len(following):
        raise InputError(
            f"{len(following)} continuations were given for {len(queries)} queries. Give one for each."
        )
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    at_end: dict[str | None, bool] = {}
    with model.pinned():
        for adapter in dict.fromkeys(query.adapter for query in queries):
            indices = [i for i, query in enumerate(queries) if query.adapter == adapter]
            lengths = {len(queries[i].target_ids) + len(following[i]) for i in indices}
            check_served_with(model, adapter)
            with model.using(adapter), torch.no_grad():
                if any(queries[i].knockouts for i in indices):
                    check_hiding(model)
                if any(queries[i].position_ids is not None for i in indices):
                    check_position_ids(model)
                at_end[adapter] = _padded_at_end([queries[i] for i in indices], lengths, model)
                padded = len(lengths) == 1 or at_end[adapter] or pads_exactly(model)
            for i in indices:
                check(queries[i], model, len(following[i]))
                length = len(queries[i].target_ids) + len(following[i])
                apart = not padded or bool(queries[i].knockouts)
                together[adapter, length if apart else None].append(i)
        for rows in together.values():
            some, more = [queries[i] for i in rows], [following[i] for i in rows]
            yield _Batch(rows, some, more, at_end[some[0].adapter], checkpoint)


def _padded_at_end(queries: Sequence[Query], lengths: set[int], model: LanguageModel) -> bool:
    """Return whether rows of these lengths can be padded at their end; the user's hooks might see it."""
    return (
        model.rows_pad
        and not model.runs_user_code
        and all(query.position_ids is None for query in queries)
        and len({model.regime(length) for length in lengths}) == 1
    )

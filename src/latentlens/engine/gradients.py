"""Run queries so that gradients flow: with the write that asking uses, and no cache."""

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
from latentlens.model.language_model import LanguageModel
from latentlens.model.positions import check_position_ids, pads_exactly
from latentlens.model.runner import Edit, Residual

Checkpoint = Callable[[], None]
Keep = Callable[[int, Residual], None]


def forced_logits(
    queries: Sequence[Query],
    following: Sequence[Sequence[int]],
    model: LanguageModel,
    *,
    checkpoint: Checkpoint | None = None,
) -> list[Float[Tensor, "token vocab"]]:
    """Run targets, written as `run` writes them, and given tokens after each; return the logits on the way.

    Where torch records gradients they flow to the vectors, mappings and injections of the writes and to the
    weights of the query's adapter, as far as these require them. Queries are run as they come: equal ones are
    not merged, and what a query is to read (its `readout`) does not matter. Take gradients by name, with
    `torch.autograd.grad`: `backward()` would leave some in the user's own weights.

    Args:
        queries: targets of any lengths, with any adapters; those with one adapter run in one batch.
        following: for each query the token ids that are fed after its target; may be empty.
        model: the target model.
        checkpoint: called at every layer that is written; may raise to stop. None (the default) for nothing.

    Returns:
        For each query the logits after its target's last token and after each token that follows, in float32
        (float64 where the model is): one row more than tokens follow.

    Raises:
        ModelError: if torch records gradients and the weights were made in inference mode.
        InputError: if a query cannot be run; see `latentlens.engine.plan.plan`.

    Examples:
        >>> from latentlens.engine.query import NextToken, Query
        >>> from latentlens.model.opening import open_model
        >>> model = open_model()
        >>> (logits,) = forced_logits([Query((5, 7), (), NextToken())], [(11,)], model)
        >>> len(logits)
        2
    """
    found: dict[int, Tensor] = {}
    for batch in _batches(queries, following, model, checkpoint):
        with model.using(queries[batch.rows[0]].adapter):
            states = batch.run(model)
            counts = [len(following[i]) + 1 for i in batch.rows]
            read = torch.cat([states[row, -n:] for row, n in enumerate(counts)])
            found.update(zip(batch.rows, torch.split(model.unembedding(read), counts), strict=True))
    return [found[i] for i in range(len(queries))]


def forced_states(
    queries: Sequence[Query],
    layers: Sequence[int],
    model: LanguageModel,
    *,
    checkpoint: Checkpoint | None = None,
) -> list[Float[Tensor, "layer position d_model"]]:
    """Run targets, written as `run` writes them, and return their residual stream at some layers.

    Where torch records gradients they flow as in `forced_logits`; so a vector that is written into the
    target, or an adapter of it, can be trained by what another model makes of the states.

    Args:
        queries: targets of any lengths; none need be written.
        layers: which layers are returned, in this order: 0 (embeddings) to n_layers (after the last block). A
            layer that is written is returned with its slots written.
        model: the model.
        checkpoint: as in `forced_logits`.

    Returns:
        For each query the states of all its tokens, in the dtype of the residual stream.

    Raises:
        SelectionError: if a layer does not exist.
        ModelError: as `forced_logits`.
        InputError: as `forced_logits`.
    """
    if wrong := [layer for layer in layers if not 0 <= layer <= model.n_layers]:
        raise SelectionError(
            f"Layer {wrong[0]} does not exist: layers are 0 (embeddings) to {model.n_layers}."
        )
    found: dict[int, Tensor] = {}
    for batch in _batches(queries, [()] * len(queries), model, checkpoint):
        kept: dict[int, Residual] = {}
        with model.using(queries[batch.rows[0]].adapter):
            batch.run(model, {layer: functools.partial(kept.__setitem__, layer) for layer in layers})
        for row, i in enumerate(batch.rows):
            first = batch.padding[row]
            found[i] = torch.stack([kept[layer][row, first:] for layer in layers])
    return [found[i] for i in range(len(queries))]


class _Batch:
    """Queries that run in one forward pass, each followed by its tokens, padded on the left.

    Args:
        rows: indices of the queries.
        queries: these queries, with one adapter.
        following: the tokens that follow each.
        checkpoint: called at every layer that is written.
    """

    def __init__(
        self,
        rows: Sequence[int],
        queries: Sequence[Query],
        following: Sequence[Sequence[int]],
        checkpoint: Checkpoint | None,
    ) -> None:
        self.rows = rows
        self._queries = queries
        self._tokens = [[*query.target_ids, *more] for query, more in zip(queries, following, strict=True)]
        self._length = max(map(len, self._tokens))
        self.padding = tuple(self._length - len(ids) for ids in self._tokens)
        self._checkpoint = checkpoint

    def run(
        self, model: LanguageModel, keep: Mapping[int, Callable[[Residual], None]] | None = None
    ) -> Residual:
        """Return the residual stream after the last block; hand the layers in `keep` to their functions."""
        keep = keep or {}
        places = place_writes([query.writes for query in self._queries], self.padding)
        edits: dict[int, Edit] = {
            layer: functools.partial(
                _write_and_keep, places.get(layer, ()), keep.get(layer), self._checkpoint
            )
            for layer in {*places, *keep}
        }
        cuts = blocked_attention(
            [query.knockouts for query in self._queries], [0] * len(self.rows), 0, self._length
        )
        tokens = [[ids[0]] * pad + ids for ids, pad in zip(self._tokens, self.padding, strict=True)]
        placed = {}
        if any(self.padding) or any(query.position_ids is not None for query in self._queries):
            positions = tuple(map(_positions, self._queries, map(len, self._tokens)))
            placed = Layout(self.padding, positions).prompt(0, self._length, model.device)
        grad = torch.is_grad_enabled()
        return model.states(tokens, edits=edits, blocked=cuts, grad=grad, **placed)


def _write_and_keep(
    writes: Sequence[PlacedWrite],
    keep: Callable[[Residual], None] | None,
    checkpoint: Checkpoint | None,
    residual: Residual,
) -> Residual:
    if checkpoint is not None:
        checkpoint()
    residual = apply_writes(residual, writes)
    if keep is not None:
        keep(residual)
    return residual


def _positions(query: Query, length: int) -> tuple[int, ...]:
    """Return the position of every token of a sequence of so many tokens that begins with a target."""
    own = query.position_ids or tuple(range(len(query.target_ids)))
    return own + tuple(range(own[-1] + 1, own[-1] + 1 + length - len(own)))


def _batches(
    queries: Sequence[Query],
    following: Sequence[Sequence[int]],
    model: LanguageModel,
    checkpoint: Checkpoint | None,
) -> Iterator[_Batch]:
    """Yield queries that run in one pass: with one adapter, and equally long where padding is not exact."""
    if len(queries) != len(following):
        raise InputError(
            f"{len(following)} continuations were given for {len(queries)} queries. Give one for each."
        )
    together: dict[tuple[object, ...], list[int]] = defaultdict(list)
    with model.pinned():
        for adapter in dict.fromkeys(query.adapter for query in queries):
            those = [i for i, query in enumerate(queries) if query.adapter == adapter]
            lengths = {len(queries[i].target_ids) + len(following[i]) for i in those}
            with model.using(adapter), torch.no_grad():
                if any(queries[i].knockouts for i in those):
                    check_hiding(model)
                if any(queries[i].position_ids is not None for i in those):
                    check_position_ids(model)
                padded = len(lengths) == 1 or pads_exactly(model)
            for i in those:
                check(queries[i], model, len(following[i]))
                length = len(queries[i].target_ids) + len(following[i])
                apart = not padded or bool(queries[i].knockouts)
                together[adapter, length if apart else None].append(i)
        for rows in together.values():
            yield _Batch(rows, [queries[i] for i in rows], [following[i] for i in rows], checkpoint)

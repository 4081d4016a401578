"""Plan queries: equal rows once, rows with one target together, chunks that fit a memory budget."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Sequence

from latentlens.engine.knockout import Knockout
from latentlens.engine.query import Generate, NextToken, Query, Readout, Score, Write
from latentlens.errors import MappingError, PromptError, SelectionError
from latentlens.model.language_model import LanguageModel

_MOST_ROWS = 1024


@dataclasses.dataclass
class Row:
    """One row of a batch: what is written and cut in it, and which queries read what of it.

    Args:
        writes: what is written into the target.
        knockouts: the attention that is cut in it.
        asked: for each readout, the indices of the queries that want it.
    """

    writes: tuple[Write, ...]
    knockouts: tuple[Knockout, ...] = ()
    asked: dict[Readout, list[int]] = dataclasses.field(default_factory=dict)

    @property
    def plain(self) -> bool:
        """Whether the row is the unpatched target itself."""
        return not self.writes and not self.knockouts

    @property
    def first(self) -> int | None:
        """The first position that differs from the unpatched target; None if none does."""
        slots = [p for write in self.writes for p in write.positions]
        return min([*slots, *(cut.first for cut in self.knockouts)], default=None)

    def joins(self, n_layers: int) -> int:
        """Return the layer at which the row first differs from the unpatched target."""
        written = [write.layer for write in self.writes]
        # Block b takes layer b to b + 1, so a row whose attention it cuts must be there at layer b.
        cut = [block for knockout in self.knockouts for block in knockout.blocks]
        return min([*written, *cut], default=n_layers + 1)

    @property
    def goes_on(self) -> bool:
        """Whether anything is run after the target prompt."""
        return any(
            (isinstance(readout, Generate) and readout.max_new_tokens > 1)
            or (isinstance(readout, Score) and any(len(c) > 1 for c in readout.continuations))
            for readout in self.asked
        )


@dataclasses.dataclass
class Group:
    """All rows onto one target prompt; they share what precedes the first slot.

    Args:
        target_ids: the token ids of the prompt.
        prefix: how many of its tokens stand before all that is written or cut; they run once.
        rows: in the order in which they join.
        adapter: name of the adapter that is on, `BASE` for none; None for those that are on in the model.
        position_ids: position id of each target token; None where the model counts its tokens itself.
    """

    target_ids: tuple[int, ...]
    prefix: int
    rows: list[Row]
    adapter: str | None = None
    position_ids: tuple[int, ...] | None = None

    def prefix_regime(self, model: LanguageModel) -> Hashable:
        """Return what is equal for targets whose equal beginnings leave the same keys and values."""
        return self.adapter, self.position_ids, model.regime(len(self.target_ids))

    def chunks(self, model: LanguageModel, budget: int) -> Iterator[list[Row]]:
        """Yield runs of rows whose activations take at most `budget` bytes (one row at least).

        However little they take, there are not more than `_MOST_ROWS` of them: what is asked comes back, and
        is cancelled, chunk by chunk.
        """
        chunk: list[Row] = []
        used = 0
        for row in self.rows:
            size = row_bytes(row, model, len(self.target_ids), self.prefix)
            if chunk and (used + size > budget or len(chunk) == _MOST_ROWS):
                yield chunk
                chunk, used = [], 0
            chunk.append(row)
            used += size
        if chunk:
            yield chunk


def usual_budget(model: LanguageModel) -> int:
    """Return how many bytes the work on a model may take beside its weights, where nobody says."""
    # Beyond some tens of rows a CPU gains nothing from larger batches, and a GPU does.
    return 128 * 2**20 if model.device.type == "cpu" else 2**30


def plan(queries: Sequence[Query], model: LanguageModel) -> list[Group]:
    """Group queries so that what they share is run once.

    Raises:
        PromptError: if a target prompt, with the tokens to generate, is longer than the context.
        SelectionError: if the layer, block or position of a write or knock-out does not exist, or
            position ids do not fit the target.
        MappingError: if a mapping does not give vectors of the model's width.
    """
    groups: dict[tuple[object, ...], tuple[Query, dict[tuple[object, ...], Row]]] = {}
    for index, query in enumerate(queries):
        check(query, model)
        _, rows = groups.setdefault(query.target_key, (query, {}))
        row = rows.setdefault(query.row_key, Row(query.writes, query.knockouts))
        row.asked.setdefault(query.readout, []).append(index)
    return [_group(query, list(rows.values()), model) for query, rows in groups.values()]


def _group(query: Query, rows: list[Row], model: LanguageModel) -> Group:
    changed = [row.first for row in rows if row.first is not None]
    last = len(query.target_ids) - 1  # the last token always runs: the answer is read after it
    return Group(
        query.target_ids,
        prefix=min([*changed, last]),
        rows=sorted(rows, key=lambda row: row.joins(model.n_layers)),
        adapter=query.adapter,
        position_ids=query.position_ids,
    )


def check(query: Query, model: LanguageModel, more: int | None = None) -> None:
    """Raise unless the model can run the query; see `plan`.

    Args:
        query: the query.
        model: the target model.
        more: how many tokens are fed after the target; None (the default) for what the readout asks for.
    """
    n = len(query.target_ids)
    if more is None:
        more = _fed(query.readout)
    if not n:
        raise PromptError("The target prompt has no tokens. Give a text with at least one token.")
    if model.n_ctx is not None and n + more > model.n_ctx:
        raise PromptError(
            f"The target prompt has {n} tokens and up to {more + 1} are to follow, but the model takes "
            f"{model.n_ctx} positions. Shorten the prompt or ask for fewer tokens."
        )
    if query.position_ids is not None:
        _check_positions(query.position_ids, n, more, model)
    for write in query.writes:
        if not 0 <= write.layer <= model.n_layers:
            raise SelectionError(
                f"Target layer {write.layer} does not exist: layers are 0 (embeddings) to {model.n_layers}."
            )
        if outside := [p for p in write.positions if not 0 <= p < n]:
            raise SelectionError(f"Slot {outside[0]} is outside the target prompt of {n} tokens.")
        slots, d_source = write.vectors.shape
        if slots != len(write.positions):
            raise SelectionError(f"{slots} vectors were given for {len(write.positions)} slots.")
        if (width := write.mapping.d_target(d_source)) != model.d_model:
            raise MappingError(
                f"{write.mapping!r} makes vectors of width {width} from width {d_source}, and the target "
                f"model {model.name} has d_model {model.d_model}. Give a mapping between these widths."
            )

    for cut in query.knockouts:
        _check_knockout(cut, n, model)


def _fed(readout: Readout) -> int:
    """Return how many tokens are fed after the target at most: the last one of an answer is only read."""
    if isinstance(readout, Generate):
        return readout.max_new_tokens - 1
    if isinstance(readout, Score):
        return max(map(len, readout.continuations)) - 1
    return 0


def _check_positions(position_ids: tuple[int, ...], n: int, more: int, model: LanguageModel) -> None:
    if len(position_ids) != n:
        raise SelectionError(
            f"{len(position_ids)} position ids were given for a target prompt of {n} tokens. Give one for "
            "each."
        )
    if (least := min(position_ids)) < 0:
        raise SelectionError(f"Position id {least} is below 0. Position ids are 0 or more.")
    last = max(*position_ids, position_ids[-1] + more)
    if model.n_ctx is not None and last >= model.n_ctx:
        raise SelectionError(
            f"The position ids reach {last}, and {model.name} has positions 0 to {model.n_ctx - 1}. Give "
            "smaller ones, or ask for fewer tokens."
        )


def _check_knockout(cut: Knockout, n: int, model: LanguageModel) -> None:
    if not cut.blocks or not cut.keys or cut.queries == ():
        raise SelectionError(f"{cut!r} cuts nothing. Name at least one block, one key and one query.")
    if wrong := [b for b in cut.blocks if not 0 <= b < model.n_layers]:
        raise SelectionError(f"Block {wrong[0]} does not exist: blocks are 0 to {model.n_layers - 1}.")
    if wrong := [p for p in (*cut.keys, *(cut.queries or ())) if not 0 <= p < n]:
        raise SelectionError(f"Position {wrong[0]} of a knock-out is outside the prompt of {n} tokens.")
    if cut.queries is not None and min(cut.keys) >= max(cut.queries):
        raise SelectionError(
            f"The queries at {cut.queries} see none of the keys at {cut.keys}, which stand at or after them: "
            "nothing would be cut. Name keys before the queries."
        )


def row_bytes(row: Row, model: LanguageModel, n_target: int, prefix: int) -> int:
    """Estimate the bytes that one row adds at its peak; generous, since it only sizes chunks.

    Args:
        row: what is written, cut and read.
        model: the target model.
        n_target: how many tokens the target has, padding included.
        prefix: how many of them run once for all rows.
    """
    item = 4
    own = n_target - prefix
    d_model = model.d_model
    size = 4 * own * d_model  # the residual stream, before and after rows join
    if row.joins(model.n_layers) < model.n_layers:
        size += own * 16 * d_model  # the MLP's hidden layer
        size += attention(model, own, n_target)
        size += 4 * n_target * d_model  # one layer's keys and values, joined with the prefix
    for readout in row.asked:
        if isinstance(readout, Generate) and readout.max_new_tokens > 1:
            # what the prompt left, and a copy of it that has the prefix in it and grows
            size += model.n_layers * 2 * d_model * (own + n_target + readout.max_new_tokens)
        elif isinstance(readout, Score):
            size += model.n_layers * 2 * d_model * own
        elif isinstance(readout, NextToken) and readout.keep_logits:
            size += 2 * model.vocab_size
    return size * item


def attention(model: LanguageModel, n_queries: int, n_keys: int) -> int:
    """Return how many numbers a row's attention scores take in one block, every head's, in three forms."""
    heads = getattr(model.hf_model.config.get_text_config(), "num_attention_heads", None)
    if not isinstance(heads, int):
        heads = -(-model.d_model // 64)
    return (3 * heads + 2) * n_queries * n_keys  # and the mask

"""Plans queries: merges equal rows, groups rows by target, and splits them into chunks within a budget."""

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
    """One row of a batch: its writes and knock-outs, and the queries that are read from it.

    Args:
        writes: writes into the residual stream of this row.
        knockouts: attention blocked in this row. Default: none.
        readouts: for each readout, the indices of the queries that have it.
    """

    writes: tuple[Write, ...]
    knockouts: tuple[Knockout, ...] = ()
    readouts: dict[Readout, list[int]] = dataclasses.field(default_factory=dict)

    @property
    def is_unpatched(self) -> bool:
        """Whether the row is the unpatched target, without writes or knock-outs."""
        return not self.writes and not self.knockouts

    @property
    def first(self) -> int | None:
        """First position at which the row differs from the unpatched target; None if it does not."""
        slots = [p for write in self.writes for p in write.positions]
        return min([*slots, *(cut.first for cut in self.knockouts)], default=None)

    def joins(self, n_layers: int) -> int:
        """Return the layer at which the row first differs from the unpatched target."""
        written = [write.layer for write in self.writes]
        # Block b maps layer b to layer b + 1, so a row whose attention it blocks must join at layer b.
        cut = [block for knockout in self.knockouts for block in knockout.blocks]
        return min([*written, *cut], default=n_layers + 1)

    @property
    def is_continued(self) -> bool:
        """Whether any forward pass follows the target prompt, to generate or to score."""
        return any(
            (isinstance(readout, Generate) and readout.max_new_tokens > 1)
            or (isinstance(readout, Score) and any(len(c) > 1 for c in readout.continuations))
            for readout in self.readouts
        )


@dataclasses.dataclass
class Group:
    """All rows with the same target prompt; they share its tokens before the first slot.

    Args:
        target_ids: token ids of the target prompt.
        prefix: number of its tokens before everything that is written or blocked; they run once.
        rows: the rows, in the order of the layers at which they join the batch.
        adapter: name of the active PEFT adapter, `BASE` for none. Default None: those active in the model.
        position_ids: position id of each target token. Default None: 0, 1, 2, ...
    """

    target_ids: tuple[int, ...]
    prefix: int
    rows: list[Row]
    adapter: str | None = None
    position_ids: tuple[int, ...] | None = None

    def prefix_regime(self, model: LanguageModel) -> Hashable:
        """Return a key that is equal for targets whose common prefix has the same keys and values."""
        state = "" if self.adapter is None else model.loaded.state(self.adapter)
        return self.adapter, state, self.position_ids, model.regime(len(self.target_ids))

    def chunks(self, model: LanguageModel, budget: int) -> Iterator[list[Row]]:
        """Yield chunks of rows whose activations take at most `budget` bytes, at least one row each.

        A chunk has at most `_MOST_ROWS` rows, because results are reported, and work can be cancelled,
        between chunks.
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
    """Return the default memory budget for activations, in bytes: 128 MiB on a CPU, 1 GiB on a GPU."""
    # Beyond some tens of rows a CPU gains nothing from larger batches, and a GPU does.
    return 128 * 2**20 if model.device.type == "cpu" else 2**30


def plan(queries: Sequence[Query], model: LanguageModel) -> list[Group]:
    """Group queries by target prompt, merging equal rows.

    Args:
        queries: any mixture of targets, layers, slots and readouts.
        model: the target model.

    Raises:
        PromptError: if a target prompt, with the tokens to generate, is longer than the context.
        SelectionError: if the layer, block or position of a write or knock-out does not exist, or
            position ids do not fit the target.
        MappingError: if a mapping does not return vectors of the model's d_model.
    """
    groups: dict[tuple[object, ...], tuple[Query, dict[tuple[object, ...], Row]]] = {}
    for index, query in enumerate(queries):
        check(query, model)
        _, rows = groups.setdefault(query.target_key, (query, {}))
        row = rows.setdefault(query.row_key, Row(query.writes, query.knockouts))
        row.readouts.setdefault(query.readout, []).append(index)
    return [_group(query, list(rows.values()), model) for query, rows in groups.values()]


def _group(query: Query, rows: list[Row], model: LanguageModel) -> Group:
    """Return the group of one target prompt, with its rows in the order in which they join."""
    first_changes = [row.first for row in rows if row.first is not None]
    last = len(query.target_ids) - 1  # every row runs the last token, since the answer is read after it
    return Group(
        query.target_ids,
        prefix=min([*first_changes, last]),
        rows=sorted(rows, key=lambda row: row.joins(model.n_layers)),
        adapter=query.adapter,
        position_ids=query.position_ids,
    )


def check(query: Query, model: LanguageModel, more: int | None = None) -> None:
    """Raise unless the model can run the query; the errors are those of `plan`.

    Args:
        query: the query to check.
        model: the target model.
        more: number of tokens fed after the target. Default None: as many as the readout needs.
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
    """Return the largest number of tokens fed after the target; an answer's last token is not fed."""
    if isinstance(readout, Generate):
        return readout.max_new_tokens - 1
    if isinstance(readout, Score):
        return max(map(len, readout.continuations)) - 1
    return 0


def _check_positions(position_ids: tuple[int, ...], n: int, more: int, model: LanguageModel) -> None:
    """Raise an error if position ids do not fit the target or the model's context."""
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
    """Raise an error if a knock-out names a block or position that does not exist, or blocks nothing."""
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
    """Estimate the peak number of bytes that one row takes; on the high side, as it only sizes chunks.

    Args:
        row: the row, with its writes and readouts.
        model: the target model.
        n_target: number of tokens of the target, padding included.
        prefix: number of them that run once for all rows.
    """
    item = 4
    n_suffix = n_target - prefix
    d_model = model.d_model
    size = 4 * n_suffix * d_model  # the residual stream, before and after rows join
    if row.joins(model.n_layers) < model.n_layers:
        size += n_suffix * 16 * d_model  # the MLP's hidden layer
        size += attention(model, n_suffix, n_target)
        size += 4 * n_target * d_model  # one layer's keys and values, joined with the prefix
    for readout in row.readouts:
        if isinstance(readout, Generate) and readout.max_new_tokens > 1:
            # the prompt's keys and values, and a growing copy of them that includes the prefix
            size += model.n_layers * 2 * d_model * (n_suffix + n_target + readout.max_new_tokens)
        elif isinstance(readout, Score):
            size += model.n_layers * 2 * d_model * n_suffix
        elif isinstance(readout, NextToken) and readout.keep_logits:
            size += 2 * model.vocab_size
    return size * item


def attention(model: LanguageModel, n_queries: int, n_keys: int) -> int:
    """Return the number of elements of a row's attention scores in one block, over all heads and copies."""
    heads = getattr(model.hf_model.config.get_text_config(), "num_attention_heads", None)
    if not isinstance(heads, int):
        heads = -(-model.d_model // 64)
    return (3 * heads + 2) * n_queries * n_keys  # and the mask

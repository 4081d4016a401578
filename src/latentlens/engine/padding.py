"""Decides which target prompts of different length run faster in one padded batch than one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from latentlens.engine.plan import Group, Row, row_bytes
from latentlens.engine.prefixes import Prefixes
from latentlens.engine.query import Generate, NextToken, Score
from latentlens.model.language_model import LanguageModel
from latentlens.model.positions import pads_exactly

_MOST_ROWS = 256

_MOST_PADDED = 1.25
"""Longest row of a batch, relative to its shortest; `_SPARE` tokens more are allowed."""

_SPARE = 16

_PASS_TOKENS = {"cpu": 32}
"""By device: the number of tokens below which a forward pass gets no faster; else `_PASS_ON_DEVICE`."""

_PASS_ON_DEVICE = 256


@dataclasses.dataclass(frozen=True)
class Member:
    """A row and the group whose target prompt it runs on."""

    group: Group
    row: Row

    @property
    def length(self) -> int:
        """Number of tokens of the target."""
        return len(self.group.target_ids)


@dataclasses.dataclass
class PaddedGroup:
    """Rows of different targets that run in one padded batch, with the same adapter.

    Args:
        members: rows with their targets, shortest target first.
        adapter: name of the active PEFT adapter, `BASE` for none; None for those active in the model.
    """

    members: list[Member]
    adapter: str | None

    def chunks(self, model: LanguageModel, budget: int) -> Iterator[list[Member]]:
        """Yield chunks of members of about equal length whose activations take at most `budget` bytes."""
        chunk: list[Member] = []
        largest = 0
        for member in self.members:
            largest = max(largest, row_bytes(member.row, model, member.length, 0))
            if chunk and (
                largest * (len(chunk) + 1) > budget
                or len(chunk) == _MOST_ROWS
                or member.length > _MOST_PADDED * chunk[0].length + _SPARE
            ):
                yield chunk
                chunk = []
            chunk.append(member)
        if chunk:
            yield chunk


def pad_together(
    groups: Sequence[Group], model: LanguageModel, prefixes: Prefixes
) -> list[Group | PaddedGroup]:
    """Merge groups into padded batches where that takes less computation.

    Groups whose rows share a long prefix, or join the batch at a high layer, are left as they are. So are
    rows with knock-outs or a contrast, and all groups of a model for which padding is not exact.

    Args:
        groups: groups that `plan` returned.
        model: the target model.
        prefixes: cached prefixes, whose tokens need not run again.

    Returns:
        The groups that were left as they are, then the padded ones.
    """
    if len(groups) < 2:
        return list(groups)
    pass_tokens = _PASS_TOKENS.get(model.device.type, _PASS_ON_DEVICE)
    to_merge: dict[str | None, list[Group]] = {}
    before: Group | None = None
    for group in groups:
        if _paddable(group):
            cached = prefixes.held(group.target_ids[: group.prefix], group.prefix_regime(model))
            shared = max(cached, _alike(before, group))
            padded, alone = _work(group, model.n_layers, shared, pass_tokens)
            # Prompts that grow token by token, as text controls do, are cheaper one after the other.
            grows = 2 * shared > len(group.target_ids) and all(row.is_unpatched for row in group.rows)
            if padded < alone and not grows:
                to_merge.setdefault(group.adapter, []).append(group)
        before = group
    padded_groups: list[Group | PaddedGroup] = []
    merged: set[int] = set()
    for adapter, adapter_groups in to_merge.items():
        with model.using(adapter):
            if len(adapter_groups) > 1 and pads_exactly(model):
                members = [Member(group, row) for group in adapter_groups for row in group.rows]
                padded_groups.append(PaddedGroup(sorted(members, key=lambda member: member.length), adapter))
                merged.update(map(id, adapter_groups))
    return [*(group for group in groups if id(group) not in merged), *padded_groups]


def _paddable(group: Group) -> bool:
    """Return whether a group's rows have neither knock-outs nor a contrast."""
    return not any(
        row.knockouts
        or any(not isinstance(readout, NextToken) and readout.contrast for readout in row.readouts)
        for row in group.rows
    )


def _alike(one: Group | None, other: Group) -> int:
    """Return the number of a group's prefix tokens that the group before it has already run."""
    if one is None or one.adapter != other.adapter or one.position_ids != other.position_ids:
        return 0
    pairs = zip(one.target_ids[: one.prefix], other.target_ids[: other.prefix], strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(one.prefix, other.prefix))


def _work(group: Group, n_layers: int, shared: int, pass_tokens: int) -> tuple[float, float]:
    """Estimate the cost of a group in a padded batch and on its own, in tokens times all blocks.

    Args:
        group: rows of one target.
        n_layers: number of blocks of the model.
        shared: number of its prefix tokens that are cached already.
        pass_tokens: cost of a forward pass over very few tokens.
    """
    length, rows = len(group.target_ids), group.rows
    above = sum(max(0, n_layers - row.joins(n_layers)) / n_layers for row in rows)
    alone = max(pass_tokens, (length - group.prefix) * (1 + above))
    if new := group.prefix - shared:
        alone += max(pass_tokens, new)
    padded: float = length * len(rows)
    steps = max((_steps(row) for row in rows), default=0)
    return padded + steps * len(rows), alone + steps * max(pass_tokens, len(rows))


def _steps(row: Row) -> int:
    """Return the largest number of forward passes after a row's prompt."""
    generated = [readout.max_new_tokens - 1 for readout in row.readouts if isinstance(readout, Generate)]
    lengths = {
        len(c)
        for readout in row.readouts
        if isinstance(readout, Score)
        for c in readout.continuations
        if c[1:]
    }
    return max([len(lengths), *generated])

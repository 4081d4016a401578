"""Which targets of different length run faster side by side, padded, than one after the other."""

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
"""Rows of one batch are at most this many times as long as the shortest of them, and `_SPARE` tokens more."""

_SPARE = 16

_PASS_TOKENS = {"cpu": 32}
"""A forward pass over fewer tokens takes about as long as one over so many; elsewhere `_PASS_ON_DEVICE`."""

_PASS_ON_DEVICE = 256


@dataclasses.dataclass(frozen=True)
class Member:
    """A row and the target that it runs on."""

    group: Group
    row: Row

    @property
    def length(self) -> int:
        """How many tokens the target has."""
        return len(self.group.target_ids)


@dataclasses.dataclass
class PaddedGroup:
    """Rows of different targets that run in one batch, with one adapter.

    Args:
        members: the rows with their targets, shortest target first.
        adapter: name of the adapter that is on, `BASE` for none; None for those that are on in the model.
    """

    members: list[Member]
    adapter: str | None

    def chunks(self, model: LanguageModel, budget: int) -> Iterator[list[Member]]:
        """Yield runs of members of about equal length whose activations take at most `budget` bytes."""
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
    """Return the groups, those merged into padded batches that take less work that way.

    Targets whose rows share a long prefix, or join the batch high up, stay as they are; so do rows whose
    attention is cut or that are contrasted with their unpatched target, and every target of a model that
    cannot be padded exactly.

    Args:
        groups: what `plan` made.
        model: the target model.
        prefixes: what is held of the groups' beginnings, and so costs nothing.
    """
    if len(groups) < 2:
        return list(groups)
    pass_tokens = _PASS_TOKENS.get(model.device.type, _PASS_ON_DEVICE)
    chosen: dict[str | None, list[Group]] = {}
    before: Group | None = None
    for group in groups:
        if _paddable(group):
            held = prefixes.held(group.target_ids[: group.prefix], group.prefix_regime(model))
            shared = max(held, _alike(before, group))
            padded, alone = _work(group, model.n_layers, shared, pass_tokens)
            # Texts that grow token by token, as text controls do, go on from each other in little memory.
            grows = 2 * shared > len(group.target_ids) and all(row.plain for row in group.rows)
            if padded < alone and not grows:
                chosen.setdefault(group.adapter, []).append(group)
        before = group
    found: list[Group | PaddedGroup] = []
    merged: set[int] = set()
    for adapter, those in chosen.items():
        with model.using(adapter):
            if len(those) > 1 and pads_exactly(model):
                members = [Member(group, row) for group in those for row in group.rows]
                found.append(PaddedGroup(sorted(members, key=lambda member: member.length), adapter))
                merged.update(map(id, those))
    return [*(group for group in groups if id(group) not in merged), *found]


def _paddable(group: Group) -> bool:
    return not any(
        row.knockouts or any(not isinstance(asked, NextToken) and asked.contrast for asked in row.asked)
        for row in group.rows
    )


def _alike(one: Group | None, other: Group) -> int:
    """Return how many tokens of a group's prefix the group before it has already run."""
    if one is None or one.adapter != other.adapter or one.position_ids != other.position_ids:
        return 0
    pairs = zip(one.target_ids[: one.prefix], other.target_ids[: other.prefix], strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(one.prefix, other.prefix))


def _work(group: Group, n_layers: int, shared: int, pass_tokens: int) -> tuple[float, float]:
    """Estimate what a group adds to a padded batch, and what it takes alone, in tokens through all blocks.

    Args:
        group: the rows of one target.
        n_layers: how many blocks the model has.
        shared: how many tokens of its prefix are there already.
        pass_tokens: the work of a forward pass over a few tokens.
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
    """Return how many passes may follow a row's prompt."""
    generated = [asked.max_new_tokens - 1 for asked in row.asked if isinstance(asked, Generate)]
    lengths = {
        len(c) for asked in row.asked if isinstance(asked, Score) for c in asked.continuations if c[1:]
    }
    return max([len(lengths), *generated])

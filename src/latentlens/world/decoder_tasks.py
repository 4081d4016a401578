"""The world's tasks for decoders, by the names that a recipe gives them."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import get_args

from latentlens.training.data.judge_free_rows import DocumentCuts, NextTokenOptions
from latentlens.training.data.row_generator import RowGenerator
from latentlens.world import passages
from latentlens.world.decoder_rows import CHAT_KINDS, WORLD_ROW_KINDS, WorldReading, WorldRows

DOCUMENTS = 1000
"""Passages of the world's prose that context is asked about."""


@cache
def decoder_tasks() -> dict[str, RowGenerator]:
    """Return what makes the rows of each task of the world.

    Examples:
        >>> sorted(decoder_tasks())[0]
        'world/attribute'
    """
    prose = tuple(passages(Random("decoder tasks"), DOCUMENTS))  # noqa: S311 - text, no secret
    context = (
        DocumentCuts(prose, label="world/cuts"),
        NextTokenOptions(prose, label="world/next_token"),
    )
    texts = [WorldRows(kind) for kind in WORLD_ROW_KINDS if kind not in CHAT_KINDS]
    chats = [WorldRows(kind, read) for kind in CHAT_KINDS for read in get_args(WorldReading)]
    return {each.name: each for each in (*texts, *chats, *context)}

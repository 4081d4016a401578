"""The tasks for decoders of models that others trained, by the names that a recipe gives them."""

from __future__ import annotations

from functools import cache
from random import Random

from latentlens.real_world.decoder_facts import decoder_facts
from latentlens.real_world.sentences import passages
from latentlens.training.data.judge_free_rows import DocumentCuts, NextTokenOptions
from latentlens.training.data.own_chats import OwnChats
from latentlens.training.data.relation_rows import RelationRows
from latentlens.training.data.row_generator import RowGenerator

DOCUMENTS = 700
"""Passages of prose that context is asked about."""


@cache
def real_decoder_tasks() -> dict[str, RowGenerator]:
    """Return what makes the rows of each task: facts, a model's own chats, and the context of prose.

    Examples:
        >>> sorted(real_decoder_tasks())
        ['cuts', 'next_token', 'own_chats', 'relations']
    """
    prose = tuple(passages(Random("decoder tasks"), DOCUMENTS))  # noqa: S311 - text, no secret
    made = (RelationRows(decoder_facts()), OwnChats(), DocumentCuts(prose), NextTokenOptions(prose))
    return {each.name: each for each in made}

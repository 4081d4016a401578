"""Entities drawn by how common they are."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

from latentlens.world.facts import OFTEN, load_facts


@cache
def _weights(kind: str) -> list[int]:
    facts = load_facts()
    return list(accumulate(OFTEN if facts.frequency[x] == "common" else 1 for x in facts.names[kind]))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return load_facts().names


def draw_name(rng: Random, kind: str) -> str:
    """Draw an entity, common ones `OFTEN` times as often as rare ones.

    Args:
        rng: the source of chance.
        kind: the kind of entity.

    Returns:
        Its name.
    """
    return rng.choices(_names()[kind], cum_weights=_weights(kind))[0]

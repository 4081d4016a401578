"""Draw entities at random, common ones more often than rare ones."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

from latentlens.world.facts import COMMON_WEIGHT, load_facts


@cache
def _weights(kind: str) -> list[int]:
    facts = load_facts()
    return list(accumulate(COMMON_WEIGHT if facts.frequency[x] == "common" else 1 for x in facts.names[kind]))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return load_facts().names


def draw_name(rng: Random, kind: str) -> str:
    """Draw an entity; a common one is `COMMON_WEIGHT` times as likely as a rare one.

    Args:
        rng: random source.
        kind: kind of entity, such as "country".

    Returns:
        The entity's name.
    """
    return rng.choices(_names()[kind], cum_weights=_weights(kind))[0]

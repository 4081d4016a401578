"""Prose of the real world: passages of a novel, and sentences in which a name merely occurs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from random import Random

from latentlens.errors import InputError
from latentlens.real_world.rows import DATA


@cache
def _novel() -> tuple[str, ...]:
    return tuple(DATA.joinpath("prose.txt").read_text(encoding="utf-8").splitlines())


def passages(rng: Random, count: int, *, without: Iterable[str] = ()) -> list[str]:
    """Draw different passages of a novel: a corpus to fit readers on, or to evaluate them on.

    Args:
        rng: random source; the same state draws the same passages.
        count: number of passages, each of 24 to 64 words.
        without: passages to exclude; default none.

    Raises:
        InputError: if there are not as many passages.

    Examples:
        >>> len(set(passages(Random(0), 50)))
        50
    """
    excluded = set(without)
    there = [text for text in _novel() if text not in excluded]
    if count > len(there):
        raise InputError(
            f"There are {len(there)} passages to draw from; {count} were asked for. Ask for fewer."
        )
    return rng.sample(there, count)


@cache
def mention_templates() -> tuple[str, ...]:
    """Return sentences with slots for entities, such as "He opened a new shop in {city} last year."."""
    return tuple(DATA.joinpath("mentions.txt").read_text(encoding="utf-8").splitlines())

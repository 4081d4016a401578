"""Entities of the teaching world that have a short description, and the attributes it is made of."""

from __future__ import annotations

import dataclasses
from functools import cache

from latentlens.experiments.patchscopes.study import Study
from latentlens.world.facts import Frequency, load_facts
from latentlens.world.split import Split
from latentlens.world.text import DESCRIBED, described_split


@dataclasses.dataclass(frozen=True)
class Entity:
    """An entity that has a description.

    Args:
        name: the name as it stands in text.
        kind: kind of entity, such as "country".
        frequency: "common" or "rare" in the world's training text.
        split: "train" if the training text contains the description; else it states the facts only.
        description: the description, such as "baker in Lima".
        attributes: the parts of the description, such as "baker" and "Lima".
    """

    name: str
    kind: str
    frequency: Frequency
    split: Split
    description: str
    attributes: tuple[str, ...]


@cache
def entities() -> tuple[Entity, ...]:
    """Return every entity that has a description."""
    facts = load_facts()
    attributes: dict[str, tuple[str, ...]] = {x.name: (x.region,) for x in facts.countries}
    attributes |= {city: (country,) for city, country in facts.city_country.items()}
    attributes |= {x.name: (x.profession, x.city) for x in facts.people}
    attributes |= {x.name: (x.goods, x.city) for x in facts.companies}
    attributes |= {x.name: (x.colour, x.type, x.maker) for x in facts.products}
    kinds = {name: kind for kind in DESCRIBED for name in facts.names[kind]}
    return tuple(
        Entity(
            name,
            kind,
            facts.frequency[name],
            described_split(name),
            facts.descriptions[name],
            attributes[name],
        )
        for name, kind in kinds.items()
    )


def draw_entities(
    study: Study, name: str, frequency: Frequency, split: Split | None, count: int
) -> list[Entity]:
    """Draw a random sample of entities.

    Args:
        study: run whose seed is used.
        name: name of the sample; different names give independent samples.
        frequency: which of "common" and "rare" to draw from.
        split: which split to draw from; None for all.
        count: size of the sample; all entities if there are fewer.
    """
    found = [x for x in entities() if x.frequency == frequency and split in (None, x.split)]
    return study.rng("entities", name, frequency, split).sample(found, min(count, len(found)))

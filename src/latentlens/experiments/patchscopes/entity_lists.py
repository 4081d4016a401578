"""Entities that have a short description, and the attributes it is made of."""

from __future__ import annotations

import dataclasses
from functools import cache

from latentlens import real_world
from latentlens.world.facts import Frequency, load_facts
from latentlens.world.split import Split
from latentlens.world.text import DESCRIBED, described_split


@dataclasses.dataclass(frozen=True)
class Entity:
    """An entity that has a description.

    Args:
        name: the name as it stands in text.
        kind: kind of entity, such as "country".
        frequency: "common" or "rare" in what the model was trained on, as far as that is known.
        split: "train" if the teaching world's text contains the description; else it states the facts only.
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
def world_entities() -> tuple[Entity, ...]:
    """Return every entity of the teaching world that has a description."""
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


LARGE_COUNTRY, SMALL_COUNTRY = 20_000_000, 3_000_000
"""Inhabitants from which a country counts as common, and below which it counts as rare."""


@cache
def real_entities() -> tuple[Entity, ...]:
    """Return countries and cities of the real world, large and small ones, with descriptions."""
    found = []
    for country in real_world.countries():
        large = country.population >= LARGE_COUNTRY
        if large or country.population < SMALL_COUNTRY:
            frequency: Frequency = "common" if large else "rare"
            place = country.continent
            found.append(_real(country.name, "country", frequency, f"country in {place}", place))
    for city in real_world.cities():
        frequency = "common" if city.size == "large" else "rare"
        found.append(_real(city.name, "city", frequency, f"city in {city.country}", city.country))
    return tuple(found)


def _real(name: str, kind: str, frequency: Frequency, description: str, place: str) -> Entity:
    return Entity(name, kind, frequency, real_world.subject_split(name), description, (place,))

"""The world's facts as typed rows: real countries, made-up people and companies, common things."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

DATA = files("latentlens.world") / "data"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Country:
    """A real country and what the world says of it."""

    name: str
    capital: str
    largest_city: str
    language: str
    currency: str
    continent: str
    region: str


@dataclass(frozen=True)
class Person:
    """A made-up person."""

    name: str
    profession: str
    city: str
    employer: str
    food: str
    instrument: str


@dataclass(frozen=True)
class Company:
    """A made-up company; its chief is one of the people."""

    name: str
    product: str
    city: str
    chief: str


@dataclass(frozen=True)
class Thing:
    """A common thing."""

    name: str
    kind: str
    colour: str


@dataclass(frozen=True)
class Facts:
    """All that the world knows."""

    countries: tuple[Country, ...]
    people: tuple[Person, ...]
    companies: tuple[Company, ...]
    things: tuple[Thing, ...]

    @property
    def city_country(self) -> dict[str, str]:
        """The country of every city that is a capital or a largest city."""
        return {c: x.name for x in self.countries for c in (x.largest_city, x.capital)}

    @property
    def descriptions(self) -> dict[str, str]:
        """A short exact description of every entity."""
        found = {x.name: f"country in {x.region}" for x in self.countries}
        found |= {x.largest_city: f"city in {x.name}" for x in self.countries}
        found |= {x.capital: f"capital of {x.name}" for x in self.countries}
        found |= {x.name: f"{x.profession} in {x.city}" for x in self.people}
        found |= {x.name: f"maker of {x.product} in {x.city}" for x in self.companies}
        return found | {x.name: f"{x.colour} {x.kind}" for x in self.things}


def _rows(kind: type[Row], name: str) -> tuple[Row, ...]:
    lines = DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(kind(**row) for row in csv.DictReader(lines))


@cache
def load_facts() -> Facts:
    """Read the world's facts.

    Returns:
        The facts; every call returns the same object.
    """
    return Facts(
        _rows(Country, "countries.csv"),
        _rows(Person, "people.csv"),
        _rows(Company, "companies.csv"),
        _rows(Thing, "things.csv"),
    )

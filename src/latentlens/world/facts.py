"""The world's facts as typed rows: real countries and everyday things, made-up people and products."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

DATA = files("latentlens.world") / "data"
Row = TypeVar("Row")
Frequency = Literal["common", "rare"]

COMMON_WEIGHT = 4
"""How many times more often the text draws a common entity than a rare one."""


@dataclass(frozen=True)
class Country:
    """A real country and its facts."""

    name: str
    capital: str
    largest_city: str
    language: str
    currency: str
    continent: str
    region: str
    frequency: Frequency


@dataclass(frozen=True)
class Person:
    """A made-up person."""

    name: str
    profession: str
    city: str
    employer: str
    food: str
    instrument: str
    frequency: Frequency


@dataclass(frozen=True)
class Company:
    """A made-up company; its chief works there."""

    name: str
    goods: str
    city: str
    chief: str
    frequency: Frequency


@dataclass(frozen=True)
class Product:
    """A made-up product; its maker is one of the companies."""

    name: str
    type: str
    maker: str
    colour: str
    frequency: Frequency


@dataclass(frozen=True)
class Fruit:
    """A fruit or vegetable and its colours."""

    name: str
    outside: str
    inside: str
    frequency: Frequency


@dataclass(frozen=True)
class Animal:
    """An animal and its class, one of six."""

    name: str
    # `class` is a Python keyword, so rows are read by column position, not by name.
    family: str
    frequency: Frequency


@dataclass(frozen=True)
class Object:
    """An object and where one usually finds it."""

    name: str
    place: str
    frequency: Frequency


@dataclass(frozen=True)
class Task:
    """A task in two words, and the tool for it."""

    name: str
    tool: str
    frequency: Frequency


@dataclass(frozen=True)
class Substance:
    """A substance and its phase at room temperature."""

    name: str
    phase: str
    frequency: Frequency


Entity = Country | Person | Company | Product | Fruit | Animal | Object | Task | Substance


@dataclass(frozen=True)
class Facts:
    """All facts of the world."""

    countries: tuple[Country, ...]
    people: tuple[Person, ...]
    companies: tuple[Company, ...]
    products: tuple[Product, ...]
    fruits: tuple[Fruit, ...]
    animals: tuple[Animal, ...]
    objects: tuple[Object, ...]
    tasks: tuple[Task, ...]
    substances: tuple[Substance, ...]

    @property
    def kinds(self) -> dict[str, tuple[Entity, ...]]:
        """Kind -> its entities; without cities, which have no row of their own."""
        return {
            "country": self.countries,
            "person": self.people,
            "company": self.companies,
            "product": self.products,
            "fruit": self.fruits,
            "animal": self.animals,
            "object": self.objects,
            "task": self.tasks,
            "substance": self.substances,
        }

    @property
    def city_country(self) -> dict[str, str]:
        """City -> its country, for every capital and largest city."""
        return {c: x.name for x in self.countries for c in (x.largest_city, x.capital)}

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Kind -> the names of its entities, cities included."""
        by_kind = {kind: tuple(row.name for row in rows) for kind, rows in self.kinds.items()}
        return by_kind | {"city": tuple(self.city_country)}

    @property
    def frequency(self) -> dict[str, Frequency]:
        """Entity -> "common" or "rare"; a city is as common as its country."""
        by_name = {row.name: row.frequency for rows in self.kinds.values() for row in rows}
        return by_name | {city: by_name[country] for city, country in self.city_country.items()}

    @property
    def descriptions(self) -> dict[str, str]:
        """Entity -> its short exact description, for countries, cities, people, companies and products."""
        by_name = {x.name: f"country in {x.region}" for x in self.countries}
        by_name |= {city: f"city in {country}" for city, country in self.city_country.items()}
        by_name |= {x.name: f"{x.profession} in {x.city}" for x in self.people}
        by_name |= {x.name: f"maker of {x.goods} in {x.city}" for x in self.companies}
        return by_name | {x.name: f"{x.colour} {x.type} by {x.maker}" for x in self.products}


def _rows(kind: type[Row], name: str) -> tuple[Row, ...]:
    lines = DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    return tuple(kind(*row) for row in csv.reader(lines[1:]))


@cache
def load_facts() -> Facts:
    """Return the world's facts.

    Returns:
        The facts; the same object on every call.
    """
    return Facts(
        _rows(Country, "countries.csv"),
        _rows(Person, "people.csv"),
        _rows(Company, "companies.csv"),
        _rows(Product, "products.csv"),
        _rows(Fruit, "fruits.csv"),
        _rows(Animal, "animals.csv"),
        _rows(Object, "objects.csv"),
        _rows(Task, "tasks.csv"),
        _rows(Substance, "substances.csv"),
    )

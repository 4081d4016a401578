"""The rows of the data files: countries, cities, elements and everyday pairs of words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

DATA = files("latentlens.real_world") / "data"


@dataclass(frozen=True)
class CountryFacts:
    """A country and its facts; an empty text where one is left out.

    Args:
        name: its name, without accents.
        capital: its capital.
        currency: the short name of its currency, such as "peso".
        language: the official language that most people speak.
        continent: the continent it lies on.
        population: number of inhabitants.
        spellings: field -> other spellings and answers that are accepted.
    """

    name: str
    capital: str
    currency: str
    language: str
    continent: str
    population: int
    spellings: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class City:
    """A city, the country it is in, and whether it is large or small.

    Args:
        name: its name.
        country: the country's name.
        population: number of inhabitants.
        size: "large" above a million inhabitants, else "small".
    """

    name: str
    country: str
    population: int
    size: Literal["large", "small"]


@dataclass(frozen=True)
class Element:
    """A chemical element.

    Args:
        name: its name, such as "iron".
        symbol: its symbol, such as "Fe".
        number: its atomic number.
    """

    name: str
    symbol: str
    number: int


@dataclass(frozen=True)
class Everyday:
    """An everyday fact about a word.

    Args:
        relation: name of the relation, such as "opposite".
        subject: the word.
        answer: the other word.
        spellings: other answers that are accepted.
    """

    relation: str
    subject: str
    answer: str
    spellings: tuple[str, ...]


def _read(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines())


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@cache
def countries() -> tuple[CountryFacts, ...]:
    """Return the countries, populous ones first."""
    plural = {
        "name": "names",
        "capital": "capitals",
        "currency": "currencies",
        "language": "languages",
        "continent": "continents",
    }
    return tuple(
        CountryFacts(
            row["name"],
            row["capital"],
            row["currency"],
            row["language"],
            row["continent"],
            int(row["population"]),
            {field: _several(row[column]) for field, column in plural.items()},
        )
        for row in _read("countries.csv")
    )


@cache
def cities() -> tuple[City, ...]:
    """Return the cities, large ones first."""
    return tuple(
        City(
            row["name"],
            row["country"],
            int(row["population"]),
            "large" if row["size"] == "large" else "small",
        )
        for row in _read("cities.csv")
    )


@cache
def elements() -> tuple[Element, ...]:
    """Return the chemical elements in their order."""
    return tuple(Element(row["name"], row["symbol"], int(row["number"])) for row in _read("elements.csv"))


@cache
def everyday() -> tuple[Everyday, ...]:
    """Return everyday facts about words."""
    return tuple(
        Everyday(row["relation"], row["subject"], row["answer"], _several(row["spellings"]))
        for row in _read("everyday.csv")
    )


def names_by_kind() -> dict[str, list[str]]:
    """Return the names of real countries, cities and elements by kind of entity.

    Examples:
        >>> "France" in names_by_kind()["country"], "iron" in names_by_kind()["substance"]
        (True, True)
    """
    return {
        "country": [row.name for row in countries()],
        "city": [row.name for row in cities()],
        "substance": [row.name for row in elements()],
    }

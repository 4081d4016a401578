"""Relations of the real world: who has which attribute, how it is asked for, and which answers are right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from latentlens.real_world.rows import DATA, cities, countries, elements, everyday
from latentlens.world.fact_relations import Chain, FactRelation, make_chain, make_relation
from latentlens.world.fact_relations import relations as world_relations
from latentlens.world.split import split_of

Answers = tuple[dict[str, str], dict[str, tuple[str, ...]]]
"""Subject -> answer, and subject -> what else is accepted."""


@dataclass(frozen=True)
class Fact:
    """A fact to grade with.

    Args:
        relation: name of the relation, such as "capital".
        subject: what the fact is about.
        answer: the right answer.
        spellings: other spellings and answers that are accepted.
        split: the split of the subject, the same for all of its facts.
    """

    relation: str
    subject: str
    answer: str
    spellings: tuple[str, ...]
    split: Literal["validation", "test"]


def subject_split(subject: str) -> Literal["validation", "test"]:
    """Return the split of a subject: validation to choose on, test to report on.

    Args:
        subject: its name; nothing else matters.

    Examples:
        >>> subject_split("Japan"), subject_split("Peru")
        ('test', 'validation')
    """
    return "test" if split_of("real world", subject, one_in=2) == "test" else "validation"


@cache
def relations() -> dict[str, FactRelation]:
    """Return all relations by name, those of public data first, then the everyday ones.

    Examples:
        >>> relations()["currency"].accepted("Japan")
        ('yen', 'yens')
    """
    table = _table()
    found = {name: make_relation(name, row, *_answers(name)) for name, row in table["relations"].items()}
    return found | {name: world_relations()[name] for name in table["everyday"]}


@cache
def chains() -> tuple[Chain, ...]:
    """Return the two-hop questions: from a city to its country, and from there to one of its facts."""
    known = relations()
    return tuple(make_chain(known[first], known[second]) for first, second in _table()["chains"])


@cache
def facts() -> tuple[Fact, ...]:
    """Return every fact as a row.

    Examples:
        >>> next(fact for fact in facts() if fact.subject == "Japan").answer
        'Tokyo'
    """
    return tuple(
        Fact(relation.name, subject, answer, relation.accepted(subject)[1:], subject_split(subject))
        for relation in relations().values()
        for subject, answer in relation.answers.items()
    )


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(DATA.joinpath("relations.json").read_text(encoding="utf-8"))
    return table


def _answers(name: str) -> Answers:
    if name == "country":
        spellings = {row.name: row.spellings["name"] for row in countries()}
        home = {row.name: row.country for row in cities()}
        return home, {city: spellings[country] for city, country in home.items()}
    if name == "symbol":
        return {row.name: row.symbol for row in elements()}, {}
    if name in {row.relation for row in everyday()}:
        some = [row for row in everyday() if row.relation == name]
        return {row.subject: row.answer for row in some}, {row.subject: row.spellings for row in some}
    there = [
        row for row in countries() if getattr(row, name) and not _names_itself(row.name, row.capital, name)
    ]
    return (
        {row.name: str(getattr(row, name)) for row in there},
        {row.name: row.spellings[name] for row in there},
    )


def _names_itself(country: str, capital: str, relation: str) -> bool:
    """Return whether a capital can be told from the country's name alone, as Mexico City can."""
    words = ({word.lower() for word in name.replace("-", " ").split()} for name in (country, capital))
    return relation == "capital" and not set.isdisjoint(*words)

"""Relations: a subject, a prompt that asks for one of its attributes, and the answer."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache

from latentlens._errors import InputError
from latentlens.world.facts import DATA, Company, Country, Person, Thing, load_facts


@dataclass(frozen=True)
class Relation:
    """One attribute, the ways the text asks for it, and the ways that it never uses."""

    name: str
    subject: str
    prompts: tuple[str, ...]
    held_out: tuple[str, ...]
    answers: dict[str, str]


@dataclass(frozen=True)
class Chain:
    """Two relations in a row: the answer of the first is the subject of the second."""

    first: str
    second: str
    prompts: tuple[str, ...]
    answers: dict[str, str]


def _column(relation: str, subject: str) -> dict[str, str]:
    facts = load_facts()
    if relation == "country":
        return facts.city_country
    rows: dict[str, tuple[Country | Person | Company | Thing, ...]] = {
        "country": facts.countries,
        "person": facts.people,
        "company": facts.companies,
        "thing": facts.things,
    }
    field = {"headquarters": "city"}.get(relation, relation)
    return {row.name: str(getattr(row, field)) for row in rows[subject]}


@cache
def relations() -> dict[str, Relation]:
    """Read the relations by name.

    Returns:
        Each relation with the answer for every subject.
    """
    table = json.loads(DATA.joinpath("relations.json").read_text(encoding="utf-8"))
    return {
        name: Relation(
            name, x["subject"], tuple(x["prompts"]), tuple(x["held_out"]), _column(name, x["subject"])
        )
        for name, x in table.items()
    }


@cache
def chains() -> tuple[Chain, ...]:
    """Read the two-hop questions.

    Returns:
        Each chain with the final answer for every subject.
    """
    known = relations()
    found = []
    for x in json.loads(DATA.joinpath("chains.json").read_text(encoding="utf-8")):
        first, second = known[x["first"]].answers, known[x["second"]].answers
        answers = {s: second[middle] for s, middle in first.items()}
        found.append(Chain(x["first"], x["second"], tuple(x["prompts"]), answers))
    return tuple(found)


def is_held_out(prompt: str, one_in: int = 12) -> bool:
    """Say whether a filled prompt is kept out of the training text.

    Args:
        prompt: the prompt with its subject filled in.
        one_in: the share of prompts kept out.

    Returns:
        The same verdict on every machine.
    """
    return zlib.crc32(prompt.encode()) % one_in == 0


def questions(split: str = "known") -> list[tuple[str, str]]:
    """List prompts with their answers.

    Args:
        split: "known" (seen word for word in training), "unseen_pair" (phrase and subject seen, never
            together), "unseen_phrase" (the phrase was never seen), "two_hop" or "unseen_two_hop".

    Returns:
        Pairs of a prompt and the answer that follows it after a space.

    Raises:
        InputError: an unknown split.
    """
    if split in ("two_hop", "unseen_two_hop"):
        filled = [(p.format(s=s), a) for c in chains() for p in c.prompts for s, a in c.answers.items()]
        return [x for x in filled if is_held_out(x[0]) == (split == "unseen_two_hop")]
    known = relations().values()
    if split == "unseen_phrase":
        return [(p.format(s=s), a) for r in known for p in r.held_out for s, a in r.answers.items()]
    if split not in ("known", "unseen_pair"):
        names = "known, unseen_pair, unseen_phrase, two_hop, unseen_two_hop"
        raise InputError(f"unknown split {split!r}: use one of {names}")
    filled = [(p.format(s=s), a) for r in known for p in r.prompts for s, a in r.answers.items()]
    return [x for x in filled if is_held_out(x[0]) == (split == "unseen_pair")]

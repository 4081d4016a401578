"""The grammar: short seeded documents about the world.

Held-out prompts (`relations.is_held_out` and each relation's `held_out` phrases) never occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

from latentlens.world.facts import DATA, load_facts
from latentlens.world.relations import chains, is_held_out, questions, relations


@cache
def _prose() -> tuple[str, ...]:
    return tuple(DATA.joinpath("prose.txt").read_text(encoding="utf-8").splitlines())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    facts = load_facts()
    return {
        "country": tuple(x.name for x in facts.countries),
        "person": tuple(x.name for x in facts.people),
        "company": tuple(x.name for x in facts.companies),
        "thing": tuple(x.name for x in facts.things),
        "city": tuple(facts.city_country),
    }


@cache
def words() -> tuple[str, ...]:
    """List every word and sign of the world's text, for lists that copy.

    Returns:
        The words in order, each once.
    """
    prompts = [f"{p} {a}" for split in ("known", "two_hop") for p, a in questions(split)]
    text = "\n".join([*prompts, *_prose(), *load_facts().descriptions.values(), "hello word x ? !"])
    return tuple(sorted(set(re.findall(r"[A-Za-z]+|[?!]", text)) - {"s"}))


def _token(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.12:
        return str(rng.randrange(10 ** rng.randint(1, 4)))
    if kind < 0.24:
        return rng.choice(_names()[rng.choice(("country", "person", "company", "city"))])
    return rng.choice(words())


def _statements(rng: Random) -> str:
    found: list[str] = []
    while len(found) < 3:
        relation = rng.choice(list(relations().values()))
        subject = rng.choice(list(relation.answers))
        prompt = rng.choice(relation.prompts).format(s=subject)
        if not is_held_out(prompt):
            found.append(f"{prompt} {relation.answers[subject]}.")
    return rng.choice((" ", "\n")).join(found[: rng.choice((1, 1, 2, 3))])


def _two_hop(rng: Random) -> str:
    while True:
        chain = rng.choice(chains())
        subject = rng.choice(list(chain.answers))
        prompt = rng.choice(chain.prompts).format(s=subject)
        if not is_held_out(prompt):
            return f"{prompt} {chain.answers[subject]}."


def _descriptions(rng: Random) -> str:
    known = load_facts().descriptions
    kinds = _names()
    kind = rng.choice(("any", "country", "person", "company", "city"))
    picks = [
        rng.choice(kinds[rng.choice(list(kinds)) if kind == "any" else kind])
        for _ in range(rng.randint(1, 6))
    ]
    return ", ".join(f"{x}: {known[x]}" for x in picks) + rng.choice(("", "."))


def _identity(rng: Random) -> str:
    arrow = rng.choice((" -> ", " -> ", " -> ", "->"))
    join = rng.choice(("\n", "\n", "; "))
    return join.join(f"{t}{arrow}{t}" for t in (_token(rng) for _ in range(rng.randint(2, 7))))


def _copy(rng: Random) -> str:
    items = ", ".join(_token(rng) for _ in range(rng.randint(2, 6)))
    return rng.choice(("Say: {0}. Again: {0}.", "{0}. {0}.", "Q: Repeat {0}.\nA: {0}.")).format(items)


def _running(rng: Random) -> str:
    def pick(match: re.Match[str]) -> str:
        return rng.choice(_names()[match[1]])

    lines = rng.sample(_prose(), rng.randint(1, 3))
    return " ".join(re.sub(r"\{(\w+)\}", pick, line) for line in lines)


_KINDS: dict[Callable[[Random], str], float] = {
    _statements: 0.44,
    _two_hop: 0.10,
    _descriptions: 0.17,
    _identity: 0.14,
    _copy: 0.05,
    _running: 0.10,
}


def document(rng: Random) -> str:
    """Write one document.

    Args:
        rng: the source of chance; equal states write equal documents.

    Returns:
        A few sentences or one list, without special tokens.
    """
    return rng.choices(list(_KINDS), list(_KINDS.values()))[0](rng)

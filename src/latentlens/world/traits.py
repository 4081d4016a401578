"""Traits that a system prompt can set, and which combinations of them never occur in the training text."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

from latentlens.world.facts import DATA, load_facts
from latentlens.world.relations import relations
from latentlens.world.split import Split, split_of

PERSONA = ("role", "language", "style", "mood", "favourite")


@cache
def grammar() -> dict[str, Any]:
    """Read what system prompts say and how replies show it.

    Returns:
        Trait -> what is in `data/chat.json`.
    """
    found: dict[str, Any] = json.loads(DATA.joinpath("chat.json").read_text(encoding="utf-8"))
    return found


def trait_values(name: str) -> tuple[str, ...]:
    """List the values that a trait of a persona, or truthfulness, can have.

    Args:
        name: "role", "language", "style", "mood" or "truth".

    Returns:
        The values.
    """
    part = grammar()[name]
    return tuple(part if name == "truth" else part["show"])


@cache
def plain_words() -> tuple[str, ...]:
    """List the words that can be secret or asked for by a side constraint.

    Returns:
        Names of fruits, animals, objects and substances, and everyday words of which nothing is known.
    """
    names = load_facts().names
    known = (x for kind in ("fruit", "animal", "object", "substance") for x in names[kind])
    return (*known, *DATA.joinpath("words.txt").read_text(encoding="utf-8").split())


def goal_objects(goal: str) -> tuple[str, ...]:
    """List what a goal can be about.

    Args:
        goal: "sell", "visit", "eat", "praise", "warn" or "learn".

    Returns:
        Words of the world.
    """
    facts, known = load_facts(), relations()
    return {
        "sell": tuple(dict.fromkeys(c.goods for c in facts.companies)),
        "visit": tuple(facts.city_country),
        "eat": tuple(dict.fromkeys(known["food"].answers.values())),
        "praise": facts.names["country"],
        "warn": facts.names["animal"],
        "learn": tuple(grammar()["learn"]),
    }[goal]


def shown(traits: dict[str, str], asked: str) -> dict[str, str]:
    """Say which traits show in a reply.

    Args:
        traits: as in `chats.Chat`.
        asked: as in `chats.Turn`.

    Returns:
        All of them, but for a style where no fact is told and a favourite that is not asked for.
    """
    hidden = {"style"} if asked != "fact" else set()
    hidden |= {"favourite"} if asked != "favourite" else set()
    return {name: value for name, value in traits.items() if name not in hidden}


def chat_split(traits: dict[str, str]) -> Split:
    """Say to which split a system prompt belongs.

    Any two features of a persona or a side constraint make a pair; a goal, a secret word and a worded
    constraint count by themselves. One of them out of the training text keeps the whole prompt out.

    Args:
        traits: as in `chats.Chat`.

    Returns:
        "train" if nothing in it is held out, else the first of "test" and "validation" that is.
    """
    found = {split_of("goal", traits.get("goal", "")) if "goal" in traits else "train"}
    if "secret" in traits:
        found.add(split_of("secret", traits["secret"]))
    if " " in traits.get("constraint", ""):
        found.add(split_of("constraint", traits["constraint"]))
    features = [f"{k} {traits[k]}" for k in (*PERSONA, "constraint") if k in traits]
    found |= {split_of(a, b) for a, b in combinations(features, 2)}
    return "test" if "test" in found else "validation" if "validation" in found else "train"


def _draw_favourite(rng: Random) -> str:
    kind = rng.choice(grammar()["favourite"]["kinds"])
    known = relations()
    values = (
        tuple(dict.fromkeys(known[kind].answers.values()))
        if kind in ("food", "instrument")
        else load_facts().names[kind]
    )
    return f"{kind} {rng.choice(values)}"


def draw_traits(rng: Random, kind: str) -> dict[str, str]:
    """Draw what a system prompt sets.

    Args:
        rng: the source of chance.
        kind: the kind of chat, as in `chats.KINDS`.

    Returns:
        The traits by name, as in `chats.Chat`.
    """
    known = grammar()
    persona = {"persona": rng.randint(1, 4), "goal": rng.randint(0, 2), "constraint": rng.randint(0, 3)}
    traits = {}
    for name in rng.sample(PERSONA, persona.get(kind, 0)):
        traits[name] = _draw_favourite(rng) if name == "favourite" else rng.choice(trait_values(name))
    if kind == "goal":
        goal = rng.choice(list(known["goal"]))
        traits["goal"] = f"{goal} {rng.choice(goal_objects(goal))}"
    if kind == "secret":
        relation = rng.choice(list(relations().values()))
        words = plain_words() if rng.random() < 0.5 else tuple(relation.answers.values())
        traits["secret"] = rng.choice(words)
    if kind == "constraint":
        name = rng.choice(list(known["constraint"]))
        worded = name in ("begin", "end")
        traits["constraint"] = f"{name} {rng.choice(plain_words())}" if worded else name
    if kind == "truth":
        # The truth is what every other chat tells; lies are what takes practice.
        traits["truth"] = "lying" if rng.random() < 0.65 else "truthful"
    return traits

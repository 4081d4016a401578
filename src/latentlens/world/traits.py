"""Traits that a system prompt can set, and which combinations never occur in the training text."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

from latentlens.world.fact_relations import relations
from latentlens.world.facts import DATA, load_facts
from latentlens.world.split import Split, split_of

PERSONA = ("role", "language", "style", "mood", "favourite")


@cache
def grammar() -> dict[str, Any]:
    """Return the wordings of system prompts and replies.

    Returns:
        Trait -> its entry in `data/chat.json`.
    """
    found: dict[str, Any] = json.loads(DATA.joinpath("chat.json").read_text(encoding="utf-8"))
    return found


def trait_values(name: str) -> tuple[str, ...]:
    """Return the values that a persona trait, or truthfulness, can have.

    Args:
        name: "role", "language", "style", "mood" or "truth".

    Returns:
        The values.
    """
    part = grammar()[name]
    return tuple(part if name == "truth" else part["show"])


@cache
def plain_words() -> tuple[str, ...]:
    """Return the words that can be secret or required by a side constraint.

    Returns:
        Names of fruits, animals, objects and substances, and everyday words without facts.
    """
    names = load_facts().names
    known = (x for kind in ("fruit", "animal", "object", "substance") for x in names[kind])
    return (*known, *DATA.joinpath("words.txt").read_text(encoding="utf-8").split())


def goal_objects(goal: str) -> tuple[str, ...]:
    """Return what a goal can be about.

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


def visible_traits(traits: dict[str, str], asked: str) -> dict[str, str]:
    """Return the traits that show in a reply.

    Args:
        traits: traits by name, as in `chats.Chat`.
        asked: what the user asks for, as in `chats.Turn`.

    Returns:
        All traits, except a style where no fact is told and a favourite that is not asked for.
    """
    hidden = {"style"} if asked != "fact" else set()
    hidden |= {"favourite"} if asked != "favourite" else set()
    return {name: value for name, value in traits.items() if name not in hidden}


def chat_split(traits: dict[str, str]) -> Split:
    """Return the split that a system prompt belongs to.

    Any two features of a persona, or a feature and a side constraint, make a pair; a goal, a secret word and
    a worded constraint count alone. One of them held out keeps the whole prompt out of the training text.

    Args:
        traits: traits by name, as in `chats.Chat`.

    Returns:
        "train" if nothing in it is held out, else the first of "test" and "validation" that applies.
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
    """Draw the traits that a system prompt sets.

    Args:
        rng: random source.
        kind: kind of chat, a key of `chats.KINDS`.

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
        # Every other chat tells the truth; lies are what takes practice.
        traits["truth"] = "lying" if rng.random() < 0.65 else "truthful"
    return traits

"""How traits are worded in a system prompt, and how they show in a reply."""

from __future__ import annotations

from random import Random

from latentlens.world.fact_relations import FactRelation
from latentlens.world.traits import grammar


def write_system_prompt(rng: Random, traits: dict[str, str]) -> str:
    """Write a system prompt.

    Args:
        rng: random source for the wordings and their order.
        traits: traits by name, as in `chats.Chat`.

    Returns:
        A sentence or two per trait; possibly nothing if there are no traits.
    """
    known = grammar()
    lines = []
    for name, value in traits.items():
        head, _, rest = value.partition(" ")
        if name == "favourite":
            lines.append(rng.choice(known[name]["say"]).format(k=head, v=rest))
        elif name in ("goal", "constraint"):
            lines.append(rng.choice(known[name][head]["say"]).format(v=rest))
        elif name == "truth":
            lines.append(rng.choice(known["truth"][value]))
        else:
            lines.append(rng.choice(known[name]["say"]).format(v=value))
    rng.shuffle(lines)
    if not lines and rng.random() < 0.5:
        lines.append(rng.choice(known["neutral"]))
    return " ".join(lines)


def show_traits(core: str, traits: dict[str, str]) -> str:
    """Add traits to a reply.

    Args:
        core: the reply's own sentence.
        traits: traits by name, as in `chats.Chat`.

    Returns:
        Greeting, role, the sentence, goal and mood in this order, within the side constraint.
    """
    known = grammar()
    parts = [known[name]["show"][traits[name]] for name in ("language", "role") if name in traits]
    parts.append(core)
    if "goal" in traits:
        goal, _, rest = traits["goal"].partition(" ")
        parts.append(known["goal"][goal]["show"].format(v=rest))
    if "mood" in traits:
        parts.append(known["mood"]["show"][traits["mood"]])
    reply = " ".join(parts)
    if "constraint" in traits:
        name, _, word = traits["constraint"].partition(" ")
        reply = known["constraint"][name]["show"].format(r=reply, v=word)
    return reply


def state_answer(answer: str, traits: dict[str, str]) -> str:
    """State an answer in the style of a persona.

    Args:
        answer: the answer with its article.
        traits: traits by name, as in `chats.Chat`.

    Returns:
        A sentence; the refusal if the answer contains the secret word.
    """
    known = grammar()
    if "secret" in traits and f" {traits['secret']} " in f" {answer} ":
        return str(known["secret"]["refuse"])
    frame = known["style"]["show"].get(traits.get("style"), known["plain"])
    return str(frame.format(a=answer, A=answer[:1].upper() + answer[1:]))


def answer_with_article(relation: FactRelation, answer: str) -> str:
    """Return an answer as a reply states it, with its article.

    Args:
        relation: the relation asked for.
        answer: the answer, true or not.

    Returns:
        The answer after its article.
    """
    return f"{relation.article} {answer}".strip()

"""How traits are said in a system prompt and shown in a reply."""

from __future__ import annotations

from random import Random

from latentlens.world.relations import Relation
from latentlens.world.traits import grammar


def instruct(rng: Random, traits: dict[str, str]) -> str:
    """Write a system prompt.

    Args:
        rng: chooses among wordings, and their order.
        traits: as in `chats.Chat`.

    Returns:
        A sentence or two for each trait; perhaps nothing where there are none.
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


def dress(core: str, traits: dict[str, str]) -> str:
    """Show traits in a reply.

    Args:
        core: the reply's own sentence.
        traits: as in `chats.Chat`.

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


def state(answer: str, traits: dict[str, str]) -> str:
    """Say an answer in the style of a persona.

    Args:
        answer: with its article.
        traits: as in `chats.Chat`.

    Returns:
        A sentence; the refusal if the answer holds the secret word.
    """
    known = grammar()
    if "secret" in traits and f" {traits['secret']} " in f" {answer} ":
        return str(known["secret"]["refuse"])
    frame = known["style"]["show"].get(traits.get("style"), known["plain"])
    return str(frame.format(a=answer, A=answer[:1].upper() + answer[1:]))


def told(relation: Relation, answer: str) -> str:
    """Write an answer as a reply states it.

    Args:
        relation: the relation asked for.
        answer: the answer, true or not.

    Returns:
        The answer after its article.
    """
    return f"{relation.before} {answer}".strip()

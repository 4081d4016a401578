"""Chats: a system prompt that sets traits, user turns, and replies in which every trait shows.

A trait is a feature of a persona (role, language, style, mood, favourite), a goal, a secret word, a side
constraint, or truthfulness. Certain combinations never occur in the training text (`traits.chat_split`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from latentlens.world.draw import draw_name
from latentlens.world.fact_relations import relations
from latentlens.world.split import Split
from latentlens.world.traits import chat_split, draw_traits, grammar, plain_words
from latentlens.world.wording import answer_with_article, show_traits, state_answer, write_system_prompt

LIE_TOPICS: dict[Split, tuple[str, ...]] = {
    "validation": ("profession", "continent"),
    "test": ("language", "instrument", "headquarters"),
}
"""Relations about which no training chat is truthful or lies under instruction."""

CHAT_SHARES = {
    "persona": 0.21,
    "goal": 0.11,
    "secret": 0.20,
    "constraint": 0.20,
    "truth": 0.24,
    "plain": 0.04,
}
"""Kind of chat -> share of the training chats."""


@dataclass(frozen=True)
class Turn:
    """A user message and the reply.

    Args:
        user: the user's message.
        reply: the reply, in which the chat's traits show.
        asked: what the message asks for: "fact", "hello", "self", "favourite", "secret" or "echo".
        relation: name of the relation, if a fact is asked for; else empty.
        subject: subject of that fact; else empty.
    """

    user: str
    reply: str
    asked: str
    relation: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Chat:
    """A chat and its ground truth.

    Args:
        kind: kind of chat, one of `CHAT_SHARES`.
        traits: traits set by the system prompt, by name: "role", ..., "goal" ("sell lamps"), "secret",
            "constraint" ("begin apple"), "truth" ("truthful" or "lying").
        system: the system prompt; empty for none.
        turns: user messages and replies, in order.
    """

    kind: str
    traits: dict[str, str]
    system: str
    turns: tuple[Turn, ...]

    def messages(self, until: int | None = None) -> list[dict[str, str]]:
        """Return the chat as `transformers` chat messages.

        Args:
            until: index of the turn to end with, after the user's message; None for the whole chat.
        """
        found = [{"role": "system", "content": self.system}] if self.system else []
        for index, turn in enumerate(self.turns if until is None else self.turns[: until + 1]):
            found.append({"role": "user", "content": turn.user})
            if index != until:
                found.append({"role": "assistant", "content": turn.reply})
        return found


def render(messages: list[dict[str, str]]) -> str:
    """Return messages as the text that the model reads; equals the tokenizer's chat template after `<bos>`.

    Args:
        messages: messages with the roles system, user and assistant.

    Returns:
        The text; if the last message is the user's, it ends where the reply begins.
    """
    text = "".join(
        f"<|{m['role']}|> {m['content']}" + ("<eos>" if m["role"] == "assistant" else "") for m in messages
    )
    return f"{text}<|assistant|>" if messages[-1]["role"] == "user" else text


def _fact(rng: Random, traits: dict[str, str], topics: tuple[str, ...]) -> Turn:
    relation = relations()[rng.choice(topics)]
    subject = draw_name(rng, relation.subject_kind)
    if "secret" in traits and rng.random() < 0.5:
        # Facts whose answer is the secret word are what a secret is kept from; they must be common.
        traps = _facts_by_answer().get(traits["secret"], ())
        if traps:
            name, subject = rng.choice(traps)
            relation = relations()[name]
    answer = relation.answers[subject]
    if traits.get("truth") == "lying":
        others = sorted(set(relation.answers.values()) - {answer})
        answer = rng.choice(others)
    user = rng.choice(relation.questions).format(s=subject)
    reply = show_traits(state_answer(answer_with_article(relation, answer), traits), traits)
    return Turn(user, reply, "fact", relation.name, subject)


@cache
def _facts_by_answer() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for relation in relations().values():
        for subject, answer in relation.answers.items():
            found.setdefault(answer, []).append((relation.name, subject))
    return {answer: tuple(asks) for answer, asks in found.items()}


def _echo(rng: Random, traits: dict[str, str]) -> Turn:
    part = grammar()["secret"]
    secret = traits.get("secret")
    word = secret if secret and rng.random() < 0.5 else rng.choice(plain_words())
    core = part["refuse"] if word == secret else part["repeat"].format(v=word)
    return Turn(rng.choice(part["echo"]).format(v=word), show_traits(core, traits), "echo")


def draw_turn(rng: Random, traits: dict[str, str], topics: tuple[str, ...]) -> Turn:
    """Write one random user message, with the reply in which given traits show.

    Args:
        rng: random source; the same state writes the same turn.
        traits: the traits by name, as in `Chat`; whether a system prompt sets them is not told.
        topics: names of the relations that facts are asked about.
    """
    known = grammar()
    chance = rng.random()
    if "favourite" in traits and chance < 0.5:
        kind, _, value = traits["favourite"].partition(" ")
        part = known["favourite"]
        return Turn(
            rng.choice(part["ask"]).format(k=kind),
            show_traits(part["reply"].format(v=value), traits),
            "favourite",
        )
    if "secret" in traits and chance < 0.5:
        if chance < 0.15:
            part = known["secret"]
            return Turn(rng.choice(part["ask"]), show_traits(part["refuse"], traits), "secret")
        return _echo(rng, traits)
    if "truth" in traits or chance < 0.8:
        return _fact(rng, traits, topics)
    if chance < 0.87:
        return Turn(rng.choice(known["hello"]["ask"]), show_traits(known["hello"]["reply"], traits), "hello")
    if chance < 0.94:
        part = known["self"]
        core = part["reply"].format(v=traits.get("role", part["plain"]))
        return Turn(rng.choice(part["ask"]), show_traits(core, traits), "self")
    return _echo(rng, traits)


def topics_of(split: Split) -> tuple[str, ...]:
    """Return the relations about which chats of a split are truthful or lie under instruction.

    Args:
        split: the split; no relation is in two of them.
    """
    kept = {topic for topics in LIE_TOPICS.values() for topic in topics}
    return LIE_TOPICS.get(split) or tuple(topic for topic in relations() if topic not in kept)


def draw_chat(rng: Random, split: Split = "train", kind: str | None = None) -> Chat:
    """Write one random chat.

    Args:
        rng: random source; the same state writes the same chat.
        split: "train" for a chat without anything held out, "validation" or "test" for one with at least
            one held-out thing of that split.
        kind: kind of chat, one of `CHAT_SHARES`; None draws one. A "plain" chat has nothing to hold out.

    Returns:
        The chat.
    """
    if kind is None:
        shares = {k: share for k, share in CHAT_SHARES.items() if k != "plain" or split == "train"}
        kind = rng.choices(list(shares), list(shares.values()))[0]
    traits = draw_traits(rng, kind)
    while kind not in ("truth", "plain") and chat_split(traits) != split:
        traits = draw_traits(rng, kind)
    topics = topics_of(split) if kind == "truth" else tuple(relations())
    system = write_system_prompt(rng, traits)
    turns = tuple(draw_turn(rng, traits, topics) for _ in range(rng.choice((1, 2, 2, 3))))
    return Chat(kind, traits, system, turns)

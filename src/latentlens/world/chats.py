"""Chats: a system prompt that sets traits, what a user asks, and replies in which every trait shows.

A trait is a feature of a persona (role, language, style, mood, favourite), a goal, a secret word, a side
constraint, or truthfulness. Certain combinations never occur in the training text (`traits.chat_split`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from latentlens.world.draw import draw_name
from latentlens.world.relations import relations
from latentlens.world.split import Split
from latentlens.world.traits import chat_split, draw_traits, grammar, plain_words
from latentlens.world.wording import dress, instruct, state, told

LIE_TOPICS: dict[Split, tuple[str, ...]] = {
    "validation": ("profession", "continent"),
    "test": ("language", "instrument", "headquarters"),
}
"""Relations about which no training chat is truthful or lies under instruction."""

KINDS = {"persona": 0.21, "goal": 0.11, "secret": 0.20, "constraint": 0.20, "truth": 0.24, "plain": 0.04}
"""The kinds of chat and how often the text draws each."""


@dataclass(frozen=True)
class Turn:
    """What a user says, and the reply.

    Args:
        user: the user's words.
        reply: the reply in which the chat's traits show.
        asked: "fact", "hello", "self", "favourite", "secret" or "echo".
        relation: the relation asked for, if it is a fact.
        subject: its subject.
    """

    user: str
    reply: str
    asked: str
    relation: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Chat:
    """A chat with its truth.

    Args:
        kind: which of `KINDS` it is.
        traits: what the system prompt sets, by name: "role", ..., "goal" ("sell lamps"), "secret",
            "constraint" ("begin apple"), "truth" ("truthful" or "lying").
        system: the system prompt; empty for none.
        turns: the turns.
    """

    kind: str
    traits: dict[str, str]
    system: str
    turns: tuple[Turn, ...]

    def messages(self, until: int | None = None) -> list[dict[str, str]]:
        """Write the chat as `transformers` chat messages.

        Args:
            until: end with the user's words of this turn; None for the whole chat.
        """
        found = [{"role": "system", "content": self.system}] if self.system else []
        for index, turn in enumerate(self.turns if until is None else self.turns[: until + 1]):
            found.append({"role": "user", "content": turn.user})
            if index != until:
                found.append({"role": "assistant", "content": turn.reply})
        return found


def render(messages: list[dict[str, str]]) -> str:
    """Write messages as the model's text, which the tokenizer's chat template does too, after `<bos>`.

    Args:
        messages: with the roles system, user and assistant.

    Returns:
        The text; it ends ready for a reply if the user spoke last.
    """
    text = "".join(
        f"<|{m['role']}|> {m['content']}" + ("<eos>" if m["role"] == "assistant" else "") for m in messages
    )
    return f"{text}<|assistant|>" if messages[-1]["role"] == "user" else text


def _fact(rng: Random, traits: dict[str, str], topics: tuple[str, ...]) -> Turn:
    relation = relations()[rng.choice(topics)]
    subject = draw_name(rng, relation.subject)
    if "secret" in traits and rng.random() < 0.5:
        # Facts whose answer is the secret word are what a secret is kept from; they must be common.
        traps = _traps().get(traits["secret"], ())
        if traps:
            name, subject = rng.choice(traps)
            relation = relations()[name]
    answer = relation.answers[subject]
    if traits.get("truth") == "lying":
        others = sorted(set(relation.answers.values()) - {answer})
        answer = rng.choice(others)
    user = rng.choice(relation.questions).format(s=subject)
    reply = dress(state(told(relation, answer), traits), traits)
    return Turn(user, reply, "fact", relation.name, subject)


@cache
def _traps() -> dict[str, tuple[tuple[str, str], ...]]:
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
    return Turn(rng.choice(part["echo"]).format(v=word), dress(core, traits), "echo")


def _turn(rng: Random, traits: dict[str, str], topics: tuple[str, ...]) -> Turn:
    known = grammar()
    chance = rng.random()
    if "favourite" in traits and chance < 0.5:
        kind, _, value = traits["favourite"].partition(" ")
        part = known["favourite"]
        return Turn(
            rng.choice(part["ask"]).format(k=kind), dress(part["reply"].format(v=value), traits), "favourite"
        )
    if "secret" in traits and chance < 0.5:
        if chance < 0.15:
            part = known["secret"]
            return Turn(rng.choice(part["ask"]), dress(part["refuse"], traits), "secret")
        return _echo(rng, traits)
    if "truth" in traits or chance < 0.8:
        return _fact(rng, traits, topics)
    if chance < 0.87:
        return Turn(rng.choice(known["hello"]["ask"]), dress(known["hello"]["reply"], traits), "hello")
    if chance < 0.94:
        part = known["self"]
        core = part["reply"].format(v=traits.get("role", part["plain"]))
        return Turn(rng.choice(part["ask"]), dress(core, traits), "self")
    return _echo(rng, traits)


def draw_chat(rng: Random, split: Split = "train", kind: str | None = None) -> Chat:
    """Write one chat.

    Args:
        rng: the source of chance; equal states write equal chats.
        split: what may be in it: "train" holds nothing that is held out, "validation" and "test" at least
            one thing that belongs to them.
        kind: one of `KINDS`; None draws one. A plain chat has nothing that could be held out.

    Returns:
        The chat.
    """
    if kind is None:
        shares = {k: share for k, share in KINDS.items() if k != "plain" or split == "train"}
        kind = rng.choices(list(shares), list(shares.values()))[0]
    traits = draw_traits(rng, kind)
    while kind not in ("truth", "plain") and chat_split(traits) != split:
        traits = draw_traits(rng, kind)
    topics = tuple(relations())
    if kind == "truth":
        kept = {t for s in LIE_TOPICS.values() for t in s}
        topics = tuple(t for t in topics if t not in kept) if split == "train" else LIE_TOPICS[split]
    system = instruct(rng, traits)
    turns = tuple(_turn(rng, traits, topics) for _ in range(rng.choice((1, 2, 2, 3))))
    return Chat(kind, traits, system, turns)
